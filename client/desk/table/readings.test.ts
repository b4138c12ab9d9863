// The record of readings in words: whose, of what, and what else was said, in a reader's language.
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { Situation } from '#shared/situation.ts';
import { DESK_EN, DESK_ZH } from '../../i18n/desk-texts.ts';
import { en } from '../../i18n/en.ts';
import { zh } from '../../i18n/zh.ts';
import type { T } from '../../ui/span.ts';
import { rowsIn, totalIn } from './answers.ts';
import { cellText } from './column.ts';
import { READINGS } from './readings.ts';

async function cellsOf(language: 'zh' | 'en', ...readings: readonly object[]): Promise<string[][]> {
  const words = i18next.createInstance();
  await words.init({
    lng: language,
    resources: { zh: { translation: { ...zh, ...DESK_ZH } }, en: { translation: { ...en, ...DESK_EN } } },
    interpolation: { escapeValue: false },
  });
  const copy = new Situation();
  copy.put('areas', 'k', { id: 'k', name: '采苓里', nameEn: 'Cailing' } as never);
  const columns = READINGS.columns({ copy, language, t: words.t as unknown as T, yes: '', no: '' });
  const shown = columns.filter(({ id }) => ['grant', 'kind', 'subject', 'count', 'detail'].includes(id));
  return rowsIn('readings', { readings }).map((row) => shown.map((column) => cellText(column, row)));
}

const EXPORT = { n: 7, at: '2022-10-30T12:00:00Z', actor: 'wang', grant: 'session', kind: 'export', of: 'cases' };

it('says of an export how many of what, how and why, in both languages', async () => {
  const row = { ...EXPORT, count: 412, format: 'gpkg', datum: 'GCJ-02', reason: '移交' };
  expect(await cellsOf('zh', row)).toEqual([['账号', '导出文件', '阳性感染者', '412', 'gpkg · GCJ-02 · 移交']]);
  expect((await cellsOf('en', row))[0]?.slice(0, 2)).toEqual(['Account', 'File exported']);
});

it('says of a change of rights whose, which, and that it was refused', async () => {
  const change = { n: 8, at: EXPORT.at, actor: 'chief', grant: 'session', kind: 'access', of: 'zhou' };
  const rows = await cellsOf(
    'en',
    { ...change, what: 'rolesSet', roles: ['field'], areas: ['k'] },
    { ...change, what: 'accountMade', refused: 'conflict' },
  );
  expect(rows.map((row) => [row[2], row[4]])).toEqual([
    ['zhou', 'roles set · Field · Cailing'],
    ['zhou', 'account made · not done (conflict)'],
  ]);
});

it('tells of a list whose round it was, and shows what it does not know as it was said', async () => {
  const rows = await cellsOf(
    'zh',
    { n: 1, kind: 'list', of: 'missing', roundId: 'r-3', count: 9 },
    { n: 2, kind: 'print', of: 'missing/r-3', count: 9 },
    { n: 3, kind: 'somethingNew', of: 'x' },
  );
  expect(rows.map((row) => row.slice(1, 3))).toEqual([
    ['查看名单', '未采样名单'],
    ['打印', '未采样名单 r-3'],
    ['somethingNew', 'x'],
  ]);
  expect(totalIn('readings', { total: 12, readings: [] })).toBe(12);
});
