// Whose map this is: the area of the policy in force, else the area that contains all others.
import type { Situation } from '#shared/situation.ts';
import { POLICIES, SERIES_TERMS } from '#shared/terms/policies.ts';
import type { Language } from '#shared/terms/term.ts';
import { DAY, instant } from '#shared/time.ts';
import { nameOf } from './entity-words.ts';
import { fullTime } from './format.ts';

export type InForce = { readonly policyId: string; readonly series: string; readonly from: string };

/** Of these a screen names the first that is there; the others in the order of their series. */
const SERIES = Object.keys(SERIES_TERMS);
const KNOWN = Object.keys(POLICIES);

/**
 * Policies in force at a moment, each once however many areas adopted it, with the earliest adoption that holds.
 * @param now milliseconds since 1970
 */
export function policiesInForce(copy: Situation, now: number): readonly InForce[] {
  const found = new Map<string, InForce>();
  for (const { policyId, from, to } of copy.all('policies').values()) {
    if (instant(from) > now || (to !== undefined && instant(to) <= now)) continue;
    const known = found.get(policyId);
    if (known !== undefined && instant(known.from) <= instant(from)) continue;
    found.set(policyId, { policyId, series: POLICIES[policyId]?.series ?? policyId, from });
  }
  const place = (order: readonly string[], name: string) =>
    (order.indexOf(name) + order.length + 1) % (order.length + 1);
  // Of one series the latest adoption is the one that holds.
  return [...found.values()].sort(
    (a, b) =>
      place(SERIES, a.series) - place(SERIES, b.series) ||
      instant(b.from) - instant(a.from) ||
      place(KNOWN, a.policyId) - place(KNOWN, b.policyId),
  );
}

/**
 * The day of the outbreak, counted from 1 by local calendar days since the first policy was adopted for it.
 * @param now milliseconds since 1970 @returns undefined before any policy
 */
export function incidentDay(copy: Situation, now: number): number | undefined {
  let first = Number.POSITIVE_INFINITY;
  for (const { from } of copy.all('policies').values()) first = Math.min(first, instant(from));
  return first > now ? undefined : dayNumber(now) - dayNumber(first) + 1;
}

/** Whole local days since 1970. */
const dayNumber = (time: number): number => Date.parse(fullTime(time).slice(0, 10)) / DAY;

/** @returns its id; undefined where nothing says so, or where several areas have no parent and none of them is the whole */
export function jurisdictionArea(copy: Situation): string | undefined {
  for (const { areaId } of copy.all('policies').values()) if (copy.get('areas', areaId) !== undefined) return areaId;
  let top: string | undefined;
  for (const { id, parent, level } of copy.all('areas').values()) {
    if (parent !== undefined || level === 'neighbour' || level === 'place') continue;
    if (top !== undefined) return undefined;
    top = id;
  }
  return top;
}

/** Its name. */
export function jurisdictionOf(copy: Situation, language: Language): string | undefined {
  const area = jurisdictionArea(copy);
  return area === undefined ? undefined : nameOf(copy, 'areas', area, language);
}
