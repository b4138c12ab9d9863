// The epidemic-free community (无疫小区/村): when a unit may apply, and the steps of its application. domain.md 6.9; the days,
// events and steps are data (data/policies/epidemic-free-*.json).

import { type Problem, problem } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { DAY } from '../time.ts';
import type { Policy } from './policy/policy.ts';

/** What counts against a unit, by residence there or a stay of a night or more in the look-back. */
export type EventClass = 'confirmed' | 'asymptomatic' | 'closeContact' | 'suspected' | 'fever';
export type UnitEvent = {
  readonly class: EventClass;
  /** ms: sampling of a positive, last exposure of a contact */
  readonly at: number;
  /** a contact released from quarantine back to the unit is no new event [P] */
  readonly returned?: boolean;
};

/** The rules say "positive" or "infected" for both. */
const CLASSES_OF: Readonly<Record<string, readonly EventClass[]>> = {
  positive: ['confirmed', 'asymptomatic'],
  infected: ['confirmed', 'asymptomatic'],
};

/** Full periods of 24 hours since the last event; undefined where there was none, 0 where it lies ahead. */
export function daysClear(events: readonly UnitEvent[], now: number): number | undefined {
  const times = events.filter(({ returned }) => returned !== true).map(({ at }) => at);
  return times.length === 0 ? undefined : Math.max(0, Math.floor((now - Math.max(...times)) / DAY));
}

type Days = { readonly days: number; readonly events: readonly string[] };
type Route = {
  readonly code: string;
  readonly clearedAndDaysWithout?: Days;
  readonly daysWithout?: Days;
  readonly noOpen?: Days;
  readonly neverAffected?: boolean;
  readonly fullRound?: { readonly onDay: number; readonly allNegative?: boolean };
};

export type UnitFacts = {
  readonly now: number;
  /** all of this outbreak; undefined where nobody reports them: then no unit is eligible */
  readonly events: readonly UnitEvent[] | undefined;
  /** no zone is in force over it */
  readonly isCleared: boolean;
  /** since the last event a full round found nobody, on this day of the run or later */
  readonly negativeRoundOnDay?: number;
};

export type Eligibility = {
  readonly eligible: boolean;
  /** the route by which it is */
  readonly route?: string;
  /** the counter shown: full days since the last event, undefined where there was none */
  readonly days: number | undefined;
  readonly blocking: readonly { readonly route: string; readonly need: string; readonly have: unknown }[];
};

/** By any one of the policy's routes. The further conditions (seven in Hohhot) are for people, with evidence. */
export function eligibility(policy: Policy, facts: UnitFacts): Eligibility {
  const { events, now } = facts;
  if (events === undefined)
    return { eligible: false, days: undefined, blocking: [{ route: '', need: 'a source of events', have: null }] };
  const blocking: { route: string; need: string; have: unknown }[] = [];
  // A unit that never had an event has cleared nothing: it goes by the route of the never affected, where the rule has one.
  const routes = [...((policy['routes'] as readonly Route[] | undefined) ?? [])];
  if (events.length === 0) routes.sort((a, b) => Number(b.neverAffected ?? false) - Number(a.neverAffected ?? false));
  for (const route of routes) {
    const lacks = lacking(route, events, facts);
    if (lacks.length === 0) return { eligible: true, route: route.code, days: daysClear(events, now), blocking: [] };
    blocking.push(...lacks.map((lack) => ({ route: route.code, ...lack })));
  }
  return { eligible: false, days: daysClear(events, now), blocking };
}

function lacking(route: Route, events: readonly UnitEvent[], facts: UnitFacts): { need: string; have: unknown }[] {
  const { now, isCleared, negativeRoundOnDay } = facts;
  const out: { need: string; have: unknown }[] = [];
  if (route.neverAffected === true && events.length > 0)
    out.push({ need: 'no event in this outbreak', have: events.length });
  if (route.clearedAndDaysWithout !== undefined && !isCleared) out.push({ need: 'no zone in force', have: false });
  for (const wanted of [route.clearedAndDaysWithout, route.daysWithout, route.noOpen]) {
    if (wanted === undefined) continue;
    const classes = new Set(wanted.events.flatMap((name) => CLASSES_OF[name] ?? [name as EventClass]));
    const have = daysClear(
      events.filter((event) => classes.has(event.class)),
      now,
    );
    if (have !== undefined && have < wanted.days)
      out.push({ need: `${wanted.days} days without ${wanted.events.join(', ')}`, have });
  }
  const { fullRound } = route;
  if (fullRound !== undefined && (negativeRoundOnDay === undefined || negativeRoundOnDay < fullRound.onDay))
    out.push({ need: `a full negative round on day ${fullRound.onDay}`, have: negativeRoundOnDay ?? null });
  return out;
}

export const UNIT_STATES = [
  'notEligible',
  'eligible',
  'applied',
  'reviewed',
  'assessed',
  'filed',
  'published',
  'suspended',
  'revoked',
] as const;
export type UnitState = (typeof UNIT_STATES)[number];
export const UNIT_STEPS = [
  'qualify',
  'apply',
  'review',
  'assess',
  'file',
  'publish',
  'reject',
  'newEvent',
  'revoke',
] as const;
export type UnitStep = (typeof UNIT_STEPS)[number];

/** Every state by the steps that lead on from it; any other step is a bad-transition (V17). */
const NEXT: { readonly [S in UnitState]: { readonly [T in UnitStep]?: UnitState } } = {
  notEligible: { qualify: 'eligible' },
  eligible: { apply: 'applied', newEvent: 'notEligible' },
  applied: { review: 'reviewed', reject: 'eligible', newEvent: 'notEligible' },
  reviewed: { assess: 'assessed', reject: 'eligible', newEvent: 'notEligible' },
  assessed: { file: 'filed', reject: 'eligible', newEvent: 'notEligible' },
  filed: { publish: 'published', reject: 'eligible', newEvent: 'notEligible' },
  // A new event suspends at once; taking the title away is for a person.
  published: { newEvent: 'suspended', revoke: 'revoked' },
  suspended: { qualify: 'eligible', revoke: 'revoked' },
  revoked: { qualify: 'eligible' },
};
/** Steps that another person than that of the step before has to take. */
const FOUR_EYES: ReadonlySet<UnitStep> = new Set(['review', 'assess', 'file']);

export type Application = { readonly state: UnitState; readonly by?: string };

/** @param by who takes the step; the system for `qualify` and `newEvent` */
export function advanceUnit(
  { state, by: before }: Application,
  step: UnitStep,
  by: string,
): Result<Application, Problem> {
  const next = NEXT[state][step];
  if (next === undefined) return err(problem('bad-transition', `${step} does not follow: the unit is ${state}`));
  if (FOUR_EYES.has(step) && by === before)
    return err(problem('four-eyes', `${by} took the step before; another person takes ${step}`));
  return ok({ state: next, by });
}
