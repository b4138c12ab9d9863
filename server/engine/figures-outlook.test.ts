// Figures that look ahead: who fills the rooms and when, how long a sample takes, which pool suits; and what nobody told.
import { describe, expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { atOnce } from '#shared/steps.ts';
import { eventOf, report } from '#shared/testing.ts';
import { DAY, HOUR } from '#shared/time.ts';
import { outlookSteps } from './rooms-outlook.ts';
import { tubeFacts } from './tube-facts.ts';

const outlookOf = (...asked: Parameters<typeof outlookSteps>) => atOnce(outlookSteps(...asked));
const tubeFactsOf = (...asked: Parameters<typeof tubeFacts>) => atOnce(tubeFacts(...asked));

const NOW = Date.parse('2022-11-08T12:00:00+08:00');
const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
type Said = readonly [kind: Parameters<typeof report>[0], data: object];

function told(...said: Said[]): Situation {
  const situation = new Situation();
  for (const [i, [kind, data]] of said.entries()) {
    const { outcome } = advance(situation, eventOf(i + 1, report(kind, data, { observedAt: at(-1) })));
    expect(outcome.state).toBe('applied');
  }
  return situation;
}
const SITE: Said = ['site.registered', { id: 'q', name: 'q', type: 'quarantine', tier: 'running', capacity: 100 }];
const rooms = (occupied: number): Said => [
  'site.rooms',
  { id: 'q', ready: 100 - occupied, occupied, reserved: 0, cleaning: 0, blocked: 0, persons: occupied },
];
const found = (id: string, hours: number, route = 'screening'): Said => [
  'case.reported',
  { id, status: 'confirmed', route, sampledAt: at(hours) },
];
/** A contact brought to the site; the last exposure decides when it leaves. */
const contact = (id: string, cameHours: number, exposedHours: number): Said => [
  'contact.reported',
  {
    id,
    caseId: 'c0',
    degree: 'close',
    identifiedAt: at(cameHours - 4),
    controlledAt: at(cameHours),
    lastExposure: at(exposedHours),
    siteId: 'q',
  },
];
const of = (count: number, make: (i: number) => Said): Said[] => Array.from({ length: count }, (_, i) => make(i));

describe('the rooms of the coming days', () => {
  // 30 cases in a week, 15 of them in the last three days: 5 a day. 60 contacts for 30 cases: two rooms each, ten a day.
  const cases = of(30, (i) => found(`c${i}`, i < 15 ? -2 - i * 4 : -80 - (i - 15) * 5));
  const contacts = of(60, (i) => contact(`k${i}`, -2 - i * 2, -24));

  it('fill by cases times contacts, and empty as the days of those inside come', () => {
    const outlook = outlookOf(told(SITE, rooms(60), ...cases, ...contacts), NOW)!;
    // All sixty were exposed a day ago and leave in six: until then 10 more come each day.
    expect(outlook.current.to85).toBe(3);
    expect(outlook.current.toFull).toBe(4);
    expect(outlook.high.toFull).toBe(2);
    expect(outlook.low.toFull).toBeNull(); // not within the fortnight
    // on day 7 those sixty are gone: 60 + 70 - 60
    expect(outlook.current.inAWeek).toBe(70);
  });

  it('lose to the hospital who falls ill inside', () => {
    const ill = of(9, (i) => found(`i${i}`, -2 - i, 'centralIsolation'));
    const [well, sick] = [[], ill].map(
      (more) => outlookOf(told(SITE, rooms(60), ...cases, ...contacts, ...more), NOW)!,
    );
    // nine more cases bring more contacts too, but one in twenty inside leaves each day
    expect(sick!.current.inAWeek).not.toBe(well!.current.inAWeek);
    expect(outlookOf(told(SITE, rooms(60), ...cases), NOW)).toBeNull();
  });

  it('are not known where no site says its rooms, or nobody says who was brought', () => {
    expect(outlookOf(told(SITE, ...cases, ...contacts), NOW)).toBeNull();
    expect(outlookOf(told(SITE, rooms(60), ...cases), NOW)).toBeNull();
    expect(outlookOf(told(SITE, rooms(60)), NOW)).toBeNull();
  });

  it('stay for the days of the rule in force, counted from the last exposure', () => {
    const rule = (days: number): Said[] => [
      [
        'policy.registered' as Said[0],
        {
          id: 'p',
          digest: 'd'.repeat(64),
          content: { id: 'p', series: 'contacts', hazard: 'covid19', close: { centralDays: days } },
        },
      ],
      ['policy.adopted', { policyId: 'p', areaId: 'county', from: at(-10 * 24) }],
    ];
    const inAWeek = (days: number) =>
      outlookOf(
        told(
          ['area.registered', { id: 'county', name: 'c', level: 'county' }],
          ...rule(days),
          SITE,
          rooms(60),
          ...cases,
          ...contacts,
        ),
        NOW,
      )!.current.inAWeek;
    // Of five days they leave in four, and who comes now leaves after five: two days' arrivals are gone within the week.
    expect([inAWeek(7), inAWeek(5), inAWeek(14)]).toEqual([70, 50, 130]);
  });
});

describe('the tubes of the last day', () => {
  const row = (tube: string, person: string, more: object): object => ({
    person,
    tube,
    poolSize: 10,
    sampledAt: at(-10),
    ...more,
  });
  it('give hours from sample to result, those that wait with their age, and the share of positive pools', () => {
    const situation = told([
      'test.batch',
      {
        id: 'b',
        rows: [
          ...Array.from({ length: 10 }, (_, i) => row('t1', `a${i}`, { resultedAt: at(-6), result: 'negative' })),
          ...Array.from({ length: 10 }, (_, i) => row('t2', `b${i}`, { resultedAt: at(-4), result: 'positive' })),
          row('t3', 'c', {}),
          row('t4', 'd', { sampledAt: at(-30), resultedAt: at(-20), result: 'negative' }),
          row('t5', 'e', { poolSize: 1, resultedAt: at(-9), result: 'negative' }),
        ],
      },
    ]);
    const { done, waiting, ...pools } = tubeFactsOf(situation, NOW);
    expect([[...done].sort(), waiting]).toEqual([[1, 4, 6], [10]]);
    expect(pools).toEqual({ pools: 2, positivePools: 1, personsInPools: 20 });
    // an hour ago t5 was done and t2 was not yet there to be seen: the past has its own answer
    expect(tubeFactsOf(situation, NOW - 5 * HOUR)).toMatchObject({ pools: 1, waiting: [5, 5] });
    expect(tubeFactsOf(situation, NOW + 2 * DAY).done).toEqual([]);
  });
});
