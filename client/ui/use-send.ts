// A report of the person at this screen, from a button: whether it is under way, and why it was refused.
import { useState } from 'react';
import type { DataOf, Kind } from '#shared/report.ts';
import type { ApiProblem } from '../connection/http.ts';
import { sendReport } from '../connection/send-report.ts';
import { nowInSituation } from '../store/hooks.ts';

export function useSend() {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  /** @returns whether it is on disk and was applied */
  const send = async <K extends Kind>(kind: K, data: DataOf<K>): Promise<boolean> => {
    setSending(true);
    setProblem(null);
    const answer = await sendReport(kind, data, nowInSituation());
    setSending(false);
    if (!answer.ok) setProblem(answer.error);
    return answer.ok;
  };
  return { send, isSending, problem };
}
