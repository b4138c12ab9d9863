// Tasks that were this crew's and are not any more: recalled, given to another team, or out of sight. Each is said until it
// was read; none vanishes in silence. Pure.
import type { Task } from '#shared/subject/task.ts';
import type { Entry } from '../outbox/entry.ts';

export type TakenHow = 'recalled' | 'reassigned' | 'gone';
/** As this phone saw it last while it was its own, and what became of it since. */
export type Watched = { readonly task: Task; readonly taken?: TakenHow };
export type Watch = Readonly<Record<string, Watched>>;

/**
 * Tasks that somebody accepted on this phone, whether the server knows it yet or not.
 * @param entries newest first
 * @returns by the task's id, the opId of the latest acceptance: a task may come back and be accepted again
 */
export function acceptedHere(entries: readonly Entry[], account: string): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const { opId, report, end, account: by } of entries)
    if (report.kind === 'task.received' && end !== 'refused' && by === account && !ids.has(report.data.id))
      ids.set(report.data.id, opId);
  return ids;
}

const isOver = ({ status }: Task): boolean => status === 'done' || status === 'verified';

/**
 * @param isWhole the copy is all that this phone may see: what is not in it is out of sight
 * @returns the same object where nothing changed
 */
export function watched(
  before: Watch,
  accepted: ReadonlySet<string>,
  find: (id: string) => Task | undefined,
  isWhole: boolean,
): Watch {
  const next: Record<string, Watched> = {};
  for (const id of new Set([...accepted, ...Object.keys(before)])) {
    const known = before[id];
    const one = step(known, find(id), isWhole);
    if (one !== undefined) next[id] = one;
  }
  const isSame =
    Object.keys(before).length === Object.keys(next).length &&
    Object.entries(next).every(([id, { task, taken }]) => {
      const old = before[id];
      return old !== undefined && old.taken === taken && old.task.version === task.version;
    });
  return isSame ? before : next;
}

function step(known: Watched | undefined, task: Task | undefined, isWhole: boolean): Watched | undefined {
  if (task === undefined) {
    if (known === undefined || known.taken !== undefined || !isWhole) return known;
    return { task: known.task, taken: 'gone' };
  }
  // Accepted, then seen for the first time when it was over already: nothing was taken from anybody.
  if (known === undefined) return isOver(task) || task.status === 'recalled' ? undefined : { task };
  if (task.status === 'recalled') return { task, taken: 'recalled' };
  if (task.teamId !== known.task.teamId && known.taken !== 'recalled')
    // The team it was taken from stays in the note, so that the same change is not told twice.
    return { task: { ...task, teamId: known.task.teamId } as Task, taken: 'reassigned' };
  if (isOver(task)) return undefined;
  return known.taken === 'reassigned' ? { ...known, task: { ...task, teamId: known.task.teamId } as Task } : { task };
}

/** Read: it is told no more. A task that was given away is another crew's from here on. */
export function acknowledged(before: Watch, id: string): Watch {
  const { [id]: _, ...rest } = before;
  return rest;
}
