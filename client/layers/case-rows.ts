// Cases as dots: a ring when found in the community, filled when found in isolation, fading with age; a soft circle
// where the reader may know only about where.
import type { Case } from '#shared/subject/case.ts';
import { DAY, instant } from '#shared/time.ts';
import { type Palette, rgb } from './palette.ts';
import type { Row } from './point-table.ts';

/** As a reader gets it: below L2 the position is masked, and says so. */
export type SeenCase = Case & { readonly masked?: boolean };

/** Routes by which a case is found among people already held; all others are the community (社会面). */
const IN_ISOLATION: ReadonlySet<string> = new Set(['centralIsolation', 'homeIsolation', 'closedLoop', 'door']);
export const foundInIsolation = (route: string): boolean => IN_ISOLATION.has(route);

/** Dots age from full at once to a quarter at seven days (interface.md, Tokens); the graphics card does it by the clock. */
export const FADES_OVER = 7 * DAY;
export const FAINTEST = 0.25;
const RADIUS_OF_MASK = 500; // metres; shared/geo/mask.ts moves a place by 250 to 750
/** A soft circle is a hundred times as large as a dot, and must not shout. 0…255 */
const SOFT = 115;

/** When the case became known as one; later reports about it (a transfer, a discharge) make it no younger. */
export function foundAt(found: SeenCase): number {
  return instant(found.stages?.reported ?? found.stages?.tested ?? found.sampledAt ?? found.observedAt);
}

/** @returns undefined for cases without a position and for those that turned out to be none */
export function caseRow(found: SeenCase, palette: Palette): Row | undefined {
  if (found.position === undefined || found.status === 'excluded') return undefined;
  const [longitude, latitude] = found.position;
  const [red, green, blue] = rgb(palette.high);
  const since = foundAt(found);
  const ring = foundInIsolation(found.route) ? 0 : 2;
  if (found.masked === true) {
    return { longitude, latitude, size: 2 * RADIUS_OF_MASK, icon: '', color: [red, green, blue, SOFT], ring, since };
  }
  return { longitude, latitude, size: 9, icon: '', color: [red, green, blue, 255], ring, since };
}

/** Older news are news of yesterday, however new they are to this screen. @param now milliseconds, situation's clock */
export function isNewPositive(found: SeenCase, now: number): boolean {
  return found.status !== 'excluded' && Math.abs(now - foundAt(found)) < DAY;
}
