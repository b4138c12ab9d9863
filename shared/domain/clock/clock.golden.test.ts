import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../time.ts';
import { cn, policy } from '../policy/policy.fixture.ts';
import { type CaseFacts, contactLimit, reportClock, responseClock } from './case-clocks.ts';
import { clearanceClocks, clearanceOf, type Positive } from './clearance.ts';
import { type Clock, clockAt, clockStateAt } from './clock.ts';
import { contactClock, controlHours } from './contact-clock.ts';
import { type PoolFacts, poolClock, poolPersons } from './pool-clock.ts';

const start = cn('2022-11-26T08:00');
const h = (hours: number): number => start + hours * HOUR;
const eight = policy('bj-hd-8h');
const reports = policy('cn-clock-2-4-8-12-24');

const EVERY = { stages: true, contacts: true, transfers: true, control: true, disinfections: true };
const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  id: 'c',
  preliminaryAt: start,
  stages: {},
  isControlled: false,
  contacts: [],
  admissions: [],
  controls: [],
  disinfected: [],
  disinfections: [],
  isConnected: EVERY,
  ...more,
});
const stateOf = (clock: Clock | undefined, now: number) => {
  const whole = clockAt(clock!, now)!;
  // Counting many takes the short way: it has to say the same.
  expect(clockStateAt(clock!, now)).toBe(whole.state);
  return Object.fromEntries([['', whole.state], ...whole.steps.map(({ step, state }) => [step, state])]);
};

describe('the eight hours (HD-11)', () => {
  const done = facts({
    stages: { traced: h(5) },
    admissions: [{ at: h(6), ref: { layer: 'transfers', id: 't' } }],
    contacts: [
      { id: 'n1', degree: 'close', controlledAt: h(7) },
      { id: 'n2', degree: 'secondary' },
    ],
    controls: [{ at: h(-3), ref: { layer: 'zones', id: 'z' } }],
    disinfected: [{ at: h(8), ref: { layer: 'disinfections', id: 'd' } }],
  });

  it('begin with the preliminary positive, not with the confirmation, and end eight hours later', () => {
    const clock = responseClock(facts({ positiveAt: h(3) }), eight)!;
    expect([clock.start, clock.due]).toEqual([start, h(8)]);
    expect(responseClock(facts({ preliminaryAt: undefined, positiveAt: h(3) }) as CaseFacts, eight)!.start).toBe(h(3));
    expect(clockAt(clock, start - 1)).toBeUndefined();
    expect(clockAt(clock, h(5.5))!.remaining).toBe(2.5 * HOUR);
  });

  it('are five steps, each done when it was told, at its own time, and none by the time of another', () => {
    const clock = responseClock(done, eight)!;
    expect(stateOf(clock, h(5))).toEqual({
      '': 'running',
      tracing: 'done',
      transfer: 'running',
      contacts: 'running',
      control: 'done',
      disinfection: 'running',
    });
    expect(clockAt(clock, h(8))).toMatchObject({ state: 'done', doneAt: h(8), wasLate: false, remaining: 0 });
  });

  it('are late to the millisecond after the eighth, and say of a step done late how late', () => {
    const clock = responseClock(facts({ ...done, disinfected: [] }), eight)!;
    expect(clockAt(clock, h(8))!.state).toBe('running');
    expect(clockAt(clock, h(8) + 1)).toMatchObject({ state: 'late', remaining: -1 });
    const late = responseClock({ ...done, admissions: [{ at: h(9), ref: { layer: 'transfers', id: 't' } }] }, eight)!;
    expect(clockAt(late, h(10))).toMatchObject({ state: 'done', wasLate: true });
    expect(clockAt(late, h(10))!.steps[1]).toMatchObject({ state: 'done', lateBy: HOUR });
  });

  it('never call a step done that nobody reported: late where its source reports, unknown where there is none', () => {
    const silent = { stages: false, contacts: false, transfers: false, control: false, disinfections: false };
    expect(stateOf(responseClock(facts(), eight), h(9))['']).toBe('late');
    const unheard = stateOf(responseClock(facts({ isConnected: silent }), eight), h(9));
    expect(new Set(Object.values(unheard))).toEqual(new Set(['unknown']));
    expect(stateOf(responseClock(facts({ isConnected: silent }), eight), h(7))['']).toBe('running');
  });

  it('take no contacts for an answer only once tracing is done', () => {
    expect(stateOf(responseClock(facts(), eight), h(4))['contacts']).toBe('running');
    const traced = responseClock(facts({ stages: { traced: h(5) } }), eight);
    expect(stateOf(traced, h(4))['contacts']).toBe('running');
    expect(stateOf(traced, h(5))['contacts']).toBe('needless');
    const one = facts({ stages: { traced: h(5) }, contacts: [{ id: 'n', degree: 'close' }] });
    expect(stateOf(responseClock(one, eight), h(9))['contacts']).toBe('late');
  });

  it('want no sealing where the case was found under control, and stop when it is excluded', () => {
    expect(stateOf(responseClock(facts({ isControlled: true }), eight), h(1))['control']).toBe('needless');
    const excluded = responseClock(facts({ excludedAt: h(3) }), eight)!;
    expect([clockStateAt(excluded, h(2)), clockStateAt(excluded, h(3)), clockStateAt(excluded, h(99))]).toEqual([
      'running',
      'stopped',
      'stopped',
    ]);
    expect(clockAt(excluded, h(99))).toMatchObject({ state: 'stopped', remaining: 0 });
  });
});

describe('the reports at 2, 4, 8, 12 and 24 hours (LS-43)', () => {
  it('each have their own time after the positive result', () => {
    const clock = reportClock(
      facts({
        positiveAt: h(0),
        stages: { networkReported: h(1.5), coreInfo: h(4.5), traced: h(6) },
        contacts: [{ id: 'n', degree: 'close', controlledAt: h(7.9) }],
      }),
      reports,
    )!;
    expect(clock.steps.map(({ step, due }) => [step, (due - start) / HOUR])).toEqual([
      ['networkReport', 2],
      ['coreInfoAndTrack', 4],
      ['closeContactsInQuarantine', 8],
      ['secondaryContactsControlled', 12],
      ['firstEpiReport', 24],
    ]);
    expect(stateOf(clock, h(4.2))).toMatchObject({ '': 'late', coreInfoAndTrack: 'late' });
    expect(stateOf(clock, h(9))).toMatchObject({
      '': 'running',
      networkReport: 'done',
      coreInfoAndTrack: 'done',
      closeContactsInQuarantine: 'done',
      secondaryContactsControlled: 'needless',
    });
    expect(stateOf(clock, h(25))['']).toBe('late');
    expect(reportClock(facts(), reports)).toBeUndefined();
  });

  it('ask for no secondary contacts where the rule determines none', () => {
    const secondary = facts({ positiveAt: start, contacts: [{ id: 'n', degree: 'secondary' }] });
    expect(stateOf(reportClock(secondary, reports), h(13))['secondaryContactsControlled']).toBe('late');
    expect(stateOf(reportClock(secondary, reports, false), h(13))['secondaryContactsControlled']).toBe('needless');
  });
});

describe('V15: a positive pooled tube of ten', () => {
  const tube: PoolFacts = {
    id: 't',
    positiveAt: start,
    size: 10,
    members: Array.from({ length: 10 }, () => ({})),
    isConnected: true,
    evidence: [],
  };

  it('is ten persons pending, five steps each, nobody resulted until the single results', () => {
    expect(poolPersons(tube, h(1))).toEqual({ pending: 10, resulted: 0 });
    const clock = poolClock(tube, eight)!;
    expect(clock.steps.map(({ step, of }) => [step, of])).toEqual(
      ['located', 'sampled', 'sent', 'tested', 'reported'].map((step) => [step, { done: 0, total: 10 }]),
    );
    expect(clock.due).toBe(h(8));
    expect(clock.steps[0]!.target).toBe(start + 30 * MINUTE);
    expect(clockAt(clock, h(9))!.state).toBe('late');
  });

  it('is closed only when all ten are, and what came later proves what came before', () => {
    const through = { sampled: h(1), sent: h(1.5), tested: h(4), reported: h(4.2) };
    const nine = { ...tube, members: [...Array(9).fill(through), { sampled: h(2) }] };
    expect(poolPersons(nine, h(5))).toEqual({ pending: 1, resulted: 9 });
    expect(stateOf(poolClock(nine, eight), h(5))).toMatchObject({
      '': 'running',
      located: 'done',
      sampled: 'done',
      sent: 'running',
    });
    expect(clockAt(poolClock(nine, eight)!, h(5))!.steps[0]).toMatchObject({ isImplied: true, doneAt: h(2) });
    const all = { ...tube, members: Array(10).fill(through) };
    expect(clockAt(poolClock(all, eight)!, h(5))).toMatchObject({ state: 'done', doneAt: h(4.2) });
    // of whom nothing is known is not resulted, however many others are
    expect(poolPersons({ ...all, members: Array(7).fill(through) }, h(5))).toEqual({ pending: 3, resulted: 7 });
  });
});

describe('contacts, from found to under control (HH-16)', () => {
  it('have eight hours where close, twelve where secondary, by the reporting clock', () => {
    expect([contactLimit(reports, 'close'), contactLimit(reports, 'secondary')]).toEqual([8, 12]);
    expect(clockStateAt(contactClock({ id: 'n', identifiedAt: start }, 8, true), h(8) + 1)).toBe('late');
  });

  it('give a median and a P90 of those under control, and the others beside them', () => {
    const took = (hours: number | undefined, from = 0) => ({
      id: 'n',
      identifiedAt: h(from),
      limitHours: 8,
      ...(hours === undefined ? {} : { controlledAt: h(from + hours) }),
    });
    const list = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((hours) => took(hours));
    expect(controlHours([...list, took(undefined, 3)], start - 1, h(12))).toEqual({
      median: 5.5,
      p90: 9.1,
      controlled: 10,
      waiting: 1,
      longestWait: 9,
      overLimit: 3,
    });
    // as of five hours, five are done and the rest wait
    expect(controlHours(list, start - 1, h(5))).toMatchObject({ median: 3, controlled: 5, waiting: 5, overLimit: 0 });
    expect(controlHours(list, h(5), h(12))).toMatchObject({ median: 8, controlled: 5 });
    expect(controlHours([], start, h(1))).toMatchObject({ median: null, p90: null, longestWait: null });
  });
});

describe('same-day clearance (6.10 c)', () => {
  const midnight = cn('2022-11-27T00:00');
  const positive = (id: string, known: number, moved?: number, excluded?: number): Positive => ({
    id,
    knownAt: h(known),
    ...(moved === undefined ? {} : { movedAt: h(moved) }),
    ...(excluded === undefined ? {} : { excludedAt: h(excluded) }),
  });
  const list = [positive('a', 1, 5), positive('b', 15, 17), positive('c', 2, undefined, 6), positive('d', -9, 1)];

  it('balances: carried + found = moved + excluded + left over', () => {
    const today = clearanceOf(list, h(1), midnight);
    expect(today).toMatchObject({ carried: 1, found: 3, moved: 2, excluded: 1, leftOver: ['b'], isOver: true });
    expect(clearanceOf(list, midnight, midnight + HOUR)).toMatchObject({ carried: 1, found: 0, leftOver: [] });
    expect(clearanceOf(list, h(3), h(3))).toMatchObject({ leftOver: ['a', 'c'], isOver: false });
  });

  it('leaves nobody over who may stay at home, and counts them for themselves, not as moved', () => {
    const home: Positive = { id: 'e', knownAt: h(3), homeAt: h(4) };
    const today = clearanceOf([...list, home], h(1), midnight);
    expect(today).toMatchObject({ carried: 1, found: 4, moved: 2, home: 1, excluded: 1, leftOver: ['b'] });
    // Fetched all the same before anybody said so: moved.
    expect(clearanceOf([{ ...home, movedAt: h(3.5) }], h(1), midnight)).toMatchObject({ moved: 1, home: 0 });
    const clock = clearanceClocks([home], true)[0]!;
    expect(clockAt(clock, h(5))).toMatchObject({ state: 'done', wasLate: false });
  });

  it('is a clock a day, due at 24:00: late with one left over, done late when it has gone', () => {
    const clock = clearanceClocks(list, true).find(({ due }) => due === midnight)!;
    expect(clockStateAt(clock, midnight)).toBe('running');
    expect(clockStateAt(clock, midnight + 1)).toBe('late');
    expect(clockAt(clock, h(17))).toMatchObject({ state: 'done', wasLate: true });
  });
});
