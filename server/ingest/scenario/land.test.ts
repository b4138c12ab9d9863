import { existsSync, readFileSync } from 'node:fs';
import {
  area,
  booleanContains,
  booleanDisjoint,
  featureCollection,
  intersect,
  polygon as turfPolygon,
  union,
} from '@turf/turf';
import { describe, expect, it } from 'vitest';
import type { Geometry } from '#shared/schema.ts';
import type { Area } from '#shared/subject/area.ts';
import words from '../../../data/scenarios/small/place.json' with { type: 'json' };
import { fold, history, newScenario, story } from './told.fixture.ts';

const { situation } = fold(history.slice(0, story.registrations().length));
const areas = [...situation.all('areas').values()];
const of = (level: Area['level'], parent?: string) =>
  areas.filter((one) => one.level === level && (parent === undefined || one.parent === parent));
const feature = ({ geometry }: { readonly geometry?: Geometry }) => {
  if (geometry?.type !== 'Polygon') throw new Error(`expected a polygon, got ${geometry?.type}`);
  return turfPolygon(geometry.coordinates as [number, number][][]);
};
const sum = (list: readonly Area[], field: 'population') => list.reduce((total, one) => total + (one[field] ?? 0), 0);

describe('the district', () => {
  it.each(['county', 'township'] as const)('is tiled: no gap and no overlap under a %s', (level) => {
    for (const parent of of(level)) {
      const parts = of(level === 'county' ? 'township' : 'community', parent.id).map(feature);
      const whole = feature(parent);
      expect(Math.abs(parts.reduce((total, part) => total + area(part), 0) - area(whole))).toBeLessThan(1);
      const joined = parts.length === 1 ? parts[0]! : union(featureCollection(parts))!;
      expect(Math.abs(area(joined) - area(whole))).toBeLessThan(1);
      for (const [i, part] of parts.entries()) {
        for (const other of parts.slice(i + 1)) {
          const both = intersect(featureCollection([part, other]));
          expect(both === null ? 0 : area(both)).toBeLessThan(1);
        }
      }
    }
  });

  it('has 437,800 inhabitants at every level', () => {
    for (const level of ['county', 'township', 'community'] as const)
      expect(sum(of(level), 'population')).toBe(437_800);
    for (const parent of of('township')) expect(sum(of('community', parent.id), 'population')).toBe(parent.population);
    for (const compound of of('compound')) {
      const buildings = of('building', compound.id);
      if (buildings.length > 0) expect(sum(buildings, 'population')).toBe(compound.population);
    }
  });

  it('has 5 townships, 24 communities, and 12 compounds inside two of them, apart from each other', () => {
    expect([of('township').length, of('community').length, of('compound').length]).toEqual([5, 24, 12]);
    expect(new Set(of('compound').map(({ parent }) => parent)).size).toBe(2);
    const shapes = of('compound').map((compound) => ({ compound, shape: feature(compound) }));
    for (const [i, { compound, shape }] of shapes.entries()) {
      const home = of('community').find(({ id }) => id === compound.parent)!;
      expect(booleanContains(feature(home), shape), compound.name).toBe(true);
      for (const { shape: other } of shapes.slice(i + 1))
        expect(intersect(featureCollection([shape, other]))).toBeNull();
    }
  });

  it('keeps buildings inside their compound and staircases inside their building', () => {
    for (const building of of('building')) {
      const compound = of('compound').find(({ id }) => id === building.parent)!;
      expect(booleanContains(feature(compound), feature(building)), building.id).toBe(true);
      const stairs = of('staircase', building.id).map(feature);
      const total = stairs.reduce((all, one) => all + area(one), 0);
      expect(Math.abs(total - area(feature(building)))).toBeLessThan(1);
    }
  });

  it('registers 14 checkpoints where 15 are declared, 30 testing points, 3 + 5 + 7 isolation sites', () => {
    const types = Object.groupBy([...situation.all('checkpoints').values()], ({ type }) => type);
    expect(Object.fromEntries(Object.entries(types).map(([type, list]) => [type, list.length]))).toEqual({
      airport: 1,
      railway: 1,
      coach: 1,
      expressway: 6,
      road: 5,
    });
    const declared = history.find(
      ({ report }) => report.kind === 'series.counted' && report.data.series === 'checkpoints.declared',
    );
    expect(declared?.report.data).toMatchObject({ value: 15 });
    const sites = [...situation.all('sites').values()];
    const count = (type: string, tier?: string) =>
      sites.filter((site) => site.type === type && site.tier === tier).length;
    expect([count('testing'), count('laboratory'), count('clinic'), count('depot')]).toEqual([30, 2, 3, 2]);
    expect(['running', 'built', 'reserve'].map((tier) => count('quarantine', tier))).toEqual([3, 5, 7]);
    expect(situation.all('roads').size).toBe(40);
    expect(situation.all('teams').size).toBe(6);
  });

  it('has no road through a compound', () => {
    for (const compound of of('compound')) {
      const shape = feature(compound);
      for (const { name, geometry } of situation.all('roads').values())
        expect(booleanDisjoint(geometry as GeoJSON.Geometry, shape), `${name} ${compound.name}`).toBe(true);
    }
  });

  it.each(['a', 'b', 'small', 'town'])('grows from the seed %s as well', (seed) => {
    const { land } = newScenario(seed).world;
    expect([land.rings.length, land.compounds.length, land.roads.length]).toEqual([1, 12, 40]);
  });

  it('leaves every compound a way out for emergencies', () => {
    for (const compound of of('compound')) {
      const states = [...situation.all('gates').values()].filter(({ areaId }) => areaId === compound.id);
      expect(states.map(({ state }) => state)).toContain('emergency');
    }
  });
});

const REAL = new URL('../../../../shared/data/admin-names/five-places.csv', import.meta.url);

describe('its names', () => {
  it.skipIf(!existsSync(REAL))('are nobody’s: none is the name of a real division in the list we have', () => {
    const real = new Set(
      readFileSync(REAL, 'utf8')
        .split('\n')
        .flatMap((row) => row.split(',').map((cell) => cell.replaceAll('"', '').trim()))
        .filter((cell) => /\p{Script=Han}/u.test(cell)),
    );
    const invented = [
      words.county.zh,
      ...[...words.townships, ...words.communities, ...words.compounds, ...words.streets].map(([zh]) => zh!),
      ...[...words.motorways, ...words.trunks, words.river].map(([zh]) => zh!),
    ];
    const bare = invented.map((name) => name.replace(/(街道|社区|镇|区)$/u, ''));
    expect([...invented, ...bare].filter((name) => real.has(name))).toEqual([]);
  });
});
