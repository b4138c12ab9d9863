// Tubes: who replaces whom, and when a person of a pool has a result.
import { describe, expect, it } from 'vitest';
import { advance } from '../project.ts';
import { Situation } from '../situation.ts';
import { eventOf, report } from '../testing.ts';

const ROUND = {
  id: 'r',
  areaIds: ['a'],
  start: '2022-10-30T05:00:00+08:00',
  deadline: '2022-10-31T05:00:00+08:00',
};
type Row = { person: string; tube: string; poolSize: number; sampledAt: string; [more: string]: unknown };
const sampled = { sampledAt: '2022-10-30T06:00:00+08:00' };
const done = { ...sampled, resultedAt: '2022-10-30T12:00:00+08:00', uploadedAt: '2022-10-30T12:10:00+08:00' };
const pool = (tube: string, more: object, size = 10): Row[] =>
  Array.from({ length: size }, (_, i) => ({ person: `${tube}-p${i}`, tube, poolSize: size, ...sampled, ...more }));

function folded(...batches: Row[][]) {
  const situation = new Situation();
  advance(situation, eventOf(1, report('round.opened', ROUND)));
  for (const [i, rows] of batches.entries())
    advance(situation, eventOf(i + 2, report('test.batch', { id: `b${i}`, roundId: 'r', rows })));
  return { round: situation.get('rounds', 'r')!, tube: (id: string) => situation.get('tubes', `r|${id}`) };
}

describe('tubes', () => {
  it('a later row of (person, tube) replaces the earlier, whole and in any order of persons', () => {
    const { round, tube } = folded(pool('t', {}), pool('t', { ...done, result: 'negative' }).reverse());
    expect(round).toMatchObject({ samples: 10, resulted: 10, uploaded: 10, tubes: 1, invalid: 0 });
    expect(tube('t')!.samples).toHaveLength(1);
    expect(new Set(tube('t')!.samples[0]!.persons)).toEqual(new Set(pool('t', {}).map(({ person }) => person)));
    expect(tube('t')!.samples[0]).toMatchObject({ ...done, result: 'negative', poolSize: 10 });
  });

  it('keeps apart what is known of some of its persons only', () => {
    const { round, tube } = folded(pool('t', {}), pool('t', { ...done, result: 'negative' }).slice(0, 4));
    expect(round).toMatchObject({ samples: 10, resulted: 4 });
    expect(tube('t')!.samples.map(({ persons, result }) => [persons.length, result])).toEqual([
      [6, undefined],
      [4, 'negative'],
    ]);
  });

  it('joins the persons again once the same is known of all', () => {
    const all = pool('t', { ...done, result: 'negative' });
    const { tube } = folded(pool('t', {}), all.slice(0, 4), all.slice(4));
    expect(tube('t')!.samples.map(({ persons }) => persons.length)).toEqual([10]);
  });

  it('one person in two tubes is two samples', () => {
    const [first] = pool('t', {});
    const { round } = folded([first!], [{ ...first!, tube: 'again' }]);
    expect(round).toMatchObject({ samples: 2, tubes: 2 });
  });
});

describe('a positive pool (domain 6.1, V15)', () => {
  const positive = pool('t', { ...done, result: 'positive' });

  it('leaves its ten persons without a result, and nobody positive', () => {
    const { round } = folded(pool('t', {}), positive);
    expect(round).toMatchObject({ samples: 10, resulted: 0, uploaded: 0, positive: 0 });
  });

  it('gives each of them a result with the single test, and not before', () => {
    const singles = positive.map(({ person }, i): Row => ({ person, tube: `s${i}`, poolSize: 1, ...sampled }));
    const found = singles.map((row, i) => ({ ...row, ...done, result: i === 3 ? 'positive' : 'negative' }));
    expect(folded(positive, singles).round).toMatchObject({ samples: 20, resulted: 0, positive: 0 });
    expect(folded(positive, singles, found).round).toMatchObject({
      samples: 20,
      resulted: 10,
      uploaded: 10,
      positive: 1,
    });
  });

  it('withdraws the results of its persons when a negative tube is corrected to positive', () => {
    const { round } = folded(pool('t', { ...done, result: 'negative' }), positive);
    expect(round).toMatchObject({ samples: 10, resulted: 0, uploaded: 0, positive: 0 });
  });
});

it('an invalid or inconclusive tube has a sample and no result', () => {
  const { round } = folded(pool('t', { ...done, result: 'invalid' }), pool('u', { ...done, result: 'inconclusive' }));
  expect(round).toMatchObject({ samples: 20, resulted: 0, uploaded: 0, positive: 0, invalid: 10, tubes: 2 });
});
