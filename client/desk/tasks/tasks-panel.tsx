// Tasks: what is open and late first, what waits to be verified, what is over; and the order of a new one.
import './tasks.css';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '#shared/subject/task.ts';
import { TASK_STATUS_TERMS, TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useConnection, useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useMay } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { RowList } from '../../ui/row-list.tsx';
import { spanText } from '../../ui/span.ts';
import { useAreaPath } from '../inspector/use-area-path.ts';
import { PanelHead } from '../panel-head.tsx';
import { TaskForm } from './task-form.tsx';
import { inTurn, TASK_TABS, type TaskTab } from './task-turn.ts';

export function TasksPanel() {
  const { t } = useTranslation();
  const { select, fly, selection } = useView();
  const [tab, setTab] = useState<TaskTab>('open');
  const [isOrdering, setOrdering] = useState(false);
  const isPast = useConnection().past !== undefined;
  const may = useMay('tasks');
  const version = useVersion('tasks');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const all = useMemo(() => [...situation.copy.all('tasks').values()] as Task[], [version]);
  const byTab = useMemo(() => new Map(TASK_TABS.map((one) => [one, inTurn(all, one)])), [all]);
  const rows = byTab.get(tab) ?? [];
  const now = useNow(30_000);
  const done = (id: string | null) => {
    setOrdering(false);
    if (id === null) return;
    setTab('open');
    select({ layer: 'tasks', id });
  };
  return (
    <section className="panel drawer" aria-label={t('tasks.title')}>
      <PanelHead title={t('tasks.title')} />
      <div className="tasks-head">
        <p className="panel-note">{may ? t('tasks.what') : t('tasks.noRight')}</p>
        {may && !isPast && !isOrdering && (
          <button type="button" className="button" onClick={() => setOrdering(true)}>
            <Plus size={15} aria-hidden />
            {t('tasks.order')}
          </button>
        )}
      </div>
      {isOrdering && <TaskForm onDone={done} />}
      <div className="tasks-tabs" role="tablist" aria-label={t('tasks.title')}>
        {TASK_TABS.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => setTab(one)}>
            {t(`tasks.tabs.${one}`)} <span>{number(byTab.get(one)?.length ?? 0)}</span>
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="list-empty">{t(all.length === 0 ? 'tasks.noneYet' : 'tasks.none')}</p>
      ) : (
        <RowList
          rows={rows}
          keyOf={({ id }) => id}
          rowHeight={56}
          label={t(`tasks.tabs.${tab}`)}
          isSelected={({ id }) => selection?.layer === 'tasks' && selection.id === id}
          onOpen={({ id }) => {
            select({ layer: 'tasks', id });
            fly({ layer: 'tasks', id });
          }}
        >
          {(task) => <TaskRow task={task} now={now} isOver={tab === 'over'} />}
        </RowList>
      )}
    </section>
  );
}

function TaskRow({ task, now, isOver }: { readonly task: Task; readonly now: number; readonly isOver: boolean }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { type, status, teamId, due, areaId } = task;
  // A house or a door is not in the copy, and is asked for by its name.
  const area = useAreaPath(areaId ?? '');
  const end = due === undefined ? undefined : instant(due);
  const left =
    end === undefined
      ? t('tasks.noDue')
      : end < now
        ? t('tasks.late', { span: spanText(now - end, t) })
        : t('tasks.left', { span: spanText(end - now, t) });
  return (
    <div className="task-row" data-late={!isOver && end !== undefined && end < now}>
      <p className="split-line">
        <strong>
          {term(TASK_TYPE_TERMS, type, language)} · {areaId === undefined ? placeName(task) : area}
        </strong>
        <span className="task-row-left">{isOver ? term(TASK_STATUS_TERMS, status, language) : left}</span>
      </p>
      <p className="split-line layer-age">
        <span>{teamId === undefined ? t('tasks.teamNone') : nameOf(situation.copy, 'teams', teamId, language)}</span>
        {!isOver && <span>{term(TASK_STATUS_TERMS, status, language)}</span>}
      </p>
    </div>
  );

  function placeName({ siteId, gateId }: Task): string {
    if (siteId !== undefined) return nameOf(situation.copy, 'sites', siteId, language);
    return gateId === undefined ? t('app.unknown') : nameOf(situation.copy, 'gates', gateId, language);
  }
}
