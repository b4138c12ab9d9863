// Orders taken back and given again: the same order under another id, with nothing of what became of the first.
import { expect, it } from 'vitest';
import type { Task } from '#shared/subject/task.ts';
import { orderedAgain, orderOf, recallsOf } from './recall.ts';

const task = {
  id: 'a',
  version: 3,
  type: 'gateGuard',
  gateId: 'north',
  teamId: 'patrol',
  due: '2022-10-30T12:00:00Z',
  note: 'stand there',
  status: 'received',
  receivedAt: '2022-10-30T10:00:00Z',
  doneBy: 'wang',
} as unknown as Task;
const order = {
  id: 'a',
  type: 'gateGuard',
  gateId: 'north',
  teamId: 'patrol',
  due: '2022-10-30T12:00:00Z',
  note: 'stand there',
};

it('is what was ordered, and nothing of what was done since', () => {
  expect(orderOf(task)).toEqual(order);
  expect(orderOf({ id: 'b', type: 'patrol' })).toEqual({ id: 'b', type: 'patrol' });
});

it('is recalled with a reason where there is one, each by a report of its own', () => {
  const said = recallsOf([order, { id: 'b', type: 'patrol' }], 'a slip', 0);
  expect(said.map(({ kind, data }) => [kind, data])).toEqual([
    ['task.recalled', { id: 'a', note: 'a slip' }],
    ['task.recalled', { id: 'b', note: 'a slip' }],
  ]);
  expect(new Set(said.map(({ opId }) => opId)).size).toBe(2);
  expect(recallsOf([order], undefined, 0)[0]?.data).toEqual({ id: 'a' });
});

it('is given again under another id', () => {
  let n = 0;
  expect(orderedAgain([order, { id: 'b', type: 'patrol' }], () => `new-${++n}`)).toEqual([
    { ...order, id: 'new-1' },
    { id: 'new-2', type: 'patrol' },
  ]);
});
