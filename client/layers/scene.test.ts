import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entity, type Layer, Situation } from '#shared/situation.ts';
import { MAP_LAYERS, POINT_TABLES, SHAPE_SOURCES } from './kinds.ts';
import { PALETTES } from './palette.ts';
import { Scene } from './scene.ts';
import type { Sight } from './sight.ts';

const SIGHT: Sight = { palette: PALETTES.dark, language: 'zh', level: (code) => code ?? '' };
const AT = '2026-10-30T05:00:00Z';
const stamp = (id: string) => ({ id, version: 1, observedAt: AT, recordedAt: AT, source: 's' });

const x = fc.double({ min: 117, max: 117.2, noNaN: true });
const y = fc.double({ min: 31, max: 31.2, noNaN: true });
const position = fc.tuple(x, y);
const square = fc.tuple(x, y, fc.double({ min: 0.001, max: 0.05, noNaN: true })).map(([west, south, side]) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
}));
const one = (prefix: string, most = 4) => fc.nat(most).map((n) => `${prefix}${n}`);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** One report's worth of change: a layer, an id, and its new fields, or nothing when it is gone. */
const entity = (layer: Layer, id: fc.Arbitrary<string>, fields: fc.Arbitrary<object>) =>
  fc.record({ layer: fc.constant(layer), id, fields: fc.option(fields, { nil: null, freq: 4 }) });
const change = fc.oneof(
  entity(
    'areas',
    one('a'),
    fc.record({ level: fc.constantFrom('community', 'township'), name: fc.string(), geometry: maybe(square) }),
  ),
  entity(
    'roads',
    one('r'),
    fc.record({
      class: fc.constantFrom('primary', 'odd'),
      drive: fc.boolean(),
      walk: fc.boolean(),
      geometry: fc.tuple(position, position).map((coordinates) => ({ type: 'LineString', coordinates })),
    }),
  ),
  entity('gates', one('g'), fc.record({ state: fc.constantFrom('open', 'guarded'), position })),
  entity(
    'sites',
    one('s'),
    fc.record({
      type: fc.constantFrom('testing', 'quarantine'),
      name: fc.string(),
      position: maybe(position),
      capacity: fc.nat(9),
    }),
  ),
  entity(
    'checkpoints',
    one('k'),
    fc.record({ name: fc.string(), type: fc.constant('road'), status: fc.constantFrom('running', 'closed'), position }),
  ),
  entity(
    'cases',
    one('c', 9),
    fc.record({
      status: fc.constantFrom('confirmed', 'excluded'),
      route: fc.constantFrom('fever', 'homeIsolation'),
      position: maybe(position),
      masked: fc.option(fc.constant(true), { nil: undefined }),
    }),
  ),
  entity(
    'zones',
    one('z'),
    fc.record({
      status: fc.constantFrom('active', 'held', 'released'),
      level: fc.constantFrom('high', 'low'),
      areaIds: fc.uniqueArray(one('a'), { maxLength: 3 }),
      geometry: maybe(square),
      steps: fc.constant([]),
      caseIds: maybe(fc.constant(['c1', 'c2'])),
    }),
  ),
  entity(
    'nails',
    fc.tuple(one('z'), one('i', 1)).map(([zone, item]) => `${zone}|${item}`),
    fc.record({ done: fc.boolean() }),
  ),
  entity(
    'boxes',
    one('b'),
    fc.record({ status: fc.constantFrom('sealed', 'received'), tubes: fc.nat(9), siteId: maybe(one('s')) }),
  ),
  entity(
    'rounds',
    one('n', 1),
    fc.record({
      status: fc.constantFrom('open', 'closed'),
      areaIds: fc.uniqueArray(one('a')),
      start: fc.constantFrom('2026-10-29T06:00:00Z', '2026-10-30T06:00:00Z'),
    }),
  ),
  entity('disinfections', one('d'), fc.record({ status: fc.constantFrom('due', 'verified'), areaId: maybe(one('a')) })),
  entity(
    'tasks',
    one('t'),
    fc.record({
      type: fc.constant('x'),
      status: fc.constantFrom('assigned', 'recalled'),
      gateId: maybe(one('g')),
      siteId: maybe(one('s')),
    }),
  ),
);

function contents(scene: Scene) {
  const tables = POINT_TABLES.map((name) => {
    const table = scene.tables[name];
    const rows = [...table.ids()].sort().map((id) => {
      const at = table.rowOf(id) as number;
      return [
        id,
        table.icon[at],
        [...table.position.subarray(2 * at, 2 * at + 2)],
        table.size[at],
        [...table.color.subarray(4 * at, 4 * at + 4)],
        table.from[at],
      ];
    });
    return [name, rows];
  });
  const shapes = SHAPE_SOURCES.map((name) => [
    name,
    scene.shapes[name].all().sort((a, b) => (a.properties.id < b.properties.id ? -1 : 1)),
  ]);
  return { tables, shapes, coverage: [...scene.coverage].sort() };
}

describe('Scene', () => {
  it('equals a scene built from scratch, whatever changed in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { maxLength: 14 }), (bursts) => {
        const copy = new Situation();
        const scene = new Scene(copy, SIGHT);
        scene.rebuild();
        for (const burst of bursts) {
          const changed = new Map<Layer, Set<string>>();
          for (const { layer, id, fields } of burst) {
            const zoneId = layer === 'nails' ? id.slice(0, id.indexOf('|')) : undefined;
            if (fields === null) copy.remove(layer, id);
            else copy.put(layer, id, { ...stamp(id), ...fields, zoneId } as unknown as Entity);
            changed.set(layer, (changed.get(layer) ?? new Set<string>()).add(id));
          }
          scene.update(changed);
        }
        scene.recountNails(); // counts of dots follow within two seconds, not with each change
        const fresh = new Scene(copy, SIGHT);
        fresh.rebuild();
        expect(contents(scene)).toEqual(contents(fresh));
      }),
      { numRuns: 150 },
    );
  });

  it('leaves every other table and source untouched when one case changes', () => {
    const copy = new Situation();
    copy.put('cases', 'c', {
      ...stamp('c'),
      status: 'confirmed',
      route: 'fever',
      position: [117, 31],
    } as unknown as Entity);
    copy.put('sites', 's', { ...stamp('s'), type: 'testing', name: 's', position: [117, 31] } as unknown as Entity);
    const scene = new Scene(copy, SIGHT);
    scene.rebuild();
    for (const name of POINT_TABLES) scene.tables[name].takeDirty(() => {});
    for (const name of SHAPE_SOURCES) scene.shapes[name].takeDiff();
    scene.update(new Map([['cases', new Set(['c'])]]));
    expect(POINT_TABLES.filter((name) => scene.tables[name].isDirty)).toEqual(['cases']);
    expect(SHAPE_SOURCES.filter((name) => scene.shapes[name].takeDiff() !== undefined)).toEqual([]);
  });

  it('draws a masked case as a soft circle and never as a dot', () => {
    const copy = new Situation();
    const masked = { ...stamp('c'), status: 'confirmed', route: 'fever', position: [117, 31], masked: true };
    copy.put('cases', 'c', masked as unknown as Entity);
    const scene = new Scene(copy, SIGHT);
    scene.rebuild();
    expect([scene.tables.cases.entities, scene.tables.soft.entities]).toEqual([0, 1]);
    expect(scene.tables.soft.size[0]).toBe(1000);
  });

  it('gives a nail no number for a reader who may not know it', () => {
    const ring = [
      [
        [116.9, 30.9],
        [117.1, 30.9],
        [117.1, 31.1],
        [116.9, 30.9],
      ],
    ];
    const zone = { status: 'active', level: 'nail', geometry: { type: 'Polygon', coordinates: ring }, steps: [] };
    const found = { status: 'confirmed', route: 'fever', position: [117.05, 30.95] };
    const iconFor = (fields: { caseIds?: string[] }, masked: boolean) => {
      const copy = new Situation();
      const seen = masked ? { ...found, masked: true } : found;
      copy.put('zones', 'z', { ...stamp('z'), ...zone, ...fields } as unknown as Entity);
      copy.put('nails', 'z|flag', { ...stamp('z|flag'), zoneId: 'z', item: 'flag', done: false } as unknown as Entity);
      copy.put('cases', 'c', { ...stamp('c'), ...seen } as unknown as Entity);
      const scene = new Scene(copy, SIGHT);
      scene.rebuild();
      return scene.tables.nails.icon[scene.tables.nails.rowOf('z') as number];
    };
    expect(iconFor({ caseIds: ['a', 'b', 'c'] }, false)).toBe('nail:3');
    // Found inside since the order was written: one of its positives too.
    expect(iconFor({ caseIds: ['a', 'b'] }, false)).toBe('nail:3');
    expect(iconFor({ caseIds: ['a', 'b'] }, true)).toBe('nail:2');
    expect(iconFor({}, false)).toBe('nail:1');
    expect(iconFor({}, true)).toBe('nail:-');
  });

  it("puts the engine's count on the pin, and a pin where only the engine knows a key area", () => {
    const copy = new Situation();
    const area = (west: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, 30.9],
          [west + 0.1, 30.9],
          [west + 0.1, 31.1],
          [west, 30.9],
        ],
      ],
    });
    const zone = (id: string, west: number) =>
      copy.put('zones', id, {
        ...stamp(id),
        status: 'active',
        level: 'high',
        geometry: area(west),
        caseIds: ['a', 'b'],
        steps: [],
      } as unknown as Entity);
    zone('told', 116.9);
    zone('quiet', 117.3);
    copy.put('nails', 'told|flag', {
      ...stamp('told|flag'),
      zoneId: 'told',
      item: 'flag',
      done: true,
    } as unknown as Entity);
    const scene = new Scene(copy, SIGHT);
    scene.rebuild();
    const { nails } = scene.tables;
    const pins = () =>
      ['told', 'quiet'].map((id) => {
        const row = nails.rowOf(id);
        return row === undefined || nails.size[row] === 0 ? undefined : nails.icon[row];
      });
    expect(pins()).toEqual(['nail:2', undefined]);
    scene.setPersons(
      new Map([
        ['told', 8],
        ['quiet', 13],
      ]),
    );
    expect(pins()).toEqual(['nail:8', 'nail:13']);
    scene.setPersons(new Map([['told', 8]]));
    expect(pins()).toEqual(['nail:8', undefined]);
  });

  it('draws a zone of houses, which the copy does not hold, once their outlines are known', () => {
    const copy = new Situation();
    const house = (west: number) => ({
      type: 'Polygon' as const,
      coordinates: [
        [
          [west, 31],
          [west + 0.001, 31],
          [west + 0.001, 31.001],
          [west, 31.001],
          [west, 31],
        ],
      ] as [number, number][][],
    });
    const zone = { level: 'high', status: 'active', areaIds: ['h1', 'h2'] };
    copy.put('zones', 'z', { ...stamp('z'), ...zone } as unknown as Entity);
    const scene = new Scene(copy, SIGHT);
    scene.rebuild();
    expect(scene.extentOf('zones', 'z')).toBeUndefined();
    scene.setHouses(new Map([['h1', house(117)]]));
    expect(scene.extentOf('zones', 'z')).toEqual([117, 31, 117.001, 31.001]);
    scene.setHouses(
      new Map([
        ['h1', house(117)],
        ['h2', house(117.003)],
      ]),
    );
    // Another theme builds everything again: the houses are still there.
    scene.rebuild();
    expect(scene.extentOf('zones', 'z')).toEqual([117, 31, 117.004, 31.001]);
    expect(scene.shapes.zones.all()).toHaveLength(1);
    scene.setHouses(new Map());
    expect(scene.extentOf('zones', 'z')).toBeUndefined();
  });

  it('names everything in the language of the reader, where it has a name in it', () => {
    const copy = new Situation();
    const at = [117, 31];
    const both = { name: '东站', nameEn: 'East Station', type: 'testing', position: at };
    copy.put('sites', 'both', { ...stamp('both'), ...both } as unknown as Entity);
    copy.put('sites', 'one', { ...stamp('one'), ...both, nameEn: undefined } as unknown as Entity);
    const scene = new Scene(copy, SIGHT);
    const names = () => scene.shapes.places.all().map(({ properties }) => properties.name);
    scene.rebuild();
    expect(names()).toEqual(['东站', '东站']);
    scene.rebuild({ ...SIGHT, language: 'en' });
    expect(names()).toEqual(['East Station', '东站']);
  });

  it('reads layers in an order in which what stands on others comes later', () => {
    const order = (layer: Layer) => MAP_LAYERS.indexOf(layer);
    expect(order('zones')).toBeGreaterThan(order('areas'));
    expect(order('nails')).toBeGreaterThan(order('zones'));
    expect(order('tasks')).toBeGreaterThan(order('gates'));
  });
});
