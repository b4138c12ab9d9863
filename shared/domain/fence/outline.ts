// Step 7 of a fence: one clean outline of its pieces. domain.md 6.7. The same code runs on the server and in the browser.
import { union } from '@turf/turf';
import Flatbush from 'flatbush';
import type { Feature, Polygon } from 'geojson';
import { type Problem, problem } from '../../errors.ts';
import { checkGeometry, type Geometry } from '../../geo/geometry.ts';
import { isInside } from '../../geo/inside.ts';
import type { Position } from '../../geo/position.ts';
import { type Box, boxesMeet, boxOf, type Polygons, polygonsOf, ringArea } from '../../geo/shapes.ts';
import { err, ok, type Result } from '../../result.ts';

/** Smaller holes are filled, unless a gate of their own leads into them; square metres. */
const HOLE = 2000;
/** Smaller pieces of a drawn hull are dropped; square metres. Whole units are never too small. */
const SLIVER = 100;
/** How far outward a corner may be cut off; metres. */
const OUTWARD = 2;

const round7 = (value: number): number => Math.round(value * 1e7) / 1e7 + 0;
const rounded = (polygons: Polygons): Position[][][] =>
  polygons.map((rings) => rings.map((ring) => ring.map(([x, y]): Position => [round7(x), round7(y)])));

/**
 * Union of polygons. Only those whose boxes meet are united with each other: a thousand buildings apart cost nothing.
 * The result does not depend on the order they come in.
 */
export function unite(parts: readonly Polygons[]): Position[][][] {
  const pieces = rounded(parts.flat()).map((rings) => ({ rings, box: boxOf([rings]), key: JSON.stringify(rings) }));
  pieces.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const distinct = pieces.filter(({ key }, i) => key !== pieces[i - 1]?.key);
  return touching(distinct.map(({ box }) => box)).flatMap((group) => {
    const list = group.map((i) => distinct[i]!.rings);
    return list.length === 1 ? list : unitedOf(list);
  });
}

function unitedOf(list: readonly Position[][][]): Position[][][] {
  const features = list.map(
    (coordinates): Feature<Polygon> => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates },
    }),
  );
  const whole = union({ type: 'FeatureCollection', features });
  return rounded(polygonsOf(whole?.geometry as Geometry | undefined));
}

/** Groups of boxes that meet, directly or through others; in order of their first. */
function touching(boxes: readonly Box[]): number[][] {
  if (boxes.length === 0) return [];
  const index = new Flatbush(boxes.length);
  for (const [west, south, east, north] of boxes) index.add(west, south, east, north);
  index.finish();
  const groupOf = new Int32Array(boxes.length).fill(-1);
  const groups: number[][] = [];
  for (let start = 0; start < boxes.length; start++) {
    if (groupOf[start] !== -1) continue;
    const group = [start];
    groupOf[start] = groups.length;
    for (let i = 0; i < group.length; i++) {
      const [west, south, east, north] = boxes[group[i]!]!;
      for (const other of index.search(west, south, east, north)) {
        if (groupOf[other] !== -1) continue;
        groupOf[other] = groups.length;
        group.push(other);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
}

/**
 * Fills small holes, drops slivers that hold no unit, cuts corners outward; united again where a filled hole held a piece.
 * @param units outlines of the units inside: what they stand on is kept whole
 * @param isDrawn a hull or circles: whole units need no slivers dropped and no corners cut
 */
export function clean(
  polygons: readonly Position[][][],
  { units, gates, isDrawn }: { units: readonly Polygons[]; gates: readonly Position[]; isDrawn: boolean },
): Position[][][] {
  const filled = polygons.map(([shell = [], ...holes]) => [
    shell,
    ...holes.filter((hole) => {
      const isOwn = gates.some((gate) => isInside(gate, { type: 'Polygon', coordinates: [hole] }));
      return isOwn || ringArea(hole) >= HOLE;
    }),
  ]);
  if (!isDrawn) return filled.length > 1 ? unite([filled]) : filled;
  const boxes = units.map(boxOf);
  const kept = filled.filter(([shell = []]) => {
    const box = boxOf([[shell]]);
    return ringArea(shell) >= SLIVER || boxes.some((unit) => boxesMeet(unit, box));
  });
  return unite([kept.map(([shell = [], ...holes]) => [outward(shell), ...holes])]);
}

/** Takes out corners that point inward by less than two metres: the ring only grows. */
function outward(shell: readonly Position[]): Position[] {
  let ring = shell.slice(0, -1);
  const turn = (a: Position, b: Position, c: Position): number =>
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const metres = 111_195;
  const across = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180);
  for (let isChanged = true; isChanged && ring.length > 4; ) {
    isChanged = false;
    for (let i = 0; i < ring.length && ring.length > 4; i++) {
      const a = ring.at(i - 1)!;
      const b = ring[i]!;
      const c = ring[(i + 1) % ring.length]!;
      const inward = -turn(a, b, c);
      if (inward < 0) continue;
      const base = Math.hypot((c[0] - a[0]) * across, c[1] - a[1]);
      // twice the triangle over its base is its height
      if (base > 0 && ((inward * across) / base) * metres > OUTWARD) continue;
      ring = ring.toSpliced(i, 1);
      isChanged = true;
      i -= 1;
    }
  }
  const out = [...ring, ring[0]!];
  return checkGeometry({ type: 'Polygon', coordinates: [out] }).ok ? out : [...shell];
}

/**
 * Valid and in canonical form, or the rule that it breaks: nothing invalid leaves the engine. Pieces whose boxes lie apart
 * cannot break a rule together, so that each heap of neighbours is checked by itself: a city's worth in linear time.
 */
export function toGeometry(polygons: readonly Position[][][]): Result<Geometry, Problem> {
  const out: Position[][][] = [];
  for (const group of touching(polygons.map((rings) => boxOf([rings])))) {
    const checked = checkGeometry({ type: 'MultiPolygon', coordinates: group.map((i) => polygons[i]!) });
    if (!checked.ok) return checked;
    out.push(...(polygonsOf(checked.value) as Position[][][]));
  }
  const [only] = out;
  if (only === undefined) return err(problem('bad-geometry', 'a fence has an outline'));
  return ok(out.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: out });
}
