// Steps 5 and 6 of a fence: groups of units close together, and the ground between them. domain.md 6.7.
import { densityGroups } from '../../geo/density.ts';
import { distance, MEAN_RADIUS } from '../../geo/distance.ts';
import { isInside } from '../../geo/inside.ts';
import type { Position } from '../../geo/position.ts';
import { meet } from '../../geo/segments.ts';
import { type Box, boxOf, convexHull, shareInside } from '../../geo/shapes.ts';
import { type Ground, type GroundArea, linesOf, RANKS, rankOf } from './ground.ts';
import type { Unit } from './units.ts';

/** Units closer than this are one group: metres. */
const EPSILON = 200;

export type Hull = {
  /** convex pieces, counter-clockwise; together the hull */
  readonly rings: readonly (readonly Position[])[];
  /** compounds, villages and premises that it touches: their walls can be guarded */
  readonly areaIds: readonly string[];
};

/**
 * The ground between the units of each density group (at least 3 units or 5 positives within 200 m; single units stay single).
 *
 * domain.md names an alpha shape or k-nearest hull; both lose ground when a point is added, which step 9 (e) forbids. Ours is
 * the union of convex hulls over the windows of a fixed lattice, each two cells of 200 m wide and overlapping its neighbours:
 * as concave as the lattice is fine, it follows from the evidence alone, and only ever grows with it. A window that a
 * motorway or a river crosses gets the hulls of pairs that stay on one side, so that no hull crosses where nobody can guard.
 */
export function hullOf(units: readonly Unit[], ground: Ground): Hull {
  const groups = densityGroups(
    units.map(({ middle }) => middle),
    EPSILON,
    (near) => near.length >= 3 || (near.length > 1 && personsOf(near.map((i) => units[i]!)) >= 5),
  );
  const rings: Position[][] = [];
  const touched = new Map<string, GroundArea>();
  for (const group of groups) {
    for (const cell of windowsOf(group.map((i) => units[i]!))) {
      for (const ring of ringsOf(cell, ground)) {
        rings.push(ring);
        for (const area of ground.areasNear(boxOf([[ring]])))
          if (rankOf(area) === RANKS['compound'] && shareInside(ground.polygons(area.id), ring) > 1e-9)
            touched.set(area.id, area);
      }
    }
  }
  return { rings, areaIds: [...touched.keys()].sort() };
}

const personsOf = (units: readonly Unit[]): number =>
  new Set(units.flatMap(({ evidence }) => evidence.map(({ person }) => person))).size;

const CELL = EPSILON / ((Math.PI / 180) * MEAN_RADIUS);

/** A window of the lattice with the units of one group whose middles lie in it. */
type Window = { readonly box: Box; readonly members: Unit[] };

/** Two or more units in each; every row of windows has columns of its own latitude's width. */
function windowsOf(units: readonly Unit[]): Window[] {
  const windows = new Map<string, Window>();
  for (const unit of units) {
    const [lon, lat] = unit.middle;
    const row = Math.floor(lat / CELL);
    for (const r of [row - 1, row]) {
      const width = CELL / Math.cos((r * CELL * Math.PI) / 180);
      const column = Math.floor(lon / width);
      for (const c of [column - 1, column]) {
        const key = `${r}/${c}`;
        const known = windows.get(key);
        if (known !== undefined) known.members.push(unit);
        else windows.set(key, { box: [c * width, r * CELL, (c + 2) * width, (r + 2) * CELL], members: [unit] });
      }
    }
  }
  return [...windows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, cell]) => (cell.members.length > 1 ? [cell] : []));
}

function ringsOf({ box, members }: Window, ground: Ground): Position[][] {
  const corners = (unit: Unit): Position[] => ground.polygons(unit.areaId).flatMap(([shell = []]) => [...shell]);
  // Asked of the whole window, not of its units: with more units the answer must stay what it was.
  const barriers = barriersIn(box, ground);
  if (barriers.length === 0) {
    const ring = convexHull(members.flatMap(corners));
    return ring.length === 0 ? [] : [ring];
  }
  const rings: Position[][] = [];
  for (const [i, a] of members.entries()) {
    for (const b of members.slice(i + 1)) {
      if (distance(a.middle, b.middle) > EPSILON) continue;
      const ring = convexHull([...corners(a), ...corners(b)]);
      if (ring.length > 0 && !barriers.some((barrier) => crosses(ring, barrier))) rings.push(ring);
    }
  }
  return rings;
}

type Barrier = { readonly line: readonly Position[]; readonly isRing: boolean };

const MOTORWAYS: ReadonlySet<string> = new Set(['motorway', 'expressway']);
const WATERS: ReadonlySet<string> = new Set(['river', 'water', 'canal', 'lake']);

/** Half a cell more than the window: a footprint reaches beyond its middle. */
function barriersIn([west, south, east, north]: Box, ground: Ground): Barrier[] {
  const [w, s, e, n] = [west - CELL, south - CELL / 2, east + CELL, north + CELL / 2];
  const around: Position[] = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  const roads = ground
    .roadsNear([w, s, e, n])
    .filter((road) => MOTORWAYS.has(road.class))
    .flatMap((road) => linesOf(road.geometry).map((line): Barrier => ({ line, isRing: false })));
  const waters = ground
    .areasNear([w, s, e, n])
    .filter(({ type }) => type !== undefined && WATERS.has(type))
    .flatMap(({ id }) =>
      ground.polygons(id).flatMap(([shell]) => (shell === undefined ? [] : [{ line: shell, isRing: true }])),
    );
  return [...roads, ...waters].filter((barrier) => crosses(around, barrier));
}

/** Whether a convex ring has ground in common with a motorway or a river. */
function crosses(ring: readonly Position[], { line, isRing }: Barrier): boolean {
  const inside: Position | undefined = line.find((at) => isInside(at, { type: 'Polygon', coordinates: [[...ring]] }));
  if (inside !== undefined) return true;
  if (isRing && isInside(ring[0]!, { type: 'Polygon', coordinates: [[...line]] })) return true;
  for (let i = 0; i + 1 < ring.length; i++)
    for (let k = 0; k + 1 < line.length; k++)
      if (meet(ring[i]!, ring[i + 1]!, line[k]!, line[k + 1]!).how !== 'apart') return true;
  return false;
}
