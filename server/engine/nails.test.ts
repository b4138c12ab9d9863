// Nails as they follow from what is reported: zones and places nobody zoned, splits, items, and what is not told.
import { describe, expect, it } from 'vitest';
import { policy } from '#shared/domain/policy/policy.fixture.ts';
import { advance } from '#shared/project.ts';
import type { Kind } from '#shared/report.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { HOUR } from '#shared/time.ts';
import { Clocks } from './clocks.ts';
import { Nails } from './nails.ts';
import { Rounds } from './rounds.ts';
import { Zones } from './zones.ts';

const POLICIES = ['hohhot-nail', 'bj-hd-8h', 'cn-clock-2-4-8-12-24', 'cn-2022-06-v9'];
const library = {
  policies: new Map(POLICIES.map((id) => [id, { policy: policy(id), digest: id, file: `${id}.json` }])),
};
const at = (hours: number): string => new Date(MORNING + hours * HOUR).toISOString();
type Said = readonly [kind: Kind, hours: number, data: object];

function nailsOf(said: readonly Said[], hours = 0) {
  const situation = new Situation();
  const all: Said[] = [
    ['area.registered', -99, { id: 'county', level: 'county', name: 'county' }],
    ...['k1', 'k2'].map(
      (id): Said => [
        'area.registered',
        -99,
        { id, level: 'compound', type: 'walkUp', name: id, parent: 'county', population: 1000, households: 400 },
      ],
    ),
    ...POLICIES.map((policyId): Said => ['policy.adopted', -99, { policyId, areaId: 'county', from: at(-99) }]),
    ...said,
  ];
  for (const [i, [kind, h, data]] of all.entries())
    advance(situation, eventOf(i + 1, report(kind, data, { observedAt: at(h) })));
  const projector = { situation, onSteps: () => () => true };
  const [rounds, zones, clocks] = [
    new Rounds(projector),
    new Zones(projector, library),
    new Clocks(projector, library),
  ];
  return new Nails(projector, library, { rounds, zones, clocks }).at(situation, MORNING + hours * HOUR, true);
}
const positive = (n: number, k: string, more: object = {}): Said => [
  'case.reported',
  -10 - n,
  {
    id: `c${n}`,
    person: `p${n}`,
    status: 'confirmed',
    route: 'screening',
    sampledAt: at(-12 - n),
    places: [{ role: 'residence', type: 'flat', areaId: k }],
    ...more,
  },
];
const five = (k: string): Said[] => [0, 1, 2, 3, 4].map((n) => positive(n, k));
const zone = (id: string, areaIds: string[], level = 'high'): Said => [
  'zone.recorded',
  -5,
  { id, name: id, level, areaIds, authority: 'a', publishedAt: at(-5) },
];

describe('V12: five distinct persons', () => {
  it('make a nail of a place nobody zoned, as a candidate; four do not, nor one of them found twice', () => {
    expect(nailsOf(five('k1').slice(1))).toEqual([]);
    expect(nailsOf([...five('k1').slice(1), positive(9, 'k1', { person: 'p4' })])).toEqual([]);
    const [nail] = nailsOf(five('k1'));
    expect(nail).toMatchObject({
      id: 'k1',
      isConfirmed: false,
      qualification: { persons: 5, since: MORNING - 12 * HOUR },
    });
    expect(nailsOf(five('k1'), -13)).toEqual([]);
    expect(nailsOf([...five('k1'), ['case.updated', -1, { id: 'c3', status: 'excluded' }]])).toEqual([]);
  });

  it('make one of a high-risk zone over both places, and none of a medium one, which leaves the place itself', () => {
    const both = [...five('k1').slice(2), positive(7, 'k2'), positive(8, 'k2')];
    expect(nailsOf([...both, zone('z', ['k1', 'k2'])]).map(({ id }) => id)).toEqual(['z']);
    expect(nailsOf(both)).toEqual([]);
    expect(nailsOf([...five('k1'), zone('z', ['k1'])]).map(({ id }) => id)).toEqual(['z']);
    expect(nailsOf([...five('k1'), zone('z', ['k1'], 'medium')]).map(({ id }) => id)).toEqual(['k1']);
    expect(nailsOf([...five('k1'), zone('z', ['k1']), ['zone.released', -1, { id: 'z' }]]).map(({ id }) => id)).toEqual(
      ['k1'],
    );
  });

  it('are counted anew in each part of a zone that was split; a part has the items of the whole until it says more', () => {
    const split: Said = [
      'zone.split',
      -2,
      {
        id: 'z',
        parts: [
          { id: 'za', areaIds: ['k1'] },
          { id: 'zb', areaIds: ['k2'] },
        ],
        reason: 'r',
      },
    ];
    const item = (zoneId: string, name: string, done: boolean): Said => ['nail.item', -3, { zoneId, item: name, done }];
    const nails = nailsOf([
      ...five('k1'),
      positive(8, 'k2'),
      zone('z', ['k1', 'k2']),
      item('z', 'drones', true),
      item('z', 'patrols', true),
      split,
      item('za', 'patrols', false),
    ]);
    const [part] = nails;
    expect(part).toMatchObject({ id: 'za', isConfirmed: true, qualification: { persons: 5 } });
    const state = (name: string) => part!.items.find((one) => one.item === name)?.state;
    expect([state('drones'), state('patrols'), state('partyFlag')]).toEqual(['done', 'open', 'unknown']);
  });

  it('are nobody without a rule in force', () => {
    const ends: Said = [
      'policy.adopted',
      -99,
      { policyId: 'hohhot-nail', areaId: 'county', from: at(-99), to: at(-1) },
    ];
    expect(nailsOf([...five('k1'), ends])).toEqual([]);
  });
});

describe('what is known of a nail', () => {
  it('is scored without the parts nobody told, and a lane nobody reports says so', () => {
    const [nail] = nailsOf([...five('k1'), zone('z', ['k1'])]);
    const x = Object.fromEntries(nail!.score.parts.map((part) => [part.part, part.x]));
    expect(nail!.score.isPartial).toBe(true);
    expect(x).toMatchObject({
      burden: 0.5,
      growth: 1,
      socialShare: 1,
      coverageGap: null,
      gateGap: null,
      environment: 0,
    });
    const lanes = Object.fromEntries(nail!.lanes.map(({ lane, state }) => [lane, state]));
    expect(lanes).toEqual({
      screening: 'notConnected',
      gateGuarding: 'notConnected',
      clearPositives: 'notConnected',
      thinContacts: 'notConnected',
      disinfection: 'notConnected',
      care: 'notConnected',
    });
    expect(nail!.exit.state).toBe('blocking');
  });

  it('counts gates, journeys, contacts, disinfections and the last round of the place', () => {
    const gate = (id: string, state: string): Said => [
      'gate.registered',
      -9,
      { id, areaId: 'k1', position: [109, 39], state },
    ];
    const contact = (id: string, hours: number): Said => [
      'contact.reported',
      hours,
      { id, caseId: 'c0', degree: 'close', identifiedAt: at(hours), lastExposure: at(-30) },
    ];
    const [nail] = nailsOf([
      ...five('k1'),
      zone('z', ['k1']),
      gate('g1', 'guarded'),
      gate('g2', 'open'),
      gate('g3', 'blocked'),
      gate('g4', 'open'),
      ['transfer.admitted', -6, { id: 't0', caseId: 'c0', siteId: 's' }],
      ['transfer.admitted', -6, { id: 't1', caseId: 'c1', siteId: 's' }],
      contact('n1', -9),
      contact('n2', -2),
      ['disinfection.due', -9, { id: 'd0', caseId: 'c0' }],
      ['disinfection.done', -3, { id: 'd0', caseId: 'c0' }],
      ['disinfection.due', -9, { id: 'd1', caseId: 'c1' }],
      ['round.opened', -40, { id: 'r', zoneId: 'z', areaIds: ['k1'], start: at(-40), deadline: at(-16) }],
      ['roll.batch', -40, { roundId: 'r', areaId: 'k1', due: 1000 }],
      [
        'test.batch',
        -20,
        {
          id: 'b',
          roundId: 'r',
          areaId: 'k1',
          asOf: at(-20),
          sampled: 990,
          resulted: 980,
          uploaded: 970,
          cumulative: true,
        },
      ],
    ]);
    expect(nail!.lanes).toEqual([
      { lane: 'screening', state: 'open', done: 970, total: 1000 },
      { lane: 'gateGuarding', state: 'open', done: 2, total: 4, overLimit: 0 },
      { lane: 'clearPositives', state: 'open', done: 2, total: 5, overLimit: 3 },
      { lane: 'thinContacts', state: 'open', done: 0, total: 2, overLimit: 1 },
      { lane: 'disinfection', state: 'open', done: 1, total: 2 },
      { lane: 'care', state: 'notConnected', done: null, total: null },
    ]);
    const x = Object.fromEntries(nail!.score.parts.map((part) => [part.part, part.x]));
    expect(x['coverageGap']).toBeCloseTo(0.3, 9);
    // three positives and one contact past their limit, of the three and two that wait
    expect(x).toMatchObject({ gateGap: 0.5, transferBacklog: 4 / 5, disinfectionBacklog: 0.5 });
    expect(nail!.score.isPartial).toBe(false);
  });

  it('care for those who come home: discharged, and of those handed over, once somebody tells discharges', () => {
    const home = (id: string, stages: object): Said => ['case.updated', -1, { id, stages }];
    const [first, second] = five('k1').map(([, , data]) => (data as { id: string }).id) as [string, string];
    const careOf = (...said: Said[]) =>
      nailsOf([...five('k1'), zone('z', ['k1']), ...said])[0]!.lanes.find(({ lane }) => lane === 'care');
    expect(careOf()).toMatchObject({ state: 'notConnected', total: null });
    const out = [home(first, { discharged: at(-4), handedOver: at(-2) }), home(second, { discharged: at(-3) })];
    expect(careOf(...out)).toMatchObject({ state: 'open', done: 1, total: 2 });
    expect(careOf(out[0]!)).toMatchObject({ state: 'done', done: 1, total: 1 });
    // Elsewhere somebody tells it, so here it is none and not unknown.
    expect(careOf(positive(9, 'k2'), home('c9', { discharged: at(-1) }))).toMatchObject({ state: 'done', total: 0 });
  });

  it('takes the last round that was counted in the place: one over the county that told nothing here is passed over', () => {
    const own: Said[] = [
      ['round.opened', -60, { id: 'r', zoneId: 'z', areaIds: ['k1'], start: at(-60), deadline: at(-36) }],
      ['roll.batch', -60, { roundId: 'r', areaId: 'k1', due: 1000 }],
      [
        'test.batch',
        -40,
        {
          id: 'b',
          roundId: 'r',
          areaId: 'k1',
          asOf: at(-40),
          sampled: 990,
          resulted: 980,
          uploaded: 970,
          cumulative: true,
        },
      ],
      ['round.opened', -30, { id: 'wide', areaIds: ['county'], start: at(-30), deadline: at(-6) }],
    ];
    const [nail] = nailsOf([...five('k1'), zone('z', ['k1']), ...own]);
    expect(nail!.score.parts.find(({ part }) => part === 'coverageGap')?.x).toBeCloseTo(0.3, 9);
    expect(nail!.lanes[0]).toMatchObject({ lane: 'screening', done: 970, total: 1000 });
  });
});
