// What is wrong with a drawn shape, in a code that can be put into words, and where, so that it can be shown on the map.
// The rules are checkGeometry's; that a shape encloses something is asked here besides.
import type { Problem } from '../../errors.ts';
import { err, ok, type Result } from '../../result.ts';
import { checkGeometry } from '../geometry.ts';
import type { Position } from '../position.ts';
import { meet } from '../segments.ts';
import { ringArea } from '../shapes.ts';
import { isShape, polygonsIn, type Shape } from './shape.ts';

export const FLAW_CODES = [
  'too-few', // fewer than three different corners
  'no-area', // all corners on one line
  'crossing', // sides of one ring cross
  'spike', // a side that turns back on itself
  'rings-cross', // a hole and its shell, or two holes, cross or share a side
  'hole-outside',
  'hole-in-hole',
  'parts-overlap',
  'cut-through', // holes touch so that they cut the inside in two
  'position', // not on the earth
  'too-large',
  'other',
] as const;
export type FlawCode = (typeof FLAW_CODES)[number];
export type Flaw = { readonly code: FlawCode; readonly at?: Position; readonly message: string };

/** Square metres: less is a slip of the hand, not a place where somebody is held. */
export const LEAST_AREA = 0.5;

const RULES: readonly (readonly [RegExp, FlawCode])[] = [
  [/needs at least|is empty/, 'too-few'],
  [/the ring crosses itself|the ring touches itself/, 'crossing'],
  [/spike/, 'spike'],
  [/two rings of one polygon/, 'rings-cross'],
  [/two parts of the geometry/, 'parts-overlap'],
  [/cut the inside/, 'cut-through'],
  [/hole lies outside/, 'hole-outside'],
  [/inside another hole/, 'hole-in-hole'],
];

/**
 * @param shape WGS-84; rings closed
 * @returns the shape in canonical form (7 decimals, right-handed), or what is wrong and where
 */
export function checkShape(shape: Shape): Result<Shape, Flaw> {
  for (const rings of polygonsIn(shape)) {
    for (const ring of rings) {
      if (!isFinitePath(ring)) continue; // checkGeometry says it better
      const different = new Set(ring.map(([x, y]) => `${x.toFixed(7)},${y.toFixed(7)}`));
      if (different.size < 3)
        return err({ code: 'too-few', at: ring[0], message: 'fewer than three different corners' });
      if (isFlat(ring)) return err({ code: 'no-area', at: ring[0], message: 'all corners lie on one line' });
    }
  }
  const checked = checkGeometry(shape);
  if (!checked.ok) return err(flawOf(shape, checked.error));
  const { value } = checked;
  if (!isShape(value)) return err({ code: 'other', message: 'not an area' });
  const slip = polygonsIn(value).find(([shell = []]) => ringArea(shell) < LEAST_AREA);
  if (slip !== undefined)
    return err({ code: 'no-area', at: slip[0]?.[0], message: 'encloses less than half a square metre' });
  return ok(value);
}

const isFinitePath = (ring: readonly Position[]): boolean =>
  ring.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y));

/** Whether a ring has no width anywhere: its area is nothing beside its length. */
function isFlat(ring: readonly Position[]): boolean {
  const [first] = ring;
  if (first === undefined) return true;
  const far = ring.reduce((best, p) => (away(p, first) > away(best, first) ? p : best), first);
  const length = away(far, first);
  if (length === 0) return true;
  // Degrees; 1e-8 is a millimetre.
  return ring.every(
    (p) => Math.abs((far[0] - first[0]) * (p[1] - first[1]) - (far[1] - first[1]) * (p[0] - first[0])) / length < 1e-8,
  );
}
const away = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function flawOf(shape: Shape, { code, field = '', message }: Problem): Flaw {
  if (code === 'too-large') return { code: 'too-large', message };
  if (code !== 'bad-geometry') return { code: 'position', message };
  const found = RULES.find(([rule]) => rule.test(message))?.[1] ?? 'other';
  const at = found === 'crossing' ? crossingAt(shape, field) : vertexAt(shape, field);
  return { code: found, ...(at === undefined ? {} : { at }), message };
}

/** `coordinates.1.0.12` of a MultiPolygon, `coordinates.0.12` of a Polygon: [polygon, ring, vertex]. */
function pathOf(shape: Shape, field: string): [number, number, number] {
  const numbers = field.split('.').slice(1).map(Number);
  const [polygon = 0, ring = 0, vertex = 0] = shape.type === 'Polygon' ? [0, ...numbers] : numbers;
  return [polygon, ring, vertex];
}

function vertexAt(shape: Shape, field: string): Position | undefined {
  const [polygon, ring, vertex] = pathOf(shape, field);
  return polygonsIn(shape)[polygon]?.[ring]?.[vertex];
}

/** Where the named side meets another one of its ring. */
function crossingAt(shape: Shape, field: string): Position | undefined {
  const [polygon, index, vertex] = pathOf(shape, field);
  const ring = polygonsIn(shape)[polygon]?.[index] ?? [];
  const [a, b] = [ring[vertex], ring[vertex + 1]];
  if (a === undefined || b === undefined) return a;
  for (let i = 0; i + 1 < ring.length; i++) {
    if (Math.abs(i - vertex) <= 1) continue;
    const [c, d] = [ring[i] as Position, ring[i + 1] as Position];
    if (meet(a, b, c, d).how === 'cross') return crossing(a, b, c, d);
  }
  return a;
}

/** Where two lines that are not parallel cross; exact enough to mark it. */
export function crossing(a: Position, b: Position, c: Position, d: Position): Position {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]];
  const share = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / (rx * sy - ry * sx);
  return [a[0] + share * rx, a[1] + share * ry];
}
