// Cases as dots: a ring when found in the community, filled when found in isolation, fading with age; a soft circle
// where the reader may know only about where.
import type { Case } from '#shared/subject/case.ts';
import { DAY, instant } from '#shared/time.ts';
import { type Palette, rgb } from './palette.ts';
import type { PointTable, Row } from './point-table.ts';

/** As a reader gets it: below L2 the position is masked, and says so. */
export type SeenCase = Case & { readonly masked?: boolean };

/** Routes by which a case is found among people already held; all others are the community (社会面). */
const IN_ISOLATION: ReadonlySet<string> = new Set(['centralIsolation', 'homeIsolation', 'closedLoop', 'door']);
export const foundInIsolation = (route: string): boolean => IN_ISOLATION.has(route);

/** Dots age from full at once to a quarter at seven days (interface.md, Tokens). */
const FADES_OVER = 7 * DAY;
const FAINTEST = 0.25;
const RADIUS_OF_MASK = 500; // metres; shared/geo/mask.ts moves a place by 250 to 750
/** A soft circle is a hundred times as large as a dot, and must not shout. @param alpha 0…255 */
const soften = (alpha: number): number => Math.round(alpha * 0.45);

/** When the case became known as one; later reports about it (a transfer, a discharge) make it no younger. */
export function foundAt(found: SeenCase): number {
  return instant(found.stages?.reported ?? found.stages?.tested ?? found.sampledAt ?? found.observedAt);
}

/** @param now milliseconds, by the situation's clock. @returns 0…255; ages before their time count as new */
export function ageAlpha(at: number, now: number): number {
  const part = Math.min(1, Math.max(0, (now - at) / FADES_OVER));
  return Math.round(255 * (1 - (1 - FAINTEST) * part));
}

/** @returns undefined for cases without a position and for those that turned out to be none */
export function caseRow(found: SeenCase, now: number, palette: Palette): Row | undefined {
  if (found.position === undefined || found.status === 'excluded') return undefined;
  const [longitude, latitude] = found.position;
  const [red, green, blue] = rgb(palette.high);
  const since = foundAt(found);
  const alpha = ageAlpha(since, now);
  if (found.masked === true) {
    const color = [red, green, blue, soften(alpha)] as const;
    return { longitude, latitude, size: 2 * RADIUS_OF_MASK, icon: 'soft', color, since };
  }
  const ring = foundInIsolation(found.route) ? 0 : 2;
  return { longitude, latitude, size: 9, icon: '', color: [red, green, blue, alpha], ring, since };
}

/** Fades a table of cases by the clock; rows whose shade did not move stay as they are. */
export function ageRows(table: PointTable, now: number, soft: boolean): void {
  for (let row = 0; row < table.length; row += 1) {
    if (table.size[row] === 0) continue;
    const alpha = ageAlpha(table.since[row] as number, now);
    table.fade(row, soft ? soften(alpha) : alpha);
  }
}
