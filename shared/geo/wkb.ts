// Well-known binary (OGC 06-103r4, ISO 13249-3): how GeoPackage keeps a geometry. Reads 2-D, Z, M and ZM in both byte
// orders; writes 2-D, little-endian. What is read is structure only: `checkGeometry` judges it.
import { type Problem, problem } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';

const TYPES = ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const;
type Type = (typeof TYPES)[number];

/** Structure without promise: coordinates may be NaN, rings open. */
export type RawGeometry = { readonly type: string; readonly coordinates: unknown };

class Broken extends Error {}

class Cursor {
  readonly #view: DataView;
  #at: number;
  constructor(bytes: Uint8Array, at: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }
  #take(size: number): number {
    const at = this.#at;
    if (at + size > this.#view.byteLength) throw new Broken('it breaks off');
    this.#at += size;
    return at;
  }
  byte = (): number => this.#view.getUint8(this.#take(1));
  uint = (little: boolean): number => this.#view.getUint32(this.#take(4), little);
  double = (little: boolean): number => this.#view.getFloat64(this.#take(8), little);
  /** A count of things of at least `size` bytes each, believed only where the bytes for them are there. */
  count(little: boolean, size: number): number {
    const count = this.uint(little);
    if (count * size > this.#view.byteLength - this.#at) throw new Broken(`it claims ${count} parts and breaks off`);
    return count;
  }
}

function readOne(cursor: Cursor, expected: Type | undefined): RawGeometry {
  const order = cursor.byte();
  if (order > 1) throw new Broken('its byte order is neither 0 nor 1');
  const little = order === 1;
  const code = cursor.uint(little);
  // ISO counts 1000s for Z, M and ZM; PostGIS sets the high bits instead, and may add an SRID.
  const hasZ = (code & 0x80000000) !== 0 || [1, 3].includes(Math.floor((code & 0xffff) / 1000));
  const hasM = (code & 0x40000000) !== 0 || [2, 3].includes(Math.floor((code & 0xffff) / 1000));
  if ((code & 0x20000000) !== 0) cursor.uint(little);
  const type = TYPES[((code & 0xffff) % 1000) - 1];
  if (type === undefined) throw new Broken(`a geometry of type ${code & 0xffff} is none that is read here`);
  if (expected !== undefined && type !== expected) throw new Broken(`a ${type} where a ${expected} should be`);
  const extra = Number(hasZ) + Number(hasM);
  const size = (2 + extra) * 8;
  const point = (): Position => {
    const position: Position = [cursor.double(little), cursor.double(little)];
    for (let i = 0; i < extra; i++) cursor.double(little);
    return position;
  };
  const list = <T>(least: number, one: () => T): T[] => Array.from({ length: cursor.count(little, least) }, one);
  const path = () => list(size, point);
  const inner = (part: Type) => list(5, () => readOne(cursor, part).coordinates);
  switch (type) {
    case 'Point':
      return { type, coordinates: point() };
    case 'LineString':
      return { type, coordinates: path() };
    case 'Polygon':
      return { type, coordinates: list(4, path) };
    case 'MultiPoint':
      return { type, coordinates: inner('Point') };
    case 'MultiLineString':
      return { type, coordinates: inner('LineString') };
    case 'MultiPolygon':
      return { type, coordinates: inner('Polygon') };
  }
}

/** @param at where it begins in the bytes. @returns the geometry as the bytes have it, or `bad-geometry` */
export function readWkb(bytes: Uint8Array, at = 0): Result<RawGeometry, Problem> {
  try {
    return ok(readOne(new Cursor(bytes, at), undefined));
  } catch (thrown) {
    if (thrown instanceof Broken) return err(problem('bad-geometry', `WKB: ${thrown.message}`, 'geometry'));
    throw thrown;
  }
}

/** How many bytes `writeWkb` makes of it. */
function sizeOf({ type, coordinates }: Geometry): number {
  const path = (positions: readonly Position[]) => 4 + positions.length * 16;
  const rings = (polygon: readonly Position[][]) => polygon.reduce((sum, ring) => sum + path(ring), 4);
  switch (type) {
    case 'Point':
      return 21;
    case 'LineString':
      return 5 + path(coordinates);
    case 'Polygon':
      return 5 + rings(coordinates);
    case 'MultiPoint':
      return 9 + coordinates.length * 21;
    case 'MultiLineString':
      return coordinates.reduce((sum, line) => sum + 5 + path(line), 9);
    case 'MultiPolygon':
      return coordinates.reduce((sum, polygon) => sum + 5 + rings(polygon), 9);
  }
}

/**
 * @param head bytes left free in front, for the header that a container puts there
 * @returns little-endian WKB behind `head` zero bytes, coordinates as given
 */
export function writeWkb(geometry: Geometry, head = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head + sizeOf(geometry));
  const view = new DataView(bytes.buffer);
  let at = head;
  const uint = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const begin = (type: Type) => {
    view.setUint8(at++, 1);
    uint(TYPES.indexOf(type) + 1);
  };
  const point = ([x, y]: Position) => {
    view.setFloat64(at, x, true);
    view.setFloat64(at + 8, y, true);
    at += 16;
  };
  const path = (positions: readonly Position[]) => {
    uint(positions.length);
    for (const position of positions) point(position);
  };
  const rings = (polygon: readonly Position[][]) => {
    uint(polygon.length);
    for (const ring of polygon) path(ring);
  };
  const { type, coordinates } = geometry;
  begin(type);
  if (type === 'Point') point(coordinates);
  else if (type === 'LineString') path(coordinates);
  else if (type === 'Polygon') rings(coordinates);
  else {
    uint(coordinates.length);
    for (const part of coordinates) {
      if (type === 'MultiPoint') {
        begin('Point');
        point(part as Position);
      } else if (type === 'MultiLineString') {
        begin('LineString');
        path(part as Position[]);
      } else {
        begin('Polygon');
        rings(part as Position[][]);
      }
    }
  }
  return bytes;
}
