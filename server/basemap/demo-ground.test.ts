// The town as tiles: what is drawn at which zoom, in both languages, and nothing that outlines a country.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateTown } from '../ingest/scenario/town/generate.ts';
import type { Town } from '../ingest/scenario/town/town.ts';
import { tileOf } from './archives.fixture.ts';
import { type GroundPart, groundOf } from './demo-ground.ts';
import { labelPoint } from './label-point.ts';
import { groundSource } from './sources/ground.ts';
import type { TileSource } from './tile-source.ts';
import { decode } from './vector.ts';

let town: Town;
let parts: readonly GroundPart[];
let source: TileSource;
// Growing a town takes seconds, and on two busy cores more.
beforeAll(() => {
  town = generateTown('cordon-demonstration', (text) => createHash('sha256').update(text).digest());
  parts = groundOf(town);
  source = groundSource(parts, { name: town.name.zh });
}, 240_000);

/** The features of the tile that holds a position, by layer. */
async function seen(zoom: number, at: readonly number[] = town.center) {
  const tile = await source.tile(tileOf([...at], zoom));
  if (tile === undefined) return {};
  const { layers } = decode(tile.data);
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties),
    ]),
  );
}
const kinds = (features: readonly Record<string, unknown>[] = []) => [...new Set(features.map(({ kind }) => kind))];

describe('the tiles of the town', () => {
  it('show hills, the river and the great roads from far away', async () => {
    const layers = await seen(9);
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(['ground', 'hills', 'water_polygons', 'streets']));
    expect(Object.keys(layers)).not.toContain('buildings');
    expect(kinds(layers.streets)).toEqual(expect.arrayContaining(['motorway', 'trunk', 'rail']));
    expect(kinds(layers.streets)).not.toContain('residential');
    expect(kinds(layers.place_labels)).toContain('neighbour');
  });

  it('show streets and quarters of a city', async () => {
    const layers = await seen(12);
    expect(kinds(layers.streets)).toEqual(expect.arrayContaining(['primary', 'secondary', 'residential']));
    expect(kinds(layers.land)).toEqual(expect.arrayContaining(['residential', 'park']));
    expect(layers.buildings).toBeUndefined();
  });

  it('show each house with its floors, and its lane, when one looks at a street', async () => {
    const layers = await seen(15);
    expect(layers.buildings!.length).toBeGreaterThan(20);
    for (const { floors } of layers.buildings!) expect(floors).toBeGreaterThanOrEqual(1);
    expect(kinds(layers.streets)).toContain('service');
  });

  it('carry bridges where a street crosses the river', () => {
    const bridges = parts.filter(({ layer }) => layer === 'streets').flatMap(({ features }) => features);
    expect(bridges.filter(({ properties }) => properties?.bridge === true).length).toBeGreaterThan(3);
  });

  it('name every street and every water in both languages', () => {
    const layers = ['street_labels', 'water_polygons_labels', 'place_labels'];
    const named = parts.filter(({ layer }) => layers.includes(layer)).flatMap(({ features }) => features);
    expect(named.length).toBeGreaterThan(200);
    for (const { properties } of named) {
      expect(properties?.name).toMatch(/\p{Script=Han}/u);
      expect(properties?.name_en).toMatch(/^[\p{Script=Latin}\d .'’()-]+$/u);
    }
  });

  it('have no border in them', () => {
    const names = new Set(parts.map(({ layer }) => layer));
    expect([...names].filter((name) => /bound|border|admin|countr/.test(name))).toEqual([]);
  });

  it('hold every footprint of the town, in the tile where it stands', async () => {
    const { footprints } = town;
    const some = footprints.filter((_, i) => i % 97 === 0);
    for (const { geometry, floors } of some) {
      const corner = (geometry.coordinates as number[][][][]).flat(3).slice(0, 2);
      const layers = await seen(16, corner);
      expect(layers.buildings?.some((building) => building.floors === floors)).toBe(true);
    }
  });

  it('are the same for the same town, and another version when a single house differs', () => {
    expect(groundSource(parts, { name: '' }).found.version).toBe(source.found.version);
    const fewer = parts.map((part) =>
      part.layer === 'buildings' ? { ...part, features: part.features.slice(1) } : part,
    );
    expect(groundSource(fewer, { name: '' }).found.version).not.toBe(source.found.version);
  });

  it('stay small: nothing over 256 KiB before packing', async () => {
    const largest = await Promise.all(
      [8, 9, 10, 11, 12, 13, 14].map((zoom) => source.tile(tileOf([...town.center], zoom))),
    );
    for (const tile of largest) expect(tile?.data.length ?? 0).toBeLessThan(256 * 1024);
  });
});

describe('the point of a name', () => {
  it('lies inside a bent shape, where its box has its middle outside', () => {
    const horseshoe = [
      [0, 0],
      [10, 0],
      [10, 10],
      [7, 10],
      [7, 3],
      [3, 3],
      [3, 10],
      [0, 10],
      [0, 0],
    ];
    const [x, y] = labelPoint([horseshoe]) as [number, number];
    const isInArch = x > 3 && x < 7 && y > 3;
    expect(isInArch).toBe(false);
    expect(x > 0 && x < 10 && y > 0 && y < 10).toBe(true);
  });

  it('keeps clear of a hole', () => {
    const shell = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ];
    const hole = [
      [1, 1],
      [1, 9],
      [6, 9],
      [6, 1],
      [1, 1],
    ];
    expect(labelPoint([shell, hole])[0]).toBeGreaterThan(6);
  });
});
