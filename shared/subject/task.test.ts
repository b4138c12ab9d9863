// Tasks: each step by whom and when; who did the work does not verify it.
import { describe, expect, it } from 'vitest';
import { codeOf, hourOf, Teller } from './zone.fixture.ts';

const ordered = (): Teller => {
  const teller = new Teller();
  teller.say('task.assigned', { id: 't', type: 'patrol' }, { by: 'desk', hour: 1 });
  teller.say('task.received', { id: 't' }, { by: 'team', hour: 2 });
  teller.say('task.done', { id: 't', proof: '3 gates' }, { by: 'team', hour: 3 });
  return teller;
};

describe('a task', () => {
  it('keeps who did what when, and what proves it', () => {
    const teller = ordered();
    expect(codeOf(teller.say('task.verified', { id: 't' }, { by: 'desk', hour: 4 }))).toBe('applied');
    expect(teller.situation.get('tasks', 't')).toMatchObject({
      status: 'verified',
      assignedAt: hourOf(1),
      receivedAt: hourOf(2),
      doneAt: hourOf(3),
      doneBy: 'team',
      proof: '3 gates',
      verifiedAt: hourOf(4),
      verifiedBy: 'desk',
    });
  });

  it('is not verified by who did it, and stays done until somebody else does', () => {
    const teller = ordered();
    expect(codeOf(teller.say('task.verified', { id: 't' }, { by: 'team' }))).toBe('four-eyes');
    expect(teller.situation.get('tasks', 't')?.status).toBe('done');
    expect(codeOf(teller.say('task.verified', { id: 't' }, { by: 'other team' }))).toBe('applied');
  });

  it('that was ordered anew has nothing of the first time', () => {
    const teller = ordered();
    teller.say('task.assigned', { id: 't', type: 'patrol' }, { by: 'desk' });
    const again = teller.situation.get('tasks', 't');
    expect(again?.status).toBe('assigned');
    expect([again?.receivedAt, again?.doneAt, again?.doneBy]).toEqual([undefined, undefined, undefined]);
  });

  it('that nobody ordered cannot be received', () => {
    expect(codeOf(new Teller().say('task.received', { id: 'x' }))).toBe('unknown-entity');
  });
});
