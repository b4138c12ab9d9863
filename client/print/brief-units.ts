// What each figure of a brief counts, and the figure that is the whole of which it is a part: 1,723 alone says neither rooms
// nor "of the 2,627 that are required".
import type { Figure, Figures } from '#shared/domain/figure.ts';
import { number } from '../ui/format.ts';
import type { T } from '../ui/span.ts';
import type { BriefFigure } from './brief-figures.ts';

type UnitName = 'cases' | 'people' | 'personHours' | 'areas' | 'zones' | 'rooms' | 'posts' | 'days';
type WholeName =
  | 'today'
  | 'yesterday'
  | 'due'
  | 'contacts'
  | 'inForce'
  | 'installed'
  | 'required'
  | 'declared'
  | 'registered';
/** `of` names the figure that is the whole, `as` the words for it. */
type Counted = { readonly unit: UnitName; readonly of?: string; readonly as?: WholeName };

/** `own`: the value says its unit itself (a span, a chance); `coverage`: the two counts of the share are said. */
const UNITS: { readonly [I in BriefFigure]: Counted | 'own' | 'coverage' } = {
  'cases.today': { unit: 'cases' },
  'cases.communityToday': { unit: 'cases', of: 'cases.today', as: 'today' },
  'cases.controlledToday': { unit: 'cases', of: 'cases.today', as: 'today' },
  'cases.yesterdaySoFar': { unit: 'cases', of: 'cases.yesterday', as: 'yesterday' },
  'zero.socialElapsed': { unit: 'days' },
  'coverage.uploaded': 'coverage',
  'coverage.sampled': 'coverage',
  'coverage.missing': { unit: 'people', of: 'coverage.due', as: 'due' },
  'coverage.hoursLeft': 'own',
  'forecast.onTime': 'own',
  'clocks.responseLate': { unit: 'cases' },
  'clocks.responseRunning': { unit: 'cases' },
  'contacts.waiting': { unit: 'people', of: 'contacts.total', as: 'contacts' },
  'clearance.leftOver': { unit: 'people' },
  nails: { unit: 'areas' },
  'zones.inForce': { unit: 'zones' },
  'zones.personsHeld': { unit: 'people' },
  'zones.overdue': { unit: 'zones', of: 'zones.inForce', as: 'inForce' },
  'zones.overduePersonHours': { unit: 'personHours' },
  'rooms.occupied': { unit: 'rooms', of: 'rooms.installed', as: 'installed' },
  'rooms.free': { unit: 'rooms', of: 'rooms.installed', as: 'installed' },
  'rooms.gap': { unit: 'rooms', of: 'rooms.required', as: 'required' },
  'rooms.daysToFull': 'own',
  'checkpoints.registered': { unit: 'posts', of: 'checkpoints.declared', as: 'declared' },
  'checkpoints.declared': { unit: 'posts' },
  'checkpoints.parityFlagged': { unit: 'posts', of: 'checkpoints.registered', as: 'registered' },
  'checkpoints.dutyGapMinutes': 'own',
};

/** @returns empty where nobody knows the number, or where the number says its unit itself */
export function unitText(id: BriefFigure, figure: Figure, figures: Figures, t: T): string {
  const counted = UNITS[id];
  const { value, numerator, denominator } = figure;
  if (value === null || counted === 'own') return '';
  if (counted === 'coverage') {
    if (numerator === undefined || denominator === undefined) return '';
    return t('print.counted', { part: number(numerator), whole: number(denominator) });
  }
  const unit = value === 1 ? t(`print.one.${counted.unit}`) : t(`print.units.${counted.unit}`);
  // What this reader is not told, or nobody knows, is no whole.
  const whole = counted.of === undefined ? undefined : figures[counted.of]?.value;
  if (whole == null || counted.as === undefined) return unit;
  return t('print.unitOf', { unit, whole: t(`print.of.${counted.as}`, { n: number(whole) }) });
}
