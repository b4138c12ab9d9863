// Rounds that close for good, and rolls that remember when what was said of whom.
import { describe, expect, it } from 'vitest';
import { advance } from '../project.ts';
import { Situation } from '../situation.ts';
import { eventOf, report } from '../testing.ts';

const START = '2022-10-30T05:00:00+08:00';
const LATER = '2022-10-30T11:00:00+08:00';
const round = report('round.opened', { id: 'r', areaIds: ['a'], start: START, deadline: '2022-10-31T05:00:00+08:00' });
const roll = (...persons: object[]) => report('roll.batch', { roundId: 'r', persons });
const row = (person: string, status = 'PRESENT', from = START) => ({ person, areaId: 'a', status, from });
const tube = report('test.batch', {
  id: 'b',
  roundId: 'r',
  rows: [{ person: 'p', tube: 't', poolSize: 1, sampledAt: LATER }],
});

function told(...said: ReturnType<typeof report>[]) {
  const situation = new Situation();
  const outcomes = said.map((one, i) => advance(situation, eventOf(i + 1, one)).outcome);
  return { situation, outcomes, roll: situation.get('rolls', 'r|a') };
}

describe('a roll of persons', () => {
  it('counts present and unknown as due, and the others by their status', () => {
    const { roll: area } = told(round, roll(row('p'), row('q', 'UNKNOWN'), row('s', 'DEAD')));
    expect(area).toMatchObject({ due: 2, byStatus: { PRESENT: 1, UNKNOWN: 1, DEAD: 1 } });
  });

  it('keeps what was said before a person moved, and counts them by what is said last', () => {
    const { roll: area } = told(round, roll(row('p'), row('q')), roll(row('p', 'MOVED_TO_QUARANTINE', LATER)));
    expect(area).toMatchObject({ due: 1, byStatus: { PRESENT: 1, MOVED_TO_QUARANTINE: 1 } });
    expect(area!.entries).toEqual([
      { status: 'PRESENT', from: START, persons: ['p', 'q'] },
      { status: 'MOVED_TO_QUARANTINE', from: LATER, persons: ['p'] },
    ]);
  });

  it('takes the same moment again as a correction, and a row sent twice once', () => {
    const { roll: area } = told(round, roll(row('p'), row('q')), roll(row('p', 'AWAY_VERIFIED'), row('q')));
    expect(area!.entries).toEqual([
      { status: 'PRESENT', from: START, persons: ['q'] },
      { status: 'AWAY_VERIFIED', from: START, persons: ['p'] },
    ]);
  });
});

describe('a closed round', () => {
  const closed = report('round.closed', { id: 'r' });

  it('takes no more persons and is not opened again: the key of its persons is gone', () => {
    const { outcomes, situation } = told(round, roll(row('p')), closed, tube, roll(row('q')), round);
    expect(outcomes.slice(3).map((outcome) => 'problem' in outcome && outcome.problem.code)).toEqual([
      'round-closed',
      'round-closed',
      'round-closed',
    ]);
    expect(situation.get('rounds', 'r')?.status).toBe('closed');
    expect(situation.all('tubes').size).toBe(0);
  });
});
