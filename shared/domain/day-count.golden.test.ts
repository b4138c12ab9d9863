import { describe, expect, it } from 'vitest';
import { dayNumber, daysOver, daysOverAt, elapsedZeroDays, inclusiveZeroDays } from './day-count.ts';
import { cn } from './policy/policy.fixture.ts';

describe('V14', () => {
  it('three zeros on 8 March 2020 are 9 days by either convention, over a leap day', () => {
    expect(elapsedZeroDays('2020-02-28', '2020-03-08')).toBe(9);
    expect(inclusiveZeroDays('2020-02-29', '2020-03-08')).toBe(9);
    // a year without a leap day has one less
    expect(elapsedZeroDays('2019-02-28', '2019-03-08')).toBe(8);
  });
});

describe('days', () => {
  const eight = cn('2022-09-01T08:00');

  it('by elapsed 24 hours are over to the millisecond, and not one before', () => {
    expect(daysOverAt(eight, 7, 'elapsed24h')).toBe(cn('2022-09-08T08:00'));
    expect(daysOver(eight, cn('2022-09-08T08:00') - 1, 'elapsed24h')).toBe(6);
    expect(daysOver(eight, cn('2022-09-08T08:00'), 'elapsed24h')).toBe(7);
    expect(daysOver(eight, eight - 1, 'elapsed24h')).toBe(0);
  });

  it('by calendar begin with day 1 at the local midnight, whatever the hour', () => {
    expect(daysOverAt(eight, 7, 'calendarDay')).toBe(cn('2022-09-08T00:00'));
    expect(dayNumber(eight, cn('2022-09-01T23:59'))).toBe(1);
    expect(dayNumber(eight, cn('2022-09-07T00:00'))).toBe(7);
    // the same instant is a day later in the east than in Greenwich
    expect(dayNumber(eight, cn('2022-09-02T01:00'))).toBe(2);
    expect(dayNumber(eight, cn('2022-09-02T01:00'), 0)).toBe(1);
    expect(dayNumber(cn('2022-09-01T07:00'), cn('2022-09-01T09:00'), 0)).toBe(2);
  });
});
