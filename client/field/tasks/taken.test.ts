import { expect, it } from 'vitest';
import type { Task } from '#shared/subject/task.ts';
import type { Entry } from '../outbox/entry.ts';
import { acceptedHere, acknowledged, type Watch, watched } from './taken.ts';

const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  version: 1,
  observedAt: 'o',
  recordedAt: 'r',
  source: 's',
  type: 'patrol',
  teamId: 'ours',
  status: 'received',
  ...more,
});
const told = (...tasks: Task[]) => new Map(tasks.map((one) => [one.id, one]));
const see = (before: Watch, tasks: ReadonlyMap<string, Task>, isWhole = true, accepted = ['t']) =>
  watched(before, new Set(accepted), (id) => tasks.get(id), isWhole);
const how = (watch: Watch) => Object.entries(watch).map(([id, { taken }]) => [id, taken]);

it('knows what was accepted here, and by whom', () => {
  const entry = (id: string, kind: string, account: string, end?: Entry['end']): Entry => ({
    opId: id,
    seq: 1,
    report: { opId: id, kind, observedAt: '', data: { id } } as unknown as Entry['report'],
    account,
    savedAt: 0,
    putOff: 0,
    ...(end && { end }),
  });
  const all = [
    entry('a', 'task.received', 'field'),
    entry('b', 'task.received', 'other'),
    entry('c', 'task.done', 'field'),
    entry('d', 'task.received', 'field', 'refused'),
    entry('e', 'task.received', 'field', 'applied'),
  ];
  expect([...acceptedHere(all, 'field').keys()]).toEqual(['a', 'e']);
  const again = { ...entry('a', 'task.received', 'field'), opId: 'later' };
  expect(acceptedHere([again, ...all], 'field').get('a')).toBe('later');
});

it('says of a task that it was recalled, given away or is out of sight, each once and until it was read', () => {
  const mine = see({}, told(task('t'), task('x')));
  expect(how(mine)).toEqual([['t', undefined]]);
  const recalled = see(mine, told(task('t', { status: 'recalled', version: 2, note: 'no longer needed' })));
  expect(how(recalled)).toEqual([['t', 'recalled']]);
  expect(recalled['t']?.task.note).toBe('no longer needed');

  const given = see(mine, told(task('t', { teamId: 'theirs', status: 'assigned', version: 2 })));
  expect(how(given)).toEqual([['t', 'reassigned']]);
  expect(see(given, told(task('t', { teamId: 'theirs', status: 'received', version: 3 })))['t']?.taken).toBe(
    'reassigned',
  );

  const gone = see(mine, told());
  expect(how(gone)).toEqual([['t', 'gone']]);
  expect(gone['t']?.task.type).toBe('patrol');
  // Read, and not told again while it stays away.
  expect(acknowledged(gone, 't')).toEqual({});
  expect(see({}, told())).toEqual({});
});

it('takes nothing for gone while the copy is not whole, and lets go of what was done', () => {
  const mine = see({}, told(task('t')));
  expect(see(mine, told(), false)).toBe(mine);
  expect(see(mine, told(task('t')))).toBe(mine);
  expect(see(mine, told(task('t', { status: 'done', version: 2 })))).toEqual({});
  expect(see({}, told(task('t', { status: 'recalled' })))).toEqual({});
});
