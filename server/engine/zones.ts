// Zones as they stand: what each waits for, which are overdue, and which level holds at a place. For the live situation, and
// for any past one alike.
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import { effectiveLevel, isInForce, rankOf } from '#shared/domain/zone/level.ts';
import { type Proposal, proposalSteps } from '#shared/domain/zone/proposals.ts';
import { type NodeFacts, type Release, releaseClock } from '#shared/domain/zone/release.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entities, Layer, Situation } from '#shared/situation.ts';
import { atOnce } from '#shared/steps.ts';
import { instant, MINUTE } from '#shared/time.ts';
import { inTurns, Queue } from '../in-turns.ts';
import type { Projector, Step } from '../situation/projector.ts';
import { CaseNodes, chainOf } from './case-nodes.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';
import { type CountRound, countWholeRound, factsOf, linkSteps } from './zone-facts.ts';

type Zone = Entities['zones'];

/** Layers that a clock or a proposal reads. */
const READ: ReadonlySet<Layer> = new Set<Layer>([
  'areas',
  'cases',
  'contacts',
  'disinfections',
  'policies',
  'rolls',
  'rounds',
  'rules',
  'sources',
  'transfers',
  'zones',
]);
/** The series of rules by which zones are drawn around cases. */
const ZONING: ReadonlySet<string> = new Set(['zone-level', 'community-status']);

export type Overdue = { readonly zoneId: string; readonly since: number; readonly reason: 'met' | 'expired' };

export class Zones {
  readonly #projector: Pick<Projector, 'situation' | 'onSteps'>;
  readonly #library: Pick<PolicyLibrary, 'policies'>;
  readonly #live: CaseNodes;
  readonly #past = new WeakMap<Situation, CaseNodes>();
  readonly #stop: () => void;
  /** counts the changes of what proposals are made from */
  #changes = 0;
  #proposed: { readonly key: string; readonly list: Promise<readonly Proposal[] | undefined> } | undefined;
  readonly #proposing = new Queue();
  /** how far a round is for some areas; the whole round's own figures unless somebody knows better */
  countRound: CountRound = countWholeRound;

  constructor(projector: Pick<Projector, 'situation' | 'onSteps'>, library: Pick<PolicyLibrary, 'policies'>) {
    this.#projector = projector;
    this.#library = library;
    this.#live = new CaseNodes(() => projector.situation);
    this.#stop = projector.onSteps((steps: readonly Step[]) => {
      this.#live.follow(steps);
      if (steps.some(({ changes }) => changes.some(({ layer }) => READ.has(layer)))) this.#changes += 1;
    });
  }

  close(): void {
    this.#stop();
  }

  /** The policy a zone was decided under, at the version it was decided under. */
  policyOf(situation: Situation, zone: Zone): Policy | undefined {
    const { policyId, policyVersion } = zone;
    return policyId === undefined ? undefined : policyAt(situation, this.#library, policyId, policyVersion);
  }

  /** @param now ms; of a zone that is over, what its clock says now is nobody's business: it has none */
  release(situation: Situation, zone: Zone, now: number): Release {
    const policy = this.policyOf(situation, zone);
    const nodes = this.facts(situation, zone, now);
    const expiresAt = zone.expiresAt === undefined ? {} : { expiresAt: instant(zone.expiresAt) };
    return releaseClock({ policy, level: zone.level, nodes, now, ...expiresAt });
  }

  /** What is known of each address node of a zone, or of areas that are none yet; of a zone drawn freely, of all of it. */
  facts(situation: Situation, zone: Zone, now: number): NodeFacts[] {
    return factsOf(zone, {
      situation,
      now,
      nodes: this.nodes(situation),
      countRound: this.countRound,
      revision: this.#revision(situation),
      higherZones: (own, areaId) => this.#higher(situation, own, areaId, now),
    });
  }

  /** Zones that should have been released, for the alarms: conditions met for too long, or the order has ended. */
  overdue(situation: Situation, now: number): Overdue[] {
    return atOnce(this.overdueSteps(situation, now));
  }

  /** The same in small steps. */
  *overdueSteps(situation: Situation, now: number): Generator<void, Overdue[]> {
    const out: Overdue[] = [];
    yield* this.ready(situation);
    for (const zone of situation.all('zones').values()) {
      if (zone.status !== 'active') continue;
      yield;
      const { overdueSince } = this.release(situation, zone, now);
      if (overdueSince === undefined) continue;
      const isExpired = zone.expiresAt !== undefined && overdueSince === instant(zone.expiresAt);
      out.push({ zoneId: zone.id, since: overdueSince, reason: isExpired ? 'expired' : 'met' });
    }
    return out.sort((a, b) => a.since - b.since || (a.zoneId < b.zoneId ? -1 : 1));
  }

  /**
   * What follows from the evidence, worked out in short turns: what changes meanwhile may be in it or in the next. All who ask
   * in the same minute about the same live state share one answer; past states wait their turn behind it, and are left out if
   * whoever asked has gone by then.
   * @returns undefined where nobody waits for it any more
   */
  proposals(situation: Situation, now: number, isWanted?: () => boolean): Promise<readonly Proposal[] | undefined> {
    const isLive = situation === this.#projector.situation;
    const key = `${this.#changes} ${Math.floor(now / MINUTE)}`;
    if (isLive && this.#proposed?.key === key) return this.#proposed.list;
    const work = () => inTurns(this.#propose(situation, now));
    const list = this.#proposing.run(work, isLive ? undefined : isWanted);
    if (isLive) {
      this.#proposed = { key, list };
      // what failed is asked again, not remembered
      list.catch(() => {
        if (this.#proposed?.list === list) this.#proposed = undefined;
      });
    }
    return list;
  }

  #propose(situation: Situation, now: number): Generator<void, Proposal[]> {
    const adoptions = [...situation.all('policies').values()];
    const policyOf = (id: string) => policyAt(situation, this.#library, id);
    const chosen = new Map<string, Policy | undefined>();
    return proposalSteps({
      now,
      cases: situation.all('cases').values(),
      zones: situation.all('zones').values(),
      chainOf: (areaId) => chainOf(situation, areaId),
      areaLevelOf: (areaId) => situation.get('areas', areaId)?.level,
      policyAt: (areaId) => {
        if (!chosen.has(areaId)) {
          const here = inForce(adoptions, policyOf, chainOf(situation, areaId), now);
          chosen.set(areaId, here.find(({ policy }) => ZONING.has(policy.series))?.policy);
        }
        return chosen.get(areaId);
      },
      policyOf: (zone) => this.policyOf(situation, zone),
      releaseOf: (zone) => this.release(situation, zone, now),
    });
  }

  /** What the outline of a zone without a polygon of its own is made of, and which of its areas nobody has drawn. */
  parts(
    situation: Situation,
    zone: Zone,
  ): { readonly drawn: readonly Geometry[]; readonly missing: readonly string[] } {
    const areaIds = zone.areaIds ?? [];
    const known = areaIds.map((id) => ({ id, geometry: situation.get('areas', id)?.geometry }));
    return {
      drawn: known.flatMap(({ geometry }) => geometry ?? []),
      missing: known.flatMap(({ id, geometry }) => (geometry === undefined ? [id] : [])),
    };
  }

  /** Does the zone hold a position: by its own polygon, or by any of its areas'? */
  holds(situation: Situation, zone: Zone, position: Position): boolean {
    if (zone.geometry !== undefined) return isInside(position, zone.geometry);
    return (zone.areaIds ?? []).some((id) => {
      const geometry = situation.get('areas', id)?.geometry;
      return geometry !== undefined && isInside(position, geometry);
    });
  }

  /** The one level that counts among zones that hold a place. */
  effective(situation: Situation, zones: Iterable<Zone>, now: number) {
    return effectiveLevel(zones, (id) => policyAt(situation, this.#library, id), now);
  }

  /** Gathers in steps what every question about a zone of this situation needs: who lives where, what refers to whom. */
  *ready(situation: Situation): Generator<void> {
    // The live one is kept as it changes.
    if (situation === this.#projector.situation) return;
    yield* this.nodes(situation).ready();
    yield* linkSteps(situation, this.#revision(situation));
  }

  /** Only the live situation changes. */
  #revision(situation: Situation): number {
    return situation === this.#projector.situation ? this.#changes : 0;
  }

  /** Which cases live under which area. */
  nodes(situation: Situation): CaseNodes {
    if (situation === this.#projector.situation) return this.#live;
    let nodes = this.#past.get(situation);
    if (nodes === undefined) {
      nodes = new CaseNodes(() => situation);
      this.#past.set(situation, nodes);
    }
    return nodes;
  }

  /** Zones of a higher rank in force in what a node holds. */
  #higher(situation: Situation, own: Zone, areaId: string, now: number): string[] {
    const rank = rankOf(own.level, this.policyOf(situation, own));
    const out: string[] = [];
    for (const zone of situation.all('zones').values()) {
      if (zone.id === own.id || !isInForce(zone, now)) continue;
      if (rankOf(zone.level, this.policyOf(situation, zone)) <= rank) continue;
      if ((zone.areaIds ?? []).some((id) => chainOf(situation, id).includes(areaId))) out.push(zone.id);
    }
    return out.sort();
  }
}
