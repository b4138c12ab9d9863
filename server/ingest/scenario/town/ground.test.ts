// The town as a place: streets connect, gates stand in walls, nothing stands in water or on a road, sites are where they belong.
import { describe, expect, it } from 'vitest';
import { checkGeometry } from '#shared/geo/geometry.ts';
import { fromPosition, nearest, type Point } from './flat.ts';
import { grid } from './grid.ts';
import { bordersCross, boxOf, holds, type Ring } from './rings.ts';
import { inGeometry, pathsOf, ringsOf, shellsOf, townOf } from './town.fixture.ts';
import type { RoadClass, TownRoad } from './town.ts';
import { HALF } from './ways.ts';

const WALKED: readonly RoadClass[] = ['lane', 'service'];

describe.each(['cordon-demonstration', 'another'])('the ground of seed %s', (seed) => {
  const town = townOf(seed);
  const byId = new Map(town.areas.map((area) => [area.id, area]));
  const homes = town.areas.filter(({ level }) => level === 'compound' || level === 'village');
  const places = town.areas.filter(({ level, type }) => level === 'place' && type !== 'airport');

  it('joins its roads at their nodes, in one piece for those who drive and for those who walk', () => {
    const at = new Map(town.roadNodes.map(({ id, position }) => [id, position]));
    const loose = town.roads.filter(
      ({ from, to, geometry }) =>
        `${geometry.coordinates[0]}` !== `${at.get(from)}` || `${geometry.coordinates.at(-1)}` !== `${at.get(to)}`,
    );
    expect(loose.map(({ id }) => id)).toEqual([]);
    expect(town.roads.filter((road) => !road.drive && !road.walk)).toEqual([]);
    expect(pieces(town.roads.filter(({ drive }) => drive))).toBe(1);
    expect(pieces(town.roads.filter(({ walk }) => walk))).toBe(1);
  });

  it('has names on every street, and bridges where arterials cross the river', () => {
    const unnamed = town.roads.filter(
      (road) => road.name === undefined && !['link', 'service', 'lane'].includes(road.class),
    );
    // The short links of the towns' back streets.
    expect(unnamed.every((road) => road.class === 'residential')).toBe(true);
    expect(unnamed.length).toBeLessThanOrEqual(16);
    const river = town.water.find(({ kind }) => kind === 'river')!;
    const over = town.roads.filter(({ geometry }) =>
      pathsOf(geometry)[0]!.some((point) => inGeometry(river.geometry, point)),
    );
    expect(over.length).toBeGreaterThan(6);
    expect(over.filter(({ bridge }) => bridge !== true).map(({ id }) => id)).toEqual([]);
  });

  it('has a gate in the wall of every compound, quarter and village', () => {
    const off = town.gates.filter(({ areaId, position }) => {
      const [ring] = shellsOf(byId.get(areaId)!.geometry);
      return nearest([...ring!, ring![0]!], fromPosition(position)).metres >= 0.5;
    });
    expect(off.map(({ id }) => id)).toEqual([]);
    const gated = new Set(town.gates.filter(({ main }) => main).map(({ areaId }) => areaId));
    expect(homes.filter(({ id }) => !gated.has(id)).map(({ id }) => id)).toEqual([]);
    const roads = new Map(town.roads.map((road) => [road.id, road]));
    expect(
      town.gates.filter(({ roadId, position }) => `${roads.get(roadId)?.geometry.coordinates[0]}` !== `${position}`),
    ).toEqual([]);
  });

  it('keeps walls and buildings off the streets', () => {
    const streets = grid<{ readonly path: Point[]; readonly half: number }>(200);
    for (const { geometry, class: kind } of town.roads) {
      if (WALKED.includes(kind)) continue;
      const [path] = pathsOf(geometry);
      const [w, s, e, n] = boxOf(path!);
      const half = HALF[kind];
      streets.add({ path: path!, half }, [w - half, s - half, e + half, n + half]);
    }
    const onStreet = (ring: Ring) =>
      streets
        .near(boxOf(ring))
        .some(
          ({ path, half }) =>
            ring.some((point) => nearest(path, point).metres < half) ||
            path.some((point) => nearest([...ring, ring[0]!], point).metres < half || holds(ring, point)),
        );
    const walled = [...homes, ...places].filter(({ geometry }) => shellsOf(geometry).some(onStreet));
    expect(walled.map(({ id }) => id)).toEqual([]);
    const built = town.footprints.filter(({ geometry }) => shellsOf(geometry).some(onStreet));
    expect(built.map(({ id }) => id)).toEqual([]);
  });

  it('keeps walls, buildings and fields out of the water, and everything off the rails', () => {
    const wet = grid<Ring>(300);
    for (const { geometry } of town.water) for (const [shell] of ringsOf(geometry)) wet.add(shell!, boxOf(shell!));
    const inWater = (ring: Ring) =>
      wet.near(boxOf(ring)).some((water) => bordersCross(water, ring) || holds(water, ring[0]!));
    const dry = [...homes, ...town.footprints, ...places.filter(({ type }) => type !== 'railway')];
    const drowned = [...dry, ...town.landuse.filter(({ kind }) => kind === 'field' || kind === 'orchard')].filter(
      ({ geometry }) => shellsOf(geometry).some(inWater),
    );
    expect(drowned.map(({ id }) => id)).toEqual([]);
    const rails = town.railways.flatMap(({ geometry }) => pathsOf(geometry));
    const onRails = dry.filter(({ geometry }) =>
      shellsOf(geometry).some((ring) => rails.some((path) => path.some((point) => holds(ring, point)))),
    );
    expect(onRails.map(({ id }) => id)).toEqual([]);
  });

  it('has each building inside its compound and each volume inside its place', () => {
    const out = town.footprints.filter(({ areaId, placeId, geometry }) => {
      const around = byId.get(areaId === undefined ? placeId! : byId.get(areaId)!.parent!)!.geometry;
      return shellsOf(geometry).some((ring) => ring.some((point) => !inGeometry(around, point)));
    });
    expect(out.map(({ id }) => id)).toEqual([]);
  });

  it('explains 14 checkpoints: airport, railway, coach, 6 exits, 5 roads that cross the border', () => {
    expect(town.checkpoints.map(({ type }) => type)).toEqual([
      'airport',
      'railway',
      'coach',
      ...Array(6).fill('expressway'),
      ...Array(5).fill('road'),
    ]);
    const roads = new Map(town.roads.map((road) => [road.id, road]));
    const county = byId.get('yl')!.geometry;
    for (const { position, roadId, type } of town.checkpoints) {
      const road = roads.get(roadId)!;
      expect(nearest(pathsOf(road.geometry)[0]!, fromPosition(position)).metres).toBeLessThan(0.5);
      expect(inGeometry(county, fromPosition(position))).toBe(true);
      const [border] = shellsOf(county);
      if (type === 'road') expect(nearest([...border!, border![0]!], fromPosition(position)).metres).toBeLessThan(400);
    }
    // Whoever drives in passes a checkpoint: no other road leads out.
    const outside = (it: TownRoad) => pathsOf(it.geometry)[0]!.some((point) => !inGeometry(county, point));
    const leaving = new Set(town.roads.filter(outside).map((road) => road.streetId));
    const guarded = town.checkpoints
      .filter(({ type }) => type === 'road')
      .map(({ roadId }) => roads.get(roadId)!.streetId);
    const express = town.streets.filter((street) => street.class === 'motorway').map(({ id }) => id);
    expect([...leaving].sort()).toEqual([...guarded, ...express].sort());
  });

  it('has 58 testing points, 3 + 5 + 7 quarantine sites, laboratories, clinics and depots, each in its community', () => {
    const count = (type: string, tier?: string) =>
      town.sites.filter((site) => site.type === type && site.tier === tier).length;
    expect(count('testing')).toBe(58);
    expect([count('quarantine', 'running'), count('quarantine', 'built'), count('quarantine', 'reserve')]).toEqual([
      3, 5, 7,
    ]);
    expect(count('laboratory')).toBe(3);
    expect(count('clinic')).toBeGreaterThanOrEqual(5);
    expect(count('depot')).toBe(3);
    const astray = town.sites.filter(
      ({ position, communityId }) => !inGeometry(byId.get(communityId)!.geometry, fromPosition(position)),
    );
    expect(astray.map(({ id }) => id)).toEqual([]);
    const ids = [
      ...town.sites,
      ...town.checkpoints,
      ...town.areas,
      ...town.gates,
      ...town.roads,
      ...town.footprints,
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has what people need: schools, markets, hospitals, hotels, works', () => {
    const count = (type: string) => places.filter((place) => place.type === type).length;
    expect(count('school')).toBeGreaterThanOrEqual(40);
    expect(count('market')).toBeGreaterThanOrEqual(14);
    expect(count('hospital')).toBeGreaterThanOrEqual(5);
    expect(count('hotel')).toBeGreaterThanOrEqual(12);
    expect(count('plant')).toBeGreaterThanOrEqual(10);
  });

  it('draws everything as it will be stored', () => {
    const shapes = [
      ...town.water,
      ...town.hills,
      ...town.shades,
      ...town.landuse,
      ...town.footprints,
      ...town.streets,
      ...town.railways,
      ...town.roads,
    ];
    const wrong = shapes.filter(({ geometry }) => {
      const checked = checkGeometry(geometry);
      return !checked.ok || JSON.stringify(checked.value) !== JSON.stringify(geometry);
    });
    expect(wrong.map((shape) => ('id' in shape ? shape.id : JSON.stringify(shape).slice(0, 60)))).toEqual([]);
  });
});

/** How many connected pieces these roads make. */
function pieces(roads: readonly TownRoad[]): number {
  const root = new Map<string, string>();
  const find = (node: string): string => {
    let at = node;
    while ((root.get(at) ?? at) !== at) at = root.get(at)!;
    root.set(node, at);
    return at;
  };
  for (const { from, to } of roads) root.set(find(from), find(to));
  return new Set(roads.flatMap(({ from, to }) => [find(from), find(to)])).size;
}
