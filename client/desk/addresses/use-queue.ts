// The queue of unsettled addresses, which of them is being looked at, and what can be taken back.
import { useCallback, useMemo, useState } from 'react';
import type { AddressCandidate, AddressMatch } from '#shared/domain/address/match.ts';
import type { Case } from '#shared/subject/case.ts';
import { situation } from '../../connection/browser-connection.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { sendReport } from '../../connection/send-report.ts';
import { useAnswerOr } from '../../store/answer-store.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { settled, unsettled } from './settle.ts';

export type QueueRow = {
  readonly caseId: string;
  readonly address: string;
  readonly matchLevel?: Case['matchLevel'];
  readonly position?: Case['position'];
  readonly recordedAt: string;
  readonly match: AddressMatch;
};
type Answer = { readonly total: number; readonly notOnMap: number; readonly rows: readonly QueueRow[] };

/** One step of somebody's work. `before` is the whole case as it stood. */
type Step = { readonly row: QueueRow; readonly before: Case; readonly name: string };

export type Queue = {
  readonly answer: Answer | undefined;
  readonly problem: ApiProblem | undefined;
  readonly row: QueueRow | undefined;
  /** from 1 */
  readonly place: number;
  readonly last: Step | undefined;
  readonly isUndone: boolean;
  readonly isBusy: boolean;
  readonly refused: ApiProblem | undefined;
  readonly choose: (row: QueueRow, candidate: AddressCandidate) => Promise<void>;
  readonly skip: () => void;
  readonly undo: () => Promise<void>;
};

export function useQueue(): Queue {
  const { value: answer, problem } = useAnswerOr<Answer>('/api/addresses/queue?limit=200');
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [isUndone, setUndone] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiProblem>();

  // What was settled here stays out until the next answer says the same; what was skipped comes again at the end.
  const rows = useMemo(() => {
    const gone = new Set(steps.map(({ row }) => row.caseId));
    const open = (answer?.rows ?? []).filter(({ caseId }) => !gone.has(caseId));
    const late = (row: QueueRow): number => skipped.lastIndexOf(row.caseId);
    return open.toSorted((a, b) => late(a) - late(b));
  }, [answer, steps, skipped]);
  const [row] = rows;

  const choose = useCallback(async (chosen: QueueRow, candidate: AddressCandidate) => {
    const before = situation.copy.get('cases', chosen.caseId);
    if (before === undefined || candidate.position === undefined) return;
    setBusy(true);
    const sent = await sendReport('case.updated', settled(before, candidate), nowInSituation());
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.error);
    if (!sent.ok) return;
    setUndone(false);
    setSteps((done) => [...done, { row: chosen, before, name: candidate.names.slice(-2).join(' ') }]);
  }, []);
  const skip = useCallback(() => {
    if (row !== undefined) setSkipped((before) => [...before, row.caseId]);
  }, [row]);
  const last = steps.at(-1);
  const undo = useCallback(async () => {
    if (last === undefined) return;
    setBusy(true);
    const sent = await sendReport('case.updated', unsettled(last.before), nowInSituation());
    setBusy(false);
    setRefused(sent.ok ? undefined : sent.error);
    if (!sent.ok) return;
    setUndone(true);
    setSteps((done) => done.slice(0, -1));
    setSkipped((before) => before.filter((id) => id !== last.row.caseId));
  }, [last]);
  const place = Math.min(rows.length, skipped.filter((id) => rows.some(({ caseId }) => caseId === id)).length + 1);
  return { answer, problem, row, place, last, isUndone, isBusy, refused, choose, skip, undo };
}
