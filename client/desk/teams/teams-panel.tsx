// Who is out there: teams with their last contact and their tasks, phones with what is unsent, gates that went silent; and
// tasks for all that lies in a ring on the map.
import '../tasks/tasks.css';
import './teams.css';
import { Lasso } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MINUTE, SECOND } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useConnection, useNow, useVersion } from '../../store/hooks.ts';
import { useMay } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { number } from '../../ui/format.ts';
import { spanText } from '../../ui/span.ts';
import { startTool } from '../draw/actions.ts';
import { useDraw } from '../draw/draw-store.ts';
import { PanelHead } from '../panel-head.tsx';
import { HandOut } from './hand-out-form.tsx';
import { GateList, PhoneList, TeamList } from './team-lists.tsx';
import {
  isOutOfTouch,
  OUT_OF_TOUCH,
  type PhonesAnswer,
  phoneRows,
  silentGates,
  taskCounts,
  teamRows,
} from './team-rows.ts';

const TABS = ['teams', 'phones', 'gates'] as const;
type Tab = (typeof TABS)[number];

export function TeamsPanel() {
  const { t } = useTranslation();
  const mayOrder = useMay('tasks');
  const mayApprove = useMay('approve');
  const isPast = useConnection().past !== undefined;
  return (
    <section className="panel drawer" aria-label={t('teams.title')}>
      <PanelHead title={t('teams.title')} />
      {!mayOrder && !mayApprove ? (
        <p className="list-empty">{t('teams.noRight')}</p>
      ) : isPast ? (
        <p className="list-empty">{t('teams.isPast')}</p>
      ) : (
        <Teams mayOrder={mayOrder} />
      )}
    </section>
  );
}

function Teams({ mayOrder }: { readonly mayOrder: boolean }) {
  const { t } = useTranslation();
  const openPanel = useView((state) => state.openPanel);
  const [tab, setTab] = useState<Tab>('teams');
  const answer = useAnswer<PhonesAnswer>('/api/phones');
  const ring = useDraw((state) => state.lasso?.shape);
  const isDrawing = useDraw((state) => state.tool === 'lasso');
  const version = useVersion('teams', 'tasks', 'positions', 'checkpoints', 'sources');
  const now = useNow(30_000);
  const phones = answer?.phones;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const rows = useMemo(
    () => ({
      teams: teamRows(situation.copy, phones ?? [], now),
      phones: phoneRows(phones ?? []),
      gates: silentGates(situation.copy, now),
      tasks: taskCounts(situation.copy, now),
    }),
    [version, phones, now],
  );
  // The ring is this panel's: it goes with it.
  useEffect(
    () => () => {
      const { tool, set } = useDraw.getState();
      set({ lasso: null, ...(tool === 'lasso' ? { tool: null } : {}) });
    },
    [],
  );
  if (mayOrder && ring !== undefined) return <HandOut ring={ring} />;
  const listening = (answer?.listeningSeconds ?? 0) * SECOND;
  const out = rows.teams.filter((row) => isOutOfTouch(row, listening)).length;
  const counts = { teams: rows.teams.length, phones: rows.phones.length, gates: rows.gates.length };
  return (
    <>
      <div className="tasks-head">
        {answer !== undefined && rows.teams.length > 0 && (
          <p className="teams-headline">
            {out === 0
              ? t('teams.quiet', { n: number(rows.teams.length) })
              : t('teams.headline', { n: number(rows.teams.length), silent: number(out) })}
          </p>
        )}
        <button type="button" className="text-button teams-tasks" onClick={() => openPanel('tasks')}>
          {t('teams.byState', { ...rows.tasks })}
        </button>
        {answer !== undefined && listening < OUT_OF_TOUCH && (
          <p className="panel-note">{t('teams.since', { span: spanText(Math.max(MINUTE, listening), t) })}</p>
        )}
        {mayOrder && (
          <button type="button" className="button" aria-pressed={isDrawing} onClick={() => startTool('lasso')}>
            <Lasso size={15} aria-hidden />
            {t(isDrawing ? 'teams.handing' : 'teams.handOut')}
          </button>
        )}
        {isDrawing && <p className="panel-note">{t('teams.handingHint')}</p>}
      </div>
      <div className="tasks-tabs" role="tablist" aria-label={t('teams.title')}>
        {TABS.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => setTab(one)}>
            {t(`teams.tabs.${one}`)} <span>{number(counts[one])}</span>
          </button>
        ))}
      </div>
      {tab === 'teams' && <TeamList rows={rows.teams} listening={answer === undefined ? undefined : listening} />}
      {tab === 'phones' && <PhoneList rows={rows.phones} />}
      {tab === 'gates' && <GateList rows={rows.gates} now={now} />}
    </>
  );
}
