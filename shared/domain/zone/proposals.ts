// What follows from the evidence under the policy in force, as proposals: to hold, draw, raise, lower, split, extend or
// release a zone. Pure, and never carried out: a person proposes, submits, approves (domain.md 6.6, steps 1 to 3 and 7).

import { atOnce } from '../../steps.ts';
import type { Case } from '../../subject/case.ts';
import type { Zone } from '../../subject/zone.ts';
import { DAY, instant } from '../../time.ts';
import { type Level, levelOf, levelsByRank, type Policy, unitsOf } from '../policy/policy.ts';
import { isInForce, rankOf } from './level.ts';
import type { Release } from './release.ts';

/** How strongly a place ties a case to a unit (domain.md 6.7, step 1), by the role it had for the person. */
export type EvidenceClass = 'residence' | 'frequent' | 'stayed';
const CLASS_OF = { residence: 'residence', work: 'frequent', visited: 'stayed' } as const;

/**
 * Human assessments that the record of a case speaks for: the software may propose what they lead to, and names the
 * assessment for the person who has to make it. Being somebody's home is a fact; what a place was like is not.
 */
const ASSESSMENTS: Readonly<Record<string, EvidenceClass>> = {
  caseResidence: 'residence',
  infectedResidence: 'residence',
  caseInCommunity: 'residence',
  caseResidenceAndFrequentSurroundings: 'residence',
  frequentWorkOrActivityHighTransmission: 'frequent',
  workOrActivityHighTransmissionAndContactsHardToTrace: 'frequent',
  stayedOrActiveSomeTimeWithPossibleRisk: 'stayed',
  workOrActivitySomeRiskAndContactsHardToTrace: 'stayed',
};

export type Evidence = { readonly caseId: string; readonly areaId: string; readonly place: EvidenceClass };

export type ProposalVerb = 'held' | 'proposed' | 'escalated' | 'downgraded' | 'released' | 'split' | 'extended';
export type Proposal = {
  readonly verb: ProposalVerb;
  /** the zone it concerns; absent where there is none yet */
  readonly zoneId?: string;
  /** the version of the zone it was made from: taking the step names it */
  readonly version?: number;
  readonly policyId: string;
  readonly level?: string;
  readonly areaIds: readonly string[];
  readonly evidence: readonly Evidence[];
  /** what a person has to judge before the step is taken */
  readonly needsPerson: readonly string[];
  /** ms: since when it is due, or until when an extension would reach */
  readonly at?: number;
};

export type ProposalParts = {
  readonly now: number;
  readonly cases: Iterable<Case>;
  readonly zones: Iterable<Zone>;
  /** an area and its parents, the nearest first */
  readonly chainOf: (areaId: string) => readonly string[];
  readonly areaLevelOf: (areaId: string) => string | undefined;
  /** the zoning policy in force at an area now */
  readonly policyAt: (areaId: string) => Policy | undefined;
  /** the policy a zone was decided under */
  readonly policyOf: (zone: Zone) => Policy | undefined;
  readonly releaseOf: (zone: Zone) => Release;
};

/** [P] An order that ends so soon with conditions open is proposed for extension, ms. */
const SOON = DAY;
/** Infectious before onset or the positive sample, days, where the policy does not say (8th and 9th edition: 2). */
const LOOKBACK = 2;

/** In order of verb, zone and area: the same evidence gives the same list, in whatever order it came. */
export function proposalsOf(parts: ProposalParts): Proposal[] {
  return atOnce(proposalSteps(parts));
}

/** Cases looked at in one step: some tenths of a millisecond. */
const CASES_A_STEP = 200;

/** The same in small steps, for who has other things to do in between; cases and zones are those of the first step. */
export function* proposalSteps(parts: ProposalParts): Generator<void, Proposal[]> {
  const zones = [...parts.zones];
  const found = [...(yield* fromCases(parts, zones)), ...(yield* fromClocks(parts, zones))];
  const key = ({ verb, zoneId = '', areaIds, level = '' }: Proposal) => [verb, zoneId, areaIds.join(), level].join('|');
  const keyed = found.map((proposal) => ({ proposal, key: key(proposal) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ proposal }) => proposal);
}

type Wanted = { policy: Policy; level: Level; areaId: string; held: boolean; evidence: Evidence[]; words: Set<string> };

function* fromCases(parts: ProposalParts, zones: readonly Zone[]): Generator<void, Proposal[]> {
  const units = new Map<string, Wanted>();
  const consequences = new Map<string, Consequence | undefined>();
  for (const [i, known] of [...parts.cases].entries()) {
    if (i % CASES_A_STEP === 0) yield;
    if (known.status === 'excluded') continue;
    for (const { areaId, place } of placesOf(known, parts)) {
      const asked = `${place} ${areaId}`;
      if (!consequences.has(asked)) consequences.set(asked, consequenceOf(areaId, place, parts));
      const follows = consequences.get(asked);
      // A case so old that a zone drawn for it could go at once draws none.
      if (follows === undefined || parts.now - sampledAt(known) >= follows.days * DAY) continue;
      const { policy, level, unit, words } = follows;
      const key = `${level.code}|${unit}`;
      const wanted = units.get(key) ?? { policy, level, areaId: unit, held: true, evidence: [], words: new Set() };
      wanted.evidence.push({ caseId: known.id, areaId, place });
      wanted.held &&= known.status === 'preliminary';
      for (const word of words) wanted.words.add(word);
      units.set(key, wanted);
    }
  }
  const byArea = new Map<string, Zone[]>();
  for (const zone of zones) {
    for (const id of zone.areaIds ?? []) {
      const known = byArea.get(id);
      if (known === undefined) byArea.set(id, [zone]);
      else known.push(zone);
    }
  }
  const out: Proposal[] = [];
  for (const wanted of units.values()) {
    const proposal = drawn(wanted, parts, byArea);
    if (proposal !== undefined) out.push(proposal);
    yield;
  }
  return out;
}

/** What the rule in force makes of a case that had been at a place in this way; the same for every case. */
type Consequence = {
  readonly policy: Policy;
  readonly level: Level;
  readonly unit: string;
  readonly words: readonly string[];
  /** a zone drawn for a case may go after so many days without another */
  readonly days: number;
};

function consequenceOf(areaId: string, place: EvidenceClass, parts: ProposalParts): Consequence | undefined {
  const policy = parts.policyAt(areaId);
  const found = policy === undefined ? undefined : levelFor(policy, place);
  const unit = found === undefined ? undefined : unitOf(found.level, areaId, parts);
  if (policy === undefined || found === undefined || unit === undefined) return undefined;
  // Whose home it is, is a fact; what a place was like, and why a larger unit, is for a person.
  const words = [...(place === 'residence' ? [] : [found.word]), ...(unit.word === undefined ? [] : [unit.word])];
  const { level } = found;
  const exit = (level.exit ?? (policy['exit'] as Level['exit']))?.['allOf'] as
    | readonly Record<string, unknown>[]
    | undefined;
  const days = exit?.flatMap((part) => (part['noNewInfectionsDays'] as number | undefined) ?? [])[0];
  return { policy, level, unit: unit.areaId, words, days: days ?? level.durationDays ?? 14 };
}

type Place = { readonly areaId: string; readonly place: EvidenceClass };

/** Places that count: a home always, another one if the person was there while infectious. */
function placesOf(known: Case, { policyAt }: ProposalParts): Place[] {
  return (known.places ?? []).flatMap(({ role, areaId, from, to }): Place[] => {
    if (areaId === undefined) return [];
    if (role === 'residence') return [{ areaId, place: CLASS_OF[role] }];
    const days = (policyAt(areaId)?.['infectiousLookbackDays'] as number | undefined) ?? LOOKBACK;
    const until = to ?? from;
    const isInfectious = until !== undefined && instant(until) >= infectedAt(known) - days * DAY;
    return isInfectious ? [{ areaId, place: CLASS_OF[role] }] : [];
  });
}

const sampledAt = (known: Case): number => instant(known.sampledAt ?? known.stages?.sampled ?? known.observedAt);
const infectedAt = (known: Case): number => Math.min(sampledAt(known), instant(known.onset ?? known.observedAt));

/** The highest level whose trigger names an assessment of this class. */
function levelFor(policy: Policy, place: EvidenceClass): { level: Level; word: string } | undefined {
  for (const level of levelsByRank(policy)) {
    const names =
      typeof level.trigger === 'object' ? (level.trigger['anyOf'] ?? level.trigger['allOf']) : [level.trigger];
    const word = (Array.isArray(names) ? (names as unknown[]) : []).find(
      (name) => typeof name === 'string' && Object.hasOwn(ASSESSMENTS, name) && ASSESSMENTS[name] === place,
    );
    if (word !== undefined) return { level, word: word as string };
  }
  return undefined;
}

/**
 * The smallest unit the rule has that holds the place. A place known only by a larger area makes no smaller zone: it may
 * make the one the rule can grow to, and somebody has to say why.
 */
function unitOf(
  level: Level,
  areaId: string,
  { chainOf, areaLevelOf }: ProposalParts,
): { areaId: string; word?: string } | undefined {
  const types = unitsOf(level);
  if (types.length === 0) return { areaId };
  const chain = chainOf(areaId);
  const fits = chain.find((id) => types.includes(areaLevelOf(id) ?? ''));
  if (fits !== undefined) return { areaId: fits };
  const expand = Array.isArray(level.unit)
    ? undefined
    : (level.unit as { expandTo?: { unit: string; when: readonly string[] } } | undefined)?.expandTo;
  const larger = expand === undefined ? undefined : chain.find((id) => areaLevelOf(id) === expand.unit);
  return larger === undefined || expand === undefined ? undefined : { areaId: larger, word: expand.when.join(', ') };
}

/** Nothing where a zone of this level or above is in force or under way; an escalation where a lower one is in force. */
function drawn(
  { policy, level, areaId, held, evidence, words }: Wanted,
  parts: ProposalParts,
  zones: ReadonlyMap<string, readonly Zone[]>,
): Proposal | undefined {
  const rank = rankOf(level.code, policy);
  const chain = parts.chainOf(areaId);
  const here = [...new Set(chain.flatMap((id) => zones.get(id) ?? []))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const isUnderWay = (zone: Zone) =>
    isInForce(zone, parts.now) ||
    zone.status === 'proposed' ||
    zone.status === 'submitted' ||
    zone.status === 'approved';
  const enough = here.some((zone) => isUnderWay(zone) && rankOf(zone.level, parts.policyOf(zone)) >= rank);
  if (enough) return undefined;
  const said = {
    policyId: policy.id,
    level: level.code,
    areaIds: [areaId],
    evidence: evidence.sort((a, b) => (a.caseId + a.areaId < b.caseId + b.areaId ? -1 : 1)),
    needsPerson: [...words].sort(),
  };
  // Of a zone that holds more than this unit, the rest is not raised with it: the unit gets a zone of its own.
  const lower = here.find(
    ({ status, recorded, areaIds }) =>
      status === 'active' && recorded !== true && areaIds?.length === 1 && areaIds[0] === areaId,
  );
  if (lower !== undefined && !held) return { verb: 'escalated', zoneId: lower.id, version: lower.version, ...said };
  const forbidsHold = (policy.prohibited ?? []).includes('temporaryClosure') || prohibits(level, 'temporaryClosure');
  if (held && forbidsHold) return undefined;
  return { verb: held ? 'held' : 'proposed', ...said };
}

function prohibits(level: Level, what: string): boolean {
  const prohibited = Array.isArray(level.unit)
    ? undefined
    : (level.unit as { prohibited?: unknown } | undefined)?.prohibited;
  return Array.isArray(prohibited) && prohibited.includes(what);
}

function* fromClocks(parts: ProposalParts, zones: readonly Zone[]): Generator<void, Proposal[]> {
  const out: Proposal[] = [];
  for (const zone of zones) {
    const proposal = fromClock(zone, parts);
    if (proposal !== undefined) out.push(proposal);
    yield;
  }
  return out;
}

function fromClock(zone: Zone, parts: ProposalParts): Proposal | undefined {
  const policy = parts.policyOf(zone);
  if (zone.status !== 'active' || zone.recorded === true || policy === undefined) return undefined;
  const release = parts.releaseOf(zone);
  const said = { zoneId: zone.id, version: zone.version, policyId: policy.id, evidence: [] };
  if (isDue(release)) return { ...said, ...step(policy, release, zone.areaIds ?? []), ...due(release) };
  // Some nodes are ready and others are not: one area, one policy.
  const ready = (release.nodes ?? []).filter(isDue);
  const [first] = ready;
  if (first !== undefined) {
    const ids = ready.map(({ areaId }) => areaId);
    const next = step(policy, first, ids);
    return { ...said, ...next, verb: next.verb === 'released' ? 'released' : 'split', ...due(first) };
  }
  const end = zone.expiresAt === undefined ? undefined : instant(zone.expiresAt);
  if (end === undefined || end - parts.now > SOON) return undefined;
  const at = release.earliest === null ? {} : { at: release.earliest };
  return { ...said, verb: 'extended', areaIds: zone.areaIds ?? [], needsPerson: [], ...at };
}

/** Everything that figures can say is met; what is left is for a person. An empty clock is not. */
const isDue = ({ met, blocking }: Release): boolean =>
  met.length > 0 && blocking.every(({ state }) => state === 'needsPerson');

const due = ({ metSince, blocking }: Release): { needsPerson: string[]; at?: number } => ({
  needsPerson: blocking.map(({ predicate }) => predicate),
  ...(metSince === undefined ? {} : { at: metSince }),
});

/** Down to the level the exit names; released where that is no zone of its own (the rest of the county, routine). */
function step(
  policy: Policy,
  { to }: Release,
  areaIds: readonly string[],
): { verb: 'downgraded' | 'released'; level?: string; areaIds: readonly string[] } {
  const level = to === undefined ? undefined : levelOf(policy, to);
  const isRest = level === undefined || unitsOf(level).includes('restOfCounty');
  return isRest ? { verb: 'released', areaIds } : { verb: 'downgraded', level: level.code, areaIds };
}
