// A few houses to fence, said over HTTP: rectangles, areas with their people, and one line to draw them on.
import { AS_MACHINE, type Body, type Line, say } from './line.ts';

/** A rectangle by its south-west corner, in degrees. */
export const ring = (x: number, y: number, width: number, height: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ],
});

/** @param population as many households as half of it; nobody told where it is left out */
export const area = (id: string, level: string, parent: string | undefined, geometry: object, population?: number) =>
  say('area.registered', {
    id,
    level,
    ...(parent === undefined ? {} : { parent }),
    name: id,
    geometry,
    ...(population === undefined ? {} : { population, households: population / 2 }),
  });

/** A compound of 400, in it a building of 80. */
export const COMPOUND = [
  area('k', 'compound', undefined, ring(109.1, 39, 0.002, 0.002), 400),
  area('k-1', 'building', 'k', ring(109.1002, 39.0002, 0.0004, 0.0002), 80),
];

/** Asks with a body; of a machine where nobody else is named. */
export async function ask(
  { url }: Line,
  path: string,
  body: object,
  headers: Record<string, string> = AS_MACHINE,
): Promise<{ status: number; body: Body }> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}
