// Cuts one zone into the cells of a grid: whole cells, and cells with the few edges that touch them.
import { orient2d } from 'robust-predicates';
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';

export type Ground = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>;

/** A zone by the cells of its box, row by row from the south-west. */
export type Cut = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** whether the middle of each cell is out, in, or on an edge */
  readonly middles: Uint8Array;
  /** the edges that touch cell c are numbers `starts[c]` to `starts[c + 1]`, exclusive; none: the cell is as its middle */
  readonly starts: Int32Array;
  /** ax, ay, bx, by of each edge, in degrees, cell after cell */
  readonly edges: Float64Array;
};
export const [OUT, IN, ON] = [0, 1, 2];

const ringsOf = (geometry: Ground): readonly (readonly Position[])[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

type Box = { west: number; south: number; east: number; north: number; edges: number };

function boxOf(rings: readonly (readonly Position[])[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity, edges: 0 };
  for (const ring of rings) {
    box.edges += ring.length - 1;
    for (const [x, y] of ring) {
      if (x < box.west) box.west = x;
      if (x > box.east) box.east = x;
      if (y < box.south) box.south = y;
      if (y > box.north) box.north = y;
    }
  }
  return box;
}

/** Cells along the longer side: more for an outline of many edges, so that a cell holds few of them. */
const [FEWEST, MOST] = [4, 128];
/** A cell's number must fit 32 bits: 180 degrees at 2^22 cells a degree. */
const FINEST = 22;

/**
 * Cells in a degree: a power of two, so that the cell of a point is found without rounding; of four, so that zones of about
 * one size share a grid.
 */
export function scaleFor(geometry: Ground): number {
  const { west, south, east, north, edges } = boxOf(ringsOf(geometry));
  const wanted = Math.min(MOST, Math.max(FEWEST, 0.75 * Math.sqrt(edges)));
  const extent = Math.max(east - west, north - south, 1e-9);
  return 4 ** Math.min(FINEST / 2, Math.round(Math.log2(wanted / extent) / 2));
}

/** Added around an edge when its cells are found: rounding must never leave a touched cell out. In cells. */
const SLACK = 1e-6;

export function cutIntoCells(geometry: Ground, scale: number): Cut {
  const rings = ringsOf(geometry);
  const box = boxOf(rings);
  const x0 = Math.floor(box.west * scale);
  const y0 = Math.floor(box.south * scale);
  const width = Math.floor(box.east * scale) - x0 + 1;
  const height = Math.floor(box.north * scale) - y0 + 1;
  const touched: number[] = [];
  const touching: number[] = [];
  const all = new Float64Array(box.edges * 4);
  const counts = new Int32Array(width * height + 1);
  // odd where the number of edges left of the middles of a row changes
  const toggles = new Uint8Array((width + 1) * height);
  let edge = 0;
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const a = ring[i]!;
      const b = ring[i + 1]!;
      all.set([a[0], a[1], b[0], b[1]], edge * 4);
      const isUp = a[1] <= b[1];
      const lower = isUp ? a : b;
      const upper = isUp ? b : a;
      const lx = lower[0] * scale;
      const ly = lower[1] * scale;
      const ux = upper[0] * scale;
      const uy = upper[1] * scale;
      const run = uy === ly ? 0 : (ux - lx) / (uy - ly);
      const first = Math.max(y0, Math.floor(ly - SLACK));
      const last = Math.min(y0 + height - 1, Math.floor(uy + SLACK));
      for (let y = first; y <= last; y++) {
        const start = uy === ly ? lx : lx + (Math.max(ly, y - SLACK) - ly) * run;
        const end = uy === ly ? ux : lx + (Math.min(uy, y + 1 + SLACK) - ly) * run;
        const left = Math.max(x0, Math.floor(Math.min(start, end) - SLACK));
        const right = Math.min(x0 + width - 1, Math.floor(Math.max(start, end) + SLACK));
        for (let cell = (y - y0) * width + left - x0; cell <= (y - y0) * width + right - x0; cell++) {
          touched.push(cell);
          touching.push(edge);
          counts[cell]! += 1;
        }
        const middle = (y + 0.5) / scale;
        if (lower[1] > middle === upper[1] > middle) continue;
        const column = firstRightOf(lower, upper, lx + (y + 0.5 - ly) * run - 0.5, middle, scale);
        toggles[(y - y0) * (width + 1) + Math.min(width, Math.max(0, column - x0))]! ^= 1;
      }
      edge += 1;
    }
  }
  let sum = 0;
  for (let cell = 0; cell <= width * height; cell++) {
    const count = counts[cell]!;
    counts[cell] = sum;
    sum += count;
  }
  const starts = counts.slice();
  const edges = new Float64Array(sum * 4);
  for (let i = 0; i < touched.length; i++) {
    const at = counts[touched[i]!]!++ * 4;
    const from = touching[i]! * 4;
    for (let k = 0; k < 4; k++) edges[at + k] = all[from + k]!;
  }
  const middles = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let inside = 0;
    for (let x = 0; x < width; x++) {
      inside ^= toggles[y * (width + 1) + x]!;
      const cell = y * width + x;
      const isOn = isOnEdge(edges, starts[cell]!, starts[cell + 1]!, (x0 + x + 0.5) / scale, (y0 + y + 0.5) / scale);
      middles[cell] = isOn ? ON : inside;
    }
  }
  return { x: x0, y: y0, width, height, middles, starts, edges };
}

/**
 * The first column of which the middle lies right of an edge.
 * @param crossing where the edge crosses the line of middles, rounded, in columns
 */
function firstRightOf(lower: Position, upper: Position, crossing: number, middle: number, scale: number): number {
  const near = Math.round(crossing);
  if (Math.abs(crossing - near) >= SLACK) return Math.ceil(crossing);
  // orient2d is positive for a point right of an edge that goes up
  return orient2d(lower[0], lower[1], upper[0], upper[1], (near + 0.5) / scale, middle) > 0 ? near : near + 1;
}

function isOnEdge(edges: Float64Array, from: number, to: number, x: number, y: number): boolean {
  for (let i = from * 4; i < to * 4; i += 4) {
    const ax = edges[i]!;
    const ay = edges[i + 1]!;
    const bx = edges[i + 2]!;
    const by = edges[i + 3]!;
    if ((x < ax && x < bx) || (x > ax && x > bx) || (y < ay && y < by) || (y > ay && y > by)) continue;
    if (orient2d(ax, ay, bx, by, x, y) === 0) return true;
  }
  return false;
}
