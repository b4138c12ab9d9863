// The edge of the invented world: the ground fades into the plain paper around it instead of ending at a line.
import type { Feature, Position } from 'geojson';

export type Box = readonly [west: number, south: number, east: number, north: number];

/** How far in from the edge the town begins to fade, degrees of longitude and latitude: about 1.6 km. */
const FADE = [0.0185, 0.0144] as const;
const STEPS = 10;
/** What lies right at the edge is drawn over as well, with all that reaches past it: a casing, a name. */
const OVER = -0.15;

/** @returns all coordinates of these features together; degrees */
export function boxOf(features: Iterable<Feature>): Box {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [x, y] = coordinates as [unknown, unknown];
    if (typeof x !== 'number' || typeof y !== 'number') for (const each of coordinates) visit(each);
    else {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  };
  for (const { geometry } of features) if (geometry.type !== 'GeometryCollection') visit(geometry.coordinates);
  return box;
}

/** The paper that the town is drawn on: it hides the graticule, and has no outline of its own. */
export const paper = (box: Box): Feature => polygon([inset(box, OVER)]);

/** Faint frames over everything, one inside the other, that add up to nothing being seen at the edge. */
export const frames = (box: Box): Feature[] =>
  Array.from({ length: STEPS }, (_, step) => {
    const hole = inset(box, ((step + 1) / STEPS) ** 1.3);
    return polygon([inset(box, OVER), hole.reverse()]);
  });

const polygon = (coordinates: Position[][]): Feature => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates },
  properties: {},
});

/** A box with round corners, counter-clockwise. @param by parts of the fade's width */
function inset([west, south, east, north]: Box, by: number): Position[] {
  const [x, y] = [FADE[0] * by, FADE[1] * by];
  const [wide, high] = [FADE[0] * (0.6 + 0.8 * Math.max(0, by)), FADE[1] * (0.6 + 0.8 * Math.max(0, by))];
  const corner = (atX: number, atY: number, quarter: number): Position[] =>
    Array.from({ length: 9 }, (_, i) => {
      const angle = ((quarter + i / 8) * Math.PI) / 2;
      return [atX + wide * Math.cos(angle), atY + high * Math.sin(angle)];
    });
  const ring = [
    ...corner(east - x - wide, south + y + high, 3),
    ...corner(east - x - wide, north - y - high, 0),
    ...corner(west + x + wide, north - y - high, 1),
    ...corner(west + x + wide, south + y + high, 2),
  ];
  return [...ring, ring[0]!];
}
