// Tasks of this area: received, done with proof, verified by somebody else; those that were taken away are said to be so.

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '#shared/subject/task.ts';
import { TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { SubPage } from './sub-page.tsx';
import type { Watched } from './tasks/taken.ts';
import { takenOf, useTaken } from './tasks/taken-store.ts';
import { TaskRow } from './tasks/task-row.tsx';
import { placeOfTask, teamOfTask } from './tasks/task-words.ts';

/** What waits for somebody is never cut; what ended is looked back on, not worked through. */
const WAITING = ['assigned', 'received', 'done'] as const satisfies Task['status'][];
const ENDED_SHOWN = 10;

export function TasksPage() {
  const { t } = useTranslation();
  const version = useVersion('tasks', 'teams');
  const watch = useTaken((state) => state.watch);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const { waiting, ended } = useMemo(() => {
    const all = [...situation.copy.all('tasks').values()];
    const dueOf = ({ due }: Task) => (due === undefined ? Number.POSITIVE_INFINITY : Date.parse(due));
    const byDue = (a: Task, b: Task) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : a.id < b.id ? -1 : 1);
    return {
      waiting: WAITING.flatMap((status) => all.filter((task) => task.status === status).sort(byDue)),
      ended: all
        .filter(({ status }) => status === 'recalled' || status === 'verified')
        .sort((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt))
        .slice(0, ENDED_SHOWN),
    };
  }, [version]);
  const taken = takenOf(watch);
  return (
    <SubPage title={t('field.tasks.title')}>
      {taken.length > 0 && (
        <ul>
          {taken.map((one) => (
            <TakenRow key={one.id} watched={one} />
          ))}
        </ul>
      )}
      {waiting.length === 0 && ended.length === 0 && <p className="field-note">{t('field.tasks.none')}</p>}
      <ul>
        {waiting.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {ended.length > 0 && <h3 className="task-ended">{t('forms.task.ended')}</h3>}
      <ul>
        {ended.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </SubPage>
  );
}

function TakenRow({ watched: { id, task, taken } }: { readonly watched: Watched & { readonly id: string } }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const read = useTaken((state) => state.read);
  const now = situation.copy.get('tasks', id);
  const team = now === undefined ? undefined : teamOfTask(now, language);
  return (
    <li className="sent" data-bad>
      <div>
        <strong>{term(TASK_TYPE_TERMS, task.type, language)}</strong>
        <span>{placeOfTask(task, language)}</span>
      </div>
      <p className="task-taken">
        {taken === 'reassigned' && team !== undefined
          ? t('forms.task.reassignedTo', { team })
          : t(`forms.task.taken.${taken ?? 'gone'}`)}
      </p>
      {task.note !== undefined && <p>{task.note}</p>}
      <div className="sent-actions">
        <button type="button" className="small-button" onClick={() => read(id)}>
          {t('field.outbox.read')}
        </button>
      </div>
    </li>
  );
}
