// Which figures a brief of a scene tells, and how each is written: the number with its unit and its whole (brief-units.ts), or
// plainly that nobody knows it, with its age.
import type { Figure, Figures } from '#shared/domain/figure.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { HOUR, instant, MINUTE } from '#shared/time.ts';
import type { WallScene } from '#shared/wall.ts';
import { figureNumber } from '../ui/figure-number.ts';
import { number } from '../ui/format.ts';
import { momentText, spanText, type T } from '../ui/span.ts';
import { unitText } from './brief-units.ts';
import type { SheetFigure, SheetGroup } from './sheet.ts';

type Shape = 'count' | 'coverage' | 'share' | 'hours' | 'minutes' | 'daysToFull';

const GROUPS = {
  cases: ['cases.today', 'cases.communityToday', 'cases.controlledToday', 'cases.yesterdaySoFar', 'zero.socialElapsed'],
  round: ['coverage.uploaded', 'coverage.sampled', 'coverage.missing', 'coverage.hoursLeft', 'forecast.onTime'],
  clocks: ['clocks.responseLate', 'clocks.responseRunning', 'contacts.waiting', 'clearance.leftOver'],
  control: ['nails', 'zones.inForce', 'zones.personsHeld', 'zones.overdue', 'zones.overduePersonHours'],
  rooms: ['rooms.occupied', 'rooms.free', 'rooms.gap', 'rooms.daysToFull'],
  posts: ['checkpoints.registered', 'checkpoints.declared', 'checkpoints.parityFlagged', 'checkpoints.dutyGapMinutes'],
} as const;
type Group = keyof typeof GROUPS;
export type BriefFigure = (typeof GROUPS)[Group][number];
export const BRIEF_FIGURES: readonly BriefFigure[] = Object.values(GROUPS).flat();

const SHAPES: { readonly [I in BriefFigure]?: Shape } = {
  'coverage.uploaded': 'coverage',
  'coverage.sampled': 'coverage',
  'coverage.hoursLeft': 'hours',
  'forecast.onTime': 'share',
  'rooms.daysToFull': 'daysToFull',
  'checkpoints.dutyGapMinutes': 'minutes',
};

/** What a scene is about comes first, and its three numbers largest. */
const SCENES: {
  readonly [S in WallScene]?: { readonly group: Group; readonly headlines: readonly BriefFigure[] };
} = {
  nails: { group: 'control', headlines: ['nails', 'zones.personsHeld', 'cases.today'] },
  checkpoints: {
    group: 'posts',
    headlines: ['checkpoints.registered', 'checkpoints.parityFlagged', 'checkpoints.dutyGapMinutes'],
  },
  quarantine: { group: 'rooms', headlines: ['rooms.occupied', 'rooms.free', 'rooms.daysToFull'] },
  coverage: { group: 'round', headlines: ['coverage.uploaded', 'coverage.missing', 'forecast.onTime'] },
};
const OVERVIEW = { group: 'cases', headlines: ['cases.today', 'coverage.uploaded', 'clocks.responseLate'] } as const;

/** The forecast looks so many days ahead: that number stands for "not within them" (docs/figures.md). */
const OUTLOOK = 14;

type Saying = { readonly now: number; readonly language: Language; readonly t: T };

export function briefFigures(
  figures: Figures,
  scene: WallScene,
  saying: Saying,
): { readonly headlines: SheetFigure[]; readonly groups: SheetGroup[] } {
  const { group: first, headlines } = SCENES[scene] ?? OVERVIEW;
  const told = (ids: readonly BriefFigure[]) =>
    ids.flatMap((id) => {
      const figure = figures[id];
      // What this reader is not told is not there at all.
      return figure === undefined ? [] : [sheetFigure(id, figure, figures, saying)];
    });
  const order = [first, ...(Object.keys(GROUPS) as Group[]).filter((group) => group !== first)];
  return {
    headlines: told(headlines),
    groups: order.map((group) => ({
      title: saying.t(`print.groups.${group}`),
      figures: told((GROUPS[group] as readonly BriefFigure[]).filter((id) => !headlines.includes(id))),
    })),
  };
}

function sheetFigure(id: BriefFigure, figure: Figure, figures: Figures, { now, language, t }: Saying): SheetFigure {
  const { value, asOf, state } = figure;
  const shape = SHAPES[id] ?? 'count';
  return {
    name: term(FIGURE_TERMS, id, language),
    value:
      value === null
        ? t(state === 'notConnected' ? 'figure.notConnected' : 'figure.unknown')
        : valueText(figure, value, shape, t),
    unit: unitText(id, figure, figures, t),
    note: [
      state === 'provisional' && value !== null ? t('engine.situation.provisional') : '',
      asOf === null ? '' : momentText(instant(asOf), now),
    ]
      .filter((part) => part !== '')
      .join(' · '),
    isFirm: state === 'ok',
  };
}

function valueText(figure: Figure, value: number, shape: Shape, t: T): string {
  switch (shape) {
    case 'hours':
      return value >= 0 ? spanText(value * HOUR, t) : t('engine.over', { span: spanText(-value * HOUR, t) });
    case 'minutes':
      return spanText(value * MINUTE, t);
    case 'daysToFull':
      return value >= OUTLOOK
        ? t('print.notWithin', { n: OUTLOOK })
        : `${number(value)} ${t(value === 1 ? 'print.one.days' : 'print.units.days')}`;
    default:
      return figureNumber(figure, shape);
  }
}
