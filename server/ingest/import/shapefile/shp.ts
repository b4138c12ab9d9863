// The geometry file of a Shapefile (ESRI white paper, July 1998), record by record: a broken record costs one row.
// shpjs was tried and left: it reprojects by the .prj without asking, puts a hole into the ring before it, and decodes
// what is not valid in the encoding without a word.
import { problem } from '#shared/errors.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { RawGeometry } from '#shared/geo/wkb.ts';
import { LIMITS } from '../limits.ts';
import { ImportFailure } from '../row.ts';

/** `geometry` null: the record says it has none. `bad` where the record is no shape. */
export type ShpRecord = { readonly geometry: RawGeometry | null; readonly bad?: string };

const POINTS: ReadonlySet<number> = new Set([1, 11, 21]);
const LINES: ReadonlySet<number> = new Set([3, 13, 23]);
const POLYGONS: ReadonlySet<number> = new Set([5, 15, 25]);
const MULTIPOINTS: ReadonlySet<number> = new Set([8, 18, 28]);

const fail = (message: string, row?: number) =>
  new ImportFailure(problem('malformed', `.shp: ${message}`), row === undefined ? {} : { row });

type Ring = readonly Position[];
const twiceArea = (ring: Ring): number => {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x0, y0] = ring[i - 1] as Position;
    const [x1, y1] = ring[i] as Position;
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
};

/** Shells turn clockwise in a Shapefile, holes the other way; a hole belongs to the smallest shell around it. */
function polygonsOf(rings: readonly Ring[]): RawGeometry {
  const areas = rings.map(twiceArea);
  const shells = rings.filter((_, i) => (areas[i] as number) <= 0).map((ring) => [ring]);
  shells.sort(([a = []], [b = []]) => Math.abs(twiceArea(a)) - Math.abs(twiceArea(b)));
  for (const [i, ring] of rings.entries()) {
    if ((areas[i] as number) <= 0) continue;
    const [first] = ring as readonly [Position];
    const home = shells.find(([shell]) => isInside(first, { type: 'Polygon', coordinates: [shell as Position[]] }));
    // A hole in nothing is a shell that somebody drew the wrong way round.
    if (home === undefined) shells.push([ring]);
    else home.push(ring);
  }
  return shells.length === 1
    ? { type: 'Polygon', coordinates: shells[0] }
    : { type: 'MultiPolygon', coordinates: shells };
}

class Shape {
  readonly #view: DataView;
  constructor(view: DataView) {
    this.#view = view;
  }
  #point = (at: number): Position => [this.#view.getFloat64(at, true), this.#view.getFloat64(at + 8, true)];
  #points(at: number, from: number, to: number): Position[] {
    return Array.from({ length: to - from }, (_, i) => this.#point(at + (from + i) * 16));
  }
  #count(at: number, size: number): number {
    if (at + 4 > this.#view.byteLength) throw new RangeError('it breaks off');
    const count = this.#view.getUint32(at, true);
    if (count * size > this.#view.byteLength - at) throw new RangeError(`it claims ${count} parts and breaks off`);
    return count;
  }
  #paths(): Position[][] {
    const parts = this.#count(36, 4);
    const points = this.#count(40, 16);
    const starts = Array.from({ length: parts }, (_, i) => this.#view.getUint32(44 + i * 4, true));
    const first = 44 + parts * 4;
    if (first + points * 16 > this.#view.byteLength) throw new RangeError('it breaks off');
    return starts.map((start, i) => {
      const end = starts[i + 1] ?? points;
      if (start > end || end > points) throw new RangeError('its parts are out of order');
      return this.#points(first, start, end);
    });
  }
  /** @throws RangeError with the reason */
  read(): RawGeometry | null {
    const type = this.#view.getUint32(0, true);
    if (type === 0) return null;
    if (POINTS.has(type)) return { type: 'Point', coordinates: this.#point(4) };
    if (MULTIPOINTS.has(type)) {
      return { type: 'MultiPoint', coordinates: this.#points(40, 0, this.#count(36, 16)) };
    }
    if (LINES.has(type)) {
      const paths = this.#paths();
      return paths.length === 1
        ? { type: 'LineString', coordinates: paths[0] }
        : { type: 'MultiLineString', coordinates: paths };
    }
    if (POLYGONS.has(type)) return polygonsOf(this.#paths());
    throw new RangeError(`a shape of type ${type} is none that is read here`);
  }
}

/** @throws ImportFailure where the file is no .shp, or its records no longer follow each other */
export function* shpRecords(file: Uint8Array): Generator<ShpRecord> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.byteLength < 100 || view.getInt32(0) !== 9994) throw fail('not a shape file');
  let row = 0;
  let vertices = 0;
  for (let at = 100; at < view.byteLength; ) {
    row++;
    if (at + 12 > view.byteLength) throw fail('the last record breaks off', row);
    const length = view.getInt32(at + 4) * 2;
    if (length < 4 || at + 8 + length > view.byteLength) throw fail(`record ${row} is longer than the file`, row);
    vertices += length / 16;
    if (vertices > LIMITS.vertices * 1.5) {
      throw new ImportFailure(problem('too-large', `more than ${LIMITS.vertices} vertices in one file`), { row });
    }
    try {
      yield { geometry: new Shape(new DataView(file.buffer, file.byteOffset + at + 8, length)).read() };
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      yield { geometry: null, bad: thrown.message };
    }
    at += 8 + length;
  }
}
