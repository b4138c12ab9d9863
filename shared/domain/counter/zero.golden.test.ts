import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cn, policy } from '../policy/policy.fixture.ts';
import { roundedPercent } from '../rate.ts';
import { basicZeroPerDay, isSocial, type SocialDay, socialShare, socialZero } from './social-zero.ts';
import { windowAt } from './windows.ts';
import { allZero, countZeroDays, heldText, type ZeroDay } from './zero-run.ts';

const DAY = 86_400_000;
const day = (first: string, n: number): string =>
  new Date(Date.parse(`${first}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
/** One sign a day: 0 at zero, x above, ? not told. */
const days = (first: string, signs: string): ZeroDay[] =>
  [...signs].map((sign, n) => ({ date: day(first, n), isZero: sign === '?' ? undefined : sign === '0' }));

describe('V14: three zeros on 8 March 2020', () => {
  it('from 28 February by elapsed days, from 29 February by days at zero: 9 either way, over a leap day', () => {
    expect(countZeroDays(days('2020-02-27', 'x0000000000'), '2020-03-08').current).toMatchObject({
      first: '2020-02-28',
      elapsed: 9,
    });
    expect(countZeroDays(days('2020-02-28', 'x000000000'), '2020-03-08').current).toMatchObject({
      first: '2020-02-29',
      inclusive: 9,
    });
  });
});

describe('a run of zero days', () => {
  it('is held by a day nobody told: 9 + ?, and goes on after it without it', () => {
    const held = countZeroDays(days('2020-02-29', '000000000?'), '2020-03-09');
    expect(held.current).toMatchObject({ inclusive: 9, unknown: 1, last: '2020-03-08' });
    expect(heldText(held.current!.inclusive, held.current!.unknown)).toBe('9 + ?');
    const after = countZeroDays(days('2020-02-29', '000000000?0'), '2020-03-10');
    expect(after.current).toMatchObject({ inclusive: 10, unknown: 1 });
    expect(countZeroDays(days('2020-02-29', '000'), '2020-03-05').current).toMatchObject({ inclusive: 3, unknown: 3 });
  });

  it('ends with a day above zero, and is kept; the counter is then 0 and not unknown', () => {
    const { current, finished, isTold } = countZeroDays(days('2022-11-01', '0000x'), '2022-11-05');
    expect(current).toBeNull();
    expect(isTold).toBe(true);
    expect(finished).toMatchObject([{ first: '2022-11-01', last: '2022-11-04', elapsed: 3, inclusive: 4 }]);
    expect(countZeroDays([], '2022-11-05')).toMatchObject({ current: null, isTold: false });
  });

  it('is never over: it says the next milestone', () => {
    expect(countZeroDays(days('2022-01-01', '0'.repeat(14)), '2022-01-14').next).toEqual({
      elapsed: 14,
      inclusive: 28,
    });
    expect(countZeroDays(days('2022-01-01', '0'.repeat(50)), '2022-02-19').next.inclusive).toBeNull();
  });

  it('counts no day that was not told at zero, whatever comes in which order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('0', 'x', '?'), { minLength: 1, maxLength: 40 }), (signs) => {
        const told = days('2020-02-20', signs.join(''));
        const until = told.at(-1)!.date;
        const { current, finished } = countZeroDays(told, until);
        expect(countZeroDays([...told].reverse(), until)).toEqual({ ...countZeroDays(told, until) });
        const zeros = [...finished, ...(current === null ? [] : [current])].reduce((n, run) => n + run.inclusive, 0);
        expect(zeros).toBe(signs.filter((sign) => sign === '0').length);
        const tail = signs.join('').split('x').at(-1)!.replace(/^\?+/, '');
        expect(current?.inclusive ?? 0).toBe(tail.replaceAll('?', '').length);
        expect(current?.unknown ?? 0).toBe(tail.replaceAll('0', '').length);
      }),
      { numRuns: 200 },
    );
  });

  it('needs all series at zero; one above is enough to end it, one untold to hold it', () => {
    expect(allZero([0, 0, 0])).toBe(true);
    expect(allZero([0, undefined, 2])).toBe(false);
    expect(allZero([0, undefined, 0])).toBeUndefined();
    expect(allZero([])).toBeUndefined();
  });
});

const shanghai = policy('social-zero-shanghai');
const social = (first: string, ...counts: (number | undefined)[]): SocialDay[] =>
  counts.map((count, n) => ({ date: day(first, n), social: count, total: count }));

describe('V44: basic social zero', () => {
  it('is at most 4 a day among 437,800, three days long', () => {
    expect(basicZeroPerDay(437_800, 1e-5)).toBe(4);
    // 5 of 500,000 are 1 in 100,000, and less than that is wanted
    expect(basicZeroPerDay(500_000, 1e-5)).toBe(4);
    const of = (...counts: (number | undefined)[]) =>
      socialZero(social('2022-11-20', ...counts), day('2022-11-20', counts.length - 1), shanghai, 437_800);
    expect(of(9, 4, 4, 4)).toMatchObject({ isBasicZero: true, isZero: false, basicPerDay: 4 });
    expect(of(4, 5, 4)).toMatchObject({ isBasicZero: false });
    expect(of(9, 0, 0, 0)).toMatchObject({ isZero: true, isBasicZero: true, days: { current: { inclusive: 3 } } });
    expect(of(0, 0)).toMatchObject({ isZero: null });
    expect(of(0, undefined, 0)).toMatchObject({ isZero: null, isBasicZero: null });
    expect(socialZero(social('2022-11-20', 0, 0, 0), '2022-11-22', shanghai, undefined)).toMatchObject({
      isZero: true,
      isBasicZero: null,
    });
  });
});

/** What a day's list of cases comes to, found one by one. */
const found = (isolated: number, social: number) => {
  const routes = [
    ...Array<'centralIsolation' | 'screening'>(isolated).fill('centralIsolation'),
    ...Array<'screening'>(social).fill('screening'),
  ];
  return { social: routes.filter(isSocial).length, total: routes.length };
};

describe('V24: Beijing, 22 November 2022, 0 to 15 h', () => {
  it('634 = 499 in isolation + 135 social, which is also the sum of the districts; the window is no whole day', () => {
    const districts = [197, 99, 63, 50, 49, 48, 39, 26, 26, 7, 7, 7, 6, 4, 3, 2, 1];
    const { social, total } = found(499, 135);
    expect([social, total]).toEqual([135, districts.reduce((a, b) => a + b)]);
    expect(total).toBe(2 + 142 + 490);
    expect(roundedPercent(socialShare(social, total)!, 1)).toBe(21.3);
    expect(windowAt('0-15', cn('2022-11-22T14:59'))).toEqual({
      name: '0-15',
      from: cn('2022-11-22T00:00'),
      to: cn('2022-11-22T15:00'),
      isPartial: true,
      isRunning: true,
    });
  });
});

describe('V25: Haidian, 26 November 2022, 0 to 15 h', () => {
  it('223 = 180 + 43: a social share of 19.3 %, four days earlier 15.2 %', () => {
    const now = found(180, 43);
    expect(now.total).toBe(223);
    expect(roundedPercent(socialShare(now.social, now.total)!, 1)).toBe(19.3);
    const then = found(84, 15);
    expect(then.total).toBe(99);
    expect(roundedPercent(socialShare(then.social, then.total)!, 1)).toBe(15.2);
    expect(socialShare(0, 0)).toBeNull();
  });
});

describe('V26: Hohhot, 1 November 2022', () => {
  it('303 found, 300 of them from isolation: social 3', () => {
    const routes = [
      ...Array<'centralIsolation'>(300).fill('centralIsolation'),
      'screening',
      'clinic',
      'unknown',
    ] as const;
    expect(routes).toHaveLength(20 + 283);
    expect(routes.filter(isSocial)).toHaveLength(3);
  });
});

describe('reporting windows', () => {
  it('of 15 to 15 end on the afternoon, so that the evening belongs to the next day', () => {
    expect(windowAt('15-15', cn('2022-05-20T14:59'))).toMatchObject({
      from: cn('2022-05-19T15:00'),
      to: cn('2022-05-20T15:00'),
      isPartial: false,
    });
    expect(windowAt('15-15', cn('2022-05-20T15:00')).from).toBe(cn('2022-05-20T15:00'));
    expect(windowAt('0-15', cn('2022-05-20T23:00'))).toMatchObject({ isRunning: false, to: cn('2022-05-20T15:00') });
    expect(windowAt('0-24', cn('2022-05-20T23:59'))).toMatchObject({ from: cn('2022-05-20T00:00'), isPartial: false });
  });
});
