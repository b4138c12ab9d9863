// A nail (钉子): a key high-risk area with five or more distinct infected persons. Since when it is one, its nine items, and
// whether it may be pulled. Domain 6.8, HH-04 to HH-07; policy hohhot-nail.
import { DAY } from '../../time.ts';
import { evaluate, type Verdict } from '../policy/evaluate.ts';
import type { Facts, Infection } from '../policy/facts.ts';
import type { Condition, Level, Policy } from '../policy/policy.ts';

/** The one level of a nail rule. */
export const nailLevel = (policy: Policy): Level | undefined => policy.levels?.find(({ code }) => code === 'nail');

type Trigger = { readonly distinctInfected?: { readonly gte?: number; readonly windowDays?: number | null } };

export type Qualification = {
  readonly isNail: boolean;
  /** distinct infected persons in the window; null where nobody reports cases */
  readonly persons: number | null;
  readonly threshold: number;
  /** null: the whole outbreak (domain 1.13: the source gives no window) */
  readonly windowDays: number | null;
  /** ms; when the person who made it one was sampled */
  readonly since?: number;
};

/** @param infections positives of the area; undefined where nobody reports cases */
export function qualify(policy: Policy, infections: readonly Infection[] | undefined, now: number): Qualification {
  const { gte = 5, windowDays = null } = (nailLevel(policy)?.trigger as Trigger | undefined)?.distinctInfected ?? {};
  const about = { threshold: gte, windowDays };
  if (infections === undefined) return { isNail: false, persons: null, ...about };
  const from = windowDays === null ? Number.NEGATIVE_INFINITY : now - windowDays * DAY;
  const first = new Map<string, number>();
  for (const { id, person, at } of infections) {
    if (at <= from || at > now) continue;
    const key = person ?? `case/${id}`;
    first.set(key, Math.min(first.get(key) ?? at, at));
  }
  const times = [...first.values()].sort((a, b) => a - b);
  const since = times[gte - 1];
  const isNail = since !== undefined;
  return { isNail, persons: times.length, ...about, ...(isNail ? { since } : {}) };
}

export type ItemState = 'done' | 'open' | 'unknown';
export type Told = { readonly done: boolean; readonly at: number };
export type NailItemNow = {
  readonly item: string;
  readonly state: ItemState;
  readonly at?: number;
  readonly from?: string;
};

/**
 * The items of the rule in its order, as told by a moment: one of which nobody said anything is unknown, not open.
 * @param told by item, of the area itself, then of those it was split from: a part has what the whole had until it says more
 */
export function itemsAt(
  policy: Policy,
  told: readonly { readonly zoneId: string; readonly items: ReadonlyMap<string, Told> }[],
  now: number,
): NailItemNow[] {
  const checklist = (nailLevel(policy) as { readonly checklist?: readonly string[] } | undefined)?.checklist ?? [];
  return checklist.map((item) => {
    for (const [i, { zoneId, items }] of told.entries()) {
      const known = items.get(item);
      if (known === undefined || known.at > now) continue;
      const inherited = i === 0 ? {} : { from: zoneId };
      return { item, state: known.done ? 'done' : 'open', at: known.at, ...inherited };
    }
    return { item, state: 'unknown' };
  });
}

/** May it be pulled (拔除)? A proposal: what blocks it and what is met; a person decides. */
export const exitOf = (policy: Policy, facts: Facts): Verdict =>
  evaluate(nailLevel(policy)?.exit as Condition | undefined, facts);

/** The six actions of a nail (筛查 守门 清阳 疏密 消杀 关爱), each by its own figure. */
export const LANES = ['screening', 'gateGuarding', 'clearPositives', 'thinContacts', 'disinfection', 'care'] as const;
export type LaneName = (typeof LANES)[number];
/** done: nothing is left · open: something is · unknown: a source is there and said nothing · notConnected: 未接入 */
export type LaneState = 'done' | 'open' | 'unknown' | 'notConnected';
export type Lane = {
  readonly lane: LaneName;
  readonly state: LaneState;
  readonly done: number | null;
  readonly total: number | null;
  /** of those left, past their limit; absent where the lane has no limit */
  readonly overLimit?: number;
};

/** A lane from a count: of none at all nothing is left, once somebody reports it. */
export function laneOf(
  lane: LaneName,
  count: { readonly done: number; readonly total: number } | undefined,
  isConnected: boolean,
  overLimit?: number,
): Lane {
  const over = overLimit === undefined ? {} : { overLimit };
  if (!isConnected) return { lane, state: 'notConnected', done: null, total: null };
  if (count === undefined) return { lane, state: 'unknown', done: null, total: null };
  const { done, total } = count;
  return { lane, state: done >= total ? 'done' : 'open', done, total, ...over };
}
