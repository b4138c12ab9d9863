// The line of a sealed place: a way through it that nobody guards, and a line with no way out.
import { expect, it } from 'vitest';
import { Ground } from '#shared/domain/fence/ground.ts';
import { heldBy } from '#shared/domain/fence/held.ts';
import { advance } from '#shared/project.ts';
import { ok } from '#shared/result.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { HOUR } from '#shared/time.ts';
import { FenceWatch } from './alarm-fences.ts';
import type { AlarmScene } from './alarm-scene.ts';
import { detect } from './alarms.ts';
import { CaseNodes } from './case-nodes.ts';
import { Clocks } from './clocks.ts';
import { PolicyLibrary } from './policies.ts';
import { Rounds } from './rounds.ts';
import { Zones } from './zones.ts';

const WAY = 'fenceLeak/z';
const CLOSED = 'fenceClosed/z';

/** A square of 200 m, a street through its western side, and one that only passes. */
const PLACE: readonly [Parameters<typeof report>[0], object][] = [
  [
    'area.registered',
    {
      id: 'home',
      level: 'compound',
      name: '小区',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [109, 39],
            [109.002, 39],
            [109.002, 39.002],
            [109, 39.002],
            [109, 39],
          ],
        ],
      },
    },
  ],
  ['zone.held', { id: 'z', level: 'high', areaIds: ['home'], reason: 'cases' }],
];
const road = (
  id: string,
  y: number,
  from: number,
  to: number,
  drive = true,
): [Parameters<typeof report>[0], object] => [
  'road.registered',
  {
    id,
    class: 'residential',
    geometry: {
      type: 'LineString',
      coordinates: [
        [from, y],
        [to, y],
      ],
    },
    walk: true,
    drive,
  },
];
const gate = (state: string): [Parameters<typeof report>[0], object] => [
  'gate.registered',
  { id: 'g', areaId: 'home', position: [109, 39.001], state },
];
const INTO = road('into', 39.001, 108.999, 109.001);
const PAST = road('past', 39.01, 108.99, 109.01);

async function found(...said: readonly [Parameters<typeof report>[0], object][]) {
  const situation = new Situation();
  const ground = new Ground();
  for (const [i, [kind, data]] of [...PLACE, ...said].entries()) {
    const { outcome, changes } = advance(situation, eventOf(i + 1, report(kind, data)));
    expect(outcome.state).toBe('applied');
    for (const { layer, id, after } of changes)
      if (layer === 'areas' || layer === 'roads' || layer === 'gates') ground.set(layer, id, after as never);
  }
  const projector = { situation, onSteps: () => () => true };
  const library = new PolicyLibrary([], () => {});
  const scene: AlarmScene = {
    situation,
    now: MORNING + HOUR,
    listeningSince: MORNING,
    policies: library,
    nodes: new CaseNodes(() => situation),
    rounds: new Rounds(projector),
    zones: new Zones(projector, library),
    clocks: new Clocks(projector, library),
  };
  const watch = new FenceWatch(async (question) => ok(heldBy(question, ground)));
  await watch.refresh(scene);
  return (await detect([watch.detector], scene))[0]!;
}

it('has a leak where a street leads through and no gate stands, and names the street', async () => {
  expect((await found(INTO, PAST)).found).toMatchObject([
    { id: WAY, zoneId: 'z', statistic: 'openings', value: 1, roadIds: ['into'] },
  ]);
});

it('has one where the gate stands open, and none once it is guarded', async () => {
  expect((await found(INTO, PAST, gate('open'))).found).toMatchObject([{ id: WAY, value: 1 }]);
  expect((await found(INTO, PAST, gate('guarded'))).found).toEqual([]);
});

it('has no way out where the only one is blocked: no ambulance gets in', async () => {
  expect((await found(INTO, PAST, gate('blocked'))).found).toMatchObject([{ id: CLOSED, level: 'critical' }]);
  expect((await found(INTO, PAST, gate('emergency'))).found).toEqual([]);
});

it('is not called tight where no street was ever registered: nobody knows', async () => {
  expect(await found()).toMatchObject({ found: [], unknown: new Set([WAY, CLOSED]) });
});
