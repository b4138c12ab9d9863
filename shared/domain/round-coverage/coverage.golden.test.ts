// Golden vectors of domain part 7: coverage. The numbers come from the text.
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../time.ts';
import { coveragePercent } from '../rate.ts';
import { coverageOf, shareTextsOf } from './coverage.ts';
import { RoundBook } from './round-book.ts';
import { NEVER, OUTCOME } from './states.ts';

const T = 3 * HOUR;

function roundOf(due: number): RoundBook {
  const book = new RoundBook(0, 24 * HOUR);
  for (let i = 0; i < due; i += 1)
    book.enrol(book.person(`p${i}`), { area: book.area('a'), from: 0, to: NEVER, isDue: true });
  return book;
}

it('V15: the ten persons of a positive pool are pending, none resulted until single results', () => {
  const book = roundOf(10);
  for (let i = 0; i < 10; i += 1) book.add(i, [HOUR, 2 * HOUR, 2 * HOUR, OUTCOME.pool]);
  expect(coverageOf(book.at(T).counts)).toMatchObject({ due: 10, sampled: 10, pooled: 10, waiting: 10, resulted: 0 });
  for (let i = 0; i < 10; i += 1) book.add(i, [3 * HOUR, 6 * HOUR, 6 * HOUR, OUTCOME.final]);
  expect(coverageOf(book.at(5 * HOUR).counts)).toMatchObject({ pooled: 10, resulted: 0 });
  expect(coverageOf(book.at(6 * HOUR).counts)).toMatchObject({ pooled: 0, resulted: 10, uploaded: 10 });
});

it('V20: 65,600 of 437,800 resulted is 14.98 %', () => {
  expect(coveragePercent(65_600, 437_800)).toBe('14.98 %');
});

it('V21: 19.80 of 19.81 million is 99.94 %, never 100 %', () => {
  expect(coveragePercent(19_800_000, 19_810_000)).toBe('99.94 %');
});

it('V22: 11,318 of 18,617 resulted is 60.79 %', () => {
  expect(coveragePercent(11_318, 18_617)).toBe('60.79 %');
});

it('V23: 127,541 of 230,354 resulted is 55.36 %', () => {
  // 55.367: rounded half up it would be 55.37.
  expect(coveragePercent(127_541, 230_354)).toBe('55.36 %');
});

it('V45: the worked example of 6.1', () => {
  const book = roundOf(10_000);
  for (let i = 0; i < 9_700; i += 1) {
    if (i < 200) book.add(i, [HOUR, 2 * HOUR, NEVER, OUTCOME.pool]);
    else if (i < 230) book.add(i, [HOUR, 2 * HOUR, NEVER, OUTCOME.invalid]);
    else book.add(i, [HOUR, 2 * HOUR, i < 9_630 ? 2 * HOUR : NEVER, OUTCOME.final]);
  }
  const coverage = coverageOf(book.at(T).counts);
  expect(coverage).toMatchObject({
    due: 10_000,
    sampled: 9_670,
    resulted: 9_470,
    uploaded: 9_400,
    missing: 330,
    waiting: 270,
    repeat: 30,
    pooled: 200,
  });
  expect(shareTextsOf(coverage)).toEqual({ sampled: '96.70 %', resulted: '94.70 %', uploaded: '94.00 %' });
});

it('V46: 9,999 of 10,000 is 99.99 %; 100 % is said of all and of nobody less', () => {
  expect(coveragePercent(9_999, 10_000)).toBe('99.99 %');
  expect(coveragePercent(19_999_999, 20_000_000)).toBe('99.99 %');
  expect(coveragePercent(10_000, 10_000)).toBe('100.00 %');
  expect(coveragePercent(0, 0)).toBe(null);
});

describe('V47: a zone expanded at T0 + 10 h by 500 persons', () => {
  const book = roundOf(2_000);
  for (let i = 0; i < 500; i += 1)
    book.enrol(book.person(`new${i}`), { area: book.area('b'), from: 10 * HOUR, to: NEVER, isDue: true });
  const added = book.keys.find('new0');

  it('gives them until T0 + 34 h, and changes nothing for the others', () => {
    expect([book.deadlineOf(added), book.deadlineOf(0)]).toEqual([34 * HOUR, 24 * HOUR]);
    expect(coverageOf(book.at(9 * HOUR).counts).due).toBe(2_000);
    expect(coverageOf(book.at(10 * HOUR).counts).due).toBe(2_500);
  });

  it('takes a sample of theirs at T0 + 30 h as in time, and one of the others as late', () => {
    book.add(added, [30 * HOUR, 33 * HOUR, 33 * HOUR, OUTCOME.final]);
    book.add(0, [30 * HOUR, 33 * HOUR, 33 * HOUR, OUTCOME.final]);
    expect(coverageOf(book.at(34 * HOUR).counts)).toMatchObject({ uploaded: 1, late: 1 });
  });
});
