// Teams, their phones and the gates as a supervisor reads them: who was heard of, what is unsent, what has gone silent. Pure.
import { type GateSilence, gateSilence } from '#shared/domain/checkpoint-silence.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { HOUR, instant, SECOND } from '#shared/time.ts';
import { tabOf } from '../tasks/task-turn.ts';

/** As GET /api/phones tells it. */
export type Phone = {
  readonly device: string;
  readonly account: string;
  readonly teamId?: string;
  readonly silentSeconds: number;
  readonly waiting: number;
  readonly late: number;
  readonly oldestSeconds?: number;
};
export type PhonesAnswer = {
  readonly listeningSeconds: number;
  readonly total: number;
  readonly phones: readonly Phone[];
};

export type TeamRow = {
  readonly team: Entities['teams'];
  readonly phones: readonly Phone[];
  /** ms since any of its phones was heard, or its position told; undefined where neither was */
  readonly silentFor: number | undefined;
  readonly late: number;
  readonly open: number;
  readonly overdue: number;
  readonly toVerify: number;
  /** it shares where it is now */
  readonly isSharing: boolean;
};

/** A team that nobody heard of for so long is out of touch. */
export const OUT_OF_TOUCH = HOUR;
/** @param listeningFor ms since the server listens: before an hour of it, whoever was not heard may have been there all the same */
export const isOutOfTouch = ({ silentFor }: Pick<TeamRow, 'silentFor'>, listeningFor: number): boolean =>
  (silentFor ?? listeningFor) >= OUT_OF_TOUCH;

export type TaskCounts = { readonly [S in 'assigned' | 'received' | 'done' | 'overdue']: number };

/** Tasks that are not over, by their state. */
export function taskCounts(copy: Situation, now: number): TaskCounts {
  const counts = { assigned: 0, received: 0, done: 0, overdue: 0 };
  for (const task of copy.all('tasks').values()) {
    const { status, due } = task;
    if (status === 'verified' || status === 'recalled') continue;
    counts[status] += 1;
    if (tabOf(task) === 'open' && due !== undefined && instant(due) < now) counts.overdue += 1;
  }
  return counts;
}

/** Those with something unsent first, then the longest silent; those without a phone are the longest silent of all. */
export function teamRows(copy: Situation, phones: readonly Phone[], now: number): TeamRow[] {
  const byTeam = Map.groupBy(phones, ({ teamId }) => teamId);
  const tasks = Map.groupBy(copy.all('tasks').values(), ({ teamId }) => teamId);
  const rows = [...copy.all('teams').values()].map((team): TeamRow => {
    const own = byTeam.get(team.id) ?? [];
    const mine = tasks.get(team.id) ?? [];
    const open = mine.filter((task) => tabOf(task) === 'open');
    const seen = copy.get('positions', team.id);
    const heard = own.map((one) => one.silentSeconds * SECOND);
    if (seen !== undefined) heard.push(Math.max(0, now - instant(seen.recordedAt)));
    return {
      team,
      phones: own,
      silentFor: heard.length === 0 ? undefined : Math.min(...heard),
      late: own.reduce((sum, { late }) => sum + late, 0),
      open: open.length,
      overdue: open.filter(({ due }) => due !== undefined && instant(due) < now).length,
      toVerify: mine.filter((task) => tabOf(task) === 'toVerify').length,
      isSharing: seen !== undefined,
    };
  });
  const silence = ({ silentFor }: TeamRow) => silentFor ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => b.late - a.late || silence(b) - silence(a) || (a.team.id < b.team.id ? -1 : 1));
}

/** What is late first, then what waits longest, then the longest silent. */
export const phoneRows = (phones: readonly Phone[]): Phone[] =>
  phones.toSorted(
    (a, b) =>
      b.late - a.late ||
      (b.oldestSeconds ?? 0) - (a.oldestSeconds ?? 0) ||
      b.silentSeconds - a.silentSeconds ||
      (a.device < b.device ? -1 : 1),
  );

export type SilentGate = {
  readonly gate: Entities['checkpoints'];
  readonly silence: Exclude<GateSilence, 'closed' | 'speaks'>;
};

/** Gates in use that do not count as their source should: the longest silent first, those that never counted at the end. */
export function silentGates(copy: Situation, now: number): SilentGate[] {
  const found: SilentGate[] = [];
  for (const gate of copy.all('checkpoints').values()) {
    const silence = gateSilence(gate, copy.get('sources', gate.source)?.everySeconds, now);
    if (silence !== 'closed' && silence !== 'speaks') found.push({ gate, silence });
  }
  const since = ({ silence }: SilentGate) => (silence === 'never' ? Number.MAX_SAFE_INTEGER : silence.since);
  return found.sort((a, b) => since(a) - since(b) || (a.gate.id < b.gate.id ? -1 : 1));
}
