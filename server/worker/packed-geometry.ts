// A geometry on its way between threads: its numbers in one block of memory that is handed over, not copied array by array.
import type { Geometry } from '#shared/geo/geometry.ts';

/** Coordinates as numbers, and the lengths of the arrays around them, outermost first, depth before breadth. */
export type PackedGeometry = {
  readonly type: string;
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly lengths: readonly number[];
};
/** What does not fit (no positions of two numbers, arrays of one depth) travels as it is: the check says what is wrong with it. */
export type Carried = { readonly packed: PackedGeometry } | { readonly asItIs: unknown };

const DEPTHS: Readonly<Record<string, number>> = {
  LineString: 1,
  MultiPoint: 1,
  Polygon: 2,
  MultiLineString: 2,
  MultiPolygon: 3,
};

export function pack(geometry: unknown): Carried {
  const { type, coordinates, ...more } = geometry as { readonly type?: unknown; readonly coordinates?: unknown };
  const depth = typeof type === 'string' && Object.hasOwn(DEPTHS, type) ? DEPTHS[type]! : 0;
  if (depth === 0 || Object.keys(more).length > 0) return { asItIs: geometry };
  const lengths: number[] = [];
  const paths: unknown[][] = [];
  let positions = 0;
  const isList = (part: unknown, level: number): boolean => {
    if (!Array.isArray(part)) return false;
    lengths.push(part.length);
    if (level < depth) return part.every((child) => isList(child, level + 1));
    paths.push(part);
    positions += part.length;
    return true;
  };
  if (!isList(coordinates, 1)) return { asItIs: geometry };
  const numbers = new Float64Array(positions * 2);
  let at = 0;
  for (const path of paths) {
    for (const position of path) {
      if (!Array.isArray(position) || position.length !== 2) return { asItIs: geometry };
      const [x, y] = position as unknown[];
      if (typeof x !== 'number' || typeof y !== 'number') return { asItIs: geometry };
      numbers[at++] = x;
      numbers[at++] = y;
    }
  }
  return { packed: { type: type as string, numbers, lengths } };
}

/** @returns what was packed, array by array */
export function unpack(carried: Carried): unknown {
  if (!('packed' in carried)) return carried.asItIs;
  const { type, numbers, lengths } = carried.packed;
  const depth = DEPTHS[type]!;
  let [at, next] = [0, 0];
  const list = (level: number): unknown[] => {
    const length = lengths[next++]!;
    const out = new Array<unknown>(length);
    for (let i = 0; i < length; i += 1) {
      if (level < depth) out[i] = list(level + 1);
      else {
        out[i] = [numbers[at]!, numbers[at + 1]!];
        at += 2;
      }
    }
    return out;
  };
  return { type, coordinates: list(1) };
}

export const unpackGeometry = (carried: Carried): Geometry => unpack(carried) as Geometry;

/** What `postMessage` hands over instead of copying. */
export const transferOf = (carried: Carried): ArrayBuffer[] =>
  'packed' in carried ? [carried.packed.numbers.buffer] : [];
