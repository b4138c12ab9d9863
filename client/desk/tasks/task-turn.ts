// Which tasks wait for whom, in which order, and what may follow. Pure.
import type { Task } from '#shared/subject/task.ts';
import { instant } from '#shared/time.ts';

export type TaskStep = 'received' | 'done' | 'verified' | 'recalled';
export type TaskTab = 'open' | 'toVerify' | 'over';
export const TASK_TABS: readonly TaskTab[] = ['open', 'toVerify', 'over'];

const STEPS: { readonly [S in Task['status']]: readonly TaskStep[] } = {
  assigned: ['received', 'recalled'],
  received: ['done', 'recalled'],
  done: ['verified', 'recalled'],
  verified: [],
  recalled: [],
};
export const stepsOf = (status: Task['status']): readonly TaskStep[] => STEPS[status];

const TAB_OF: { readonly [S in Task['status']]: TaskTab } = {
  assigned: 'open',
  received: 'open',
  done: 'toVerify',
  verified: 'over',
  recalled: 'over',
};
export const tabOf = ({ status }: Task): TaskTab => TAB_OF[status];

/** The most urgent first: by its deadline, those without one last; what is over, the latest first. */
export function inTurn(tasks: readonly Task[], tab: TaskTab): readonly Task[] {
  const dueOf = ({ due }: Task): number => (due === undefined ? Number.POSITIVE_INFINITY : instant(due));
  const order = (a: Task, b: Task): number => {
    const byTime = tab === 'over' ? instant(b.observedAt) - instant(a.observedAt) : compare(dueOf(a), dueOf(b));
    return byTime !== 0 ? byTime : a.id < b.id ? -1 : 1;
  };
  return tasks.filter((task) => tabOf(task) === tab).toSorted(order);
}

/** As `a - b`, for infinities too. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
