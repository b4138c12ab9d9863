// The town as data: the tree is whole, its sums hold, its layers tile, and a seed gives it byte for byte.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGeometry } from '#shared/geo/geometry.ts';
import { AREA_LEVELS } from '#shared/subject/area.ts';
import names from '../../../../data/scenarios/town/names.json' with { type: 'json' };
import { ROOT } from '../../../architecture.fixture.ts';
import { holdsRing } from './rings.ts';
import {
  boxOfGeometry,
  grow,
  inGeometry,
  loneEdges,
  overlaps,
  sha256,
  shellsOf,
  sizeOf,
  townOf,
} from './town.fixture.ts';
import { addressOf, personKey, type TownArea, type TownLevel } from './town.ts';

const town = townOf();
const level = (it: TownLevel): TownArea[] => town.areas.filter((area) => area.level === it);
const sum = (areas: readonly TownArea[], of: 'population' | 'households') =>
  areas.reduce((all, area) => all + area[of]!, 0);
const homes = [...level('compound'), ...level('village')];

const digest = (it: unknown) => Buffer.from(sha256(JSON.stringify(it))).toString('hex');

describe('the seed', () => {
  it('gives the same town, byte for byte, and another seed another one', () => {
    const { area, children, within, above, households, ...data } = town;
    const again = grow(town.seed);
    const { area: _a, children: _c, within: _w, above: _b, households: _h, ...data2 } = again;
    expect(digest(data2)).toBe(digest(data));
    const leaf = level('staircase')[7]!.id;
    expect([...again.households(leaf)]).toEqual([...households(leaf)]);
    expect(digest(townOf('another').areas)).not.toBe(digest(data.areas));
    expect([area(leaf), children(leaf), within(leaf, 'floor' as TownLevel), above(leaf, 'county')]).toMatchObject([
      { id: leaf },
      [],
      [],
      { id: 'yl' },
    ]);
  }, 120_000);
});

// The second town proves that the first one is no lucky draw.
describe.each(['cordon-demonstration', 'another'])('the town of seed %s', (seed) => {
  const { areas, ...it_ } = townOf(seed);
  const own = (what: TownLevel) => areas.filter((area) => area.level === what);
  const byId = new Map(areas.map((area) => [area.id, area]));
  const living = ['compound', 'village'].flatMap((what) => own(what as TownLevel));

  it('has 7 streets, 4 towns, 85 communities and three neighbours', () => {
    expect(own('township').map(({ type }) => type)).toEqual([...Array(7).fill('street'), ...Array(4).fill('town')]);
    expect(own('community')).toHaveLength(85);
    expect(own('neighbour')).toHaveLength(3);
    expect(living.length).toBeGreaterThan(560);
    expect(living.length).toBeLessThan(900);
  });

  it('has a parent for every area, told before it, of a higher level', () => {
    // A natural village is what a compound is in town (domain 4.2): both stand in a block.
    const order: readonly string[] = AREA_LEVELS.flatMap((it) =>
      it === 'village' ? [] : it === 'compound' ? [it, 'village'] : [it],
    );
    const seen = new Set<string>();
    const wrong: string[] = [];
    for (const area of areas) {
      const parent = area.parent === undefined ? undefined : byId.get(area.parent);
      const isRoot = area.level === 'county' || area.level === 'neighbour';
      if (isRoot ? area.parent !== undefined : parent === undefined || !seen.has(parent.id)) wrong.push(area.id);
      if (parent !== undefined && order.indexOf(parent.level) >= order.indexOf(area.level)) wrong.push(area.id);
      if (seen.has(area.id)) wrong.push(`${area.id} twice`);
      seen.add(area.id);
    }
    expect(wrong).toEqual([]);
  });

  it('counts 437,800 residents at every level, and more than 200,000 households', () => {
    for (const what of ['county', 'township', 'community', 'block', 'building'] as const) {
      expect([what, sum(own(what), 'population')]).toEqual([what, 437_800]);
      expect([what, sum(own(what), 'households')]).toEqual([what, byId.get('yl')!.households]);
    }
    expect(sum(living, 'population')).toBe(437_800);
    expect(areas.filter(({ level: of, population }) => of === 'community' && population === 0)).toEqual([]);
    expect(byId.get('yl')!.households).toBeGreaterThanOrEqual(200_000);
    const wrong = areas.filter(({ id, level: of, population }) => {
      const parts = it_.children(id).filter((child) => child.level !== 'place');
      return of !== 'neighbour' && parts.length > 0 && sum(parts, 'population') !== population;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('fills every leaf with households that have its people', () => {
    const wrong: string[] = [];
    let persons = 0;
    const keys = new Set<string>();
    for (const { id, level: of, population, households, floors } of areas) {
      if (of !== 'staircase' && of !== 'building') continue;
      const list = [...it_.households(id)];
      const lived = list.reduce((all, household) => all + household.persons, 0);
      persons += lived;
      const isLeaf = it_.children(id).length === 0;
      if (isLeaf ? lived !== population || list.length !== households : list.length > 0) wrong.push(id);
      if (list.some((household) => household.persons < 1 || household.floor < 1 || household.floor > floors!))
        wrong.push(id);
      for (const household of list) keys.add(household.id);
    }
    expect(wrong).toEqual([]);
    expect(persons).toBe(437_800);
    expect(keys.size).toBe(byId.get('yl')!.households);
  });

  it('draws polygons that are stored as they are', () => {
    const wrong = areas.filter(({ geometry }) => {
      const checked = checkGeometry(geometry);
      return !checked.ok || JSON.stringify(checked.value) !== JSON.stringify(geometry);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each(['township', 'community', 'block'] as const)(
    'tiles the county with its %s layer: no gap, no overlap',
    (what) => {
      const layer = own(what).map(({ geometry }) => geometry);
      const county = byId.get('yl')!.geometry;
      // What has no opposite edge is the border of the county, all of it and nothing else.
      expect(new Set(loneEdges(layer))).toEqual(new Set(loneEdges([county])));
      expect(Math.abs(layer.reduce((all, geometry) => all + sizeOf(geometry), 0) - sizeOf(county))).toBeLessThan(1);
    },
  );

  it('keeps every child inside its parent', () => {
    const wrong = areas.filter(({ parent, geometry, level: of }) => {
      if (parent === undefined || ['township', 'community', 'block'].includes(of)) return false;
      const around = byId.get(parent)!.geometry;
      if (of === 'staircase') return shellsOf(geometry).some((ring) => ring.some(([x, y]) => !nearly(around, [x, y])));
      return shellsOf(geometry).some((ring) => !shellsOf(around).some((shell) => holdsRing(shell, ring)));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    // Staircases make up their building, to the square metre.
    const parts = own('building').filter(({ id }) => it_.children(id).length > 0);
    const off = parts.filter(
      ({ id, geometry }) =>
        Math.abs(it_.children(id).reduce((all, child) => all + sizeOf(child.geometry), 0) - sizeOf(geometry)) > 1,
    );
    expect(off.map(({ id }) => id)).toEqual([]);
  });

  it('lets no compound, village or place overlap another, nor a building another', () => {
    expect(overlaps([...living, ...own('place')])).toEqual([]);
    expect(overlaps(it_.footprints)).toEqual([]);
  });
});

/** Inside, or within a centimetre of the border: the corners of a staircase are corners of its building. */
function nearly(geometry: TownArea['geometry'], point: readonly [number, number]): boolean {
  const [x, y] = point;
  return [0, 0.03, -0.03].some((dx) => [0, 0.03, -0.03].some((dy) => inGeometry(geometry, [x + dx, y + dy])));
}

describe('persons', () => {
  it('have keys that name their door', () => {
    const leaf = level('staircase')[0]!;
    const [household] = town.households(leaf.id);
    const key = personKey(household!.id, 1);
    expect(addressOf(key)).toEqual({ householdId: household!.id, leafId: leaf.id });
    expect(town.above(leaf.id, 'community')?.level).toBe('community');
  });

  it('live more densely in the middle than further out', () => {
    const density = (areas: readonly TownArea[]) =>
      sum(areas, 'population') / areas.reduce((all, area) => all + sizeOf(area.geometry), 0);
    const communities = level('community');
    const of = (type: string) => density(communities.filter((area) => area.type === type));
    expect(of('urban')).toBeGreaterThan(4 * of('suburban'));
    expect(of('suburban')).toBeGreaterThan(4 * of('rural'));
    const [west, south, east, north] = boxOfGeometry(level('county')[0]!.geometry);
    expect([(east - west) / 1000, (north - south) / 1000].map(Math.round)).toEqual([20, 16]);
  });

  it('has quarters, villages and towers among its homes', () => {
    const types = new Map<string, number>();
    for (const { type } of homes) types.set(type!, (types.get(type!) ?? 0) + 1);
    for (const type of ['oneStorey', 'walkUp', 'midRise', 'highRise', 'village', 'urbanVillage'])
      expect(types.get(type) ?? 0).toBeGreaterThan(20);
  });
});

describe('names', () => {
  const file = `${ROOT}/../shared/data/admin-names/five-places.csv`;

  it('are each given once to what stands side by side, in both languages', () => {
    const twice = (areas: readonly TownArea[]) => areas.length - new Set(areas.map(({ name }) => name.zh)).size;
    expect([twice(level('township')), twice(level('community')), twice(homes), twice(level('place'))]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(town.areas.filter(({ name }) => !/[一-鿿]/.test(name.zh) || !/^[\x20-\x7e]+$/.test(name.en))).toEqual([]);
  });

  it.skipIf(!existsSync(file))('are never those of the five real places (skipped where the list is absent)', () => {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .filter((row) => row !== '');
    const real = new Set(
      rows.flatMap((row) =>
        row.split(',').flatMap((cell, i) => (i === 3 || i === 7 ? [cell.replaceAll('"', '').trim()] : [])),
      ),
    );
    expect(real.size).toBeGreaterThan(1000);
    const bare = (zh: string) => [zh, zh.replace(/(街道|社区|镇|村|县|区)$/, '')];
    const administrative = town.areas.filter((area) =>
      ['county', 'township', 'community', 'village', 'neighbour'].includes(area.level),
    );
    const words = [
      ...administrative.map(({ name }) => name.zh),
      ...names.roots.map(([zh]) => zh!),
      ...names.townships.map(([zh]) => zh!),
    ];
    expect(words.flatMap(bare).filter((zh) => real.has(zh))).toEqual([]);
  });
});
