// A mapped row as the report it would be: fields, place, time, and the identity that follows from its content.
import { type Problem, problem } from '#shared/errors.ts';
import { type Datum, toWgs84 } from '#shared/geo/datum.ts';
import { checkGeometry, countVertices, GEOMETRY_LIMITS, type Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import { readWkt } from '#shared/geo/wkt.ts';
import type { ImportOptions } from '#shared/import.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { isBlank, toNumber } from './convert.ts';
import { parseJson } from './json-text.ts';
import { forbiddenKeyIn } from './keys.ts';
import { LIMITS } from './limits.ts';
import type { Rules } from './mapping.ts';
import { hashOf, opIdOf } from './op-id.ts';

import type { SourceRow } from './row.ts';
import { hasGeometry, hasPosition, POSITION_TARGETS, REPORT_TARGETS } from './targets.ts';

/** A row that became a report. `position` is WGS-84; `raw` the same two numbers as the file has them. */
export type Candidate = {
  readonly report: Readonly<Record<string, unknown>> & {
    readonly opId: string;
    readonly data: Record<string, unknown>;
  };
  readonly hash: string;
  readonly id: string | undefined;
  readonly vertices: number;
  readonly position?: Position;
  readonly raw?: Position;
  /** What was put right in the geometry, and could have only one meaning. */
  readonly repaired?: string;
};

const round7 = (value: number) => Math.round(value * 1e7) / 1e7 + 0;

function put(data: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let at = data;
  for (const part of parts) {
    const inner = at[part];
    const next = typeof inner === 'object' && inner !== null ? { ...inner } : {};
    at[part] = next;
    at = next as Record<string, unknown>;
  }
  at[last] = value;
}

/** Two numbers from a mapped `position`: a list, as JSON has it or as `split` made it. */
function pair(value: unknown): Result<Position, Problem> {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) {
    return err(problem('invalid-value', 'a position is two numbers, longitude (or x) first', 'position'));
  }
  const east = toNumber(value[0], 'position.0');
  const north = toNumber(value[1], 'position.1');
  if (!east.ok) return east;
  return north.ok ? ok([east.value, north.value]) : north;
}

/** The place of a row in the file's own numbers, undefined when it has none. Half a position is an error, never 0. */
function rawPosition(
  fields: ReadonlyMap<string, unknown>,
  row: SourceRow,
  isMapped: boolean,
): Result<Position | undefined, Problem> {
  const axes = [fields.has('longitude') || fields.has('latitude') ? ['longitude', 'latitude'] : ['x', 'y']].flat();
  const [east, north] = axes.map((axis) => fields.get(axis));
  if (east !== undefined && north !== undefined) return ok([east as number, north as number]);
  const missing = axes[east === undefined ? 0 : 1] as string;
  if (east !== undefined || north !== undefined) {
    return err(
      problem('missing-field', `${missing} is blank where ${missing === axes[0] ? axes[1] : axes[0]} is not`, missing),
    );
  }
  if (fields.get('position') !== undefined) return pair(fields.get('position'));
  if (isMapped || isBlank(row.geometry)) return ok(undefined);
  const { type, coordinates } = row.geometry as { type?: unknown; coordinates?: unknown };
  if (type === 'Point') return pair(coordinates);
  return err(problem('bad-geometry', `a Point is needed here, not ${JSON.stringify(type) ?? 'nothing'}`, 'position'));
}

/** Coordinates of any depth into WGS-84; what is not a position is left for checkGeometry to refuse. */
export function moved(value: unknown, datum: Datum, depth = 0): Result<unknown, Problem> {
  if (!Array.isArray(value) || depth > 4) return ok(value);
  if (typeof value[0] === 'number') return toWgs84(value.slice(0, 2), datum, 'geometry');
  const out: unknown[] = [];
  for (const item of value) {
    const inner = moved(item, datum, depth + 1);
    if (!inner.ok) return inner;
    out.push(inner.value);
  }
  return ok(out);
}

type Shape = { readonly geometry: Geometry; readonly vertices: number; readonly repaired: string | undefined };

function shapeOf(value: unknown, datum: Datum): Result<Shape, Problem> {
  let shape = value;
  if (typeof shape === 'string') {
    const isJson = shape.trimStart().startsWith('{');
    const parsed = isJson ? parseJson(shape) : readWkt(shape);
    if (!parsed.ok) {
      const reason = isJson ? 'the geometry is not GeoJSON text' : parsed.error.message;
      return err(problem('bad-geometry', reason, 'geometry'));
    }
    shape = parsed.value;
  }
  const vertices = countVertices(shape, LIMITS.vertices);
  if (datum !== 'WGS-84' && datum !== 'CGCS2000' && typeof shape === 'object' && shape !== null) {
    const coordinates = moved((shape as { coordinates?: unknown }).coordinates, datum);
    if (!coordinates.ok) return coordinates;
    shape = { type: (shape as { type?: unknown }).type, coordinates: coordinates.value };
  }
  let repaired: string | undefined;
  const checked = checkGeometry(shape, GEOMETRY_LIMITS, 'geometry', { repaired: (what) => (repaired = what) });
  return checked.ok ? ok({ geometry: checked.value, vertices, repaired }) : checked;
}

/** The axis at fault carries the name of the column's target rather than 0 or 1. */
const AXIS = /^position\.([01])$/;
function named(found: Problem, fields: ReadonlyMap<string, unknown>): Problem {
  const axis = AXIS.exec(found.field ?? '')?.[1];
  if (axis === undefined) return found;
  const names = fields.has('longitude') ? ['longitude', 'latitude'] : fields.has('x') ? ['x', 'y'] : undefined;
  return names ? { ...found, field: names[Number(axis)] as string } : found;
}

/** @param options with `source` set; @param observedAt the time of the import, for rows without their own */
export function candidateMaker(options: ImportOptions, rules: Rules, observedAt: string) {
  const { kind, source, datum = 'WGS-84', constants = {} } = options;
  const placed = hasPosition(kind);
  const shaped = hasGeometry(kind);
  const isPositionMapped = options.mapping !== undefined && [...POSITION_TARGETS, 'position'].some((t) => rules.has(t));

  return (row: SourceRow): Result<Candidate, Problem> => {
    if (row.problem) return err(row.problem);
    const forbidden = forbiddenKeyIn(row.cells);
    if (forbidden !== undefined) return err(problem('forbidden-key', `the key ${forbidden} is refused`, forbidden));
    const fields = new Map<string, unknown>(Object.entries(constants));
    for (const [target, rule] of rules) {
      const value = rule(row);
      if (!value.ok) return value;
      if (value.value !== undefined) fields.set(target, value.value);
    }
    const data: Record<string, unknown> = {};
    for (const [target, value] of fields) {
      const isPlace = POSITION_TARGETS.includes(target) || target === 'position' || target === 'geometry';
      if (!isPlace && !REPORT_TARGETS.includes(target)) put(data, target, value);
    }
    const content: Record<string, unknown> = { ...data };
    let place: { position?: Position; raw?: Position } = {};
    if (placed) {
      const raw = rawPosition(fields, row, isPositionMapped);
      if (!raw.ok) return err(named(raw.error, fields));
      if (raw.value) {
        const position = toWgs84(raw.value, datum, 'position');
        if (!position.ok) return err(named(position.error, fields));
        place = { position: [round7(position.value[0]), round7(position.value[1])], raw: raw.value };
        // The log remembers the datum a place came in, so it is handed over as it came; its identity is the place itself.
        data.position = raw.value;
        content.position = place.position;
      }
    }
    let shape: Shape | undefined;
    if (shaped) {
      const given = fields.get('geometry') ?? row.geometry;
      if (!isBlank(given)) {
        const made = shapeOf(given, datum);
        if (!made.ok) return made;
        shape = made.value;
        data.geometry = shape.geometry;
        content.geometry = shape.geometry;
      }
    }
    const stated = fields.get('observedAt');
    const hash = hashOf({ kind, data: content, ...(stated === undefined ? {} : { observedAt: stated as string }) });
    const report = {
      opId: opIdOf(hash),
      kind,
      observedAt: stated ?? observedAt,
      source,
      ...(options.datum && !shape ? { datum } : {}),
      data,
    };
    const id = typeof data.id === 'string' ? data.id : undefined;
    const repaired = shape?.repaired === undefined ? {} : { repaired: shape.repaired };
    return ok({ report, hash, id, vertices: shape?.vertices ?? 0, ...place, ...repaired });
  };
}
