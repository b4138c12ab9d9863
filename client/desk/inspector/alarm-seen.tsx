// Whether somebody has seen an alarm, and whether there was what it says: who said so, or the buttons with which one says it.
import './alarm-seen.css';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_VERDICTS, type Alarm, type AlarmVerdict } from '#shared/subject/alarm.ts';
import { ALARM_VERDICT_TERMS } from '#shared/terms/alarms.ts';
import { term } from '#shared/terms.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { sendReport } from '../../connection/send-report.ts';
import { nowInSituation, useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useMay } from '../../store/session-store.ts';
import { shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';

export function AlarmSeen({ alarm }: { readonly alarm: Alarm }) {
  const { id, acknowledgedAt, acknowledgedBy, verdict, verdictBy } = alarm;
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const may = useMay('acknowledge');
  const isPast = useConnection().past !== undefined;
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const say = async (data: { readonly verdict?: AlarmVerdict }): Promise<void> => {
    setSending(true);
    setProblem(null);
    const answer = await sendReport('alarm.acknowledged', { id, ...data }, nowInSituation());
    setSending(false);
    if (!answer.ok) setProblem(answer.error);
  };
  const isSeen = acknowledgedAt !== undefined;
  // What is past was not seen then, and cannot be seen then any more.
  const maySay = !isPast && may;
  return (
    <div className="alarm-seen">
      {isSeen && (
        <p>
          <Check size={16} aria-hidden />
          {t('alarm.seenBy', { who: acknowledgedBy, time: shortTime(acknowledgedAt) })}
        </p>
      )}
      {!isSeen && !maySay && <p>{t('alarm.unseen')}</p>}
      {!isSeen && maySay && (
        <button type="button" className="button button-primary" disabled={isSending} onClick={() => void say({})}>
          <Check size={16} aria-hidden />
          {t('alarm.acknowledge')}
        </button>
      )}
      {verdict !== undefined && (
        <p>{t('alarm.verdictBy', { verdict: term(ALARM_VERDICT_TERMS, verdict, language), who: verdictBy })}</p>
      )}
      {isSeen && maySay && (
        <fieldset className="alarm-verdict">
          <legend>{t('alarm.wasItReal')}</legend>
          {ALARM_VERDICTS.map((one) => (
            <button
              key={one}
              type="button"
              className="button"
              aria-pressed={verdict === one}
              disabled={isSending}
              onClick={() => void say({ verdict: one })}
            >
              {term(ALARM_VERDICT_TERMS, one, language)}
            </button>
          ))}
        </fieldset>
      )}
      {problem !== null && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
    </div>
  );
}
