import { describe, expect, it } from 'vitest';
import {
  age,
  ageOf,
  bytesText,
  clockTime,
  commandTime,
  fieldTime,
  fullTime,
  instantOfField,
  measuredArea,
  measuredLength,
  metres,
  number,
  shortTime,
} from './format.ts';

describe('words for figures', () => {
  it('tell sizes as phones do, and nothing that is there as nothing', () => {
    expect([0, 1, 812_400, 999_499, 999_500, 1_340_000, 10_737_400_000].map(bytesText)).toEqual([
      '0 kB',
      '1 kB',
      '812 kB',
      '999 kB',
      '1 MB',
      '1.3 MB',
      '10.7 GB',
    ]);
  });

  it('tell the time of the command, not of the machine', () => {
    expect(fullTime('2022-10-30T06:03:22Z')).toBe('2022-10-30 14:03:22');
    expect(shortTime('2022-10-30T14:03:22+08:00')).toBe('10-30 14:03');
    expect(clockTime('2022-10-29T16:00:00Z')).toBe('00:00:00');
  });

  it('name a moment for links and fields in the time of the command, and read it back', () => {
    const time = Date.parse('2022-10-29T16:05:00Z');
    expect(commandTime(time)).toBe('2022-10-30T00:05+08:00');
    expect(Date.parse(commandTime(time))).toBe(time);
    expect(instantOfField(fieldTime(time))).toBe(time);
    for (const text of ['', '2022-10-30', '2022-02-30 10:00', '2022-10-30 24:30']) {
      expect(instantOfField(text)).toBeUndefined();
    }
  });

  it('tell ages in the largest whole unit', () => {
    expect(age(1_999, 'zh')).toBe('刚刚');
    expect(age(59_999, 'zh')).toBe('59 秒前');
    expect(age(60_000, 'en')).toBe('1 min ago');
    expect(age(3_599_999, 'zh')).toBe('59 分钟前');
    expect(age(86_400_000, 'zh')).toBe('1 天前');
    expect(age(-61_000, 'en')).toBe('in the future');
    expect(ageOf(undefined, 0, 'zh')).toBe('未知');
  });

  it('group thousands and never make a missing figure 0', () => {
    expect(number(1036)).toBe('1,036');
    expect(metres(640.4, 'zh')).toBe('640 米');
    expect(metres(1234, 'en')).toBe('1.2 km');
    expect(measuredLength(999.4, 'zh')).toBe('999 米');
    expect(measuredLength(12_345.6, 'en')).toBe('12.35 km');
    expect(measuredArea(9_999.4, 'en')).toBe('9,999 m²');
    expect(measuredArea(123_456, 'zh')).toBe('12.35 公顷');
    expect(measuredArea(437_800_000, 'zh')).toBe('437.80 平方公里');
  });
});
