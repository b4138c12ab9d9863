// The pieces of each alternative: which whole units it holds, and its outline. domain.md 6.7 steps 3 to 7.
import { difference } from '@turf/turf';
import type { Feature, MultiPolygon } from 'geojson';
import type { Geometry } from '../../geo/geometry.ts';
import { isInside } from '../../geo/inside.ts';
import type { Position } from '../../geo/position.ts';
import { boxesMeet, boxOf, circle, middleOf, type Polygons, polygonsOf, shareInside } from '../../geo/shapes.ts';
import type { Evidence, EvidenceRule } from './evidence.ts';
import { EVIDENCE_RULE } from './evidence.ts';
import { type Ground, RANKS, rankOf } from './ground.ts';
import { hullOf } from './hull.ts';
import { clean, unite } from './outline.ts';
import { placeRule } from './place-types.ts';
import { HOME_UNITS, type HomeUnit, type Placed, placeEvidence, topmost, type Unit, unitsOf } from './units.ts';

export const FENCE_UNITS = [...HOME_UNITS, 'buffer', 'hull', 'block', 'drawn'] as const;
export type FenceUnit = (typeof FENCE_UNITS)[number];

export type FenceRule = EvidenceRule & {
  /** units the policy makes zones of; empty: it names none */
  readonly units: readonly string[];
  /** units it forbids */
  readonly prohibited: readonly string[];
  /** radius around every strong place where the policy sets one, metres */
  readonly bufferM?: number;
};
export const FENCE_RULE: FenceRule = { ...EVIDENCE_RULE, units: [], prohibited: [] };

export type Draft = {
  readonly unit: FenceUnit;
  readonly units: readonly Unit[];
  readonly placed: readonly Placed[];
  /** whole address nodes held */
  readonly areaIds: readonly string[];
  readonly outline: Position[][][];
};

export function draftOf(
  unit: Exclude<FenceUnit, 'drawn'>,
  evidence: readonly Evidence[],
  rule: FenceRule,
  ground: Ground,
): Draft | undefined {
  const base: HomeUnit | 'block' = unit === 'hull' || unit === 'buffer' ? 'building' : unit;
  const placed = evidence.map((one) => placeEvidence(one, base, ground));
  const units = unitsOf(placed, ground);
  const own = units.map(({ areaId }) => areaId);
  const gates = [...ground.gates].map(({ position }): Position => [position[0], position[1]]);
  const make = (areaIds: readonly string[], rings: readonly (readonly Position[])[]): Draft | undefined => {
    const held = topmost(areaIds, ground);
    const parts = held.map((id) => ground.polygons(id));
    const pieces = [...parts, ...rings.map((ring): Polygons => [[ring]])];
    if (pieces.length === 0) return undefined;
    const outline = clean(unite(pieces), { units: parts, gates, isDrawn: rings.length > 0 });
    return outline.length === 0 ? undefined : { unit, units, placed, areaIds: held, outline };
  };
  if (unit === 'hull') {
    const hull = hullOf(units, ground);
    return hull.rings.length === 0 ? undefined : make([...own, ...hull.areaIds], hull.rings);
  }
  if (unit !== 'buffer') return make(own, []);
  const rings = ringsAround(units, placed, rule, ground);
  const covered = rings.flatMap((ring) => homesAround(ring, ground).in);
  const draft = make([...own, ...covered], rings);
  return draft === undefined ? undefined : { ...draft, outline: withoutCut(draft, rings, ground) };
}

/** Circles around the strong places of units that are in, and around strong points that no unit holds. */
function ringsAround(units: readonly Unit[], placed: readonly Placed[], rule: FenceRule, ground: Ground): Position[][] {
  const centres = new Map<string, { at: Position; radius: number }>();
  const add = (at: Position, type: string): void => {
    const radius = rule.bufferM ?? placeRule(type).buffer;
    const key = at.join();
    if ((centres.get(key)?.radius ?? 0) < radius) centres.set(key, { at, radius });
  };
  for (const { areaId, evidence } of units)
    for (const { position, place, strength } of evidence)
      if (strength === 'strong') add(position ?? middleOf(ground.polygons(areaId)), place);
  for (const { evidence, by } of placed)
    if (
      by === 'nothing' &&
      evidence.position !== undefined &&
      evidence.match !== 'street' &&
      evidence.strength === 'strong'
    )
      add(evidence.position, evidence.place);
  return [...centres.values()]
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
    .map(({ at, radius }) => circle(at, radius));
}

/** Buildings that a circle covers by half or more, and those that it would cut. */
function homesAround(ring: readonly Position[], ground: Ground): { in: string[]; cut: string[] } {
  const out = { in: [] as string[], cut: [] as string[] };
  for (const area of ground.areasNear(boxOf([[ring]]))) {
    if (rankOf(area) !== RANKS['building']) continue;
    const share = shareInside(ground.polygons(area.id), ring);
    if (share >= 0.5) out.in.push(area.id);
    else if (share > 0) out.cut.push(area.id);
  }
  return out;
}

/** Units are whole: a dwelling that is not held is left out of the circle that would cut it. */
function withoutCut(draft: Draft, rings: readonly (readonly Position[])[], ground: Ground): Position[][][] {
  const held = new Set(draft.areaIds);
  const cut = [...new Set(rings.flatMap((ring) => homesAround(ring, ground).cut))]
    .filter((id) => !ground.chain(id).some((area) => held.has(area.id)))
    .sort();
  if (cut.length === 0) return draft.outline;
  const feature = (coordinates: Position[][][]): Feature<MultiPolygon> => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiPolygon', coordinates },
  });
  // Piece by piece: to cut one with what lies elsewhere costs time and changes nothing.
  const boxes = cut.map((id) => ({ id, box: boxOf(ground.polygons(id)) }));
  return draft.outline.flatMap((piece): Position[][][] => {
    const around = boxOf([piece]);
    const near = boxes.filter(({ box }) => boxesMeet(box, around));
    if (near.length === 0) return [piece];
    const dwellings = near.flatMap(({ id }) => ground.polygons(id) as Position[][][]);
    const left = difference({ type: 'FeatureCollection', features: [feature([piece]), feature(dwellings)] });
    return left === null ? [piece] : unite([polygonsOf(left.geometry as Geometry)]);
  });
}

/** A free outline: what of the address tree lies in it by its middle is held. */
export function drawnDraft(geometry: Geometry, evidence: readonly Evidence[], ground: Ground): Draft {
  const outline = polygonsOf(geometry) as Position[][][];
  const inside = ground
    .areasNear(boxOf(outline))
    .filter((area) => rankOf(area) >= RANKS['building']! && rankOf(area) <= RANKS['compound']!)
    .filter(({ id }) => isInside(middleOf(ground.polygons(id)), geometry) && isWholly(ground.polygons(id), geometry));
  const areaIds = topmost(
    inside.map(({ id }) => id),
    ground,
  );
  const placed = evidence.map((one) => placeEvidence(one, 'building', ground));
  return { unit: 'drawn', units: unitsOf(placed, ground), placed, areaIds, outline };
}
const isWholly = (polygons: Polygons, geometry: Geometry): boolean =>
  polygons.every(([shell = []]) => shell.every((corner) => isInside(corner, geometry)));
