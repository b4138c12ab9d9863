// Counts by area: kept with their moments, never falling, corrected only by the same moment again.
import { describe, expect, it } from 'vitest';
import { advance } from '../project.ts';
import { Situation } from '../situation.ts';
import { eventOf, report } from '../testing.ts';

const at = (hour: number): string => `2022-10-30T${String(hour).padStart(2, '0')}:00:00+08:00`;

function told(...batches: object[]) {
  const situation = new Situation();
  const outcomes = batches.map(
    (data, i) => advance(situation, eventOf(i + 1, report('test.batch', { id: `b${i}`, ...data }))).outcome,
  );
  return { outcomes, area: (id: string) => situation.get('areaTests', `|${id}`) };
}
const count = (areaId: string, hour: number, sampled: number) => ({
  areaId,
  asOf: at(hour),
  sampled,
  cumulative: true,
});

describe('a cumulative count', () => {
  it('that falls is refused as impossible, and the figure before it stands', () => {
    const { outcomes, area } = told(count('a', 8, 100), count('a', 9, 90), count('a', 10, 120));
    expect(outcomes[1]).toMatchObject({ state: 'refused', problem: { code: 'falling-count' } });
    expect(area('a')).toMatchObject({ sampled: 120, asOf: at(10) });
  });

  it('that falls in one area of a batch leaves that area out, says so, and takes the others', () => {
    const { outcomes, area } = told(
      { counts: [count('a', 8, 100), count('b', 8, 50)] },
      { counts: [count('a', 9, 99), count('b', 9, 60)] },
    );
    expect(outcomes[1]).toMatchObject({ state: 'merged', reason: expect.stringContaining('a: sampled fell from 100') });
    expect([area('a')!.sampled, area('b')!.sampled]).toEqual([100, 60]);
  });

  it('is corrected downwards by the same moment again', () => {
    const { outcomes, area } = told(count('a', 8, 100), count('a', 9, 1_200), count('a', 9, 120));
    expect(outcomes[2]).toEqual({ state: 'applied' });
    expect(area('a')).toMatchObject({ sampled: 120 });
    expect(area('a')!.told).toHaveLength(10);
  });

  it('that comes late is kept in its place and is not the latest; one that contradicts what came after is refused', () => {
    const { outcomes, area } = told(count('a', 10, 100), count('a', 8, 40), count('a', 9, 130));
    expect(outcomes.map(({ state }) => state)).toEqual(['applied', 'applied', 'refused']);
    expect(area('a')).toMatchObject({ sampled: 100, asOf: at(10) });
    expect(area('a')!.told).toEqual([Date.parse(at(8)), 40, -1, -1, -1, Date.parse(at(10)), 100, -1, -1, -1]);
  });

  it('may be silent about a number in between, which then is not zero', () => {
    const { outcomes } = told({ ...count('a', 8, 100), uploaded: 50 }, count('a', 9, 110), {
      ...count('a', 10, 120),
      uploaded: 40,
    });
    expect(outcomes.map(({ state }) => state)).toEqual(['applied', 'applied', 'refused']);
  });
});

it('counts that are not cumulative may go up and down', () => {
  const daily = (hour: number, sampled: number) => ({ ...count('a', hour, sampled), cumulative: false });
  expect(told(daily(8, 100), daily(9, 20)).outcomes.map(({ state }) => state)).toEqual(['applied', 'applied']);
});
