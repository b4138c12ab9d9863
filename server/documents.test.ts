// The five documents, each told through the public door under the rules of its date: what the engine then says are the
// documents' own figures (domain.md 2, 3, 5.1 and 7; HH, LS, CQ, HD, JZ). Names of places are kept out: areas have ids.
import { afterEach, describe, expect, it } from 'vitest';
import { roundedPercent } from '#shared/domain/rate.ts';
import { type Body, type Line, openLine, say } from './testing/line.ts';

let line: Line | undefined;
afterEach(async () => {
  await line?.close();
  line = undefined;
});

type Story = {
  /** by policy id, adopted for the county from this day on */
  readonly adopted: Readonly<Record<string, string>>;
  readonly population?: number;
  readonly reports: readonly object[];
};

/** A new server that is told a story; every report has to be taken. */
async function tell({ adopted, population, reports }: Story): Promise<Line> {
  line = await openLine();
  const county = say('area.registered', {
    id: 'county',
    name: 'county',
    level: 'county',
    ...(population === undefined ? {} : { population }),
  });
  const rules = Object.entries(adopted).map(([policyId, from]) =>
    say('policy.adopted', { policyId, areaId: 'county', from }, { observedAt: from }),
  );
  const taken = [
    ...(await line.send([county])).results,
    ...(await line.send(rules, await line.signIn('commander'))).results,
    ...(await line.send(reports, await line.signIn('analyst'))).results,
  ];
  expect(taken.flatMap(({ error }) => error ?? [])).toEqual([]);
  return line;
}
const when = (at: string): string => `at=${encodeURIComponent(at)}`;
const ask = async (path: string): Promise<Body> => {
  const { status, body } = await line!.get(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const rulesAt = async (at: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await ask(`/api/policies?areaId=county&${when(at)}`)).inForce.map(({ series, policyId }: Body) => [
      series,
      policyId,
    ]),
  );
const valuesAt = async (at: string, ...ids: string[]): Promise<unknown[]> => {
  const figures = await ask(`/api/figures?${when(at)}`);
  return ids.map((id) => figures[id].value);
};

/** compound k with buildings b1 and b2, b1 with staircases s1 and s2 */
const HOUSES = [
  ['k', 'compound', 'county', 400],
  ['b1', 'building', 'k', 200],
  ['b2', 'building', 'k', 200],
  ['s1', 'staircase', 'b1', 100],
  ['s2', 'staircase', 'b1', 100],
].map(([id, level, parent, population]) => say('area.registered', { id, name: id, level, parent, population }));
const found = (id: string, sampledAt: string, more: object = {}) =>
  say(
    'case.reported',
    {
      id,
      status: 'confirmed',
      route: 'screening',
      sampledAt,
      places: [{ role: 'residence', type: 'flat', areaId: 's1', matchLevel: 'door' }],
      ...more,
    },
    { observedAt: sampledAt },
  );
const proposed = async (at: string): Promise<[level: string, areaIds: string[]][]> =>
  (await ask(`/api/zones/proposals?${when(at)}`)).proposals.map(({ level, areaIds }: Body) => [level, areaIds]);

describe('Hohhot, November 2022', () => {
  it('of 303 positives on 1 November 300 come from isolation: three are of the community', async () => {
    const at = '2022-11-01T12:00:00+08:00';
    const cases = Array.from({ length: 303 }, (_, i) =>
      found(`c${i}`, at, {
        status: i < 20 ? 'confirmed' : 'asymptomatic',
        route: i < 300 ? 'centralIsolation' : 'screening',
        places: [],
      }),
    );
    await tell({ adopted: { 'cn-2022-06-v9': '2022-06-27T00:00:00+08:00' }, reports: cases });
    expect(await valuesAt('2022-11-01T23:00:00+08:00', 'cases.today', 'cases.communityToday')).toEqual([303, 3]);
  });

  it('draws a compound under the 9th edition, and from 12 November a staircase: the same case, another rule', async () => {
    await tell({
      adopted: { 'cn-2022-06-v9': '2022-06-27T00:00:00+08:00', 'cn-2022-11-20measures': '2022-11-12T00:00:00+08:00' },
      reports: [...HOUSES, found('c1', '2022-11-11T08:00:00+08:00')],
    });
    expect((await rulesAt('2022-11-11T12:00:00+08:00'))['zone-level']).toBe('cn-2022-06-v9');
    expect(await proposed('2022-11-11T12:00:00+08:00')).toEqual([['high', ['k']]]);
    expect((await rulesAt('2022-11-12T12:00:00+08:00'))['zone-level']).toBe('cn-2022-11-20measures');
    expect(await proposed('2022-11-12T12:00:00+08:00')).toEqual([['high', ['s1']]]);
  });

  it('makes a compound a key area with its fifth person, and the same person twice is one (V12)', async () => {
    const positive = (n: number, person = `p${n}`) => found(`c${n}`, `2022-11-0${n}T08:00:00+08:00`, { person });
    await tell({
      adopted: { 'cn-2022-06-v9': '2022-06-27T00:00:00+08:00', 'hohhot-nail': '2022-10-15T00:00:00+08:00' },
      reports: [...HOUSES, ...[1, 2, 3, 4].map((n) => positive(n)), positive(5, 'p4'), positive(6)],
    });
    const nailsAt = async (at: string) =>
      (await ask(`/api/nails?${when(at)}`)).nails.map(({ id, persons }: Body) => [id, persons]);
    expect(await nailsAt('2022-11-05T12:00:00+08:00')).toEqual([]);
    expect(await nailsAt('2022-11-06T12:00:00+08:00')).toEqual([['k', 5]]);
  });
});

describe('Lishi, spring 2022', () => {
  const site = (id: string, type: string, more: object = {}) => say('site.registered', { id, name: id, type, ...more });
  const post = (id: string, type: string) =>
    say('checkpoint.registered', { id, name: id, type, position: [109, 39], status: 'open' });
  const of = (count: number, make: (i: number) => object): object[] => Array.from({ length: count }, (_, i) => make(i));

  it('registers 14 of 15 checkpoints, 3 + 5 + 7 sites, and 58 points where 146 are wanted', async () => {
    await tell({
      adopted: {
        'cn-2021-05-v8': '2021-05-11T00:00:00+08:00',
        'cn-test-2022-03-g3': '2022-03-22T00:00:00+08:00',
        'cn-rooms': '2021-09-29T00:00:00+08:00',
      },
      population: 437_800,
      reports: [
        post('airport', 'airport'),
        post('railway', 'railway'),
        post('coach', 'coach'),
        ...of(6, (i) => post(`exit-${i}`, 'expressway')),
        ...of(5, (i) => post(`road-${i}`, 'road')),
        say('series.counted', { series: 'checkpoints.declared', areaId: 'county', date: '2022-03-31', value: 15 }),
        ...of(3, (i) => site(`running-${i}`, 'quarantine', { tier: 'running' })),
        ...of(5, (i) => site(`built-${i}`, 'quarantine', { tier: 'built' })),
        ...of(7, (i) => site(`reserve-${i}`, 'quarantine', { tier: 'reserve' })),
        ...of(58, (i) => site(`point-${i}`, 'testing')),
      ],
    });
    const at = '2022-04-01T12:00:00+08:00';
    expect(await rulesAt(at)).toMatchObject({
      'zone-level': 'cn-2021-05-v8',
      'round-deadline': 'cn-test-2022-03-g3',
      rooms: 'cn-rooms',
    });
    expect(await valuesAt(at, 'checkpoints.registered', 'checkpoints.unexplained')).toEqual([14, 1]);
    expect(await valuesAt(at, 'sites.quarantine', 'sites.quarantineRunning')).toEqual([15, 3]);
    expect(await valuesAt(at, 'rooms.required', 'rooms.requiredIn24h')).toEqual([2_627, 876]);
    expect(await valuesAt(at, 'testing.points', 'testing.pointsWanted', 'testing.samplersWanted')).toEqual([
      58, 146, 1_217,
    ]);
    // The rooms ready by the end of March were lost from the text: nobody knows, and it is not none.
    expect(await valuesAt(at, 'rooms.free', 'rooms.gap')).toEqual([null, null]);
  });

  it('seals under the 8th edition, and 437,800 sampled with 65,600 results are 14.98 %, not a round that is done', async () => {
    const start = '2022-10-30T00:00:00+08:00';
    await tell({
      adopted: { 'cn-2021-05-v8': '2021-05-11T00:00:00+08:00' },
      reports: [
        ...HOUSES,
        found('c1', '2022-04-01T08:00:00+08:00'),
        say(
          'round.opened',
          { id: 'r3', areaIds: ['county'], start, deadline: '2022-10-31T00:00:00+08:00' },
          { observedAt: start },
        ),
        say('roll.batch', { roundId: 'r3', areaId: 'county', due: 437_800 }, { observedAt: start }),
        say(
          'test.batch',
          {
            id: 'b',
            roundId: 'r3',
            areaId: 'county',
            asOf: '2022-10-30T15:00:00+08:00',
            sampled: 437_800,
            resulted: 65_600,
            cumulative: true,
          },
          { observedAt: '2022-10-30T15:00:00+08:00' },
        ),
      ],
    });
    expect(await proposed('2022-04-01T12:00:00+08:00')).toEqual([['sealed', ['s1']]]);
    const coverage = await ask(`/api/coverage?roundId=r3&window=round&${when('2022-10-30T15:00:00+08:00')}`);
    expect(coverage).toMatchObject({ due: 437_800, sampled: 437_800, resulted: 65_600, missing: 0 });
    expect(coverage.percent.resulted).toBe('14.98 %');
    const [sampled, uploaded] = await valuesAt('2022-10-30T15:00:00+08:00', 'coverage.sampled', 'coverage.uploaded');
    // Sampled is not tested: what is uploaded nobody said.
    expect([sampled, uploaded]).toEqual([1, null]);
  });
});

describe('Chongqing, 8 February 2020', () => {
  it('counts 2.41 million vehicles; a rate stands only on the counters that told both sides of it', async () => {
    const at = (hour: string) => `2020-02-07T${hour}:00+08:00`;
    const post = (id: string, tier: string) =>
      say('checkpoint.registered', { id, name: id, type: 'road', tier, position: [106.5, 29.5], status: 'open' });
    const counted = (id: string, data: object) =>
      say('checkpoint.counted', { id, counter: 'all', from: at('00:00'), to: at('23:59'), direction: 'in', ...data });
    await tell({
      adopted: {
        'cn-2020-01-community': '2020-01-24T00:00:00+08:00',
        'community-closed-2020': '2020-02-01T00:00:00+08:00',
      },
      reports: [
        post('between-provinces', 'province'),
        post('districts', 'county'),
        counted('between-provinces', {
          vehicles: 920_000,
          vehiclesTurnedBack: 20_975,
          personsTurnedBack: 47_017,
          suspects: 80,
        }),
        counted('districts', { vehicles: 1_490_000, persons: 3_539_000, suspects: 69 }),
        ...HOUSES,
      ],
    });
    const now = '2020-02-08T00:00:00+08:00';
    expect((await rulesAt(now))['community-status']).toBe('cn-2020-01-community');
    const figures = await ask(`/api/figures?${when(now)}`);
    const value = (id: string) => figures[`checkpoints.${id}`].value;
    expect([value('vehicles'), value('persons'), value('suspects')]).toEqual([2_410_000, 3_539_000, 149]);
    expect([value('vehiclesTurnedBack'), value('personsTurnedBack')]).toEqual([20_975, 47_017]);
    expect(figures['checkpoints.turnBackVehicles']).toMatchObject({ numerator: 20_975, denominator: 920_000 });
    expect(roundedPercent(value('turnBackVehicles'))).toBe(2.28);
    // Who was turned back was counted at one level, who was checked at the other: one over the other is no rate.
    expect(value('turnBackPersons')).toBeNull();
    expect(figures['checkpoints.yieldPer10000']).toMatchObject({ numerator: 149, denominator: 2_410_000 });
    expect(value('yieldPer10000Low')).toBeLessThan(value('yieldPer10000'));
    expect(value('yieldPer10000High')).toBeGreaterThan(value('yieldPer10000'));
    // Nothing was ever counted going out: that is a gap of the sources, and flagged.
    expect(value('parityFlagged')).toBe(2);
  });
});

describe('Haidian, 26 November 2022', () => {
  const rules = {
    'cn-2022-11-20measures': '2022-11-11T00:00:00+08:00',
    'bj-hd-8h': '2022-11-01T00:00:00+08:00',
    'cn-pool': '2020-07-21T00:00:00+08:00',
    'cn-contact-20m': '2022-11-11T00:00:00+08:00',
    'cn-test-2022-11-rounds': '2022-11-21T00:00:00+08:00',
  };

  it('of 223 positives 43 are of the community, 19.3 %, under the 20 measures and the documents of 21 November', async () => {
    const cases = Array.from({ length: 223 }, (_, i) =>
      found(`c${i}`, '2022-11-26T09:00:00+08:00', { route: i < 180 ? 'centralIsolation' : 'screening', places: [] }),
    );
    await tell({ adopted: rules, reports: cases });
    const at = '2022-11-26T15:00:00+08:00';
    expect(await rulesAt(at)).toEqual({
      'zone-level': 'cn-2022-11-20measures',
      'positive-clock': 'bj-hd-8h',
      pooling: 'cn-pool',
      contacts: 'cn-contact-20m',
      'round-programme': 'cn-test-2022-11-rounds',
    });
    const [today, community] = (await valuesAt(at, 'cases.today', 'cases.communityToday')) as [number, number];
    expect([today, community, roundedPercent(community / today, 1)]).toEqual([223, 43, 19.3]);
  });

  it('starts the eight hours at the preliminary positive, and holds a staircase, not a compound', async () => {
    const at = '2022-11-26T09:00:00+08:00';
    await tell({
      adopted: rules,
      reports: [...HOUSES, found('c1', at, { status: 'preliminary', stages: { tested: at, reported: at } })],
    });
    const { clocks } = await ask(`/api/clocks?kind=response&${when('2022-11-26T12:00:00+08:00')}`);
    expect(clocks).toMatchObject([
      { policyId: 'bj-hd-8h', start: '2022-11-26T01:00:00.000Z', due: '2022-11-26T09:00:00.000Z' },
    ]);
    const { proposals } = await ask(`/api/zones/proposals?${when('2022-11-26T12:00:00+08:00')}`);
    expect(proposals).toMatchObject([{ verb: 'held', level: 'high', areaIds: ['s1'] }]);
  });
});

describe('Jiaozuo, 8 March 2020', () => {
  it('stands under the county grades of February; the three series are zero since 29 February', async () => {
    const days = Array.from({ length: 9 }, (_, i) => new Date(Date.UTC(2020, 1, 29 + i)).toISOString().slice(0, 10));
    expect([days[0], days.at(-1)]).toEqual(['2020-02-29', '2020-03-08']);
    const series = ['confirmed', 'suspected', 'contacts'];
    const counted = (name: string, date: string, value: number) =>
      say('series.counted', { series: name, areaId: 'county', date, value }, { observedAt: `${date}T23:59:59+08:00` });
    await tell({
      adopted: {
        'cn-2020-02-county': '2020-02-17T00:00:00+08:00',
        'community-closed-2020': '2020-02-01T00:00:00+08:00',
      },
      reports: series.flatMap((name) => [
        counted(name, '2020-02-28', 1),
        ...days.map((date) => counted(name, date, 0)),
      ]),
    });
    expect(await rulesAt('2020-03-08T15:00:00+08:00')).toEqual({
      'county-grade': 'cn-2020-02-county',
      'closed-management': 'community-closed-2020',
    });
    // Read when the ninth day has ended: nine days, both ends counted, the leap day among them (V14).
    expect(await valuesAt('2020-03-09T00:00:00+08:00', 'zero.threeInclusive')).toEqual([9]);
    expect(await rulesAt('2020-02-16T23:59:59+08:00')).toEqual({ 'closed-management': 'community-closed-2020' });
  });
});
