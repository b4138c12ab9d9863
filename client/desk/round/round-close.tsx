// Closes a round, after saying what that does: the figures stand, and the key of its persons is gone.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useSend } from '../../ui/use-send.ts';

type Props = {
  readonly roundId: string;
  /** persons due and not uploaded; null where nobody told */
  readonly owing: number | null;
};

export function RoundClose({ roundId, owing }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { send, isSending, problem } = useSend();
  const [isSure, setSure] = useState(false);
  if (!isSure) {
    return (
      <button type="button" className="button" onClick={() => setSure(true)}>
        {t('rounds.close')}
      </button>
    );
  }
  return (
    <div className="notice round-close" role="alertdialog" aria-label={t('rounds.close')}>
      <p>{owing === null ? t('rounds.closeUnknown') : t('rounds.closeSure', { n: number(owing) })}</p>
      {problem !== null && <p role="alert">{textOf(problem)}</p>}
      <p className="round-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={isSending}
          onClick={() => void send('round.closed', { id: roundId }).then((sent) => sent && setSure(false))}
        >
          {t('rounds.close')}
        </button>
        <button type="button" className="button" onClick={() => setSure(false)}>
          {t('rounds.keep')}
        </button>
      </p>
    </div>
  );
}
