// What can be compared: fences one draws for oneself, zones that are proposed or in force, and what another rule would draw
// from the same evidence. Pure, but for the questions it prepares.

import type { Situation } from '#shared/situation.ts';
import type { Case } from '#shared/subject/case.ts';
import { DAY, instant } from '#shared/time.ts';
import type { Draft } from '../draw/drafts.ts';

/** At most so many stand side by side in a third of the screen. */
export const MOST = 3;
/** Evidence older than this draws no fence: the longest look-back of any rule, twice. */
const EVIDENCE = 28 * DAY;
/** The server takes so many cases at once. */
const MOST_CASES = 10_000;

export type ColumnKey = `draft/${string}` | `zone/${string}` | `rule/${string}`;
export type Choice = { readonly key: ColumnKey; readonly kind: 'draft' | 'zone' | 'rule'; readonly id: string };

const STANDING: ReadonlySet<string> = new Set(['proposed', 'submitted', 'returned', 'approved', 'active', 'held']);

/** Drafts first, which nobody else sees; then zones that are not over; then rules. */
export function choicesOf(drafts: Iterable<Draft>, copy: Situation, policyIds: readonly string[]): readonly Choice[] {
  const zones = [...copy.all('zones').values()]
    .filter(
      ({ status, areaIds = [], geometry }) => STANDING.has(status) && (areaIds.length > 0 || geometry !== undefined),
    )
    .map(({ id }) => id)
    .sort();
  return [
    ...[...drafts].map(({ id }) => ({ key: `draft/${id}` as const, kind: 'draft' as const, id })),
    ...zones.map((id) => ({ key: `zone/${id}` as const, kind: 'zone' as const, id })),
    ...policyIds.map((id) => ({ key: `rule/${id}` as const, kind: 'rule' as const, id })),
  ];
}

/** The positives that a fence should cover, the latest first. */
export function evidence(copy: Situation, now: number): readonly string[] {
  const since = ({ observedAt }: Case): number => now - instant(observedAt);
  return [...copy.all('cases').values()]
    .filter((found) => found.status !== 'excluded' && since(found) <= EVIDENCE)
    .sort((a, b) => since(a) - since(b) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_CASES)
    .map(({ id }) => id);
}

/** One figure of the load of tonight: what the chosen would take together, and what there is. */
export type Load = {
  /** null where one of them does not know it */
  readonly needed: number | null;
  /** null where nobody tells it */
  readonly there: number | null;
  /** null where either is not known */
  readonly short: number | null;
};

export function loadOf(needs: readonly (number | null)[], there: number | null): Load {
  const needed = needs.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0);
  return { needed, there, short: needed === null || there === null ? null : Math.max(0, needed - there) };
}
