// What the release clock needs to know of a zone, gathered from a situation: live or past, the same way.
import { isSocial } from '#shared/domain/counter/social-zero.ts';
import type { Facts, Infection, RoundFact } from '#shared/domain/policy/facts.ts';
import type { NodeFacts } from '#shared/domain/zone/release.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { atOnce, through } from '#shared/steps.ts';
import { DAY, instant, SECOND } from '#shared/time.ts';
import { type CaseNodes, chainOf } from './case-nodes.ts';

type Case = Entities['cases'];
type Zone = Entities['zones'];

/** What a round came to for some areas. Absent: nobody told. */
export type RoundCount = Omit<RoundFact, 'id' | 'start' | 'doneAt'>;
export type CountRound = (
  situation: Situation,
  round: Entities['rounds'],
  areaIds: readonly string[],
  revision: number,
  now: number,
) => RoundCount;

export type FactParts = {
  readonly situation: Situation;
  readonly nodes: CaseNodes;
  readonly now: number;
  readonly countRound: CountRound;
  /** grows with every change of what refers to cases; the same number, the same links */
  readonly revision: number;
  /** zones of a higher rank in force under an area */
  readonly higherZones: (zone: Zone, areaId: string) => readonly string[];
};

/** One set of facts for each address node; for a zone drawn freely, one for all of it. */
export function factsOf(zone: Zone, parts: FactParts): NodeFacts[] {
  const areaIds = zone.areaIds ?? [];
  const { situation, nodes } = parts;
  const within = (ids: Iterable<string>, geometry: Geometry | undefined): Case[] => {
    const cases = [...ids].flatMap((id) => situation.get('cases', id) ?? []);
    return geometry === undefined ? [] : cases.filter((known) => isAt(known, geometry));
  };
  if (areaIds.length === 0) {
    if (zone.geometry === undefined) return [];
    return [{ facts: facts(zone, undefined, within(situation.all('cases').keys(), zone.geometry), parts) }];
  }
  return areaIds.map((areaId) => {
    const inside = [...nodes.casesIn(areaId)].flatMap((id) => situation.get('cases', id) ?? []);
    // Who lives at no address that we know, but at a position that lies inside, lives inside.
    const shape = situation.get('areas', areaId)?.geometry ?? (areaIds.length === 1 ? zone.geometry : undefined);
    return { areaId, facts: facts(zone, areaId, [...inside, ...within(nodes.homeless, shape)], parts) };
  });
}

function isAt({ position, places }: Case, geometry: Geometry): boolean {
  const at = places?.find(({ role }) => role === 'residence')?.position ?? position;
  return at !== undefined && isInside([at[0], at[1]], geometry);
}

function facts(zone: Zone, areaId: string | undefined, inside: readonly Case[], parts: FactParts): Facts {
  const { situation, now, higherZones } = parts;
  const positives = inside.filter(({ status }) => status !== 'excluded');
  const links = linksOf(situation, parts.revision);
  const ids = positives.map(({ id }) => id);
  const contacts = ids.flatMap((id) => links.contacts.get(id) ?? []);
  const disinfections = new Set([
    ...ids.flatMap((id) => links.jobsOfCase.get(id) ?? []),
    ...((areaId === undefined ? undefined : links.jobsIn.get(areaId)) ?? []),
  ]);
  const persons = [...ids, ...contacts.map(({ id }) => id)];
  const waiting = persons.reduce((sum, id) => sum + (links.waiting.get(id) ?? 0), 0);
  const reporting = caseReporting(situation, now);
  const startedAt = zone.levelSince ?? zone.publishedAt;
  return {
    now,
    counting: 'elapsed24h',
    ...(startedAt === undefined ? {} : { startedAt: instant(startedAt) }),
    ...(reporting === undefined ? {} : { infections: positives.map(infection) }),
    ...(reporting?.until === undefined ? {} : { knownUntil: reporting.until }),
    confirmed: positives.filter(({ status }) => status === 'confirmed').length,
    clusters: (days) => clustersIn(positives, now - days * DAY),
    ...lastLeft(positives),
    rounds: roundsOf(zone, areaId, parts),
    ...(contacts.length === 0 ? {} : { contacts: contacts.map(contactTimes) }),
    ...(disinfections.size === 0 ? {} : { disinfections: [...disinfections].map(doneTime) }),
    ...(areaId === undefined ? {} : { higherZones: () => higherZones(zone, areaId) }),
    transferBacklog: waiting,
  };
}

export function infection({ id, person, sampledAt, stages, observedAt, route }: Case): Infection {
  const at = instant(sampledAt ?? stages?.sampled ?? observedAt);
  return { id, at, route, social: isSocial(route), ...(person === undefined ? {} : { person }) };
}

const doneTime = ({ doneAt }: Entities['disinfections']) => (doneAt === undefined ? {} : { doneAt: instant(doneAt) });
const contactTimes = ({ lastExposure, controlledAt }: Entities['contacts']) => ({
  lastExposure: instant(lastExposure),
  ...(controlledAt === undefined ? {} : { leftAt: instant(controlledAt) }),
});

/** When the last positive was taken away; nothing while one is there. */
function lastLeft(positives: readonly Case[]): { lastCaseLeft?: number } {
  const left = positives.map(({ stages }) => stages?.transferred);
  const times = left.flatMap((at) => (at === undefined ? [] : [instant(at)]));
  return times.length === 0 || times.length < left.length ? {} : { lastCaseLeft: Math.max(...times) };
}

/** Two or more of one smallest unit (domain.md 5.2, 2020). */
function clustersIn(positives: readonly Case[], since: number): number {
  const units = new Map<string, Set<string>>();
  for (const known of positives) {
    if (infection(known).at <= since) continue;
    const home = known.places?.find(({ role }) => role === 'residence')?.areaId;
    if (home === undefined) continue;
    units.set(home, (units.get(home) ?? new Set()).add(known.person ?? known.id));
  }
  return [...units.values()].filter(({ size }) => size >= 2).length;
}

/**
 * Does anybody report cases here, and up to when? A source that fell silent reports up to its last word: the days since
 * are not days without a case. Undefined: no source is registered for cases, and no case was ever reported.
 */
export function caseReporting(situation: Situation, now: number): { readonly until?: number } | undefined {
  let newest: number | undefined;
  for (const { id, layers, everySeconds } of situation.all('sources').values()) {
    if (!layers.includes('cases')) continue;
    const heard = situation.heard.get(id);
    if (heard === undefined) continue;
    const at = instant(heard);
    newest = Math.max(newest ?? 0, now - at > 2 * everySeconds * SECOND ? at : now);
  }
  if (newest !== undefined) return { until: newest };
  return situation.all('cases').size > 0 ? {} : undefined;
}

/** Rounds of the zone, and those of areas that hold the node: full there is full here. In order of their start. */
function roundsOf(zone: Zone, areaId: string | undefined, parts: FactParts): RoundFact[] {
  const { situation, countRound, revision, now } = parts;
  const chain = areaId === undefined ? [] : chainOf(situation, areaId);
  const { roundsOfZone, roundsOver } = linksOf(situation, revision);
  const rounds = new Set([...(roundsOfZone.get(zone.id) ?? []), ...chain.flatMap((id) => roundsOver.get(id) ?? [])]);
  const covered = areaId === undefined ? (zone.areaIds ?? []) : [areaId];
  const out = [...rounds].map((round): RoundFact => {
    const doneAt = round.closedAt === undefined ? {} : { doneAt: instant(round.closedAt) };
    return {
      id: round.id,
      start: instant(round.start),
      ...doneAt,
      ...countRound(situation, round, covered, revision, now),
    };
  });
  return out.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

/** What refers to cases and areas, by what it refers to: once for all zones of a question. */
type Links = {
  readonly revision: number;
  readonly contacts: Map<string, Entities['contacts'][]>;
  readonly jobsOfCase: Map<string, Entities['disinfections'][]>;
  /** by every area above the place of the job as well */
  readonly jobsIn: Map<string, Entities['disinfections'][]>;
  /** transfers not yet admitted, by case or contact */
  readonly waiting: Map<string, number>;
  readonly roundsOfZone: Map<string, Entities['rounds'][]>;
  readonly roundsOver: Map<string, Entities['rounds'][]>;
  /** persons due, by round */
  readonly due: Map<string, number>;
};
const links = new WeakMap<Situation, Links>();

function linksOf(situation: Situation, revision: number): Links {
  const held = links.get(situation);
  return held?.revision === revision ? held : atOnce(linkSteps(situation, revision));
}

/** Gathers them in steps, before somebody asks. */
export function* linkSteps(situation: Situation, revision: number): Generator<void, Links> {
  const held = links.get(situation);
  if (held?.revision === revision) return held;
  const made: Links = {
    revision,
    contacts: new Map(),
    jobsOfCase: new Map(),
    jobsIn: new Map(),
    waiting: new Map(),
    roundsOfZone: new Map(),
    roundsOver: new Map(),
    due: new Map(),
  };
  const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  yield* through(situation.all('contacts').values(), (contact) => push(made.contacts, contact.caseId, contact));
  yield* through(situation.all('disinfections').values(), (job) => {
    if (job.caseId !== undefined) push(made.jobsOfCase, job.caseId, job);
    if (job.areaId !== undefined) for (const id of chainOf(situation, job.areaId)) push(made.jobsIn, id, job);
  });
  yield* through(situation.all('transfers').values(), ({ status, caseId, contactId }) => {
    const who = caseId ?? contactId;
    if (status !== 'admitted' && who !== undefined) made.waiting.set(who, (made.waiting.get(who) ?? 0) + 1);
  });
  for (const { roundId = '', due } of situation.all('rolls').values())
    if (due !== undefined) made.due.set(roundId, (made.due.get(roundId) ?? 0) + due);
  for (const round of situation.all('rounds').values()) {
    if (round.zoneId !== undefined) push(made.roundsOfZone, round.zoneId, round);
    for (const areaId of round.areaIds) push(made.roundsOver, areaId, round);
  }
  links.set(situation, made);
  return made;
}

/**
 * The figures of the whole round: due from its roll, the rest from its tubes. Where a round is larger than the node this
 * is stricter than need be, never laxer: all of it has to be full.
 */
export function countWholeRound(
  situation: Situation,
  round: Entities['rounds'],
  _: readonly string[],
  revision: number,
): RoundCount {
  const due = linksOf(situation, revision).due.get(round.id);
  const { resulted, uploaded, positive } = round;
  return {
    ...(due === undefined ? {} : { due }),
    ...(resulted === undefined ? {} : { resulted }),
    ...(uploaded === undefined ? {} : { uploaded }),
    ...(positive === undefined ? {} : { positive }),
  };
}
