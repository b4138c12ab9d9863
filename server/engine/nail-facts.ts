// What the score and the lanes of a nail are made of, gathered from a situation. Absent: nobody told, and never "none".
import { clockAt } from '#shared/domain/clock/clock.ts';
import { type Lane, laneOf } from '#shared/domain/nail/nail.ts';
import type { Of, ScoreFacts } from '#shared/domain/nail/score.ts';
import type { Infection } from '#shared/domain/policy/facts.ts';
import type { NodeFacts } from '#shared/domain/zone/release.ts';
import type { Entities, Layer, Situation } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import { HOUR, instant } from '#shared/time.ts';
import { type CaseNodes, chainOf } from './case-nodes.ts';
import type { CaseRecord } from './clock-record.ts';
import type { Clocks } from './clocks.ts';
import type { Rounds } from './rounds.ts';
import type { Zones } from './zones.ts';

type Zone = Entities['zones'];
type Count = { readonly done: number; readonly total: number };

export type NailEngine = { readonly zones: Zones; readonly clocks: Clocks; readonly rounds: Rounds };

export type NailParts = NailEngine & {
  readonly situation: Situation;
  /** ms */
  readonly now: number;
  /** `now` is the situation's own present */
  readonly isPresent: boolean;
  readonly nodes: CaseNodes;
  /** made once for all nails of a question */
  readonly index: NailIndex;
};

export type NailIndex = {
  /** by every area that holds the gate */
  readonly gates: ReadonlyMap<string, readonly Entities['gates'][]>;
  readonly jobs: ReadonlyMap<string, readonly Entities['disinfections'][]>;
  /** somebody tells who was discharged: the way home can be followed */
  readonly tellsDischarges: boolean;
};

export function* indexOf(situation: Situation): Generator<void, NailIndex> {
  const gates = new Map<string, Entities['gates'][]>();
  const jobs = new Map<string, Entities['disinfections'][]>();
  const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  yield* through(situation.all('gates').values(), (gate) => {
    if (gate.areaId !== undefined) for (const id of chainOf(situation, gate.areaId)) push(gates, id, gate);
  });
  yield* through(situation.all('disinfections').values(), (job) => {
    if (job.caseId !== undefined) push(jobs, job.caseId, job);
  });
  let tellsDischarges = false;
  yield* through(situation.all('cases').values(), ({ stages }) => {
    tellsDischarges ||= stages?.discharged !== undefined;
  });
  return { gates, jobs, tellsDischarges };
}

export type NailHere = {
  readonly areaIds: readonly string[];
  readonly nodes: readonly NodeFacts[];
  readonly positives: Count & { readonly overLimit: number };
  readonly contacts: Count & { readonly overLimit: number };
  readonly disinfections: Count;
  /** discharged, and of those home again and handed over to the community; undefined where nobody tells discharges */
  readonly care: Count | undefined;
  readonly gates: (Count & { readonly offDuty: number }) | undefined;
  /** the round that began last, and the last that came to its end; undefined where there was none or nobody told */
  readonly round: Count | undefined;
  readonly lastRound: Of;
  /** positives and contacts that wait; undefined where nobody reports their transfer */
  readonly backlog: number | undefined;
};

/** Rounds looked back at for one that was counted here. */
const ROUNDS_BACK = 4;

/** A level of the address tree or a type of it whose dwellings share walls, taps and toilets (6.8, HD-04). */
const COMPLEX: ReadonlySet<string> = new Set(['oneStorey', 'urbanVillage', 'sharedToilets']);

export function factsOfNail(
  zone: Zone | undefined,
  areaIds: readonly string[],
  cases: readonly Entities['cases'][],
  parts: NailParts,
): NailHere {
  const { situation, now, clocks, zones } = parts;
  const asZone = zone ?? ({ id: areaIds[0]!, areaIds, status: 'proposed', steps: [] } as unknown as Zone);
  const records = clocks.book(situation).records();
  const here = cases.flatMap(({ id }) => records.get(id) ?? []);
  const positives = movedOf(here, now);
  const contacts = controlledOf(here, now);
  const { transfers, stages } = clocks.book(situation).isConnected();
  const left = positives.total - positives.done + contacts.total - contacts.done;
  return {
    areaIds,
    nodes: zones.facts(situation, asZone, now),
    positives,
    contacts,
    disinfections: jobsOf(
      cases.flatMap(({ id }) => parts.index.jobs.get(id) ?? []),
      now,
    ),
    care: parts.index.tellsDischarges ? careOf(cases, now) : undefined,
    gates: gatesOf(situation, [...new Set(areaIds.flatMap((id) => parts.index.gates.get(id) ?? []))], now),
    ...roundsOf(asZone, areaIds, parts),
    backlog: transfers || stages ? left : undefined,
  };
}

/** HH-23: discharged = handed over + on the way. */
function careOf(cases: readonly Entities['cases'][], now: number): Count {
  const isBy = (at: string | undefined): boolean => at !== undefined && instant(at) <= now;
  const discharged = cases.filter(({ stages }) => isBy(stages?.discharged));
  return { done: discharged.filter(({ stages }) => isBy(stages?.handedOver)).length, total: discharged.length };
}

function movedOf(records: readonly CaseRecord[], now: number): Count & { overLimit: number } {
  let [done, total, overLimit] = [0, 0, 0];
  for (const { positive, runs } of records) {
    if (positive === undefined || positive.knownAt > now) continue;
    total += 1;
    if (positive.movedAt !== undefined && positive.movedAt <= now) {
      done += 1;
      continue;
    }
    const response = runs.find(({ clock }) => clock.kind === 'response');
    const steps = response === undefined ? undefined : clockAt(response.clock, now)?.steps;
    if (steps?.some(({ step, state }) => step === 'transfer' && state === 'late')) overLimit += 1;
  }
  return { done, total, overLimit };
}

function controlledOf(records: readonly CaseRecord[], now: number): Count & { overLimit: number } {
  let [done, total, overLimit] = [0, 0, 0];
  for (const { contacts } of records) {
    for (const { identifiedAt, controlledAt, limitHours } of contacts) {
      if (identifiedAt > now) continue;
      total += 1;
      if (controlledAt !== undefined && controlledAt <= now) done += 1;
      else if (limitHours !== undefined && now - identifiedAt > limitHours * HOUR) overLimit += 1;
    }
  }
  return { done, total, overLimit };
}

function jobsOf(jobs: readonly Entities['disinfections'][], now: number): Count {
  const due = jobs.filter(({ dueAt }) => dueAt === undefined || instant(dueAt) <= now);
  return { done: due.filter(({ doneAt }) => doneAt !== undefined && instant(doneAt) <= now).length, total: due.length };
}

/** Guarded, blocked or kept for emergencies; a guarded one with a roster and nobody on it now is off duty (HH-07e, HH-11). */
function gatesOf(situation: Situation, gates: readonly Entities['gates'][], now: number) {
  if (gates.length === 0) return undefined;
  const ids = new Set(gates.map(({ id }) => id));
  const shifts = [...situation.all('duties').values()].filter(({ gateId }) => gateId !== undefined && ids.has(gateId));
  const isOff = (id: string) => {
    const own = shifts.filter(({ gateId }) => gateId === id);
    return own.length > 0 && !own.some(({ from, to }) => instant(from) <= now && now < instant(to));
  };
  return {
    done: gates.filter(({ state }) => state !== 'open').length,
    total: gates.length,
    offDuty: gates.filter(({ id, state }) => state === 'guarded' && isOff(id)).length,
  };
}

function roundsOf(
  zone: Zone,
  areaIds: readonly string[],
  { situation, now, isPresent, rounds }: NailParts,
): { readonly round: Count | undefined; readonly lastRound: Of } {
  const chains = new Set(areaIds.flatMap((id) => chainOf(situation, id)));
  const over = [...situation.all('rounds').values()]
    .filter(
      ({ zoneId, areaIds: of, start }) =>
        instant(start) <= now && (zoneId === zone.id || (zoneId === undefined && of.some((id) => chains.has(id)))),
    )
    .sort((a, b) => instant(b.start) - instant(a.start) || (a.id < b.id ? -1 : 1));
  const countOf = (round: Entities['rounds']): Count | undefined => {
    const { due, uploaded, isKnown } = rounds.coverage(
      situation,
      { round, areaIds },
      'round',
      now,
      isPresent ? now : Number.NaN,
    );
    return isKnown.due && isKnown.uploaded && due > 0 ? { done: uploaded, total: due } : undefined;
  };
  const isOver = ({ deadline, closedAt }: Entities['rounds']): boolean =>
    instant(deadline) <= now || (closedAt !== undefined && instant(closedAt) <= now);
  // Of a round that nobody counted here nothing follows: the one before it still says how far people were reached.
  const firstKnown = (of: readonly Entities['rounds'][]): Count | undefined => {
    for (const round of of) {
      const count = countOf(round);
      if (count !== undefined) return count;
    }
    return undefined;
  };
  const last = firstKnown(over.filter(isOver).slice(0, ROUNDS_BACK));
  return {
    round: firstKnown(over.slice(0, ROUNDS_BACK)),
    lastRound: last === undefined ? undefined : { n: last.done, of: last.total },
  };
}

export function scoreFacts(here: NailHere, infections: readonly Infection[] | undefined, parts: NailParts): ScoreFacts {
  const { situation, now } = parts;
  const { positives, contacts, disinfections, gates, areaIds, lastRound, backlog } = here;
  const areas = areaIds.flatMap((id) => situation.get('areas', id) ?? []);
  const sum = (values: readonly (number | undefined)[]): number | undefined =>
    values.length === 0 || values.includes(undefined) ? undefined : values.reduce<number>((all, one) => all + one!, 0);
  const dwellings = sum(areas.map(({ households, type }) => (type === undefined ? undefined : households)));
  const complex = sum(areas.map(({ households, type }) => (COMPLEX.has(type ?? '') ? households : 0)));
  return {
    now,
    infections,
    population: areas.length < areaIds.length ? undefined : sum(areas.map(({ population }) => population)),
    lastRound,
    waiting: backlog === undefined ? undefined : { n: positives.overLimit + contacts.overLimit, of: backlog },
    openGates: gates === undefined ? undefined : { n: gates.total - gates.done, of: gates.total },
    complexDwellings: dwellings === undefined || complex === undefined ? undefined : { n: complex, of: dwellings },
    openDisinfections: isTold(situation, 'disinfections')
      ? { n: disinfections.total - disinfections.done, of: disinfections.total }
      : undefined,
  };
}

/** The six actions; the care for those who come home (关爱) says 未接入 where nobody tells who was discharged. */
export function lanesOf(here: NailHere, { situation }: NailParts): Lane[] {
  const { positives, contacts, disinfections, gates, round, care } = here;
  return [
    laneOf('screening', round, isTold(situation, 'rounds')),
    laneOf('gateGuarding', gates, isTold(situation, 'gates'), gates?.offDuty),
    laneOf('clearPositives', positives, here.backlog !== undefined, positives.overLimit),
    laneOf('thinContacts', contacts, isTold(situation, 'contacts'), contacts.overLimit),
    laneOf('disinfection', disinfections, isTold(situation, 'disinfections')),
    laneOf('care', care, care !== undefined),
  ];
}

function isTold(situation: Situation, layer: Layer): boolean {
  if (situation.all(layer).size > 0) return true;
  return [...situation.all('sources').values()].some(({ layers }) => layers.includes(layer));
}
