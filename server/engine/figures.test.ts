// Figures whose rows come from several sources, and no id given twice.
import { describe, expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { atOnce } from '#shared/steps.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { HOUR } from '#shared/time.ts';
import { Clocks } from './clocks.ts';
import type { FigureScene } from './figure-scene.ts';
import { FIGURE_SOURCES, figureSteps } from './figures.ts';
import { Nails } from './nails.ts';
import { Rounds } from './rounds.ts';
import { Zones } from './zones.ts';

const figuresOf = (scene: FigureScene) => atOnce(figureSteps(scene));

/** A reader who sees everything. */
const view: FigureScene['view'] = { key: 'all', may: () => true, see: (_, entity) => entity, holds: () => true };

function sceneOf(...said: [kind: Parameters<typeof report>[0], data: object, source?: string][]): FigureScene {
  const situation = new Situation();
  for (const [i, [kind, data, source]] of said.entries())
    advance(situation, eventOf(i + 1, report(kind, data, source === undefined ? {} : { source })));
  const projector = { situation, onSteps: () => () => true };
  const library = { policies: new Map() };
  const rounds = new Rounds(projector);
  const zones = new Zones(projector, library);
  const clocks = new Clocks(projector, library);
  return {
    situation,
    view,
    now: MORNING + 30 * 60_000,
    rounds,
    zones,
    clocks,
    nails: new Nails(projector, library, { rounds, zones, clocks }),
    library,
  };
}
const source = (id: string, everySeconds: number): [Parameters<typeof report>[0], object] => [
  'source.registered',
  { id, name: id, layers: ['sites'], everySeconds },
];

it('gives no id twice', () => {
  const scene = sceneOf();
  const ids = Object.values(FIGURE_SOURCES).flatMap((give) => Object.keys(atOnce(give(scene))));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

it('is provisional when its own source is silent, and not when another one of the layer is', () => {
  const scene = sceneOf(
    source('rooms', 3_600),
    source('lab', 60),
    ['site.registered', { id: 'q', name: 'q', type: 'quarantine', tier: 'running', capacity: 10 }, 'rooms'],
    ['site.rooms', { id: 'q', ready: 4, occupied: 6, reserved: 0, cleaning: 0, blocked: 0 }, 'rooms'],
    ['site.registered', { id: 'l', name: 'l', type: 'laboratory' }, 'lab'],
    ['lab.status', { id: 'l', queueTubes: 90, tubesPerHour: 30 }, 'lab'],
  );
  const figures = figuresOf(scene);
  expect(figures['rooms.free']).toMatchObject({ value: 4, state: 'ok', source: 'rooms' });
  expect(figures['labs.queueTubes']).toMatchObject({ value: 90, state: 'provisional', source: 'lab' });
  expect(figures['labs.hoursToClear']!.value).toBe(3);
});

it('counts a case on the local day on which it was reported, and only routes of the community as community', () => {
  const found = (id: string, route: string, hours: number): [Parameters<typeof report>[0], object] => [
    'case.reported',
    {
      id,
      status: 'confirmed',
      route,
      places: [],
      stages: { reported: new Date(MORNING + hours * HOUR).toISOString() },
    },
  ];
  // The morning is 08:00 in Shanghai.
  const scene = sceneOf(
    found('c1', 'screening', -7.9),
    found('c2', 'centralIsolation', -1),
    found('c3', 'unknown', -8.1),
    ['case.reported', { id: 'c4', status: 'excluded', route: 'screening', places: [] }],
  );
  const value = (id: string) => figuresOf(scene)[id]!.value;
  expect(['cases.total', 'cases.today', 'cases.community', 'cases.communityToday'].map(value)).toEqual([3, 2, 2, 1]);
  expect(['cases.controlledToday', 'cases.yesterday'].map(value)).toEqual([1, 1]);
  // Half an hour into the morning, the screening positive is 8.4 hours old; nobody under control makes it younger.
  const latest = new Date(MORNING - 7.9 * HOUR).toISOString();
  expect(figuresOf(scene)['cases.communityLatestHours']).toMatchObject({ value: 8.4, asOf: latest, state: 'ok' });
  const none = figuresOf(sceneOf(found('c2', 'centralIsolation', -1)));
  expect(none['cases.communityLatestHours']).toMatchObject({ value: null, state: 'unknown' });
});

it('counts everybody who is held once, and says when somebody could not be counted', () => {
  const area = (
    id: string,
    level: string,
    population?: number,
    parent?: string,
  ): [Parameters<typeof report>[0], object] => [
    'area.registered',
    {
      id,
      level,
      name: id,
      ...(population === undefined ? {} : { population }),
      ...(parent === undefined ? {} : { parent }),
    },
  ];
  const zone = (id: string, level: string, ...areaIds: string[]): [Parameters<typeof report>[0], object] => [
    'zone.recorded',
    { id, name: id, level, areaIds, authority: 'a', publishedAt: new Date(MORNING).toISOString() },
  ];
  const areas = [area('yard', 'compound', 900), area('house', 'building', 90, 'yard'), area('village', 'village', 400)];
  const scene = sceneOf(
    ...areas,
    zone('z1', 'high', 'house'),
    zone('z2', 'medium', 'yard'),
    zone('z3', 'low', 'village'),
  );
  const { 'zones.inForce': inForce, 'zones.personsHeld': persons } = figuresOf(scene);
  expect(inForce).toMatchObject({ value: 3, state: 'ok' });
  // The house is in the yard, and a low zone asks and does not hold.
  expect(persons).toMatchObject({ value: 900, state: 'ok' });
  const more = sceneOf(...areas, area('barn', 'building'), zone('z1', 'high', 'house', 'barn'));
  expect(figuresOf(more)['zones.personsHeld']).toMatchObject({ value: 90, state: 'provisional' });
  expect(figuresOf(sceneOf(...areas))['zones.inForce']).toMatchObject({ value: null, state: 'notConnected' });
});

it('counts the posts with somebody on duty now, of those that have a roster', () => {
  const shift = (checkpointId: string, from: number, to: number, staff = 2) =>
    [
      'duty.changed',
      {
        checkpointId,
        from: new Date(MORNING + from * HOUR).toISOString(),
        to: new Date(MORNING + to * HOUR).toISOString(),
        staff,
      },
    ] satisfies [Parameters<typeof report>[0], object];
  const staffed = (...said: ReturnType<typeof shift>[]) => figuresOf(sceneOf(...said))['checkpoints.staffed'];
  expect(staffed(shift('a', -1, 1), shift('b', -8, 0), shift('c', -1, 1, 0), shift('d', 0, 8))?.value).toBe(2);
  expect(staffed()).toMatchObject({ value: null, state: 'notConnected' });
});

describe('a queue at a checkpoint', () => {
  const minutes = (of: number) => new Date(MORNING + of * 60_000).toISOString();
  const post = [
    'checkpoint.registered',
    { id: 'k', name: 'k', type: 'road', position: [109.1, 39.1], status: 'open', lanes: 2 },
  ] as const;
  const passed = [
    'checkpoint.counted',
    { id: 'k', counter: 'a', direction: 'in', from: minutes(-30), to: minutes(0), vehicles: 60 },
  ] as const;
  const queue = (direction: 'in' | 'out', vehicles: number, at: number): Said => [
    'checkpoint.queue',
    { id: 'k', direction, vehicles },
    { observedAt: minutes(at) },
  ];
  type Said = readonly [kind: Parameters<typeof report>[0], data: object, more?: object];
  const figuresAfter = (...said: Said[]) => {
    const situation = new Situation();
    const outcomes = [post, ...said].map(
      ([kind, data, more], i) => advance(situation, eventOf(i + 1, report(kind, data, more))).outcome.state,
    );
    return { outcomes, figures: figuresOf({ ...sceneOf(), situation }) };
  };

  it('waits as long as what passes takes, and is provisional where nobody knows what passes', () => {
    const { figures } = figuresAfter(passed, queue('in', 30, 0), queue('out', 5, 0));
    expect(figures['checkpoints.queueVehicles']).toMatchObject({ value: 35, asOf: minutes(0) });
    // Outwards somebody waits and nobody counts.
    expect(figures['checkpoints.longestWaitHours']).toMatchObject({ value: null });
    const known = figuresAfter(passed, queue('in', 30, 0), queue('out', 0, 0)).figures;
    // 120 an hour pass: Little's law.
    expect(known['checkpoints.longestWaitHours']).toMatchObject({ value: 0.25, state: 'ok' });
  });

  it('is the latest that somebody saw, and nobody’s word an hour later', () => {
    const { outcomes, figures } = figuresAfter(passed, queue('in', 30, 0), queue('in', 90, -10));
    expect(outcomes).toEqual(['applied', 'applied', 'applied', 'merged']);
    expect(figures['checkpoints.queueVehicles']?.value).toBe(30);
    const old = figuresAfter(passed, queue('in', 30, -45)).figures;
    expect(old['checkpoints.queueVehicles']).toMatchObject({ value: null, state: 'unknown' });
  });
});

it('says how many alarms were real, of those that somebody judged', () => {
  const alarm = (id: string, type: string) =>
    ['alarm.raised', { id, episode: 1, type, level: 'warning', since: new Date(MORNING).toISOString() }] as [
      Parameters<typeof report>[0],
      object,
    ];
  const judged = (id: string, verdict?: string): [Parameters<typeof report>[0], object] => [
    'alarm.acknowledged',
    verdict === undefined ? { id } : { id, verdict },
  ];
  const told = [alarm('a', 'ears'), alarm('b', 'cusum'), alarm('c', 'cluster'), alarm('d', 'cluster')];
  const scene = sceneOf(...told, judged('a', 'real'), judged('b', 'falseAlarm'), judged('c', 'real'), judged('d'));
  expect(figuresOf(scene)['alarms.precision']).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3 });
  expect(figuresOf(sceneOf(...told))['alarms.precision']).toMatchObject({ value: null });
});
