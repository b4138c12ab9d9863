// What is near and what holds a position, against looking at everything, while everything changes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawsFrom } from '#shared/domain/draws.ts';
import { distance } from '#shared/geo/distance.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Geometry, Position } from '#shared/schema.ts';
import { type Body, type Line, openLine, say } from '../testing/line.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
});
afterAll(() => line.close());

const chance = drawsFrom('places');
const below = (n: number): number => Math.floor(chance.next() * n);
const anywhere = (): Position => [109 + below(40) / 100, 39 + below(30) / 100];
function box(): Geometry {
  const [x, y] = anywhere();
  const [w, h] = [(1 + below(12)) / 100, (1 + below(12)) / 100];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + w, y],
        [x + w, y + h],
        [x, y + h],
        [x, y],
      ],
    ],
  };
}
const TYPES = ['testing', 'clinic', 'depot'] as const;
const site = () =>
  say('site.registered', { id: `s${below(150)}`, name: 's', type: TYPES[below(3)], position: anywhere() });
const area = () => say('area.registered', { id: `a${below(40)}`, name: 'a', level: 'community', geometry: box() });
const zone = () => {
  const where = below(2) === 0 ? { geometry: box() } : { areaIds: [`a${below(40)}`, `a${below(40)}`] };
  const common = { id: `z${below(30)}`, name: 'z', level: ['high', 'low'][below(2)], authority: 'x' };
  return say('zone.recorded', { ...common, ...where, publishedAt: '2022-10-30T08:00:00+08:00' });
};
const end = () => say('zone.released', { id: `z${below(30)}` });

const all = async (layer: string): Promise<Body[]> => (await line.get(`/api/${layer}?limit=10000`)).body.features;
const holds = (geometry: Geometry | null, at: Position): boolean => geometry !== null && isInside(at, geometry);

it('answers as a look at every site, area and zone does, through three hundred changes', async () => {
  for (let round = 0; round < 6; round += 1) {
    // Many at first, so that there is something; then few, so that some stand beside the index and some in it.
    const count = round === 0 ? 200 : 20;
    const analyst = await line.signIn('analyst');
    await line.send(
      Array.from({ length: count }, () => [site(), area(), zone(), end()][below(4)]),
      analyst,
    );
    const [sites, areas, zones] = await Promise.all([all('sites'), all('areas'), all('zones')]);
    const shapes = new Map(areas.map(({ id, geometry }: Body) => [id, geometry]));
    for (let i = 0; i < 12; i += 1) {
      const at = anywhere();
      const type = i % 2 === 0 ? TYPES[below(3)] : undefined;
      const query = `lon=${at[0]}&lat=${at[1]}`;
      const near = (await line.get(`/api/sites/nearby?${query}&limit=7${type === undefined ? '' : `&type=${type}`}`))
        .body;
      const slow = sites
        .filter(({ properties }) => type === undefined || properties.type === type)
        .map(({ id, geometry }) => ({ id, metres: distance(at, geometry.coordinates) }))
        .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1));
      expect(near.map(({ id }: Body) => id)).toEqual(slow.slice(0, 7).map(({ id }) => id));
      const ids = async (layer: string) =>
        (await line.get(`/api/${layer}/containing?${query}`)).body.features.map(({ id }: Body) => id);
      expect(await ids('areas')).toEqual(areas.filter(({ geometry }) => holds(geometry, at)).map(({ id }) => id));
      const holding = zones.filter(
        ({ geometry, properties }) =>
          properties.status !== 'released' &&
          (geometry === null
            ? (properties.areaIds ?? []).some((id: string) => holds(shapes.get(id) ?? null, at))
            : holds(geometry, at)),
      );
      expect(await ids('zones')).toEqual(holding.map(({ id }) => id));
    }
  }
  expect((await all('zones')).some(({ properties }) => properties.status === 'released')).toBe(true);
});
