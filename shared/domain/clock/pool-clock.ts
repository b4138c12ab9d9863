// A positive pooled tube: all its persons are held and pending, and each goes through five steps, located, sampled again
// alone, sent, tested, reported (随落、随采、随送、随检、随报). Domain HD-12, V15; policies cn-pool and bj-hd-8h.
import { HOUR } from '../../time.ts';
import type { Policy } from '../policy/policy.ts';
import { marksOf } from './case-clocks.ts';
import type { Clock, ClockStep, Ref } from './clock.ts';

export const POOL_STEPS = ['located', 'sampled', 'sent', 'tested', 'reported'] as const;
export type PoolStep = (typeof POOL_STEPS)[number];
/** ms of each step of one person, as far as it was told */
export type PoolTimes = { readonly [S in PoolStep]?: number };

export type PoolFacts = {
  readonly id: string;
  /** ms; the positive result of the tube */
  readonly positiveAt: number;
  /** persons in it: what the tube says, or at least those we know of; undefined where nobody says */
  readonly size: number | undefined;
  /** those of whom anything is known, each by an opaque key that stays inside */
  readonly members: readonly PoolTimes[];
  readonly isConnected: boolean;
  readonly evidence: readonly Ref[];
};

/**
 * A step that was told proves the ones before it: who was sampled alone had been found. The proven step has the time of the
 * one that proves it, which is an upper bound.
 */
export function provenTimes(times: PoolTimes): { readonly [S in PoolStep]?: { at: number; isImplied: boolean } } {
  const out: { [S in PoolStep]?: { at: number; isImplied: boolean } } = {};
  let later: number | undefined;
  for (const step of [...POOL_STEPS].reverse()) {
    const told = times[step];
    if (told !== undefined) out[step] = { at: told, isImplied: false };
    else if (later !== undefined) out[step] = { at: later, isImplied: true };
    if (told !== undefined) later = later === undefined ? told : Math.min(later, told);
  }
  return out;
}

/** @returns undefined under a policy without a limit or without steps */
export function poolClock(facts: PoolFacts, policy: Policy): Clock | undefined {
  const limit = policy['limitHours'];
  const wanted = policy['pooledPositiveSteps'] as readonly string[] | undefined;
  if (typeof limit !== 'number' || wanted === undefined) return undefined;
  const { id, positiveAt: start, size, members, isConnected, evidence } = facts;
  const due = start + limit * HOUR;
  const marks = new Map(marksOf(policy).map(({ stage, after }) => [stage as string, start + after]));
  const proven = members.map(provenTimes);
  const total = Math.max(size ?? members.length, members.length);
  const steps = POOL_STEPS.filter((step) => wanted.includes(step)).map((step): ClockStep => {
    const times = proven.flatMap((one) => one[step] ?? []);
    const isAll = total > 0 && times.length === total;
    const target = step === 'located' ? marks.get('located') : undefined;
    return {
      step,
      due,
      ...(target === undefined ? {} : { target }),
      ...(isAll ? { doneAt: Math.max(...times.map(({ at }) => at)) } : {}),
      ...(isAll && times.every(({ isImplied }) => isImplied) ? { isImplied: true } : {}),
      isConnected,
      of: { done: times.length, total },
      evidence,
    };
  });
  return { id: `pool/${id}`, kind: 'pool', start, due, steps };
}

/** How many of a tube wait for their single result at a moment, and how many have it (V15). */
export function poolPersons(facts: PoolFacts, now: number): { pending: number; resulted: number } {
  const total = Math.max(facts.size ?? facts.members.length, facts.members.length);
  const resulted = facts.members.filter(({ tested }) => tested !== undefined && tested <= now).length;
  return { pending: total - resulted, resulted };
}
