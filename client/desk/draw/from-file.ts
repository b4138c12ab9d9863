// Areas out of a file that somebody has. Text is read here, in the browser; what needs a database or an archive (GeoPackage,
// Shapefile) is read by the server, which keeps nothing of it. The datum is said by the reader and never guessed.
import { type Shape, shapeOf } from '#shared/geo/edit/shape.ts';
import { nameOfFeature } from '#shared/geo/edit/shape-name.ts';
import type { Position } from '#shared/geo/position.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { DEGREE_DATUMS, type DegreeDatum, loadConverter } from '../../ui/datums.ts';

export type FileShape = { readonly name: string; readonly geometry: Shape };
export type FileShapes = {
  readonly shapes: readonly FileShape[];
  /** areas with a position that is not on the earth */
  readonly off: number;
  /** datums that the file itself names */
  readonly datums: readonly string[];
};
/** Or what the server said of a file that only it can read. */
export type FileFailure = 'bad' | 'none' | 'large' | ApiProblem;

const MOST_BYTES = 50 * 2 ** 20;

type Json = { readonly [key: string]: unknown };
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Formats that a browser has no reader for. */
const FOR_SERVER = /\.(zip|gpkg|topojson|shp)$/i;

async function parse(file: File): Promise<unknown> {
  const name = file.name.toLowerCase();
  if (name.endsWith('.kml')) return fromKml(await file.text());
  if (name.endsWith('.kmz')) {
    const { unzipSync, strFromU8 } = await import('fflate');
    const entries = unzipSync(new Uint8Array(await file.arrayBuffer()), {
      filter: (entry) => entry.name.endsWith('.kml'),
    });
    const [kml] = Object.values(entries);
    return kml === undefined ? undefined : fromKml(strFromU8(kml));
  }
  return JSON.parse((await file.text()).replace(/^\uFEFF/, ''));
}

async function fromKml(text: string): Promise<unknown> {
  const { kml } = await import('@tmcw/togeojson');
  const xml = new DOMParser().parseFromString(text, 'application/xml');
  return xml.querySelector('parsererror') === null ? kml(xml) : undefined;
}

type Named = { readonly name: string; readonly geometry: Json };

/** Every geometry in a piece of GeoJSON, with the name that its feature bears. */
function* geometriesIn(value: unknown, name = ''): Generator<Named> {
  if (Array.isArray(value)) for (const one of value) yield* geometriesIn(one, name);
  if (!isJson(value)) return;
  if (value['type'] === 'FeatureCollection') yield* geometriesIn(value['features']);
  else if (value['type'] === 'Feature')
    yield* geometriesIn(value['geometry'], nameOfFeature(value['properties']) || name);
  else if (value['type'] === 'GeometryCollection') yield* geometriesIn(value['geometries'], name);
  else yield { name, geometry: value };
}

/** Nested arrays of numbers into rings of positions; undefined where they are something else. */
function ringsOf(value: unknown, place: (at: Position) => Position | undefined): Position[][] | undefined {
  if (!Array.isArray(value)) return undefined;
  const rings: Position[][] = [];
  for (const line of value) {
    if (!Array.isArray(line)) return undefined;
    const ring: Position[] = [];
    for (const one of line) {
      const [x, y] = Array.isArray(one) ? one : [];
      if (typeof x !== 'number' || typeof y !== 'number' || !(Math.abs(x) <= 180 && Math.abs(y) <= 90))
        return undefined;
      const at = place([x, y]);
      if (at === undefined) return undefined;
      ring.push(at);
    }
    rings.push(ring);
  }
  return rings;
}

type Said = { readonly found: unknown; readonly off: number; readonly datums: readonly string[] };

async function askServer(file: File, datum: string): Promise<Result<Said, ApiProblem>> {
  const body = new FormData();
  body.set('datum', datum);
  body.set('file', file, file.name);
  const answer = await api<Json & { readonly off: number; readonly datum: readonly { readonly value: string }[] }>(
    '/api/shapes',
    { method: 'POST', body },
  );
  if (!answer.ok) return answer;
  const { off, datum: offers } = answer.value;
  return ok({ found: answer.value, off, datums: offers.map(({ value }) => value) });
}

const isOfDegrees = (datum: string): datum is DegreeDatum => (DEGREE_DATUMS as readonly string[]).includes(datum);

/** @returns the areas in WGS-84; lines and points are left out, areas with impossible positions are counted */
export async function readShapes(file: File, datum: string): Promise<Result<FileShapes, FileFailure>> {
  if (file.size > MOST_BYTES) return err('large');
  if (FOR_SERVER.test(file.name)) {
    const said = await askServer(file, datum);
    return said.ok ? shapesIn(said.value, (at) => at) : said;
  }
  let found: unknown;
  try {
    found = await parse(file);
  } catch {
    return err('bad'); // whatever a library says of bytes that are no such file
  }
  if (found === undefined || (!isJson(found) && !Array.isArray(found)) || !isOfDegrees(datum)) return err('bad');
  const converter = datum === 'WGS-84' ? undefined : await loadConverter();
  const place = (at: Position) => (converter === undefined ? at : converter.toWgs84(at, datum));
  return shapesIn({ found, off: 0, datums: [] }, place);
}

function shapesIn(
  { found, off: lost, datums }: Said,
  place: (at: Position) => Position | undefined,
): Result<FileShapes, FileFailure> {
  const shapes: FileShape[] = [];
  let off = lost;
  for (const { name, geometry } of geometriesIn(found)) {
    const { type, coordinates } = geometry;
    if (type !== 'Polygon' && type !== 'MultiPolygon') continue;
    const parts = type === 'Polygon' ? [coordinates] : Array.isArray(coordinates) ? coordinates : [];
    const polygons = parts.map((part: unknown) => ringsOf(part, place)).filter((rings) => rings !== undefined);
    const shape = polygons.length === parts.length ? shapeOf(polygons) : undefined;
    if (shape === undefined) off += 1;
    else shapes.push({ name, geometry: shape });
  }
  return shapes.length + off === 0 ? err('none') : ok({ shapes, off, datums });
}
