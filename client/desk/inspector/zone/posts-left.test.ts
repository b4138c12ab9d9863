// Posts of a zone that has ended, or of the part of it that was released: those that still stand are named, and one that a
// line in force needs is left where it is.
import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/geo/position.ts';
import { type Entities, Situation } from '#shared/situation.ts';
import type { HeldShown } from './answers.ts';
import { freedOf, postsLeft, wasReleasedInPart } from './posts-left.ts';

const NOW = Date.parse('2022-10-30T12:00:00Z');
const box = (west: number, east: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 39],
      [east, 39],
      [east, 39.001],
      [west, 39.001],
      [west, 39],
    ],
  ] as Position[][],
});
const zone = (id: string, status: string, west: number, east: number) =>
  ({ id, status, level: 'high', geometry: box(west, east), steps: [] }) as unknown as Entities['zones'];
const gate = (id: string, position: Position) => ({ id, position, state: 'open' }) as unknown as Entities['gates'];
const post = (id: string, gateId: string, status = 'assigned', type = 'gateGuard') =>
  ({ id, gateId, status, type }) as unknown as Entities['tasks'];

const ended = zone('ended', 'released', 109, 109.002);
const held = {
  gates: [
    { gateId: 'west', position: [109, 39.0005], state: 'open' },
    { gateId: 'east', position: [109.002, 39.0005], state: 'open' },
  ],
  leaks: [],
} as unknown as HeldShown;
function copyWith(neighbour: Entities['zones']): Situation {
  const copy = new Situation();
  const put = (layer: string, all: readonly { readonly id: string; readonly [field: string]: unknown }[]) => {
    for (const one of all) copy.put(layer as 'zones', one.id, one as never);
  };
  put('zones', [ended, neighbour]);
  put('gates', [gate('west', [109, 39.0005]), gate('east', [109.002, 39.0005]), gate('ended/1,2', [109.001, 39])]);
  put('tasks', [
    post('a', 'west'),
    post('b', 'east', 'received'),
    post('c', 'ended/1,2'),
    post('over', 'west', 'recalled'),
    post('well', 'west', 'verified'),
    post('other', 'west', 'assigned', 'disinfection'),
    post('elsewhere', 'far'),
  ]);
  return copy;
}

it('are those that were ordered at its gates and neither recalled nor over', () => {
  const { open, needed } = postsLeft(ended, held, [], copyWith(zone('n', 'released', 109.002, 109.004)), NOW);
  expect([open.map(({ id }) => id), needed]).toEqual([['a', 'b', 'c'], 0]);
});

it('leave out a gate on the line of another zone in force, and say how many', () => {
  const { open, needed } = postsLeft(ended, held, [], copyWith(zone('n', 'active', 109.002, 109.004)), NOW);
  expect([open.map(({ id }) => id), needed]).toEqual([['a', 'c'], 1]);
});

it('knows the line of a zone that is made of areas alone', () => {
  const copy = copyWith({ ...zone('n', 'active', 0, 0), geometry: undefined, areaIds: ['next'] } as Entities['zones']);
  copy.put('areas', 'next', { id: 'next', level: 'building', geometry: box(109.002, 109.004) } as never);
  const { open, needed } = postsLeft(ended, held, [], copy, NOW);
  expect([open.map(({ id }) => id), needed]).toEqual([['a', 'c'], 1]);
});

describe('of a zone that was released in part', () => {
  const area = (id: string, west: number, east: number, parent?: string) => ({
    id,
    level: 'building',
    geometry: box(west, east),
    ...(parent === undefined ? {} : { parent }),
  });
  /** The west house goes on, the east one was released: 170 m between them. */
  const partly = {
    ...zone('partly', 'active', 0, 0),
    geometry: undefined,
    areaIds: ['west'],
    steps: [{ kind: 'zone.published' }, { kind: 'zone.released' }],
  } as unknown as Entities['zones'];
  const nowHeld = { gates: [{ gateId: 'west-gate', position: [109, 39.0005], state: 'open' }], leaks: [] };
  const ask = (neighbours: readonly Entities['zones'][] = [], freed = ['east']) => {
    const copy = new Situation();
    const put = (layer: string, all: readonly { readonly id: string; readonly [field: string]: unknown }[]) => {
      for (const one of all) copy.put(layer as 'zones', one.id, one as never);
    };
    put('zones', [partly, ...neighbours]);
    put('areas', [
      area('west', 109, 109.002),
      area('east', 109.004, 109.006),
      { id: 'flat', level: 'floor', parent: 'east' },
      area('far', 109.1, 109.102),
    ]);
    put('gates', [
      gate('west-gate', [109, 39.0005]),
      gate('east-gate', [109.006, 39.0005]),
      gate('partly/west', [109.002, 39.0005]),
      gate('partly/east', [109.004, 39.0005]),
    ]);
    put('tasks', [
      post('a', 'west-gate'),
      post('b', 'east-gate', 'received'),
      post('c', 'partly/west'),
      post('d', 'partly/east'),
      post('over', 'east-gate', 'recalled'),
      { id: 'e', type: 'disinfection', areaId: 'flat', status: 'assigned' },
      { id: 'f', type: 'doorVisit', areaId: 'west', status: 'assigned' },
      { id: 'g', type: 'doorVisit', areaId: 'far', status: 'assigned' },
      { id: 'h', type: 'doorVisit', areaId: 'east', status: 'done' },
    ]);
    const { open, needed, others } = postsLeft(partly, nowHeld as unknown as HeldShown, freed, copy, NOW);
    return [open.map(({ id }) => id), needed, others.map(({ id }) => id)];
  };

  it('are those in the part released, and none on the line that goes on; other tasks there are named apart', () => {
    expect(ask()).toEqual([['b', 'd'], 0, ['e']]);
  });

  it('leave to another zone what it holds', () => {
    const neighbour = { ...zone('n', 'active', 0, 0), geometry: undefined, areaIds: ['east'] } as Entities['zones'];
    expect(ask([neighbour])).toEqual([[], 2, []]);
  });

  it('are none while nothing was released', () => {
    expect(ask([], [])).toEqual([[], 0, []]);
  });

  it('knows from the record which part it was, and that a whole release is no part', () => {
    const said = (areaIds?: readonly string[]) => ({ kind: 'zone.released', data: areaIds ? { areaIds } : {} });
    const again = { kind: 'zone.proposed', data: { areaIds: ['x'] } };
    expect(freedOf(partly, [again, said(['east', 'west']), said(['east'])])).toEqual(['east']);
    expect(freedOf({ ...partly, status: 'released' }, [said(), said(['east'])])).toEqual(['east']);
    expect(wasReleasedInPart(partly)).toBe(true);
    expect(wasReleasedInPart({ ...partly, status: 'released' })).toBe(false);
    const split = [...partly.steps, { kind: 'zone.split' }] as Entities['zones']['steps'];
    expect(wasReleasedInPart({ ...partly, status: 'released', steps: split })).toBe(true);
    expect(wasReleasedInPart({ ...partly, steps: undefined } as unknown as Entities['zones'])).toBe(false);
  });
});
