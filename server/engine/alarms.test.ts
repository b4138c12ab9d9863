// Each detector on a small situation: what it finds, when it must keep silent, and what it does not know.
import { describe, expect, it } from 'vitest';
import type { Detection } from '#shared/domain/alarm/finding.ts';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { aberrationDetector, thresholdsDetector } from './alarm-cases.ts';
import {
  checkpointsDetector,
  dutyDetector,
  laboratoriesDetector,
  roomsDetector,
  roundsDetector,
  sourcesDetector,
  zonesDetector,
} from './alarm-places.ts';
import { ClusterScan } from './alarm-scan.ts';
import type { AlarmScene, Detector } from './alarm-scene.ts';
import { DETECTORS, detect } from './alarms.ts';
import { CaseNodes } from './case-nodes.ts';
import { Clocks } from './clocks.ts';
import { PolicyLibrary } from './policies.ts';
import { Rounds } from './rounds.ts';
import { Zones } from './zones.ts';

const iso = (at: number): string => new Date(at).toISOString();
type Said = [kind: Parameters<typeof report>[0], data: object, source?: string, at?: number];

const library = new PolicyLibrary([`${import.meta.dirname}/../../data/policies`], () => {});
await library.refresh();

/** @param now ms; everything is recorded in the minutes after MORNING unless said */
function sceneOf(now: number, ...said: readonly Said[]): AlarmScene {
  const situation = new Situation();
  for (const [i, [kind, data, source, at]] of said.entries()) {
    const more = { ...(source === undefined ? {} : { source }), ...(at === undefined ? {} : { observedAt: iso(at) }) };
    const event = eventOf(i + 1, report(kind, data, more));
    const { outcome } = advance(situation, at === undefined ? event : { ...event, recordedAt: iso(at) });
    expect(outcome.state, `${kind} ${JSON.stringify(outcome)}`).toBe('applied');
  }
  const projector = { situation, onSteps: () => () => true };
  const rounds = new Rounds(projector);
  const zones = new Zones(projector, library);
  const nodes = new CaseNodes(() => situation);
  const clocks = new Clocks(projector, library);
  return { situation, now, listeningSince: MORNING - 90 * DAY, rounds, zones, nodes, clocks, policies: library };
}
const look = async (detector: Detector, scene: AlarmScene): Promise<Detection> => (await detect([detector], scene))[0]!;
const found = async (detector: Detector, scene: AlarmScene) => (await look(detector, scene)).found;

const CASES: Said = ['source.registered', { id: 'cases', name: 'c', layers: ['cases'], everySeconds: 86_400 }];
const TOWN: readonly Said[] = [
  ['area.registered', { id: 'county', level: 'county', name: '县' }],
  ['area.registered', { id: 'street', level: 'township', name: '街', parent: 'county' }],
  ['area.registered', { id: 'home', level: 'compound', name: '小区', parent: 'street' }],
];
const caseAt = (id: string, at: number, more: object = {}): Said => [
  'case.reported',
  {
    id,
    person: `p-${id}`,
    status: 'confirmed',
    route: 'screening',
    places: [{ role: 'residence', type: 'flat', areaId: 'home' }],
    stages: { reported: iso(at) },
    ...more,
  },
  'cases',
  at,
];

describe('with nothing told', () => {
  it('no detector finds anything, and those of cases say that they know nothing', async () => {
    const detections = await detect(DETECTORS, sceneOf(MORNING));
    expect(detections.flatMap((one) => one.found)).toEqual([]);
    const blind = detections.filter(({ unknown }) => unknown === 'all').flatMap(({ types }) => types);
    expect(blind).toEqual(expect.arrayContaining(['nail', 'caseThreshold', 'ears', 'cusum', 'roomsFull', 'clockLate']));
  });
});

describe('zones', () => {
  const zone: Said = [
    'zone.recorded',
    {
      id: 'z',
      name: 'z',
      level: 'high',
      areaIds: ['home'],
      authority: 'a',
      publishedAt: iso(MORNING - DAY),
      until: iso(MORNING + HOUR),
    },
  ];
  it('are past their end from that moment on, and not before', async () => {
    expect(await found(zonesDetector, sceneOf(MORNING + HOUR - 1, ...TOWN, zone))).toEqual([]);
    expect(await found(zonesDetector, sceneOf(MORNING + HOUR, ...TOWN, zone))).toMatchObject([
      { id: 'zoneExpired/z', level: 'critical', since: MORNING + HOUR, zoneId: 'z' },
    ]);
    const over = sceneOf(MORNING + 2 * HOUR, ...TOWN, zone, ['zone.released', { id: 'z' }]);
    expect(await found(zonesDetector, over)).toEqual([]);
  });
});

describe('sources', () => {
  const word: readonly Said[] = [
    ['source.registered', { id: 's', name: 's', layers: ['series'], everySeconds: 600 }],
    ['series.counted', { series: 'suspected', areaId: 'county', date: '2022-10-30', value: 0 }, 's', MORNING],
  ];
  it('are silent after twice their interval, by name, and a start gives them that time again', async () => {
    expect(await found(sourcesDetector, sceneOf(MORNING + 20 * MINUTE, ...word))).toEqual([]);
    const scene = sceneOf(MORNING + 21 * MINUTE, ...word);
    expect(await found(sourcesDetector, scene)).toMatchObject([
      { id: 'sourceSilent/s', sourceId: 's', since: MORNING + 20 * MINUTE, value: 21, threshold: 20 },
    ]);
    const started = { ...scene, listeningSince: MORNING + 15 * MINUTE };
    const { found: none, unknown } = await look(sourcesDetector, started);
    expect(none).toEqual([]);
    expect([...(unknown as ReadonlySet<string>)]).toEqual(['sourceSilent/s']);
  });

  it('never heard are not silent', async () => {
    expect(await found(sourcesDetector, sceneOf(MORNING + DAY, word[0]!))).toEqual([]);
  });
});

describe('laboratories', () => {
  const lab = (status: object, at = MORNING): readonly Said[] => [
    ['source.registered', { id: 'labs', name: 'l', layers: ['sites'], everySeconds: 300 }],
    ['site.registered', { id: 'lab', name: '室', type: 'laboratory' }, 'labs', at],
    ['lab.status', { id: 'lab', ...status }, 'labs', at],
  ];
  const at = MORNING + MINUTE;
  it.each([
    ['six hours of work are no backlog', { queueTubes: 300, tubesPerHour: 50 }, []],
    ['seven are', { queueTubes: 350, tubesPerHour: 50 }, [{ level: 'warning', statistic: 'hoursToClear', value: 7 }]],
    ['more than a day of it is critical', { queueTubes: 1_500, tubesPerHour: 50 }, [{ level: 'critical', value: 30 }]],
    [
      'nothing goes while tubes wait',
      { queueTubes: 5, tubesPerHour: 0 },
      [{ level: 'critical', statistic: 'tubesWaiting' }],
    ],
    ['nothing waits and nothing goes', { queueTubes: 0, tubesPerHour: 0 }, []],
    [
      'an old tube',
      { queueTubes: 5, tubesPerHour: 50, oldestSampledAt: iso(MORNING - 13 * HOUR) },
      [{ level: 'warning', statistic: 'oldestTubeHours', value: 13 }],
    ],
    [
      'a tube of more than a day',
      { queueTubes: 5, tubesPerHour: 50, oldestSampledAt: iso(MORNING - 25 * HOUR) },
      [{ level: 'critical' }],
    ],
  ])('%s', async (_, status, expected) => {
    expect(await found(laboratoriesDetector, sceneOf(at, ...lab(status)))).toMatchObject(expected);
  });

  it('that stopped speaking are unknown: their alarm neither begins nor ends', async () => {
    const { found: none, unknown } = await look(
      laboratoriesDetector,
      sceneOf(MORNING + HOUR, ...lab({ queueTubes: 900, tubesPerHour: 50 })),
    );
    expect(none).toEqual([]);
    expect(unknown).toEqual(new Set(['labQueue/lab']));
  });
});

describe('rooms', () => {
  const site = (occupied: number, reserved: number): readonly Said[] => [
    ['site.registered', { id: 'q', name: 'q', type: 'quarantine', tier: 'running', capacity: 100 }],
    ['site.rooms', { id: 'q', ready: 100 - occupied - reserved, occupied, reserved, cleaning: 0, blocked: 0 }],
  ];
  it('alarm at 85 %, are critical when all are taken or promised, and unknown where a site says nothing', async () => {
    expect(await found(roomsDetector, sceneOf(MORNING, ...site(80, 4)))).toEqual([]);
    expect(await found(roomsDetector, sceneOf(MORNING, ...site(80, 5)))).toMatchObject([
      { level: 'warning', value: 0.85 },
    ]);
    expect(await found(roomsDetector, sceneOf(MORNING, ...site(90, 10)))).toMatchObject([
      { level: 'critical', value: 1 },
    ]);
    const silent: Said = ['site.registered', { id: 'r', name: 'r', type: 'quarantine', tier: 'running', capacity: 50 }];
    expect((await look(roomsDetector, sceneOf(MORNING, ...site(90, 10), silent))).unknown).toBe('all');
  });
});

describe('checkpoints', () => {
  const counted = (into: number, out: number): readonly Said[] => [
    ['checkpoint.registered', { id: 'k', name: 'k', type: 'road', position: [109, 39], status: 'open' }],
    ...(['in', 'out'] as const).map(
      (direction): Said => [
        'checkpoint.counted',
        {
          id: 'k',
          counter: 'a',
          direction,
          from: iso(MORNING),
          to: iso(MORNING + 15 * MINUTE),
          vehicles: direction === 'in' ? into : out,
        },
      ],
    ),
  ];
  it('that check in and hardly out are flagged, once they have counted enough to tell', async () => {
    expect(await found(checkpointsDetector, sceneOf(MORNING, ...counted(150, 10)))).toEqual([]);
    expect(await found(checkpointsDetector, sceneOf(MORNING, ...counted(1_000, 800)))).toEqual([]);
    expect(await found(checkpointsDetector, sceneOf(MORNING, ...counted(1_000, 799)))).toMatchObject([
      { id: 'checkpointOneWay/k', level: 'notice', value: 0.799 },
    ]);
  });

  const duty = (from: number, to: number): Said => [
    'duty.changed',
    { checkpointId: 'k', from: iso(from), to: iso(to), staff: 2 },
  ];
  it('without staff for twenty minutes alarm, a changeover of nineteen does not, nor a gap that is over', async () => {
    const shift = duty(MORNING - 8 * HOUR, MORNING);
    expect(await found(dutyDetector, sceneOf(MORNING + 19 * MINUTE, shift))).toEqual([]);
    expect(await found(dutyDetector, sceneOf(MORNING + 20 * MINUTE, shift))).toMatchObject([
      { id: 'dutyGap/k', since: MORNING, value: 20 },
    ]);
    const relieved = sceneOf(MORNING + HOUR, shift, duty(MORNING + 40 * MINUTE, MORNING + 9 * HOUR));
    expect(await found(dutyDetector, relieved)).toEqual([]);
    const closed: Said = [
      'checkpoint.registered',
      { id: 'k', name: 'k', type: 'road', position: [109, 39], status: 'closed' },
    ];
    expect(await found(dutyDetector, sceneOf(MORNING + HOUR, closed, shift))).toEqual([]);
  });
});

describe('rounds', () => {
  const round = (uploaded: number): readonly Said[] => [
    ...TOWN,
    ['round.opened', { id: 'r', areaIds: ['street'], start: iso(MORNING), deadline: iso(MORNING + DAY) }],
    ['roll.batch', { roundId: 'r', areaId: 'street', due: 1_000 }],
    [
      'test.batch',
      {
        id: 'b',
        roundId: 'r',
        counts: [
          {
            areaId: 'street',
            asOf: iso(MORNING + 20 * HOUR),
            sampled: 1_000,
            resulted: 1_000,
            uploaded,
            cumulative: true,
          },
        ],
      },
    ],
  ];
  it('past their time and not all in the register are late; complete ones and those that nobody told of are not', async () => {
    const late = MORNING + DAY + MINUTE;
    expect(await found(roundsDetector, sceneOf(late, ...round(999)))).toMatchObject([
      { id: 'roundLate/r', level: 'critical', since: MORNING + DAY, value: 0.999, threshold: 1 },
    ]);
    expect(await found(roundsDetector, sceneOf(late, ...round(1_000)))).toEqual([]);
    const untold = await look(roundsDetector, sceneOf(late, ...round(999).slice(0, 4)));
    expect(untold).toMatchObject({ found: [], unknown: new Set(['roundLate/r']) });
  });
});

describe('cases', () => {
  const adopted: Said = [
    'policy.adopted',
    { policyId: 'hohhot-nail', areaId: 'county', from: iso(MORNING - 30 * DAY) },
  ];
  const v7: Said = ['policy.adopted', { policyId: 'cn-2020-09-v7', areaId: 'county', from: iso(MORNING - 30 * DAY) }];
  const five = [1, 2, 3, 4, 5].map((n) => caseAt(`c${n}`, MORNING - n * HOUR));
  const later = MORNING + HOUR;

  it('five in one compound are a nail where that policy is in force, once, and nothing where it is not', async () => {
    expect(await found(thresholdsDetector, sceneOf(later, CASES, ...TOWN, ...five))).toEqual([]);
    expect(await found(thresholdsDetector, sceneOf(later, CASES, ...TOWN, adopted, v7, ...five))).toMatchObject([
      { id: 'nail/home', areaId: 'home', policyId: 'hohhot-nail', value: 5, caseIds: ['c5', 'c4', 'c3', 'c2', 'c1'] },
    ]);
    expect(await found(thresholdsDetector, sceneOf(later, CASES, ...TOWN, v7, ...five))).toMatchObject([
      { id: 'caseThreshold/home', policyId: 'cn-2020-09-v7' },
    ]);
    const excluded = caseAt('c1', MORNING - HOUR, { status: 'excluded' });
    expect(
      await found(thresholdsDetector, sceneOf(later, CASES, ...TOWN, adopted, excluded, ...five.slice(1))),
    ).toEqual([]);
  });

  it('are unknown while their source is silent: nothing begins, nothing ends', async () => {
    const scene = sceneOf(MORNING + 3 * DAY, CASES, ...TOWN, adopted, ...five);
    for (const detector of [thresholdsDetector, aberrationDetector])
      expect(await look(detector, scene)).toMatchObject({ found: [], unknown: 'all' });
  });

  /** One case a day, and on the last day as many as said. */
  const daily = (days: number, today: number): Said[] => [
    [...CASES, undefined, MORNING - days * DAY] as unknown as Said,
    ...TOWN,
    ...Array.from({ length: days }, (_, i) => caseAt(`d${i}`, MORNING - (days - i) * DAY)),
    ...Array.from({ length: today }, (_, i) => caseAt(`t${i}`, MORNING + i)),
  ];
  it('above the week before are an alarm with its interval and its rivals, in the township; a usual day is none', async () => {
    expect(await found(aberrationDetector, sceneOf(later, ...daily(10, 1)))).toEqual([]);
    const [ears] = await found(aberrationDetector, sceneOf(later, ...daily(10, 9)));
    expect(ears).toMatchObject({ id: 'ears/street', areaId: 'street', value: 16, threshold: 3, level: 'critical' });
    expect(ears!.recurrenceDays).toBeGreaterThan(365);
    expect(ears!.checks).toContain('batchUpload');
    expect(ears!.caseIds).toHaveLength(9);
  });

  it('on too few days are no alarm, however many: what came before nobody knows', async () => {
    expect(await found(aberrationDetector, sceneOf(later, ...daily(5, 20)))).toEqual([]);
  });

  it('planted in space and time are found beside the event loop, and named by their township', async () => {
    const at = (n: number): object => ({ position: [109 + ((n * 37) % 90) / 1_000, 39 + ((n * 53) % 90) / 1_000] });
    const place = (spot: object) => ({ places: [{ role: 'residence', type: 'flat', areaId: 'home', ...spot }] });
    const spread = Array.from({ length: 40 }, (_, n) => caseAt(`s${n}`, MORNING - (40 - n) * DAY, place(at(n))));
    const here = Array.from({ length: 8 }, (_, n) =>
      caseAt(`h${n}`, MORNING + n, place({ position: [109.2, 39.2 + n / 100_000] })),
    );
    const scan = new ClusterScan();
    const scene = sceneOf(later, CASES, ...TOWN, ...spread, ...here);
    expect((await look(scan.detector, scene)).unknown).toBe('all');
    await scan.refresh(scene);
    const [cluster] = await found(scan.detector, scene);
    await scan.close();
    expect(cluster).toMatchObject({ id: 'cluster/street', type: 'cluster', level: 'critical', recurrenceDays: 1_000 });
    expect(cluster!.caseIds).toEqual(here.map(([, data]) => (data as { id: string }).id).sort());
  });
});
