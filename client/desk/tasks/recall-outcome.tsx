// What came of recalling tasks: how many, why not where it was refused, and the way back.
import './tasks.css';
import { useTranslation } from 'react-i18next';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import type { Recall } from './use-recall.ts';

export function RecallOutcome({ of: { isSending, problem, recalled, again, undo } }: { readonly of: Recall }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (
    <>
      {recalled.length + again.length > 0 && (
        <p className="recall-outcome" role="status">
          {again.length > 0 && <span>{t('tasks.recall.again', { n: number(again.length) })}</span>}
          {recalled.length > 0 && (
            <>
              <span>{t('tasks.recall.done', { n: number(recalled.length) })}</span>
              <button
                type="button"
                className="button"
                title={t('tasks.recall.undoHint')}
                disabled={isSending}
                onClick={() => void undo()}
              >
                {t('tasks.recall.undo')}
              </button>
            </>
          )}
        </p>
      )}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
    </>
  );
}
