// The next step of a task, from the desk: received, done with proof, verified by another, or recalled with a reason.
import './tasks.css';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '#shared/subject/task.ts';
import { useConnection } from '../../store/hooks.ts';
import { useMay, useSession } from '../../store/session-store.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useSend } from '../../ui/use-send.ts';
import { stepsOf, type TaskStep } from './task-turn.ts';

/** What one is asked for with a step; the others need no word. */
const ASKED = { done: 'proof', recalled: 'note' } as const;
const isAsked = (step: TaskStep): step is keyof typeof ASKED => Object.hasOwn(ASKED, step);

export function TaskSteps({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { send, isSending, problem } = useSend();
  const [asking, setAsking] = useState<keyof typeof ASKED | null>(null);
  const [words, setWords] = useState('');
  const mayOrder = useMay('tasks');
  const mayReport = useMay('report');
  const isPast = useConnection().past !== undefined;
  const name = useSession(({ session }) => (session.state === 'in' ? session.account.name : undefined));
  if (isPast) return null;
  const may = (step: TaskStep): boolean => (step === 'recalled' ? mayOrder : mayReport);
  const steps = stepsOf(task.status).filter(may);
  const isOwn = task.status === 'done' && task.doneBy === name;
  const say = async (step: TaskStep, said: { readonly proof?: string; readonly note?: string }) => {
    if (!(await send(`task.${step}`, { id: task.id, ...said }))) return;
    setAsking(null);
    setWords('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asking !== null) void say(asking, { [ASKED[asking]]: words.trim() });
  };
  if (steps.length === 0) return null;
  return (
    <div className="task-steps">
      {asking === null ? (
        <p className="round-actions">
          {steps.map((step) => (
            <button
              key={step}
              type="button"
              className={step === 'recalled' ? 'button' : 'button button-primary'}
              disabled={isSending || (step === 'verified' && isOwn)}
              onClick={() => (isAsked(step) ? setAsking(step) : void say(step, {}))}
            >
              {t(`tasks.step.${step}`)}
            </button>
          ))}
        </p>
      ) : (
        <form onSubmit={submit}>
          <label className="field">
            <span className="field-label">{t(asking === 'done' ? 'tasks.proof' : 'tasks.recallWhy')}</span>
            <input
              className="input"
              // biome-ignore lint/a11y/noAutofocus: it opens because somebody asked for it
              autoFocus
              required
              maxLength={200}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </label>
          <p className="round-actions">
            <button type="submit" className="button button-primary" disabled={isSending || words.trim() === ''}>
              {t(`tasks.step.${asking}`)}
            </button>
            <button type="button" className="button" onClick={() => setAsking(null)}>
              {t('app.back')}
            </button>
          </p>
        </form>
      )}
      {isOwn && <p className="panel-note">{t('tasks.ownWork')}</p>}
      {problem !== null && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
    </div>
  );
}
