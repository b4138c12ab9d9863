// Repairs of geometry that has one meaning only, each bought by real data: rings that touch themselves (Singapore's
// clusters), shell and enclaves run together into one ring (Haidian's townships), parts that share an edge (New York's
// zones). Whatever comes out is checked again from the start, so a wrong guess here ends as a refusal, never as a shape.
import type { Position } from './position.ts';
import { turn } from './segments.ts';
import { isCounterClockwise, type Ring } from './topology.ts';

type Loop = Ring & { readonly source: number[] };

const keyOf = (position: Position) => `${position[0]},${position[1]}`;
const slice = (ring: Ring, from: number, to: number): Loop => ({
  positions: ring.positions.slice(from, to + 1),
  source: ring.source.slice(from, to + 1),
  field: ring.field,
});

/** A list of closed rings written one after another and closed once more at the very first point. */
function unflatten(ring: Ring): Loop[] | undefined {
  const keys = ring.positions.map(keyOf);
  const loops: Loop[] = [];
  let at = 0;
  while (at < keys.length - 1) {
    const back = keys.indexOf(keys[at] as string, at + 1);
    if (back < at + 3 || back === keys.length - 1) return undefined;
    loops.push(slice(ring, at, back));
    at = back + 1;
  }
  return loops.length > 1 && at === keys.length - 1 ? loops : undefined;
}

/** Cuts a ring wherever it comes back to a vertex; a there-and-back bridge between two loops has no area and goes. */
function cutAtRepeats(ring: Ring): Loop[] {
  const loops: Loop[] = [];
  const open: { position: Position; source: number }[] = [];
  const seen = new Map<string, number>();
  for (const [i, position] of ring.positions.entries()) {
    const key = keyOf(position);
    const start = seen.get(key);
    open.push({ position, source: ring.source[i] ?? 0 });
    if (start === undefined) {
      seen.set(key, open.length - 1);
      continue;
    }
    const part = open.splice(start + 1);
    for (const { position: inner } of part) if (keyOf(inner) !== key) seen.delete(keyOf(inner));
    const closed = [open[start] as (typeof open)[number], ...part];
    if (closed.length < 4) continue;
    const loop = { positions: closed.map((v) => v.position), source: closed.map((v) => v.source), field: ring.field };
    loops.push(loop);
  }
  return loops;
}

function contains(ring: readonly Position[], point: Position): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Position, ring[i + 1] as Position];
    if (a[1] > point[1] === b[1] > point[1]) continue;
    if ((b[1] > a[1] ? turn(a, b, point) : turn(b, a, point)) > 0) inside = !inside;
  }
  return inside;
}

/** Loops meet at vertices only, so one vertex that is not shared, or else the middle of an edge, tells inside from outside. */
function isWithin(loop: Ring, other: Ring): boolean {
  const shared = new Set(other.positions.map(keyOf));
  const free = loop.positions.find((position) => !shared.has(keyOf(position)));
  const [a, b] = [loop.positions[0] as Position, loop.positions[1] as Position];
  return contains(other.positions, free ?? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
}

const MAX_LOOPS = 200;

/**
 * Loops of one ring into shells with holes. A ring that does not cross itself runs round its outer loops one way and
 * round its enclaves the other; anything else is a crossing and has no single meaning.
 */
function nest(loops: readonly Loop[]): Ring[][] | undefined {
  if (loops.length > MAX_LOOPS) return undefined;
  const owners = loops.map((loop) => loops.filter((other) => other !== loop && isWithin(loop, other)));
  if (owners.some((list) => list.length > 1)) return undefined;
  const outer = loops.filter((_, i) => owners[i]?.length === 0);
  const winding = outer[0] && isCounterClockwise(outer[0].positions);
  for (const [i, loop] of loops.entries()) {
    if ((isCounterClockwise(loop.positions) === winding) !== (owners[i]?.length === 0)) return undefined;
  }
  return outer.map((shell) => [shell, ...loops.filter((_, i) => owners[i]?.[0] === shell)]);
}

const loopsOf = (ring: Ring): Loop[] => unflatten(ring) ?? cutAtRepeats(ring);

/**
 * Splits the rings of a polygon that come back to a point they have been at.
 * @returns the polygons it stands for, or undefined when there is nothing to split or no single meaning
 */
export function splitPolygon(rings: readonly Ring[]): Ring[][] | undefined {
  const [shell, ...holes] = rings;
  if (!shell) return undefined;
  const shellLoops = loopsOf(shell);
  const holeLoops = holes.flatMap(loopsOf);
  if (shellLoops.length === 0 || shellLoops.length + holeLoops.length === rings.length) return undefined;
  const polygons = nest(shellLoops);
  if (!polygons) return undefined;
  for (const hole of holeLoops) {
    const home = polygons.find(([outer]) => outer && isWithin(hole, outer)) ?? polygons[0];
    home?.push(hole);
  }
  return polygons;
}

/**
 * Joins parts along edges that two of them run through in opposite directions, from vertex to vertex.
 * @returns the joined polygons, or undefined when no edge is shared so
 */
export function dissolve(polygons: readonly Ring[][]): Ring[][] | undefined {
  const edges = new Map<string, { from: Position; to: Position; source: number }>();
  let cancelled = 0;
  const field = polygons[0]?.[0]?.field ?? '';
  for (const rings of polygons) {
    for (const [index, ring] of rings.entries()) {
      const forward = isCounterClockwise(ring.positions) === (index === 0);
      for (let i = 0; i + 1 < ring.positions.length; i++) {
        const [a, b] = [ring.positions[i] as Position, ring.positions[i + 1] as Position];
        const [from, to] = forward ? [a, b] : [b, a];
        if (edges.delete(`${keyOf(to)}>${keyOf(from)}`)) cancelled++;
        else edges.set(`${keyOf(from)}>${keyOf(to)}`, { from, to, source: ring.source[i] ?? 0 });
      }
    }
  }
  if (cancelled === 0) return undefined;
  const leaving = new Map<string, { to: Position; source: number }[]>();
  for (const { from, to, source } of edges.values()) {
    const list = leaving.get(keyOf(from)) ?? [];
    list.push({ to, source });
    leaving.set(keyOf(from), list);
  }
  const loops: Loop[] = [];
  for (const [start, list] of leaving) {
    while (list.length > 0) {
      const path: Loop = { positions: [], source: [], field };
      for (let key = start, step = list.pop(); step; step = leaving.get(key)?.pop()) {
        path.positions.push(step.to);
        path.source.push(step.source);
        key = keyOf(step.to);
        if (key === start && !leaving.get(start)?.length) break;
      }
      path.positions.unshift(path.positions.at(-1) as Position);
      path.source.unshift(path.source.at(-1) as number);
      loops.push(...cutAtRepeats(path));
    }
  }
  return nest(loops);
}
