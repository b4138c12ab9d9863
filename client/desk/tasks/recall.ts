// Orders taken back, and given once more where that was a slip: the reports of both. Pure.
import type { DataOf } from '#shared/report.ts';
import type { Task } from '#shared/subject/task.ts';
import { type Saying, saying } from '../../connection/send-report.ts';

export type Ordered = DataOf<'task.assigned'>;

/** What was ordered, without what became of it. */
export const orderOf = ({ id, type, areaId, siteId, gateId, teamId, due, note }: Ordered | Task): Ordered => ({
  id,
  type,
  ...(areaId === undefined ? {} : { areaId }),
  ...(siteId === undefined ? {} : { siteId }),
  ...(gateId === undefined ? {} : { gateId }),
  ...(teamId === undefined ? {} : { teamId }),
  ...(due === undefined ? {} : { due }),
  ...(note === undefined ? {} : { note }),
});

/** @param note why, for those who stand there @param at ms since 1970, in the time the situation lives in */
export const recallsOf = (orders: readonly Ordered[], note: string | undefined, at: number): Saying[] =>
  orders.map(({ id }) => saying('task.recalled', { id, ...(note === undefined ? {} : { note }) }, at));

/**
 * The same orders under new ids: who was told to stop has to take it on anew, and the record keeps that it was recalled.
 * @param newId an id for each, made outside
 */
export const orderedAgain = (orders: readonly Ordered[], newId: () => string): Ordered[] =>
  orders.map((order) => ({ ...order, id: newId() }));
