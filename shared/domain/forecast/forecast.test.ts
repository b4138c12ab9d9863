// Forecasts of simulated rounds against what came, the worked example, and what must hold of any forecast.
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../time.ts';
import { ASSUMED, bottleneckOf, forecast, type Question } from './forecast.ts';
import { paceOf } from './pace.ts';
import { measure } from './simulate.fixture.ts';
import { completion, samplingHours } from './stages.ts';

it('V40: 10,000 persons at 1,000 an hour, kappa 1, take 15.9078 h; without the tail it would be 10', () => {
  expect(samplingHours(10_000, 1_000, 1)).toBeCloseTo(15.9078, 4);
});

const course: Question['course'] = {
  remaining: 10_000,
  perHour: 1_000,
  foundPerHour: 1,
  personsPerTube: 10,
  tubesOnTheWay: 100,
  transportHours: 1.5,
  labs: [{ queueTubes: 200, tubesPerHour: 300 }],
  assayHours: ASSUMED.assayHours,
  uploadHours: ASSUMED.uploadHours,
  waiting: 5_000,
};
const ask = (changed: Partial<Question['course']> = {}, hours = 24): Question => ({
  seed: 'round-1',
  now: 0,
  deadline: hours * HOUR,
  course: { ...course, ...changed },
});

describe('200 simulated rounds', () => {
  it('are forecast at T0 + 8 h with a median error of at most an hour, P10 to P90 holding four in five', () => {
    // Seeds other than those on which the spread was set.
    const { medianErrorMinutes, heldShare, rounds } = measure(
      Array.from({ length: 200 }, (_, i) => `judge-${i}`),
      8 * 60,
      forecast,
    );
    expect(rounds).toBeGreaterThan(190);
    expect(medianErrorMinutes).toBeLessThanOrEqual(60);
    expect(heldShare).toBeGreaterThanOrEqual(0.75);
    expect(heldShare).toBeLessThanOrEqual(0.85);
  });
});

describe('a forecast', () => {
  it('is the same for the same round and another for another', () => {
    expect(forecast(ask())).toEqual(forecast(ask()));
    expect(forecast({ ...ask(), seed: 'round-2' }).p10).not.toBe(forecast(ask()).p10);
  });

  it('says in order when, and is done later with fewer desks, slower laboratories and longer ways', () => {
    const { p10, p50, p90 } = forecast(ask());
    expect([p10! < p50!, p50! < p90!]).toEqual([true, true]);
    for (const worse of [
      { perHour: 500 },
      { foundPerHour: 0.6 },
      { transportHours: 3 },
      { labs: [{ queueTubes: 200, tubesPerHour: 60 }] },
      { uploadHours: 2 },
    ])
      expect(forecast(ask(worse)).p50!).toBeGreaterThan(p50!);
  });

  it('names what holds it up', () => {
    expect(bottleneckOf(course)).toBe('sampling');
    expect(bottleneckOf({ ...course, remaining: 900 })).toBe('finding');
    expect(bottleneckOf({ ...course, labs: [{ queueTubes: 4_000, tubesPerHour: 100 }] })).toBe('laboratory');
    expect(bottleneckOf({ ...course, remaining: 0, waiting: 20, tubesOnTheWay: 2, transportHours: 9 })).toBe(
      'transport',
    );
  });

  it('says how many desks more it needs: that many are enough, one fewer is not', () => {
    const late = forecast(ask({}, 17));
    expect(late.outlook).toBe('late');
    const desks = late.needs!.desks!;
    const withDesks = (n: number) => forecast(ask({ perHour: 1_000 + 36 * n }, 17)).onTime;
    expect(withDesks(desks)).toBeGreaterThanOrEqual(0.87);
    expect(withDesks(desks - 1)).toBeLessThan(0.92);
    expect(withDesks(Math.max(1, Math.floor(desks / 2)))).toBeLessThan(0.9);
  });

  it('does not promise by one stage what another one prevents', () => {
    const needs = forecast(ask({ labs: [{ queueTubes: 5_000, tubesPerHour: 100 }] }, 23)).needs!;
    expect(needs.desks).toBeNull();
    expect(needs.tubesPerHour).toBeGreaterThan(0);
  });

  it('sees no end where nobody samples or no laboratory works, and says so instead of a time', () => {
    expect(forecast(ask({ perHour: 0 }))).toMatchObject({ p50: null, onTime: 0, bottleneck: 'sampling' });
    expect(forecast(ask({ labs: [] }))).toMatchObject({ p50: null, onTime: 0, bottleneck: 'laboratory' });
  });

  it('of tubes that all stand in machines is an assay at most, and nobody knows since when they stand there', () => {
    const { p10, p50, p90 } = forecast(
      ask({ remaining: 0, tubesOnTheWay: 0, labs: [{ queueTubes: 0, tubesPerHour: 300 }] }),
    );
    const whole = (ASSUMED.assayHours + ASSUMED.uploadHours) * HOUR;
    expect(p90!).toBeLessThan(whole * 1.1);
    expect(p10!).toBeLessThan(whole / 3);
    expect(p50!).toBeGreaterThan(whole / 3);
    const queued = forecast(ask({ remaining: 0, tubesOnTheWay: 0, labs: [{ queueTubes: 1, tubesPerHour: 300 }] }));
    expect(queued.p50!).toBeGreaterThan(whole * 0.9);
  });

  it('of a round that is done is now', () => {
    expect(completion({ ...course, lastOne: 0, assayBegun: 0, remaining: 0, waiting: 0 }).done).toBe(0);
    expect(forecast(ask({ remaining: 0, waiting: 0 }))).toMatchObject({ p10: 0, p90: 0, onTime: 1, needs: null });
  });
});

describe('the pace', () => {
  const due = 10_000;
  /** 1,000 an hour until 1,000 are left, then a tail with kappa 0.8. */
  const sampledBy = (t: number): number => {
    const hours = t / HOUR;
    const knee = (due - 1_250) / 1_000;
    return hours <= 0 ? 0 : hours <= knee ? 1_000 * hours : due - 1_250 * Math.exp(-0.8 * (hours - knee));
  };

  it('is what the desks do while they are the limit, and the kappa assumed', () => {
    expect(paceOf(sampledBy, { start: 0, now: 5 * HOUR, due })).toMatchObject({
      perHour: 1_000,
      foundPerHour: 1,
      isTail: false,
    });
  });

  it('reads kappa from the decline of the remaining in the tail', () => {
    const { foundPerHour, isTail, perHour } = paceOf(sampledBy, { start: 0, now: 11 * HOUR, due });
    expect(isTail).toBe(true);
    expect(perHour).toBeCloseTo(1_000, 0);
    expect(foundPerHour).toBeCloseTo(0.8, 1);
  });

  it('is what the desks could do before anybody was sampled', () => {
    expect(paceOf(() => 0, { start: 0, now: 0, due, deskRate: 720 })).toMatchObject({ perHour: 720, isTail: false });
  });
});
