// After a zone has ended, or a part of it was released: posts that still stand there, each or all of them recalled with one
// click, and what else was ordered inside, one by one.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { TASK_STATUS_TERMS, TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../../connection/browser-connection.ts';
import { api } from '../../../connection/http.ts';
import { nowInSituation, useConnection, useVersion } from '../../../store/hooks.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { useMay } from '../../../store/session-store.ts';
import { useView } from '../../../store/view-store.ts';
import { nameOf } from '../../../ui/entity-words.ts';
import { number } from '../../../ui/format.ts';
import { RecallOutcome } from '../../tasks/recall-outcome.tsx';
import { useRecall } from '../../tasks/use-recall.ts';
import { AreaName } from '../area-name.tsx';
import type { HistoryEvent } from '../history-steps.ts';
import type { HeldShown } from './answers.ts';
import { freedOf, isOver, postsLeft, wasReleasedInPart } from './posts-left.ts';

type Zone = Entities['zones'];
type Task = Entities['tasks'];
type Props = { readonly zone: Zone; readonly held: HeldShown };

export function ZonePostsLeft({ zone, held }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const isPast = useConnection().past !== undefined;
  const mayRecall = useMay('tasks') && !isPast;
  useVersion('tasks', 'zones', 'gates');
  const freed = useFreed(zone);
  const recall = useRecall(zone.version);
  const { open, needed, others } = postsLeft(zone, held, freed, situation.copy, nowInSituation());
  const { isSending, recalled, again, problem } = recall;
  const isDone = recalled.length + again.length > 0 || problem !== undefined;
  if (open.length + others.length === 0 && !isDone) return null;
  const end = isOver(zone) ? 'whole' : 'part';
  const why = t(`fence.posts.why.${end}`, { zone: zone.name ?? zone.id });
  const onRecall = mayRecall ? (tasks: readonly Task[]) => void recall.recall(tasks, why) : undefined;
  return (
    <section className="zone-part" aria-label={t('fence.posts.title')}>
      <h3>{t('fence.posts.title')}</h3>
      {open.length > 0 && <p className="zone-strong">{t(`fence.posts.open.${end}`, { n: number(open.length) })}</p>}
      {needed > 0 && <p className="panel-note">{t('fence.posts.needed', { n: number(needed) })}</p>}
      {open.length > 0 && onRecall !== undefined && (
        <button type="button" className="button" disabled={isSending} onClick={() => onRecall(open)}>
          {t('fence.posts.all', { n: number(open.length) })}
        </button>
      )}
      <RecallOutcome of={recall} />
      <Tasks
        tasks={open}
        nameOf={({ gateId = '' }) => nameOf(situation.copy, 'gates', gateId, language)}
        onRecall={onRecall}
        isSending={isSending}
      />
      {others.length > 0 && <p>{t('fence.posts.others', { n: number(others.length) })}</p>}
      <Tasks
        tasks={others}
        nameOf={({ type }) => term(TASK_TYPE_TERMS, type, language)}
        onRecall={onRecall}
        isSending={isSending}
      />
    </section>
  );
}

type TasksProps = {
  readonly tasks: readonly Task[];
  readonly nameOf: (task: Task) => string;
  readonly onRecall: ((tasks: readonly Task[]) => void) | undefined;
  readonly isSending: boolean;
};

function Tasks({ tasks, nameOf, onRecall, isSending }: TasksProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const select = useView((state) => state.select);
  if (tasks.length === 0) return null;
  return (
    <ul className="openings-list posts-left">
      {tasks.map((task) => (
        <li key={task.id} data-kind="gate">
          <span className="openings-mark" data-kind="gate" aria-hidden="true" />
          <span>
            <button type="button" className="value-link" onClick={() => select({ layer: 'tasks', id: task.id })}>
              {nameOf(task)}
            </button>
            {task.areaId !== undefined && (
              <>
                {' · '}
                <AreaName id={task.areaId} />
              </>
            )}
          </span>
          <span className="muted">{term(TASK_STATUS_TERMS, task.status, language)}</span>
          {onRecall !== undefined && (
            <button type="button" className="button" disabled={isSending} onClick={() => onRecall([task])}>
              {t('tasks.step.recalled')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const NONE: readonly string[] = [];

/** Which areas were released before the whole was; the zone itself has only those it still holds, its record has them all. */
function useFreed(zone: Zone): readonly string[] {
  const [freed, setFreed] = useState(NONE);
  const isAsked = wasReleasedInPart(zone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step makes a new version, and only a step releases
  useEffect(() => {
    if (!isAsked) return;
    let isWanted = true;
    void api<{ readonly history?: readonly HistoryEvent[] }>(`/api/zones/${encodeURIComponent(zone.id)}`).then(
      (answer) => {
        if (isWanted && answer.ok) setFreed(freedOf(zone, answer.value.history ?? []));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [isAsked, zone.id, zone.version]);
  return freed;
}
