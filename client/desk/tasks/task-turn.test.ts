// The order in which tasks are read.
import { describe, expect, it } from 'vitest';
import type { Task } from '#shared/subject/task.ts';
import { inTurn, stepsOf, tabOf } from './task-turn.ts';

const at = (hour: number): string => `2022-10-30T${String(hour).padStart(2, '0')}:00:00+08:00`;
const task = (id: string, status: Task['status'], more: Partial<Task> = {}): Task => ({
  id,
  version: 1,
  observedAt: at(8),
  recordedAt: at(8),
  source: 'command',
  type: 'patrol',
  status,
  ...more,
});

describe('tasks in turn', () => {
  const tasks = [
    task('none', 'assigned'),
    task('late', 'received', { due: at(9) }),
    task('soon', 'assigned', { due: at(12) }),
    task('also-soon', 'assigned', { due: at(12) }),
    task('shown', 'done', { due: at(7) }),
    task('old', 'verified', { observedAt: at(6) }),
    task('new', 'recalled', { observedAt: at(10) }),
  ];

  it('come by their deadline, those without one last, equals by id', () => {
    expect(inTurn(tasks, 'open').map(({ id }) => id)).toEqual(['late', 'also-soon', 'soon', 'none']);
  });

  it('that are over come the latest first', () => {
    expect(inTurn(tasks, 'over').map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('stand in exactly one tab each', () => {
    const all = (['open', 'toVerify', 'over'] as const).flatMap((tab) => inTurn(tasks, tab));
    expect(all.map(({ id }) => id).sort()).toEqual(tasks.map(({ id }) => id).sort());
  });

  it('that are over have no step left, every other may be recalled', () => {
    for (const one of tasks) {
      const steps = stepsOf(one.status);
      if (tabOf(one) === 'over') expect(steps).toEqual([]);
      else expect(steps).toContain('recalled');
    }
  });
});
