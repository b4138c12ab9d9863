// Which level holds at a place, where several zones do: the highest wins, and a person belongs to exactly one
// (domain.md 5.3, conflict rule).
import type { Zone } from '../../subject/zone.ts';
import { HOLD } from '../../subject/zone-table.ts';
import { instant } from '../../time.ts';
import { levelOf, type Policy } from '../policy/policy.ts';

/**
 * Does the zone hold anybody at this time? In force from publication to release, also past its end: at `expiresAt` it is due
 * for release and a person releases it. A hold holds for its four hours, and on through its approval to its publication.
 */
export function isInForce(zone: Zone, now: number): boolean {
  if (zone.status === 'active') return true;
  if (zone.status === 'held') return now < instant(zone.observedAt) + HOLD;
  return zone.status === 'approved' && zone.steps.some(({ kind }) => kind === 'zone.held');
}

/** Ranks for a level whose policy nobody knows (a zone another authority published): the usual words, and the highest else. */
const USUAL: Readonly<Record<string, number>> = {
  nail: 4,
  high: 3,
  sealed: 3,
  mediumAfterHigh: 2,
  medium: 2,
  controlled: 2,
  low: 1,
  precaution: 1,
};
/** A level of which nothing is known is not to be taken lightly. */
const UNKNOWN_RANK = 3;

export function rankOf(level: string | undefined, policy: Policy | undefined): number {
  if (level === undefined) return UNKNOWN_RANK;
  const rank = policy === undefined ? undefined : levelOf(policy, level)?.rank;
  return rank ?? (Object.hasOwn(USUAL, level) ? USUAL[level]! : UNKNOWN_RANK);
}

/**
 * A polluted-area fence (污染区) marks ground by its evidence, piece by piece, inside risk areas and beside them (domain.md
 * 6.7). It is no risk area of its own: what counts those leaves it out.
 */
export const isFence = ({ level }: Pick<Zone, 'level'>): boolean => level === 'pollutedArea';

export type EffectiveLevel = { readonly level: string | undefined; readonly rank: number; readonly zoneId: string };

/**
 * @param zones those that hold the place, in any order
 * @returns the one that counts; of equals the one that came into force first, then the lower id
 */
export function effectiveLevel(
  zones: Iterable<Zone>,
  policyOf: (id: string) => Policy | undefined,
  now: number,
): EffectiveLevel | undefined {
  let best: (EffectiveLevel & { readonly since: string }) | undefined;
  for (const zone of zones) {
    if (!isInForce(zone, now)) continue;
    const rank = rankOf(zone.level, zone.policyId === undefined ? undefined : policyOf(zone.policyId));
    const since = zone.publishedAt ?? zone.observedAt;
    const isBetter =
      best === undefined ||
      rank > best.rank ||
      (rank === best.rank && (since < best.since || (since === best.since && zone.id < best.zoneId)));
    if (isBetter) best = { level: zone.level, rank, zoneId: zone.id, since };
  }
  return best === undefined ? undefined : { level: best.level, rank: best.rank, zoneId: best.zoneId };
}
