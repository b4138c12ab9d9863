// Who reads at the desk what a crew reported from a phone has seen it, and the phone says so: the third tick.
import { saying, sendAll } from '../../connection/send-report.ts';
import { nowInSituation } from '../../store/hooks.ts';
import type { HistoryEvent } from './history-steps.ts';

/** A report carries so many at most (shared/subject/review.ts). */
const AT_ONCE = 1_000;
/** Marked by this page: not again, whether or not the server has said so yet. */
const marked = new Set<string>();

/** What of a history is still to be marked: reports of phones that somebody else made and nobody has seen. Pure. */
export const toMark = (history: readonly HistoryEvent[], reader: string): string[] =>
  history.flatMap(({ opId, seenAt, actor }) =>
    opId === undefined || seenAt !== undefined || actor === reader ? [] : [opId],
  );

/** Called with a history that is in front of somebody. A failure is not theirs to mend: whoever looks next marks it. */
export async function markSeen(history: readonly HistoryEvent[], reader: string): Promise<void> {
  const opIds = toMark(history, reader)
    .filter((opId) => !marked.has(opId))
    .slice(-AT_ONCE);
  if (opIds.length === 0) return;
  for (const opId of opIds) marked.add(opId);
  const answer = await sendAll([saying('report.seen', { opIds }, nowInSituation())]);
  if (!answer.ok || answer.value[0] !== undefined) for (const opId of opIds) marked.delete(opId);
}
