// What a zone that stands holds, however it came about: people, openings, the evidence piece by piece. domain.md 6.7, steps
// 8 to 10, asked of a zone instead of a draft.
import type { Geometry } from '../../geo/geometry.ts';
import { isInside } from '../../geo/inside.ts';
import { polygonsOf } from '../../geo/shapes.ts';
import { type CaseSaid, type EvidenceRule, evidenceOf } from './evidence.ts';
import { type FenceGate, hasEmergencyRoute, type Leak, openingsOf } from './gates.ts';
import type { Ground } from './ground.ts';
import { clean, unite } from './outline.ts';
import type { EvidenceShown } from './propose.ts';
import { isWellKnown, topmost } from './units.ts';

export type HeldQuestion = {
  /** address nodes of the zone */
  readonly areaIds: readonly string[];
  /** its own polygon, where it has one; else the outline follows from its areas */
  readonly geometry?: Geometry;
  readonly cases: readonly CaseSaid[];
  readonly rule: EvidenceRule;
};

export type Piece = {
  readonly areaId: string;
  /** null where nobody counted */
  readonly persons: number | null;
  readonly households: number | null;
};

export type Held = {
  /** null where an area inside has never been counted, or where the zone names none */
  readonly persons: number | null;
  readonly households: number | null;
  /** none inside another, in order of id */
  readonly pieces: readonly Piece[];
  /** distinct persons found positive: with a place inside, and all that the zone names */
  readonly positives: { readonly inside: number; readonly total: number };
  readonly gates: readonly FenceGate[];
  readonly leaks: readonly Leak[];
  readonly hasEmergencyRoute: boolean;
  readonly evidence: readonly EvidenceShown[];
  /** share of the evidence that is known to the building or better, 0 to 1; null without evidence */
  readonly confidence: number | null;
};

/** Pure; the order of cases and areas changes nothing. */
export function heldBy({ areaIds, geometry, cases, rule }: HeldQuestion, ground: Ground): Held {
  const known = topmost(
    areaIds.filter((id) => ground.area(id) !== undefined),
    ground,
  );
  const units = known.map((id) => ground.polygons(id)).filter((polygons) => polygons.length > 0);
  const fence =
    geometry === undefined
      ? units.length === 0
        ? []
        : clean(unite(units), { units, gates: [], isDrawn: false })
      : polygonsOf(geometry);
  const openings = fence.length === 0 ? { gates: [], leaks: [] } : openingsOf(fence, ground);
  const held = new Set(known);
  const evidence = evidenceOf(cases, rule);
  const shown: EvidenceShown[] = [];
  const inside = new Set<string>();
  for (const one of evidence) {
    const chain =
      one.areaId !== undefined && ground.area(one.areaId) !== undefined
        ? ground.chain(one.areaId)
        : one.position === undefined
          ? []
          : ground.holding(one.position);
    const areaId = chain.find((area) => held.has(area.id))?.id;
    const isIn =
      areaId !== undefined ||
      (geometry !== undefined && one.position !== undefined && isInside(one.position, geometry));
    if (isIn) inside.add(one.person);
    if (areaId !== undefined) shown.push({ areaId, caseId: one.caseId, place: one.place, strength: one.strength });
  }
  const count = (of: 'population' | 'households', id: string): number | null => ground.count(of, id) ?? null;
  const pieces = known.map((areaId) => ({
    areaId,
    persons: count('population', areaId),
    households: count('households', areaId),
  }));
  const isWhole = pieces.length > 0 && known.length >= topmost(areaIds, ground).length;
  const people = cases.filter(({ status }) => status !== 'excluded').map(({ id, person }) => person ?? id);
  return {
    persons: isWhole ? sum(pieces.map(({ persons }) => persons)) : null,
    households: isWhole ? sum(pieces.map(({ households }) => households)) : null,
    pieces,
    positives: { inside: inside.size, total: new Set(people).size },
    ...openings,
    hasEmergencyRoute: hasEmergencyRoute(openings, ground),
    evidence: shown,
    confidence:
      evidence.length === 0 ? null : evidence.filter((one) => isWellKnown(one, ground)).length / evidence.length,
  };
}

const sum = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((total, count) => (total === null || count === null ? null : total + count), 0);
