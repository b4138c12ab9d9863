// After a zone has ended: the posts that still stand at its gates, each or all of them recalled with one click.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { TASK_STATUS_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../../connection/browser-connection.ts';
import type { ApiProblem } from '../../../connection/http.ts';
import { saying, sendAll } from '../../../connection/send-report.ts';
import { nowInSituation, useConnection, useVersion } from '../../../store/hooks.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { useMay } from '../../../store/session-store.ts';
import { useView } from '../../../store/view-store.ts';
import { nameOf } from '../../../ui/entity-words.ts';
import { number } from '../../../ui/format.ts';
import { useProblemText } from '../../../ui/problem-text.ts';
import type { HeldShown } from './answers.ts';
import { postsLeft } from './posts-left.ts';

type Props = { readonly zone: Entities['zones']; readonly held: HeldShown };
type Task = Entities['tasks'];

export function ZonePostsLeft({ zone, held }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select } = useView();
  const textOf = useProblemText();
  const isPast = useConnection().past !== undefined;
  const mayRecall = useMay('tasks') && !isPast;
  useVersion('tasks', 'zones', 'gates');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [done, setDone] = useState(0);
  const { open, needed } = postsLeft(zone, held, situation.copy, nowInSituation());
  const recall = async (tasks: readonly Task[]) => {
    setSending(true);
    const note = t('fence.posts.why', { zone: zone.name ?? zone.id });
    const now = nowInSituation();
    const answer = await sendAll(tasks.map(({ id }) => saying('task.recalled', { id, note }, now)));
    const refused = answer.ok ? answer.value.find((one) => one !== undefined) : answer.error;
    setSending(false);
    setProblem(refused);
    setDone(answer.ok ? answer.value.filter((one) => one === undefined).length : 0);
  };
  if (open.length === 0 && done === 0 && problem === undefined) return null;
  return (
    <section className="zone-part" aria-label={t('fence.posts.title')}>
      <h3>{t('fence.posts.title')}</h3>
      {open.length > 0 && <p className="zone-strong">{t('fence.posts.open', { n: number(open.length) })}</p>}
      {needed > 0 && <p className="panel-note">{t('fence.posts.needed', { n: number(needed) })}</p>}
      {open.length > 0 && mayRecall && (
        <button type="button" className="button" disabled={isSending} onClick={() => void recall(open)}>
          {t('fence.posts.all', { n: number(open.length) })}
        </button>
      )}
      {done > 0 && <p role="status">{t('fence.posts.done', { n: number(done) })}</p>}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
      <ul className="openings-list">
        {open.map((task) => (
          <li key={task.id} data-kind="gate">
            <span className="openings-mark" data-kind="gate" aria-hidden="true" />
            <button type="button" className="value-link" onClick={() => select({ layer: 'tasks', id: task.id })}>
              {nameOf(situation.copy, 'gates', task.gateId ?? '', language)}
            </button>
            <span className="muted">{term(TASK_STATUS_TERMS, task.status, language)}</span>
            {mayRecall && (
              <button type="button" className="button" disabled={isSending} onClick={() => void recall([task])}>
                {t('tasks.step.recalled')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
