// The closed set of predicates, and how each is answered from facts. Pure: the facts hold the time.
// Definitions: domain.md 5.3 (the set, day counting, reset) and 5.4 (the additions). What the facts do not know is never
// met: an empty or absent list releases nothing (guarantee of the release clock).
import { DAY } from '../../time.ts';
import { dayNumber, daysOver, daysOverAt, localMidnight } from '../day-count.ts';
import type { Facts } from './facts.ts';

/**
 * met: so, since `since`. blocking: not so; `at` is when it will be if nothing new happens, absent where that depends on
 * what people do. needsPerson: a human assessment, which no figure replaces.
 */
export type Finding = {
  readonly predicate: string;
  readonly state: 'met' | 'blocking' | 'needsPerson';
  /** null: nobody knows */
  readonly have: unknown;
  readonly need: unknown;
  readonly since?: number;
  readonly at?: number;
};

type Amount = Readonly<Record<string, unknown>>;
type Answer = Omit<Finding, 'predicate' | 'need'>;
type Predicate = {
  /** what its need must look like, for the check of the files */
  readonly need: 'days' | 'bound' | 'true' | 'object' | 'text' | 'number';
  readonly answer: (need: never, facts: Facts, beside: Amount) => Answer;
};

const UNKNOWN: Answer = { state: 'blocking', have: null };
const PERSON: Answer = { state: 'needsPerson', have: null };

/** @param from the reference instant; `have` is in days */
function days(n: number, from: number, { now, counting, offset, knownUntil }: Facts): Answer {
  // What nobody has watched does not count: days run only as far as the source of cases was heard.
  const until = Math.min(now, knownUntil ?? now);
  const at = daysOverAt(from, n, counting, offset);
  const have = daysOver(from, until, counting, offset);
  return until >= at ? { state: 'met', have, since: at } : { state: 'blocking', have, at };
}

/** Reference instant of "no new infection": sampling of the last positive inside, or the start of the level if later. */
function reference({ startedAt, infections }: Facts): number | undefined {
  if (startedAt === undefined || infections === undefined) return undefined;
  return infections.reduce((latest, { at }) => Math.max(latest, at), startedAt);
}

const noNewDays = (n: number, facts: Facts): Answer => {
  const from = reference(facts);
  return from === undefined ? UNKNOWN : days(n, from, facts);
};

function within(need: Amount, have: number | undefined, since?: number): Answer {
  if (have === undefined) return UNKNOWN;
  const { eq, lt, lte, gt, gte } = need as Readonly<Record<string, number | undefined>>;
  const met =
    (eq === undefined || have === eq) &&
    (lt === undefined || have < lt) &&
    (lte === undefined || have <= lte) &&
    (gt === undefined || have > gt) &&
    (gte === undefined || have >= gte);
  return met ? { state: 'met', have, ...(since === undefined ? {} : { since }) } : { state: 'blocking', have };
}

/** Distinct persons: one tested twice counts once, and so does one with two records (domain.md 6.8, V12). */
const distinct = (infections: NonNullable<Facts['infections']>): number =>
  new Set(infections.map(({ person, id }) => person ?? `case/${id}`)).size;

const recent = (facts: Facts, window: number | undefined) =>
  facts.infections?.filter(({ at }) => window === undefined || at > facts.now - window * DAY);

type RoundNeed = { readonly onDay?: number; readonly withinDaysBeforeExit?: number; readonly allNegative?: boolean };

/**
 * A full round whose result is in: everybody due was resulted, and nobody positive. `onDay: k`: held on day k of the clock
 * or later, the day of the reference instant being day 1; a later one serves as well, an earlier one does not.
 */
function fullRound({ onDay, withinDaysBeforeExit, allNegative }: RoundNeed, facts: Facts): Answer {
  const from = reference(facts);
  if (from === undefined || facts.rounds === undefined) return UNKNOWN;
  const opens = onDay === undefined ? from : localMidnight(from, facts.offset) + (onDay - 1) * DAY;
  const first = withinDaysBeforeExit === undefined ? opens : Math.max(opens, facts.now - withinDaysBeforeExit * DAY);
  const inTime = facts.rounds.filter(({ start }) => start >= first && start <= facts.now);
  const last = inTime.at(-1);
  if (last === undefined) return { state: 'blocking', have: null, ...(opens > facts.now ? { at: opens } : {}) };
  const { id, due, resulted, positive, doneAt } = last;
  const have = {
    round: id,
    day: dayNumber(from, last.start, facts.offset),
    due: due ?? null,
    resulted: resulted ?? null,
    positive: positive ?? null,
  };
  const full = due !== undefined && due > 0 && resulted !== undefined && resulted >= due;
  const negative = allNegative !== true || positive === 0;
  if (full && negative) return { state: 'met', have, since: Math.max(opens, doneAt ?? last.start) };
  return { state: 'blocking', have };
}

/** Contacts whose last exposure lies n days back; whether each tested negative is no figure we hold. */
function contactDays(n: number, facts: Facts, { contactNegative }: Amount, pick: 'lastExposure' | 'leftAt'): Answer {
  const { contacts } = facts;
  if (contacts === undefined || contacts.length === 0) return PERSON;
  let latest = Number.NEGATIVE_INFINITY;
  for (const contact of contacts) {
    const at = contact[pick];
    if (at === undefined) return { state: 'blocking', have: null };
    latest = Math.max(latest, at);
  }
  const answer = days(n, latest, facts);
  return answer.state === 'met' && contactNegative === true ? { ...answer, state: 'needsPerson' } : answer;
}

const none = (list: readonly unknown[] | undefined): Answer =>
  list === undefined
    ? UNKNOWN
    : list.length === 0
      ? { state: 'met', have: 0 }
      : { state: 'blocking', have: list.length };

export const PREDICATES = {
  confirmedCumulative: { need: 'bound', answer: (need: Amount, { confirmed }) => within(need, confirmed) },
  newConfirmedDays: {
    need: 'bound',
    answer: (need: Amount, facts) => within(need, recent(facts, need['days'] as number)?.length),
  },
  clustersDays: {
    need: 'bound',
    answer: (need: Amount, { clusters }) => within(need, clusters?.(need['days'] as number)),
  },
  distinctInfected: {
    need: 'bound',
    answer: (need: Amount, facts) => {
      const window = (need['windowDays'] as number | null | undefined) ?? undefined;
      const known = recent(facts, window);
      return within(need, known === undefined ? undefined : distinct(known));
    },
  },
  noNewInfectionsDays: { need: 'days', answer: noNewDays },
  noNewCaseDays: { need: 'days', answer: noNewDays },
  noFindYears: {
    need: 'number',
    answer: (years: number, facts) => {
      const from = reference(facts);
      if (from === undefined) return UNKNOWN;
      const at = addYears(from, years);
      const have = Math.floor((facts.now - from) / (365.2425 * DAY));
      return facts.now >= at ? { state: 'met', have, since: at } : { state: 'blocking', have, at };
    },
  },
  noSocialInfectionsDays: {
    need: 'days',
    answer: (n: number, facts) => {
      if (facts.infections === undefined || facts.startedAt === undefined) return UNKNOWN;
      const social = facts.infections
        .filter(({ social }) => social)
        .reduce((m, { at }) => Math.max(m, at), facts.startedAt);
      return days(n, social, facts);
    },
  },
  fullRound: { need: 'object', answer: fullRound },
  lastContactExposureDays: {
    need: 'days',
    answer: (n: number, facts, beside) => contactDays(n, facts, beside, 'lastExposure'),
  },
  contactsObservedDays: {
    need: 'days',
    answer: (n: number, facts, beside) => contactDays(n, facts, beside, 'lastExposure'),
  },
  lastContactLeftDays: { need: 'days', answer: (n: number, facts, beside) => contactDays(n, facts, beside, 'leftAt') },
  allTestsNegative: {
    need: 'true',
    answer: (_: true, { rounds, startedAt }) => {
      const held = rounds?.filter(({ start }) => startedAt !== undefined && start >= startedAt);
      if (held === undefined || held.length === 0) return UNKNOWN;
      const positive = held.reduce((sum, round) => sum + (round.positive ?? 0), 0);
      const waits = held.some(({ due, resulted }) => resulted === undefined || (due !== undefined && resulted < due));
      const have = { rounds: held.length, positive, complete: !waits };
      return { state: positive === 0 && !waits ? 'met' : 'blocking', have };
    },
  },
  terminalDisinfectionDone: {
    need: 'true',
    answer: (_: true, { disinfections }) => {
      if (disinfections === undefined || disinfections.length === 0) return UNKNOWN;
      const done = disinfections.flatMap(({ doneAt }) => (doneAt === undefined ? [] : [doneAt]));
      const have = { done: done.length, due: disinfections.length };
      return done.length === disinfections.length
        ? { state: 'met', have, since: Math.max(...done) }
        : { state: 'blocking', have };
    },
  },
  allHigherZonesClosed: { need: 'true', answer: (_: true, { higherZones }) => none(higherZones?.()) },
  coverageUploaded: {
    need: 'bound',
    answer: (need: Amount, { rounds }) => {
      const wanted = (need['consecutiveRounds'] as number | undefined) ?? 1;
      const last = rounds?.slice(-wanted) ?? [];
      if (last.length < wanted)
        return { state: 'blocking', have: rounds === undefined ? null : { rounds: last.length } };
      const shares = last.map(({ due, uploaded }) =>
        due === undefined || due === 0 || uploaded === undefined ? undefined : uploaded / due,
      );
      const met = shares.every((share) => share !== undefined && share >= (need['gte'] as number));
      return { state: met ? 'met' : 'blocking', have: shares.map((share) => share ?? null) };
    },
  },
  transferBacklog: { need: 'bound', answer: (need: Amount, { transferBacklog }) => within(need, transferBacklog) },
  /** An index of mosquito larvae that no report of ours carries. */
  breteauIndexLt: { need: 'number', answer: () => PERSON },
  lifeCyclesPlusYears: { need: 'object', answer: () => PERSON },
  /** Handled by the evaluation: it picks the exit of one disease. */
  byDisease: { need: 'object', answer: () => PERSON },
  humanAssessment: { need: 'text', answer: () => PERSON },
} as const satisfies Readonly<Record<string, Predicate>>;
export type PredicateName = keyof typeof PREDICATES;

/** Words that stand beside predicates and are none (domain.md 5.4). */
export const MODIFIERS: ReadonlySet<string> = new Set([
  'to',
  'contactNegative',
  'releasePromptly',
  'ignoreNewInfections',
  'proposed',
]);

export const isPredicate = (name: string): name is PredicateName => Object.hasOwn(PREDICATES, name);

function addYears(from: number, years: number): number {
  const date = new Date(from);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime();
}
