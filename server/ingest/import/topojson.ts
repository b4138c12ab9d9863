// TopoJSON: shared arcs, unpacked into GeoJSON features. Arcs are counted before they are unpacked, because a thousand
// geometries may each name the same long arc.
import { feature } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import { problem } from '#shared/errors.ts';
import type { ImportOptions } from '#shared/import.ts';
import { documentReader, featureRow, isObject, type JsonObject, type Unpacked } from './document.ts';
import { isForbiddenKey } from './keys.ts';
import { LIMITS } from './limits.ts';

import { ImportFailure, type Reader, type SourceRow } from './row.ts';

const fail = (message: string, field?: string): never => {
  throw new ImportFailure(problem('unsupported-format', message, field));
};

function chooseObject(objects: JsonObject, name: string | undefined): JsonObject {
  const names = Object.keys(objects);
  const forbidden = names.find(isForbiddenKey);
  if (forbidden !== undefined) throw new ImportFailure(problem('forbidden-key', `an object called ${forbidden}`));
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  const object = chosen !== undefined && Object.hasOwn(objects, chosen) ? objects[chosen] : undefined;
  return isObject(object) ? object : fail(`name one of the objects in the file: ${names.join(', ')}`, 'object');
}

function arcSizes(arcs: unknown): number[] {
  if (!Array.isArray(arcs)) return fail('arcs must be a list', 'arcs');
  return arcs.map((arc, index) => {
    if (Array.isArray(arc) && arc.every((p) => Array.isArray(p) && p.length >= 2 && p.every(Number.isFinite))) {
      return arc.length;
    }
    return fail(`arc ${index} is not a list of positions`, `arcs.${index}`);
  });
}

/** Positions that a geometry's arc numbers (negative: reversed) stand for; NaN when one of them is no arc. */
function weigh(arcs: unknown, sizes: readonly number[], depth = 0): number {
  if (!Array.isArray(arcs) || depth > 3) return Number.NaN;
  let total = 0;
  for (const arc of arcs) {
    if (typeof arc === 'number') total += sizes[arc < 0 ? ~arc : arc] ?? Number.NaN;
    else total += weigh(arc, sizes, depth + 1);
  }
  return total;
}

function rowOf(topology: Topology, sizes: readonly number[], geometry: unknown): Omit<SourceRow, 'row'> {
  if (!isObject(geometry)) return { cells: {}, problem: problem('bad-row', 'not a geometry object') };
  const { type, arcs, properties, id } = geometry;
  const bare = { type: 'Feature', id, properties: properties ?? null, geometry: null };
  if (type === null || type === undefined) return featureRow(bare);
  const isPoint = type === 'Point' || type === 'MultiPoint';
  const isShape = /^(Multi)?(LineString|Polygon)$/.test(String(type));
  if (!isPoint && !(isShape && Number.isFinite(weigh(arcs, sizes)))) {
    const row = featureRow(bare);
    return { ...row, problem: row.problem ?? problem('bad-geometry', 'a type or arc that the topology does not have') };
  }
  return featureRow(feature(topology, geometry as unknown as GeometryObject));
}

function unpack(document: unknown, options: ImportOptions): Unpacked {
  if (!isObject(document) || document.type !== 'Topology' || !isObject(document.objects)) return fail('not a Topology');
  const object = chooseObject(document.objects, options.object);
  const geometries = object.type === 'GeometryCollection' ? object.geometries : [object];
  if (!Array.isArray(geometries)) return fail('the object has no geometries', 'object');
  const sizes = arcSizes(document.arcs);
  let vertices = 0;
  for (const geometry of geometries) {
    const weight = isObject(geometry) ? weigh(geometry.arcs, sizes) : 0;
    vertices += Number.isFinite(weight) ? weight : 0;
    if (vertices > LIMITS.vertices) {
      throw new ImportFailure(problem('too-large', `more than ${LIMITS.vertices} vertices once the arcs are unpacked`));
    }
  }
  const topology = document as unknown as Topology;
  function* rows() {
    for (const geometry of geometries as unknown[]) yield rowOf(topology, sizes, geometry);
  }
  return { rows: rows() };
}

export const topojsonReader = (path: string, options: ImportOptions): Reader => documentReader(path, options, unpack);
