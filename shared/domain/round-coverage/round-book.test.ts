// The book against a slow recount, on random histories with late, duplicate, invalid and moved records.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../time.ts';
import { coverageOf } from './coverage.ts';
import { recount, type Said, type Tested } from './recount.fixture.ts';
import { RoundBook } from './round-book.ts';
import { NEVER, OUTCOME, type Outcome } from './states.ts';

const LENGTH = 24 * HOUR;
const START = Date.parse('2022-10-30T05:00:00+08:00');

/** Hours from before the start to after the deadline and its day of grace, with the borders among them. */
const hour = fc.oneof(fc.integer({ min: -30, max: 60 }), fc.constantFrom(0, 24, 25, 48)).map((h) => h * HOUR);
const maybeHour = fc.option(hour, { nil: NEVER, freq: 3 });
const person = fc.integer({ min: 0, max: 7 }).map((n) => `p${n}`);

const roll: fc.Arbitrary<Said> = fc
  .tuple(person, fc.constantFrom('a', 'b', 'c'), hour, maybeHour, fc.boolean())
  .map(([who, area, from, to, isDue]) => ({
    kind: 'roll',
    person: who,
    area,
    from: Math.min(from, 30 * HOUR),
    to,
    isDue,
  }));
const early: fc.Arbitrary<Said> = fc
  .tuple(person, fc.constantFrom('a', 'b'))
  .map(([who, area]) => ({ kind: 'roll', person: who, area, from: 0, to: NEVER, isDue: true }));
const test: fc.Arbitrary<Said> = fc
  .tuple(
    person,
    fc.constantFrom('t', 'u', 'v'),
    hour,
    hour,
    maybeHour,
    fc.constantFrom<Outcome>(OUTCOME.pending, OUTCOME.final, OUTCOME.final, OUTCOME.pool, OUTCOME.invalid),
  )
  .map(([who, tube, sampledAt, resultedAt, uploadedAt, outcome]) => ({
    kind: 'test',
    person: who,
    tube,
    sampledAt,
    resultedAt: outcome === OUTCOME.pending ? NEVER : resultedAt,
    uploadedAt,
    outcome,
  }));
/** Some words are said twice, some late: the order is that of telling, not of time. */
const history = fc
  .array(fc.oneof({ weight: 1, arbitrary: roll }, { weight: 2, arbitrary: early }, { weight: 5, arbitrary: test }), {
    maxLength: 50,
  })
  .chain((said) => fc.array(fc.nat(Math.max(0, said.length - 1)), { maxLength: 8 }).map((again) => ({ said, again })))
  .map(({ said, again }) => (said.length === 0 ? said : [...said, ...again.map((i) => said[i]!)]));

const toldOf = ({ sampledAt, resultedAt, uploadedAt, outcome }: Tested) =>
  [sampledAt, resultedAt, uploadedAt, outcome] as const;

/** Feeds a book as the server does: a later row of (person, tube) takes the earlier one back. */
function told(said: readonly Said[], expected?: number, horizon = -NEVER): RoundBook {
  const book = new RoundBook(START, START + LENGTH, expected);
  const tubes = new Map<string, Tested>();
  book.advance(horizon);
  for (const word of said) {
    const who = book.person(word.person);
    if (word.kind === 'roll') {
      book.enrol(who, { area: book.area(word.area), from: word.from, to: word.to, isDue: word.isDue });
      continue;
    }
    const before = tubes.get(`${word.person}|${word.tube}`);
    book.replace(who, before && toldOf(before), toldOf(word));
    tubes.set(`${word.person}|${word.tube}`, word);
  }
  return book;
}
const areasOf = (book: RoundBook, area: string | undefined) =>
  area === undefined ? undefined : book.areaIds.flatMap((id, i) => (id === area ? [i] : []));

describe('the book of a round', () => {
  it('says at any moment what a recount of the whole history says, for each area and for all', () => {
    fc.assert(
      fc.property(history, hour, fc.constantFrom(undefined, 'a', 'b', 'c'), (said, t, area) => {
        const book = told(said, 4);
        const slow = recount(said, LENGTH, t, area);
        const { counts, offRoll } = book.at(t);
        expect(coverageOf(counts, areasOf(book, area))).toEqual(slow.coverage);
        expect(offRoll).toBe(slow.offRoll);
      }),
      { numRuns: 300 },
    );
  });

  it('says the same with the counters it keeps, however its horizon moved on the way', () => {
    fc.assert(
      fc.property(history, fc.array(hour, { minLength: 1, maxLength: 4 }), (said, hours) => {
        const steps = hours.toSorted((a, b) => a - b);
        const book = told(said, 4, steps[0]);
        for (const t of steps) {
          book.advance(t);
          const { counts, offRoll } = book.now();
          const slow = recount(said, LENGTH, t);
          expect(coverageOf(counts)).toEqual(slow.coverage);
          expect(offRoll).toBe(slow.offRoll);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('slides over 24 hours as the recount does', () => {
    fc.assert(
      fc.property(history, hour, (said, t) => {
        const book = told(said, 4);
        expect(coverageOf(book.rollingAt(t).counts)).toEqual(recount(said, LENGTH, t, undefined, true).coverage);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps due, sampled, resulted and uploaded one inside the other, and the two sums', () => {
    fc.assert(
      fc.property(history, hour, (said, t) => {
        const { due, sampled, resulted, uploaded, missing, waiting } = coverageOf(told(said).at(t).counts);
        expect(due).toBeGreaterThanOrEqual(sampled);
        expect(sampled).toBeGreaterThanOrEqual(resulted);
        expect(resulted).toBeGreaterThanOrEqual(uploaded);
        expect([missing + sampled, waiting + uploaded]).toEqual([due, sampled]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('24 hours that slide and a round that does not', () => {
  const said: Said[] = [
    { kind: 'roll', person: 'p', area: 'a', from: 0, to: NEVER, isDue: true },
    {
      kind: 'test',
      person: 'p',
      tube: 't',
      sampledAt: HOUR,
      resultedAt: 6 * HOUR,
      uploadedAt: 6 * HOUR,
      outcome: OUTCOME.final,
    },
  ];
  const rolling = (t: number) => coverageOf(told(said).rollingAt(t).counts).resulted;

  it('a person sampled at T0 + 1 h falls out of the sliding window at T0 + 25 h, and stays in the round', () => {
    expect([rolling(24 * HOUR), rolling(25 * HOUR - 1), rolling(25 * HOUR)]).toEqual([1, 1, 0]);
    expect(coverageOf(told(said).at(25 * HOUR).counts).uploaded).toBe(1);
  });
});

describe('moves', () => {
  const moved: Said[] = [
    { kind: 'roll', person: 'p', area: 'a', from: 0, to: NEVER, isDue: true },
    { kind: 'roll', person: 'p', area: 'q', from: 5 * HOUR, to: NEVER, isDue: false },
  ];

  it('a person moved to quarantine leaves the denominator then, and the way there can be listed', () => {
    const book = told(moved);
    expect(coverageOf(book.at(4 * HOUR).counts).due).toBe(1);
    expect(coverageOf(book.at(6 * HOUR).counts)).toMatchObject({ due: 0, notDue: 1 });
    expect(book.roll.wayOf(book.person('p'), 6 * HOUR).map(({ area }) => book.areaIds[area])).toEqual(['a', 'q']);
  });

  it('one who moves after the deadline leaves the figure as it was at the deadline', () => {
    const late = [moved[0]!, { ...moved[1]!, from: 25 * HOUR } as Said];
    expect(coverageOf(told(late).at(30 * HOUR).counts).due).toBe(1);
  });
});
