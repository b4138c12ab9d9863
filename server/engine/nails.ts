// The nails of a situation at a moment: high-risk areas, and compounds that nobody has zoned, with five distinct infected
// persons and more; what is known of each, and what nobody told. For the live situation and any past one alike.

import {
  exitOf,
  itemsAt,
  type Lane,
  type NailItemNow,
  nailLevel,
  type Qualification,
  qualify,
  type Told,
} from '#shared/domain/nail/nail.ts';
import { type NailScore, nailScore, type ScorePart } from '#shared/domain/nail/score.ts';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Verdict } from '#shared/domain/policy/evaluate.ts';
import type { Facts, Infection } from '#shared/domain/policy/facts.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import { isFence, isInForce, rankOf } from '#shared/domain/zone/level.ts';
import type { NodeFacts } from '#shared/domain/zone/release.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { atOnce, through } from '#shared/steps.ts';
import { DAY, instant, MINUTE } from '#shared/time.ts';
import { originOf } from '../situation/held.ts';
import type { Projector } from '../situation/projector.ts';
import { type CaseNodes, chainOf } from './case-nodes.ts';
import { factsOfNail, indexOf, lanesOf, type NailEngine, type NailParts, scoreFacts } from './nail-facts.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';
import { caseReporting, infection } from './zone-facts.ts';

type Zone = Entities['zones'];

export type Nail = {
  /** the zone's, or the area's where nobody has zoned it */
  readonly id: string;
  readonly zone?: Zone;
  readonly areaIds: readonly string[];
  readonly policy: Policy;
  readonly qualification: Qualification;
  /** a person looked at it: acknowledged its alarm, or reported one of its items */
  readonly isConfirmed: boolean;
  readonly caseIds: readonly string[];
  readonly persons: ReadonlySet<string>;
  readonly score: NailScore;
  readonly items: readonly NailItemNow[];
  readonly lanes: readonly Lane[];
  /** whether it may be pulled, and what blocks that; a person decides */
  readonly exit: Verdict;
};

/** Levels of areas that may become a nail before anybody zones them (HH-04, HH-33). */
const UNITS: ReadonlySet<string> = new Set(['compound', 'village']);
/** A zone of this rank is high-risk. */
const HIGH = 3;

export class Nails {
  readonly #projector: Pick<Projector, 'situation'>;
  readonly #library: Pick<PolicyLibrary, 'policies'>;
  readonly #engine: NailEngine;
  #made: { readonly key: string; readonly nails: readonly Nail[] } | undefined;

  constructor(projector: Pick<Projector, 'situation'>, library: Pick<PolicyLibrary, 'policies'>, engine: NailEngine) {
    this.#projector = projector;
    this.#library = library;
    this.#engine = engine;
  }

  /** Has anybody adopted a nail rule? Without one nothing is a nail, and nobody may say that there are none. */
  hasRule(situation: Situation): boolean {
    return this.#adoptions(situation).length > 0;
  }

  /** In order of id. @param isPresent `now` is the situation's own present */
  at(situation: Situation, now: number, isPresent: boolean): readonly Nail[] {
    return atOnce(this.steps(situation, now, isPresent));
  }

  /** The same in small steps, of a situation that stands still. */
  *steps(situation: Situation, now: number, isPresent: boolean): Generator<void, readonly Nail[]> {
    const isLive = originOf(situation) === this.#projector.situation && isPresent;
    const key = `${situation.seq} ${Math.floor(now / MINUTE)}`;
    if (isLive && this.#made?.key === key) return this.#made.nails;
    const nails = yield* this.#find(situation, now, isPresent);
    if (isLive) this.#made = { key, nails };
    return nails;
  }

  *#find(situation: Situation, now: number, isPresent: boolean): Generator<void, Nail[]> {
    const adoptions = this.#adoptions(situation);
    if (adoptions.length === 0) return [];
    yield* this.#engine.zones.ready(situation);
    const nodes = this.#engine.zones.nodes(situation);
    const policyOf = (id: string) => policyAt(situation, this.#library, id);
    const ruleAt = (areaId: string) =>
      inForce(adoptions, policyOf, chainOf(situation, areaId), now).find(({ policy }) => policy.series === 'nail')
        ?.policy;
    const parts: NailParts = { situation, now, isPresent, nodes, index: yield* indexOf(situation), ...this.#engine };
    const out: Nail[] = [];
    const zoned = new Set<string>();
    for (const zone of situation.all('zones').values()) {
      yield;
      const { zones } = this.#engine;
      // A fence lies inside the areas that may be nails: its persons are theirs.
      if (!isInForce(zone, now) || isFence(zone) || rankOf(zone.level, zones.policyOf(situation, zone)) < HIGH)
        continue;
      const areaIds = zone.areaIds ?? [];
      for (const id of areaIds) zoned.add(id);
      const policy = areaIds.length === 0 ? undefined : ruleAt(areaIds[0]!);
      const nail = policy === undefined ? undefined : this.#nail({ zone, areaIds, policy }, parts);
      if (nail !== undefined) out.push(nail);
    }
    for (const areaId of yield* this.#units(situation, nodes)) {
      yield;
      if (chainOf(situation, areaId).some((id) => zoned.has(id))) continue;
      const policy = ruleAt(areaId);
      const nail = policy === undefined ? undefined : this.#nail({ areaIds: [areaId], policy }, parts);
      if (nail !== undefined) out.push(nail);
    }
    return out.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Units in which as many records lie as make a nail of the loosest rule; who is the same person is counted later. */
  *#units(situation: Situation, nodes: CaseNodes): Generator<void, string[]> {
    const counts = new Map<string, number>();
    yield* through(situation.all('cases').values(), (known) => {
      const home = known.places?.find(({ role, areaId }) => role === 'residence' && areaId !== undefined)?.areaId;
      if (home === undefined || known.status === 'excluded') return;
      const unit = nodes.chainOf(home).find((id) => UNITS.has(situation.get('areas', id)?.level ?? ''));
      if (unit !== undefined) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    });
    return [...counts].flatMap(([id, count]) => (count >= 2 ? [id] : [])).sort();
  }

  #nail(
    { zone, areaIds, policy }: { readonly zone?: Zone; readonly areaIds: readonly string[]; readonly policy: Policy },
    parts: NailParts,
  ): Nail | undefined {
    const { situation, now } = parts;
    const id = zone?.id ?? areaIds[0]!;
    const cases = casesOf(situation, parts.nodes, areaIds);
    const infections = caseReporting(situation, now) === undefined ? undefined : infectionsOf(cases);
    const told = toldOf(situation, zone);
    const isConfirmed =
      [id, ...areaIds].some((one) => isSeen(situation, `nail/${one}`, now)) ||
      told.some(({ items }) => [...items.values()].some(({ at }) => at <= now));
    const qualification = qualify(policy, infections, now);
    // Confirmed by a person, it stays listed while it is in force, whatever the count is corrected to.
    if (!qualification.isNail && !(isConfirmed && zone !== undefined)) return undefined;
    const here = factsOfNail(zone, areaIds, cases, parts);
    const weights = policy['scoreWeights'] as Readonly<Partial<Record<ScorePart, number>>> | undefined;
    return {
      id,
      ...(zone === undefined ? {} : { zone }),
      areaIds,
      policy,
      qualification,
      isConfirmed,
      caseIds: cases.map((known) => known.id).sort(),
      persons: new Set((infections ?? []).filter(({ at }) => at <= now).map((one) => one.person ?? `case/${one.id}`)),
      score: nailScore(scoreFacts(here, infections, parts), weights),
      items: itemsAt(policy, told, now),
      lanes: lanesOf(here, parts),
      exit: exitOf(policy, merged(here.nodes, infections, parts, here.backlog)),
    };
  }

  #adoptions(situation: Situation) {
    return [...situation.all('policies').values()].filter(({ policyId }) => {
      const policy = policyAt(situation, this.#library, policyId);
      return policy?.series === 'nail' && nailLevel(policy) !== undefined;
    });
  }
}

function casesOf(situation: Situation, nodes: CaseNodes, areaIds: readonly string[]): Entities['cases'][] {
  const ids = new Set(areaIds.flatMap((areaId) => [...nodes.casesIn(areaId)]));
  return [...ids].flatMap((id) => situation.get('cases', id) ?? []).filter(({ status }) => status !== 'excluded');
}

const infectionsOf = (cases: readonly Entities['cases'][]): Infection[] =>
  cases.map(infection).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** Its own items, then those of the zones it was split from. */
function toldOf(situation: Situation, zone: Zone | undefined) {
  const out: { readonly zoneId: string; readonly items: Map<string, Told> }[] = [];
  for (let one = zone; one !== undefined && out.length < 20; ) {
    const { id, partOf } = one;
    const items = new Map<string, Told>();
    for (const item of situation.all('nails').values())
      if (item.zoneId === id) items.set(item.item, { done: item.done, at: instant(item.observedAt) });
    out.push({ zoneId: id, items });
    one = partOf === undefined ? undefined : situation.get('zones', partOf);
  }
  return out;
}

function isSeen(situation: Situation, alarmId: string, now: number): boolean {
  const at = situation.get('alarms', alarmId)?.acknowledgedAt;
  return at !== undefined && instant(at) <= now;
}

/** The facts of an area of several nodes as one: full is only what is full in each. */
function merged(
  nodes: readonly NodeFacts[],
  infections: readonly Infection[] | undefined,
  { now }: NailParts,
  backlog: number | undefined,
): Facts {
  const [first] = nodes;
  const { infections: _, transferBacklog: _b, ...facts } = first?.facts ?? { now, counting: 'elapsed24h' as const };
  const since = infections === undefined || infections.length === 0 ? {} : { startedAt: infections[0]!.at };
  const rounds = nodes.length === 1 ? facts.rounds : undefined;
  return {
    // A place that nobody zoned has no level since when: its days run from its first positive.
    ...since,
    ...facts,
    ...(rounds === undefined ? {} : { rounds }),
    ...(infections === undefined ? {} : { infections: infections.filter(({ at }) => at <= now) }),
    ...(backlog === undefined ? {} : { transferBacklog: backlog }),
  };
}

/** Whole days since it is a nail. */
export const daysSince = ({ since }: Qualification, now: number): number | null =>
  since === undefined ? null : Math.max(0, Math.floor((now - since) / DAY));
