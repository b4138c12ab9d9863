// The release clock of a zone: when it may go at the earliest, what is met, what blocks, and since when its release is
// overdue. It proposes; a person releases. Definition: domain.md 6.6 steps 6 and 7; day counting and reset: 5.3.
import { HOUR } from '../../time.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Facts } from '../policy/facts.ts';
import { type Level, levelOf, type Policy } from '../policy/policy.ts';
import type { Finding } from '../policy/predicates.ts';

/** [P] Conditions met and nobody released for so long is an alarm (应解尽解), ms. */
export const OVERDUE_AFTER = 12 * HOUR;

/** One address node of a zone, or the zone where it has none: each has its own clock (domain.md 5.3, reset). */
export type NodeFacts = { readonly areaId?: string; readonly facts: Facts };

export type Release = {
  /** what follows: a level of the policy, or what it calls the end */
  readonly to?: string;
  /**
   * ms. The time before which it cannot be: exact once only time is missing, a bound while something else is; null where
   * nobody can say.
   */
  readonly earliest: number | null;
  readonly met: readonly Finding[];
  readonly blocking: readonly Finding[];
  /** since when all has been met, ms */
  readonly metSince?: number;
  /** ms; absent while it is not overdue */
  readonly overdueSince?: number;
  /** the clock of each address node, where there are several: who decides may split the zone */
  readonly nodes?: readonly (Release & { readonly areaId: string })[];
};

export type ReleaseQuestion = {
  readonly policy: Policy | undefined;
  readonly level: string | undefined;
  readonly nodes: readonly NodeFacts[];
  /** end of the order, ms */
  readonly expiresAt?: number;
  readonly now: number;
};

/** @returns a clock that blocks where the policy or its exit is not known: what nobody can check releases nothing */
export function releaseClock({ policy, level, nodes, expiresAt, now }: ReleaseQuestion): Release {
  const rule = policy === undefined || level === undefined ? undefined : levelOf(policy, level);
  const clocks = nodes.map(({ areaId, facts }) => ({ areaId, clock: nodeClock(policy, rule, facts) }));
  const [only] = clocks;
  const whole = only !== undefined && clocks.length === 1 ? only.clock : together(clocks.map(({ clock }) => clock));
  const overdue: number[] = [];
  if (whole.metSince !== undefined && now - whole.metSince > OVERDUE_AFTER)
    overdue.push(whole.metSince + OVERDUE_AFTER);
  if (expiresAt !== undefined && now >= expiresAt) overdue.push(expiresAt);
  return {
    ...whole,
    ...(overdue.length === 0 ? {} : { overdueSince: Math.min(...overdue) }),
    ...(clocks.length < 2 ? {} : { nodes: clocks.map(({ areaId = '', clock }) => ({ areaId, ...clock })) }),
  };
}

function nodeClock(policy: Policy | undefined, rule: Level | undefined, told: Facts): Release {
  const facts = policy?.counting === undefined ? told : { ...told, counting: policy.counting };
  const condition = rule?.exit ?? (policy?.['exit'] as Level['exit']);
  const days =
    rule?.durationDays === undefined ? [] : [duration(rule.durationDays, facts, policy?.['clockStart'] !== undefined)];
  const verdict =
    condition === undefined ? undefined : evaluate(condition, ignoring(facts, condition.ignoreNewInfections));
  const findings = [...days, ...(verdict?.findings ?? [])];
  if (findings.length === 0) {
    const need = rule === undefined ? 'policy' : 'exit';
    findings.push({ predicate: 'humanAssessment', state: 'needsPerson', have: null, need });
  }
  const isStayed = days.every(({ state }) => state === 'met');
  const isMet = isStayed && (verdict === undefined ? days.length > 0 : verdict.state === 'met');
  const times = findings.flatMap(({ state, at, since }) => (state === 'met' ? (since ?? []) : (at ?? [])));
  const latest = times.length === 0 ? undefined : Math.max(...times);
  // Every time is over and something else blocks: it can be now, and when it will be depends on people.
  const isLate = latest !== undefined && !isMet && latest < facts.now;
  return {
    ...(condition?.to === undefined ? {} : { to: condition.to }),
    earliest: latest === undefined ? null : isLate ? facts.now : latest,
    met: findings.filter(({ state }) => state === 'met'),
    // What an alternative lacks blocks nothing once another is met.
    blocking: isMet ? [] : findings.filter(({ state }) => state !== 'met'),
    ...(isMet && latest !== undefined ? { metSince: latest } : {}),
  };
}

/**
 * Rules that say how long a level lasts: from its start. Beijing's 10 + 4 begin when the last case has left, or with the
 * terminal disinfection if a sample of the surroundings was positive; of those samples we hold none, so the later counts.
 */
function duration(days: number, facts: Facts, fromLastCase: boolean): Finding {
  const { startedAt, infections, lastCaseLeft, disinfections } = facts;
  const finding = { predicate: 'durationDays', need: days } as const;
  const hasCases = infections === undefined || infections.length > 0;
  if (startedAt === undefined || (fromLastCase && hasCases && lastCaseLeft === undefined))
    return { ...finding, state: 'blocking', have: null };
  const done = disinfections?.map(({ doneAt }) => doneAt) ?? [];
  if (fromLastCase && done.includes(undefined)) return { ...finding, state: 'blocking', have: null };
  const from = fromLastCase
    ? Math.max(startedAt, lastCaseLeft ?? startedAt, ...done.map((at) => at ?? startedAt))
    : startedAt;
  const answer = evaluate({ noNewInfectionsDays: days }, { ...facts, startedAt: from, infections: [] }).findings[0]!;
  return { ...answer, ...finding };
}

/**
 * Detection routes that do not reset the clock. The rules name groups of people; only what the record of a case tells is
 * left out, every other infection resets (domain.md 5.3).
 */
const ROUTES_OF: Readonly<Record<string, readonly string[]>> = {
  homeIsolatedCasesHouseholdMembers: ['homeIsolation'],
};

function ignoring(facts: Facts, words: readonly string[] | undefined): Facts {
  const routes = new Set((words ?? []).flatMap((word) => ROUTES_OF[word] ?? [word]));
  if (routes.size === 0 || facts.infections === undefined) return facts;
  return { ...facts, infections: facts.infections.filter(({ route }) => !routes.has(route)) };
}

/** The zone goes when its last node may. */
function together(clocks: readonly Release[]): Release {
  const [first] = clocks;
  if (first === undefined) {
    const finding: Finding = {
      predicate: 'areas',
      state: 'blocking',
      have: null,
      need: 'areas or a case that lies inside',
    };
    return { earliest: null, met: [], blocking: [finding] };
  }
  const latest = (of: (clock: Release) => number | null | undefined): number | undefined => {
    const times = clocks.flatMap((clock) => of(clock) ?? []);
    return times.length === clocks.length ? Math.max(...times) : undefined;
  };
  // The node that waits longest stands for the whole; what the others lack is in `nodes`.
  const slowest = clocks.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  const metSince = latest((clock) => clock.metSince);
  return {
    ...(first.to === undefined ? {} : { to: first.to }),
    earliest: latest((clock) => clock.earliest) ?? null,
    met: slowest.met,
    blocking: slowest.blocking,
    ...(metSince === undefined ? {} : { metSince }),
  };
}

const weight = ({ blocking, earliest }: Release): number =>
  blocking.length === 0 ? Number.NEGATIVE_INFINITY : (earliest ?? Number.POSITIVE_INFINITY);
