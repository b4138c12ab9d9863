// Whether somebody has seen an alarm: who and when, or the button with which one says so.
import './alarm-seen.css';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '#shared/subject/alarm.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { sendReport } from '../../connection/send-report.ts';
import { nowInSituation, useConnection } from '../../store/hooks.ts';
import { useMay } from '../../store/session-store.ts';
import { shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';

export function AlarmSeen({ alarm: { id, acknowledgedAt, acknowledgedBy } }: { readonly alarm: Alarm }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const may = useMay('acknowledge');
  const isPast = useConnection().past !== undefined;
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  if (acknowledgedAt !== undefined)
    return (
      <p className="alarm-seen">
        <Check size={16} aria-hidden />
        {t('alarm.seenBy', { who: acknowledgedBy, time: shortTime(acknowledgedAt) })}
      </p>
    );
  // What is past was not seen then, and cannot be seen then any more.
  if (isPast || !may) return <p className="alarm-seen">{t('alarm.unseen')}</p>;
  const acknowledge = async (): Promise<void> => {
    setSending(true);
    setProblem(null);
    const answer = await sendReport('alarm.acknowledged', { id }, nowInSituation());
    setSending(false);
    if (!answer.ok) setProblem(answer.error);
  };
  return (
    <div className="alarm-seen">
      <button type="button" className="button button-primary" disabled={isSending} onClick={() => void acknowledge()}>
        <Check size={16} aria-hidden />
        {t('alarm.acknowledge')}
      </button>
      {problem !== null && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
    </div>
  );
}
