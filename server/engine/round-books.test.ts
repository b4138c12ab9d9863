// The books that follow the log against books begun anew from what it led to: the same after any history, at any moment.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import type { Report } from '#shared/report.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { HOUR } from '#shared/time.ts';
import { coverageFor } from './coverage.ts';
import { RoundBooks } from './round-books.ts';

const time = (hours: number): string => new Date(MORNING + hours * HOUR).toISOString();
const hour = fc.integer({ min: -4, max: 30 });
const person = fc.integer({ min: 0, max: 9 }).map((n) => `p${n}`);
const area = fc.constantFrom('a', 'b', 'c');
const status = fc.constantFrom('PRESENT', 'PRESENT', 'UNKNOWN', 'AWAY_VERIFIED', 'MOVED_TO_QUARANTINE');

const roll: fc.Arbitrary<Report> = fc
  .array(fc.record({ person, areaId: area, status, from: fc.constantFrom(0, 0, 0, 5, 9).map(time) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((persons) => report('roll.batch', { roundId: 'r', persons }));
const row = fc
  .record({
    person,
    tube: fc.constantFrom('t', 'u', 'v', 'w'),
    poolSize: fc.constantFrom(1, 10),
    sampledAt: hour.map(time),
    resultedAt: fc.option(hour.map(time), { nil: undefined }),
    uploadedAt: fc.option(hour.map(time), { nil: undefined }),
    result: fc.constantFrom(undefined, 'negative', 'negative', 'positive', 'invalid', 'inconclusive'),
  })
  .map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)));
const test: fc.Arbitrary<Report> = fc
  .array(row, { minLength: 1, maxLength: 5 })
  .map((rows) => report('test.batch', { id: 'x', roundId: 'r', rows }));
const opened = fc
  .constantFrom(24, 24, 48)
  .map((length) => report('round.opened', { id: 'r', areaIds: ['top'], start: time(0), deadline: time(length) }));
const count: fc.Arbitrary<Report> = fc
  .tuple(fc.constantFrom('d', 'e'), hour, fc.nat(50))
  .map(([areaId, asOf, sampled]) =>
    report('test.batch', { id: 'y', roundId: 'r', areaId, asOf: time(asOf), sampled, cumulative: true }),
  );
const due: fc.Arbitrary<Report> = fc
  .tuple(fc.constantFrom('d', 'e'), fc.nat(60))
  .map(([areaId, n]) => report('roll.batch', { roundId: 'r', areaId, due: n }));

const closed = hour.map((h) => report('round.closed', { id: 'r' }, { observedAt: time(h) }));

const history = fc
  .array(fc.oneof({ weight: 3, arbitrary: test }, { weight: 2, arbitrary: roll }, opened, count, due, closed), {
    maxLength: 25,
  })
  .map((said) => [report('round.opened', { id: 'r', areaIds: ['top'], start: time(0), deadline: time(24) }), ...said]);

describe('books that follow the log', () => {
  it('say what books begun anew say, for any history, place and moment', () => {
    fc.assert(
      fc.property(history, fc.nat(25), hour, fc.constantFrom(undefined, 'a', 'd'), (said, cut, h, areaId) => {
        const situation = new Situation();
        let books: RoundBooks | undefined;
        const ask = (of: RoundBooks, isNow: boolean) =>
          coverageFor(situation, of, {
            roundId: 'r',
            areaIds: areaId === undefined ? undefined : [areaId],
            window: 'round',
            at: MORNING + h * HOUR,
            isNow,
          });
        for (const [i, one] of said.entries()) {
          // As after a start in the middle: the rest is followed.
          if (i === cut) {
            books = new RoundBooks(() => situation);
            ask(books, false);
          }
          const event = eventOf(i + 1, one);
          const { changes } = advance(situation, event);
          books?.follow([{ seq: event.seq, changes, recordedAt: event.recordedAt, event }]);
        }
        const anew = ask(new RoundBooks(() => situation), false);
        if (books !== undefined) expect(ask(books, false)).toEqual(anew);
        expect(anew.missing + anew.sampled).toBe(anew.due);
        expect(anew.waiting + anew.uploaded).toBe(anew.sampled);
      }),
      { numRuns: 300 },
    );
  });
});

describe('persons without a roll of persons', () => {
  const situation = new Situation();
  const books = new RoundBooks(() => situation);
  let seq = 0;
  const say = (one: Report) => {
    seq += 1;
    const event = eventOf(seq, one);
    books.follow([{ seq, changes: advance(situation, event).changes, recordedAt: event.recordedAt, event }]);
  };
  const ask = () =>
    coverageFor(situation, books, {
      roundId: 'r',
      areaIds: undefined,
      window: 'round',
      at: MORNING + 20 * HOUR,
      isNow: true,
    });
  const tested = (from: number, to: number) =>
    report('test.batch', {
      id: 'x',
      roundId: 'r',
      rows: Array.from({ length: to - from }, (_, i) => ({
        person: `p${from + i}`,
        tube: 't',
        poolSize: 10,
        sampledAt: time(1),
      })),
    });

  it('are distinct persons against the count of the roll; one sampled twice is one, and nobody is more than all', () => {
    say(report('round.opened', { id: 'r', areaIds: ['top'], start: time(0), deadline: time(24) }));
    say(
      report('roll.batch', {
        roundId: 'r',
        counts: [
          { areaId: 'd', due: 12 },
          { areaId: 'e', due: 3 },
        ],
      }),
    );
    say(tested(0, 10));
    say(tested(5, 12));
    expect(ask()).toMatchObject({ due: 15, sampled: 12, missing: 3, countBased: true, offRoll: 0 });
    say(tested(12, 20));
    expect(ask()).toMatchObject({ due: 15, sampled: 15, missing: 0, offRoll: 5 });
  });

  it('find their place once a roll of persons comes', () => {
    say(
      report('roll.batch', {
        roundId: 'r',
        persons: [{ person: 'p0', areaId: 'd', status: 'PRESENT', from: time(0) }],
      }),
    );
    // The list stands in place of the count of its area; the others are off the roll now.
    expect(ask()).toMatchObject({ due: 4, sampled: 1, offRoll: 19, countBased: true });
  });
});
