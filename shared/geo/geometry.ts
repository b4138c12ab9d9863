// The one check that every geometry passes before it is stored, and the canonical form in which it is stored.
// Order: structure and coordinates (here), then topology (topology.ts), then right-handed rings (RFC 7946, 3.1.6).
import { type Problem, problem } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { checkPosition, type Position } from './position.ts';
import { dissolve, splitPolygon } from './repair.ts';
import { checkTopology, isCounterClockwise, type Ring } from './topology.ts';

/** GeoJSON without GeometryCollection; WGS-84, rings closed, shells counter-clockwise, holes clockwise, at most 7 decimals, 2-D. */
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint'; coordinates: Position[] }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

export type GeometryLimits = {
  /** Vertices of one ring or line, before duplicates are removed (guarantees D14). */
  readonly ringVertices: number;
  /** Vertices of the whole geometry. */
  readonly vertices: number;
};

export const GEOMETRY_LIMITS: GeometryLimits = { ringVertices: 200_000, vertices: 2_000_000 };

/** How many arrays lie around a position. */
const DEPTH: Readonly<Record<Geometry['type'], number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/**
 * Number of positions in a geometry's coordinates, counted without looking at them: a caller sends what is large to a worker.
 * Safe for hostile nesting (no recursion); stops early above `cap`.
 */
export function countVertices(value: unknown, cap = Number.POSITIVE_INFINITY): number {
  const stack: unknown[] = [(value as { coordinates?: unknown } | null)?.coordinates];
  let count = 0;
  while (stack.length > 0 && count <= cap) {
    const next = stack.pop();
    if (!Array.isArray(next)) continue;
    if (next.length > 0 && !Array.isArray(next[0])) count++;
    else for (const child of next) stack.push(child);
  }
  return count;
}

// Problems deep inside travel as an exception of this file only: a Result through four levels of arrays costs too much.
class Refusal extends Error {
  readonly problem: Problem;
  constructor(reason: Problem) {
    super(reason.message);
    this.problem = reason;
  }
}
const refuse = (rule: string, field: string): never => {
  throw new Refusal(problem('bad-geometry', rule, field));
};

// 7 decimals are 1 cm; what is stored is what is checked, so rounding comes before topology.
const round7 = (value: number) => Math.round(value * 1e7) / 1e7 + 0;

function positionAt(value: unknown, field: string): Position {
  // RFC 7946 3.1.1 allows an altitude, which no rule of ours uses; a fourth number has no meaning anybody agreed on.
  const flat = Array.isArray(value) && value.length === 3 && Number.isFinite(value[2]) ? value.slice(0, 2) : value;
  const checked = checkPosition(flat, field);
  if (!checked.ok) throw new Refusal(checked.error);
  return [round7(checked.value[0]), round7(checked.value[1])];
}

function arrayAt(value: unknown, field: string, limit: number, what: string): unknown[] {
  if (!Array.isArray(value)) return refuse(`${what} must be an array`, field);
  if (value.length === 0) refuse(`${what} is empty`, field);
  if (value.length > limit) {
    throw new Refusal(problem('too-large', `${what} has ${value.length} vertices, at most ${limit}`, field));
  }
  return value;
}

/** Positions of a line or ring without consecutive duplicates; `source[i]` is the index that `positions[i]` had. */
function pathAt(value: unknown, field: string, limits: GeometryLimits, what: string): Ring {
  const positions: Position[] = [];
  const source: number[] = [];
  const given = arrayAt(value, field, limits.ringVertices, what);
  for (const [index, item] of given.entries()) {
    const position = positionAt(item, `${field}.${index}`);
    const last = positions.at(-1);
    if (last && last[0] === position[0] && last[1] === position[1]) continue;
    // RFC 7946 3.1.9: what crosses the antimeridian is cut in two, so no edge is longer than half the earth.
    if (last && Math.abs(last[0] - position[0]) > 180) {
      refuse(`the edge spans more than 180 degrees of longitude: cut it at the antimeridian`, `${field}.${index}`);
    }
    positions.push(position);
    source.push(index);
  }
  return { positions, source, field };
}

function lineAt(value: unknown, field: string, limits: GeometryLimits): Position[] {
  const { positions } = pathAt(value, field, limits, 'a line');
  if (positions.length < 2) refuse('a line needs two different positions', field);
  return positions;
}

function ringAt(value: unknown, field: string, limits: GeometryLimits): Ring {
  const given = arrayAt(value, field, limits.ringVertices, 'a ring');
  if (given.length < 4) refuse(`a ring needs at least 4 positions, this has ${given.length}`, field);
  const ring = pathAt(value, field, limits, 'a ring');
  const first = positionAt(given[0], `${field}.0`);
  const last = positionAt(given.at(-1), `${field}.${given.length - 1}`);
  if (first[0] !== last[0] || first[1] !== last[1]) {
    const message = `the ring is not closed: it starts at [${first}] and ends at [${last}]`;
    refuse(message, `${field}.${given.length - 1}`);
  }
  if (ring.positions.length < 4) refuse('a ring needs at least 3 different positions', field);
  return ring;
}

const polygonAt = (value: unknown, field: string, limits: GeometryLimits): Ring[] =>
  arrayAt(value, field, limits.vertices, 'a polygon').map((ring, i) => ringAt(ring, `${field}.${i}`, limits));

type Notes = { repaired(what: string): void };

/** Valid polygons, as they are or after the one repair that fits; throws the first problem where none does. */
function validPolygons(polygons: Ring[][], notes: Notes): Ring[][] {
  const found = checkTopology(polygons);
  if (!found) return polygons;
  const split = polygons.flatMap((rings) => splitPolygon(rings) ?? [rings]);
  const joined = dissolve(split) ?? split;
  const untouched = joined.length === polygons.length && joined.every((rings, i) => rings === polygons[i]);
  if (untouched || checkTopology(joined)) throw new Refusal(found);
  notes.repaired(found.message);
  return joined;
}

function canonicalPolygons(type: 'Polygon' | 'MultiPolygon', polygons: Ring[][], notes: Notes): Geometry {
  const all = validPolygons(polygons, notes).map((rings) =>
    rings.map((ring, index) =>
      isCounterClockwise(ring.positions) === (index === 0) ? ring.positions : ring.positions.reverse(),
    ),
  );
  const [only] = all;
  return only && all.length === 1 && type === 'Polygon'
    ? { type, coordinates: only }
    : { type: 'MultiPolygon', coordinates: all };
}

function canonical(
  type: Geometry['type'],
  value: unknown,
  field: string,
  limits: GeometryLimits,
  notes: Notes,
): Geometry {
  const each = <T>(what: string, one: (item: unknown, at: string) => T): T[] =>
    arrayAt(value, field, limits.vertices, what).map((item, index) => one(item, `${field}.${index}`));
  switch (type) {
    case 'Point':
      return { type, coordinates: positionAt(value, field) };
    case 'MultiPoint':
      return { type, coordinates: each('a MultiPoint', positionAt) };
    case 'LineString':
      return { type, coordinates: lineAt(value, field, limits) };
    case 'MultiLineString':
      return { type, coordinates: each('a MultiLineString', (item, at) => lineAt(item, at, limits)) };
    case 'Polygon':
      return canonicalPolygons(type, [polygonAt(value, field, limits)], notes);
    case 'MultiPolygon':
      return canonicalPolygons(
        type,
        each('a MultiPolygon', (item, at) => polygonAt(item, at, limits)),
        notes,
      );
  }
}

/**
 * Checks an untrusted geometry and brings it into canonical form. Repairs what has one meaning only (winding, decimals,
 * altitude, consecutive duplicates, rings that come back to a vertex, parts joined along an edge; the last two may change
 * the type and are told to `notes`); refuses what has none: open, crossing itself, spikes, holes that leave their shell or
 * cut the inside in two, parts that overlap, edges over the antimeridian.
 * Time is near linear for real shapes (0.5 s for 200,000 vertices), up to 2 s for shapes made to be slow, 100 ms at 2,000
 * vertices: send more than 2,000 (`countVertices`) to a worker.
 * @param value GeoJSON geometry, degrees, WGS-84
 * @param field where it stood in what was sent (`data.geometry`)
 * @returns `bad-geometry` with the rule and the ring, vertex and coordinate in `field` and message; `too-large`;
 *   `unknown-field`; or the codes of `checkPosition` for one coordinate
 */
export function checkGeometry(
  value: unknown,
  limits: GeometryLimits = GEOMETRY_LIMITS,
  field = '',
  notes: Notes = { repaired: () => {} },
): Result<Geometry, Problem> {
  const at = (name: string) => (field === '' ? name : `${field}.${name}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return err(
      problem('bad-geometry', 'a geometry is an object {type, coordinates}', field === '' ? undefined : field),
    );
  }
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(DEPTH, type)) {
    return err(
      problem('bad-geometry', `geometry type ${JSON.stringify(type) ?? 'missing'} is not one we take`, at('type')),
    );
  }
  const foreign = Object.keys(value).find((key) => key !== 'type' && key !== 'coordinates' && key !== 'bbox');
  if (foreign !== undefined) return err(problem('unknown-field', `a geometry has no ${foreign}`, at(foreign)));
  const vertices = countVertices(value, limits.vertices);
  if (vertices > limits.vertices) {
    return err(problem('too-large', `the geometry has more than ${limits.vertices} vertices`, at('coordinates')));
  }
  try {
    return ok(canonical(type as Geometry['type'], coordinates, at('coordinates'), limits, notes));
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(thrown.problem);
    throw thrown;
  }
}
