// One task as its crew sees it: what, where, by when, its next step, and what was given as proof.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { partsOfProof } from '#shared/photo.ts';
import type { Task } from '#shared/subject/task.ts';
import { TASK_STATUS_TERMS, TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { shortTime } from '../../ui/format.ts';
import { ProofPhoto } from '../../ui/photo.tsx';
import { isWaiting } from '../outbox/entry.ts';
import { useOutbox } from '../outbox/outbox.ts';
import { useReport } from '../report/use-report.ts';
import { useAccountName } from '../use-account.ts';
import { ProofForm } from './proof-form.tsx';
import { placeOfTask, teamOfTask } from './task-words.ts';

const SAID = { 'task.received': 'received', 'task.done': 'done', 'task.verified': 'verified' } as const;
const isSaid = (kind: string): kind is keyof typeof SAID => Object.hasOwn(SAID, kind);

export function TaskRow({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const account = useAccountName();
  const { report, isFailed } = useReport();
  const [isProving, setProving] = useState(false);
  // What this phone said and the server has not answered yet counts here already: nobody taps twice for the same.
  const unsent = useOutbox(({ entries }) =>
    entries.find(
      (entry) => isWaiting(entry) && isSaid(entry.report.kind) && (entry.report.data as { id?: string }).id === task.id,
    ),
  );
  const status = unsent !== undefined && isSaid(unsent.report.kind) ? SAID[unsent.report.kind] : task.status;
  const { id, type, due, note, doneAt, verifiedAt, doneBy } = task;
  const place = [placeOfTask(task, language), teamOfTask(task, language)].filter(Boolean).join(' · ');
  return (
    <li className="task" data-open={status === 'assigned' || status === 'received'}>
      <div className="task-head">
        <strong>{term(TASK_TYPE_TERMS, type, language)}</strong>
        <span>{term(TASK_STATUS_TERMS, status, language)}</span>
      </div>
      <p>{place}</p>
      {due !== undefined && (status === 'assigned' || status === 'received') && (
        <p>{t('field.tasks.due', { time: shortTime(due) })}</p>
      )}
      {note !== undefined && <p className="field-note">{note}</p>}
      {doneAt !== undefined && (
        <p>
          {t('forms.task.doneAt', { time: shortTime(doneAt), by: doneBy ?? t('field.unknown') })}
          {verifiedAt !== undefined && ` · ${t('forms.task.verifiedAt', { time: shortTime(verifiedAt) })}`}
        </p>
      )}
      <ProofShown task={task} />
      {isFailed && <p className="notice">{t('field.notKept')}</p>}
      {status === 'assigned' && (
        <button type="button" className="field-button" onClick={() => void report('task.received', { id })}>
          {t('field.tasks.receive')}
        </button>
      )}
      {status === 'received' && !isProving && (
        <button type="button" className="field-button field-button-primary" onClick={() => setProving(true)}>
          {t('field.tasks.done')}
        </button>
      )}
      {status === 'received' && isProving && <ProofForm id={id} onSent={() => setProving(false)} />}
      {status === 'done' &&
        unsent === undefined &&
        (doneBy === account ? (
          <p className="field-note">{t('forms.task.byAnother')}</p>
        ) : (
          <button type="button" className="field-button" onClick={() => void report('task.verified', { id })}>
            {t('forms.task.verify')}
          </button>
        ))}
    </li>
  );
}

function ProofShown({ task: { proof } }: { readonly task: Task }) {
  const { words, photos } = partsOfProof(proof);
  return (
    <>
      {words.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {photos.length > 0 && (
        <div className="proof-photos">
          {photos.map((id, i) => (
            <ProofPhoto key={id} id={id} n={i + 1} />
          ))}
        </div>
      )}
    </>
  );
}
