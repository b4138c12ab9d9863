// Rule alarms: so many persons in so many days, as the policies in force have it. Domain.md 6.11, 1; rules: data/policies.
import type { AlarmLevel } from '../../subject/alarm.ts';
import { DAY } from '../../time.ts';
import type { Policy } from '../policy/policy.ts';

export type KnownCase = {
  readonly id: string;
  /** one natural person, where the source says so: tested twice is one (V12) */
  readonly person?: string;
  /** ms: sampling of the positive, or when it became known */
  readonly at: number;
};

export type ThresholdMet = {
  readonly type: 'nail' | 'caseThreshold';
  readonly level: AlarmLevel;
  readonly statistic: 'distinctInfected' | 'per100kAWeek';
  readonly value: number;
  readonly threshold: number;
  readonly caseIds: readonly string[];
  /** when the threshold was reached, ms */
  readonly since: number;
};

type Bound = { readonly gte?: number; readonly windowDays?: number | null };
type Weekly = { readonly per100k?: number; readonly cases?: number };

/**
 * What a policy's thresholds come to in one place; the heaviest only.
 * @param cases of the place, in any order; excluded ones left out
 * @param population where it is known: rates cannot be had without
 */
export function thresholdMet(
  policy: Policy,
  cases: readonly KnownCase[],
  now: number,
  population?: number,
): ThresholdMet | undefined {
  const known = cases.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  if (policy.series === 'nail') {
    const bound = policy.levels?.map(({ trigger }) => distinctInfected(trigger)).find((found) => found !== undefined);
    return bound?.gte === undefined
      ? undefined
      : persons('nail', 'critical', known, now, bound.gte, bound.windowDays ?? undefined);
  }
  // The 7th edition has its cluster among its definitions: five within fourteen days in a small place (S40).
  const said = policy.kind === 'definition' ? (policy['definitions'] as Policy | undefined) : policy;
  if (said === undefined || (policy.kind !== 'alarm' && policy.kind !== 'definition')) return undefined;
  const cluster = said['cluster'] as { readonly minCases?: number; readonly days?: number } | undefined;
  if (cluster?.minCases !== undefined)
    return persons('caseThreshold', 'warning', known, now, cluster.minCases, cluster.days);
  return policy['perWeek'] === true ? weekly(policy, known, now, population) : undefined;
}

function distinctInfected(trigger: unknown): Bound | undefined {
  return typeof trigger === 'object' && trigger !== null && 'distinctInfected' in trigger
    ? (trigger.distinctInfected as Bound)
    : undefined;
}

/** Distinct persons of the window; since when there were enough of them. */
function persons(
  type: ThresholdMet['type'],
  level: AlarmLevel,
  known: readonly KnownCase[],
  now: number,
  threshold: number,
  windowDays: number | undefined,
): ThresholdMet | undefined {
  const recent = windowDays === undefined ? known : known.filter(({ at }) => at > now - windowDays * DAY);
  const seen = new Map<string, KnownCase>();
  for (const one of recent)
    if (!seen.has(one.person ?? `case/${one.id}`)) seen.set(one.person ?? `case/${one.id}`, one);
  const distinct = [...seen.values()];
  const reached = distinct[threshold - 1];
  if (reached === undefined) return undefined;
  const caseIds = distinct.map(({ id }) => id);
  return { type, level, statistic: 'distinctInfected', value: distinct.length, threshold, caseIds, since: reached.at };
}

/** Cases of the last seven days, for each 100,000 inhabitants, or plainly in a small place (meningitis belt, S52). */
function weekly(
  policy: Policy,
  known: readonly KnownCase[],
  now: number,
  population?: number,
): ThresholdMet | undefined {
  if (population === undefined || population <= 0) return undefined;
  const recent = known.filter(({ at }) => at > now - 7 * DAY);
  const isBig = population >= ((policy['popSplit'] as number | undefined) ?? 0);
  const value = isBig ? (recent.length * 100_000) / population : recent.length;
  for (const [name, level] of [
    ['epidemic', 'critical'],
    ['alert', 'warning'],
  ] as const) {
    const rule = policy[name] as Readonly<Record<string, Weekly>> | undefined;
    const threshold = isBig ? (rule?.['bigSince2014'] ?? rule?.['big'])?.per100k : rule?.['small']?.cases;
    if (threshold === undefined || value < threshold) continue;
    const enough = isBig ? Math.ceil((threshold * population) / 100_000) : threshold;
    const reached = recent[Math.max(0, enough - 1)] ?? recent.at(-1);
    if (reached === undefined) continue;
    const statistic = isBig ? 'per100kAWeek' : 'distinctInfected';
    const caseIds = recent.map(({ id }) => id);
    return { type: 'caseThreshold', level, statistic, value, threshold, caseIds, since: reached.at };
  }
  return undefined;
}
