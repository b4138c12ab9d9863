// Tasks of this area: received, done with proof, verified by somebody else; recalled ones are said to be so.

import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '#shared/subject/task.ts';
import { TASK_STATUS_TERMS, TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { positionText } from '../ui/coordinates.ts';
import { nameOf } from '../ui/entity-words.ts';
import { shortTime } from '../ui/format.ts';
import { isWaiting } from './outbox/entry.ts';
import { useOutbox } from './outbox/outbox.ts';
import { useWhere } from './place/where-store.ts';
import { FormEnd } from './report/form-end.tsx';
import { Stepper } from './report/stepper.tsx';
import { useReport } from './report/use-report.ts';
import { SubPage } from './sub-page.tsx';

const ORDER: readonly Task['status'][] = ['assigned', 'received', 'done', 'recalled', 'verified'];
/** What ended is looked back on, not worked through. */
const ENDED_SHOWN = 10;

export function TasksPage() {
  const { t } = useTranslation();
  const version = useVersion('tasks', 'teams');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const tasks = useMemo(() => {
    const all = [...situation.copy.all('tasks').values()].sort(
      (a, b) =>
        ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
        ((a.due ?? '') < (b.due ?? '') ? -1 : 1) * (a.status === 'assigned' || a.status === 'received' ? 1 : -1),
    );
    const open = all.filter(({ status }) => status === 'assigned' || status === 'received');
    return [...open, ...all.slice(open.length, open.length + ENDED_SHOWN)];
  }, [version]);
  return (
    <SubPage title={t('field.tasks.title')}>
      {tasks.length === 0 && <p className="field-note">{t('field.tasks.none')}</p>}
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </SubPage>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { report, isFailed } = useReport();
  const [isProving, setProving] = useState(false);
  // What this phone said and the server has not answered yet counts here already: nobody taps twice for the same.
  const unsent = useOutbox(({ entries }) =>
    entries.find((entry) => isWaiting(entry) && (entry.report.data as { id?: string }).id === task.id),
  );
  const status = unsent === undefined ? task.status : unsent.report.kind === 'task.done' ? 'done' : 'received';
  const { copy } = situation;
  const where =
    task.areaId !== undefined
      ? nameOf(copy, 'areas', task.areaId, language)
      : task.siteId !== undefined
        ? nameOf(copy, 'sites', task.siteId, language)
        : task.gateId !== undefined
          ? gateName(task.gateId, language)
          : '';
  const team = task.teamId === undefined ? undefined : nameOf(copy, 'teams', task.teamId, language);
  return (
    <li className="task" data-open={status === 'assigned' || status === 'received'}>
      <div className="task-head">
        <strong>{term(TASK_TYPE_TERMS, task.type, language)}</strong>
        <span>{term(TASK_STATUS_TERMS, status, language)}</span>
      </div>
      <p>{[where, team].filter((part) => part !== undefined && part !== '').join(' · ')}</p>
      {task.due !== undefined && <p>{t('field.tasks.due', { time: shortTime(task.due) })}</p>}
      {task.note !== undefined && <p className="field-note">{task.note}</p>}
      {isFailed && <p className="notice">{t('field.notKept')}</p>}
      {status === 'assigned' && (
        <button type="button" className="field-button" onClick={() => void report('task.received', { id: task.id })}>
          {t('field.tasks.receive')}
        </button>
      )}
      {status === 'received' && !isProving && (
        <button type="button" className="field-button field-button-primary" onClick={() => setProving(true)}>
          {t('field.tasks.done')}
        </button>
      )}
      {isProving && <Proof id={task.id} onSent={() => setProving(false)} />}
    </li>
  );
}

const gateName = (id: string, language: 'zh' | 'en'): string => {
  const area = situation.copy.get('gates', id)?.areaId;
  return area === undefined ? id : nameOf(situation.copy, 'areas', area, language);
};

/** Proof of what was done: how many, where, and in words. Time is the report's own. */
function Proof({ id, onSent }: { readonly id: string; readonly onSent: () => void }) {
  const { t } = useTranslation();
  const { report, isFailed } = useReport();
  const fix = useWhere((state) => state.fix);
  const [count, setCount] = useState<number>();
  const [words, setWords] = useState('');
  const proof = [
    ...(words.trim() === '' ? [] : [words.trim()]),
    ...(count === undefined ? [] : [t('field.tasks.counted', { n: count })]),
    ...(fix === null ? [] : [t('field.tasks.at', { place: positionText(fix.position), n: Math.round(fix.accuracy) })]),
  ];
  const isReady = words.trim() !== '' || count !== undefined;
  const send = async () => {
    if (await report('task.done', { id, proof })) onSent();
  };
  return (
    <div className="proof">
      <Stepper label={t('field.tasks.count')} value={count} onChange={setCount} />
      <label className="field-label-large">
        {t('field.tasks.words')}
        <input
          className="input field-input"
          value={words}
          maxLength={300}
          onChange={({ target }) => setWords(target.value)}
        />
      </label>
      <FormEnd isReady={isReady} isFailed={isFailed} text={t('field.tasks.sendDone')} onSend={() => void send()} />
    </div>
  );
}
