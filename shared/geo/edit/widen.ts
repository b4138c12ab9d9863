// Shapes by distance: a margin around a shape or inside it, a corridor along a line, a circle. Metres.
import {
  buffer,
  difference,
  feature,
  featureCollection,
  lineString,
  point,
  simplify as simplified,
  union,
} from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { err, ok, type Result } from '../../result.ts';
import type { Position } from '../position.ts';
import { circle as ringAround } from '../shapes.ts';
import type { EditError } from './edit-error.ts';
import { attempt, valid } from './outcome.ts';
import { polygonsIn, type Shape, shapeOf } from './shape.ts';

/** Corners of a quarter of a circle: 16 keep a margin of 100 m within half a metre. */
const STEPS = 16;
/** Corners beyond which a margin is made piece by piece, and of a piece: found by trying, the sum is least there. */
const MANY = 1_000;
const PIECE = 50;

/**
 * @param metres how far the boundary moves: outward when positive, inward when negative
 * @returns `nothing-left` when the shape is narrower than twice the margin
 */
export function widen(shape: Shape, metres: number): Result<Shape, EditError> {
  if (!Number.isFinite(metres) || metres === 0) return err({ code: 'too-short' });
  const checked = valid([shape]);
  if (!checked.ok) return checked;
  if (polygonsIn(shape).flat(2).length > MANY) return widenByPieces(shape, metres);
  return attempt(() => buffer(feature(shape), metres, { units: 'meters', steps: STEPS }));
}

/**
 * The library crosses each arc with each other one, which takes a minute for ten thousand corners. The margin of a shape is
 * its boundary's, and that is the union of the margins of its pieces: the same shape, in a twentieth of the time.
 */
function widenByPieces(shape: Shape, metres: number): Result<Shape, EditError> {
  return attempt(() => {
    let margins = polygonsIn(shape)
      .flat()
      .flatMap((ring) => piecesOf(ring).flatMap((piece) => marginOf(piece, Math.abs(metres))));
    // Neighbours first: what is united stays small.
    while (margins.length > 1) {
      margins = margins.flatMap((one, i) => {
        const next = margins[i + 1];
        return i % 2 === 1 ? [] : next === undefined ? [one] : (union(featureCollection([one, next])) ?? []);
      });
    }
    const all = featureCollection([feature(shape), ...margins]);
    return metres > 0 ? union(all) : difference(all);
  });
}

/** Lines that end where the next one begins. @param ring closed */
const piecesOf = (ring: readonly Position[]): Position[][] =>
  Array.from({ length: Math.ceil((ring.length - 1) / PIECE) }, (_, i) => ring.slice(i * PIECE, (i + 1) * PIECE + 1));

const marginOf = (line: readonly Position[], metres: number): Feature<Polygon | MultiPolygon>[] => {
  const found = buffer(lineString([...line]), metres, { units: 'meters', steps: STEPS });
  return found === undefined ? [] : [found as Feature<Polygon | MultiPolygon>];
};

/** @param width metres, from edge to edge. @returns everything within half of it of the line */
export function corridor(line: readonly Position[], width: number): Result<Shape, EditError> {
  const [first] = line;
  const hasLength = line.some((place) => place[0] !== first?.[0] || place[1] !== first?.[1]);
  if (first === undefined || !hasLength || !(width > 0)) return err({ code: 'too-short' });
  return attempt(() => buffer(lineString([...line]), width / 2, { units: 'meters', steps: STEPS }));
}

/** @param radius metres; everything within it lies inside */
export function circleShape(middle: Position, radius: number): Result<Shape, EditError> {
  if (!(radius > 0)) return err({ code: 'too-short' });
  return ok({ type: 'Polygon', coordinates: [ringAround(middle, radius, 64)] });
}

/** @param radius metres around a place that belongs to the shape by itself: a case without a building */
export const spot = (at: Position, radius: number): Result<Shape, EditError> =>
  attempt(() => buffer(point(at), radius, { units: 'meters', steps: STEPS }));

/**
 * Fewer corners for a line drawn by hand.
 * @param tolerance degrees that the boundary may move
 */
export function simplify(shape: Shape, tolerance: number): Shape {
  const polygons = polygonsIn(shape).map((rings) =>
    rings.map((ring) => {
      const less = simplified(lineString(ring), { tolerance, highQuality: true }).geometry.coordinates as Position[];
      return less.length < 4 ? ring : less;
    }),
  );
  return shapeOf(polygons) ?? shape;
}
