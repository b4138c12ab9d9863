// No number of a brief stands alone: each says what it counts and of how many, in both languages, as far as that is known.
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { Figure, Figures } from '#shared/domain/figure.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { WALL_SCENES, type WallScene } from '#shared/wall.ts';
import { en } from '../i18n/en.ts';
import { zh } from '../i18n/zh.ts';
import type { T } from '../ui/span.ts';
import { BRIEF_FIGURES, briefFigures } from './brief-figures.ts';
import type { SheetFigure } from './sheet.ts';

const NOW = Date.parse('2022-10-30T14:00:00+08:00');
const told = (value: number | null, more: Partial<Figure> = {}): Figure => ({
  value,
  asOf: '2022-10-30T13:40:00+08:00',
  source: 'cordon',
  state: value === null ? 'unknown' : 'ok',
  list: '',
  ...more,
});
const ALL: Figures = {
  ...Object.fromEntries(BRIEF_FIGURES.map((id) => [id, told(3)])),
  ...{
    'cases.today': told(7),
    'cases.yesterday': told(11),
    'coverage.due': told(437_800),
    'contacts.total': told(312),
  },
  ...{ 'cases.communityToday': told(1), 'rooms.installed': told(2_500), 'rooms.required': told(2_627) },
  'rooms.gap': told(1_725),
  'zones.inForce': told(9),
  'checkpoints.declared': told(15),
  'checkpoints.registered': told(14),
  'coverage.uploaded': told(0.73, { numerator: 321_346, denominator: 437_800, state: 'provisional' }),
  'coverage.sampled': told(0.99, { numerator: 437_770, denominator: 437_800 }),
};

async function said(language: 'zh' | 'en', figures: Figures = ALL, scene: WallScene = 'overview') {
  const words = i18next.createInstance();
  const resources = { zh: { translation: zh }, en: { translation: en } };
  await words.init({ lng: language, resources, interpolation: { escapeValue: false } });
  const { headlines, groups } = briefFigures(figures, scene, { now: NOW, language, t: words.t as T });
  const all = [...headlines, ...groups.flatMap((group) => group.figures)];
  const of = (id: string): SheetFigure | undefined => all.find(({ name }) => name === FIGURE_TERMS[id]?.[language]);
  return { all, of };
}
const line = (figure: SheetFigure | undefined) => [figure?.value, figure?.unit];

describe('a brief', () => {
  it('tells each figure once, with a name, and with a unit behind it or in it', async () => {
    for (const language of ['zh', 'en'] as const)
      for (const scene of WALL_SCENES) {
        const { all } = await said(language, ALL, scene);
        expect(new Set(all.map(({ name }) => name)).size).toBe(BRIEF_FIGURES.length);
        for (const { name, value, unit } of all) {
          expect(name).not.toMatch(/\./);
          expect(unit === '' ? value : unit, name).toMatch(/[%\p{L}]/u);
          expect(`${value}${unit}`).not.toMatch(/print\.|\{\{|undefined|NaN/);
        }
      }
  });

  it('says of how many', async () => {
    const chinese = await said('zh');
    const english = await said('en');
    expect(line(chinese.of('cases.communityToday'))).toEqual(['1', '例（今日共 7）']);
    expect(line(english.of('cases.communityToday'))).toEqual(['1', 'case of 7 today']);
    expect(line(chinese.of('coverage.uploaded'))).toEqual(['73.4%', '321,346 / 437,800 人']);
    expect(line(english.of('coverage.uploaded'))).toEqual(['73.4%', '321,346 of 437,800 people']);
    expect(line(chinese.of('rooms.gap'))).toEqual(['1,725', '间（应备 2,627）']);
    expect(line(english.of('rooms.gap'))).toEqual(['1,725', 'rooms of 2,627 required']);
    expect(line(english.of('checkpoints.registered'))).toEqual(['14', 'checkpoints of 15 declared']);
  });

  it('names no whole that nobody knows, and no unit behind what is itself unknown', async () => {
    const { 'cases.today': _, ...others } = ALL;
    const without = await said('en', others);
    expect(without.of('cases.today')).toBeUndefined();
    expect(line(without.of('cases.communityToday'))).toEqual(['1', 'case']);
    const unknown = await said('en', { ...ALL, 'rooms.required': told(null), 'rooms.gap': told(null) });
    expect(line(unknown.of('rooms.gap'))).toEqual(['unknown', '']);
    expect(unknown.of('rooms.gap')?.isFirm).toBe(false);
    const silent = await said('zh', { ...ALL, 'rooms.occupied': told(null, { state: 'notConnected' }) });
    expect(line(silent.of('rooms.occupied'))).toEqual(['未接入', '']);
  });
});
