// Where ways lead through a zone's line: which are guarded, which are not, and a post ordered for one or for all of them.

import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { situation } from '../../../connection/browser-connection.ts';
import type { ApiProblem } from '../../../connection/http.ts';
import { sendAll } from '../../../connection/send-report.ts';
import { useDrawings } from '../../../store/drawing-store.ts';
import { nowInSituation, useConnection, useVersion } from '../../../store/hooks.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { useMay } from '../../../store/session-store.ts';
import { useView } from '../../../store/view-store.ts';
import { nameOf } from '../../../ui/entity-words.ts';
import { number } from '../../../ui/format.ts';
import { useProblemText } from '../../../ui/problem-text.ts';
import { RecallOutcome } from '../../tasks/recall-outcome.tsx';
import { useRecall } from '../../tasks/use-recall.ts';
import type { HeldShown } from './answers.ts';
import { type Opening, openingsOf, ordersFor } from './openings.ts';
import { isOver } from './posts-left.ts';

type Props = { readonly zone: Entities['zones']; readonly held: HeldShown | undefined };
/** Openings shown before somebody asks for all; those that nobody guards come first. */
const FIRST = 6;
const OWNER = 'openings';
const NONE: readonly Opening[] = [];

export function ZoneOpenings({ zone, held }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const isPast = useConnection().past !== undefined;
  const mayOrder = useMay('tasks') && !isPast;
  const version = useVersion('tasks', 'gates', 'duties');
  const [isOpen, setOpen] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [done, setDone] = useState(0);
  const recall = useRecall(zone.version);
  const openings = held === undefined ? [] : openingsOf(held, situation.copy, nowInSituation());
  useMarks(isOver(zone) ? NONE : openings, version);
  if (held === undefined || isOver(zone)) return null;
  const open = openings.filter(({ kind }) => kind === 'leak');
  const order = async (wanted: readonly Opening[]) => {
    setSending(true);
    setProblem(undefined);
    recall.forget();
    const name = zone.name ?? zone.id;
    const said = ordersFor(
      wanted,
      { zoneId: zone.id, note: t('fence.openings.note', { zone: name }) },
      nowInSituation(),
    );
    const answer = await sendAll(said);
    const refused = answer.ok ? answer.value.find((one) => one !== undefined) : answer.error;
    setSending(false);
    setProblem(refused);
    if (refused === undefined) setDone(wanted.length);
  };
  const takeBack = (taskId: string) => {
    setDone(0);
    setProblem(undefined);
    const task = situation.copy.get('tasks', taskId);
    if (task !== undefined) void recall.recall([task]);
  };
  const shown = isOpen ? openings : openings.slice(0, FIRST);
  return (
    <section className="zone-part" aria-label={t('fence.openings.title')}>
      <h3>{t('fence.openings.title')}</h3>
      {openings.length === 0 && <p className="panel-note">{t('fence.openings.none')}</p>}
      {openings.length > 0 && (
        <p>
          {t('fence.openings.summary', {
            gates: number(openings.length - open.length),
            leaks: number(open.length),
          })}
        </p>
      )}
      {open.length > 0 && mayOrder && (
        <button type="button" className="button" disabled={isSending} onClick={() => void order(open)}>
          {isSending ? t('fence.openings.ordering') : t('fence.openings.orderAll', { n: number(open.length) })}
        </button>
      )}
      {open.length > 0 && !mayOrder && !isPast && <p className="panel-note">{t('fence.openings.noRight')}</p>}
      {done > 0 && <p role="status">{t('fence.openings.done', { n: number(done) })}</p>}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
      <RecallOutcome of={recall} />
      <ul className="openings-list">
        {shown.map((opening) => (
          <Row
            key={opening.key}
            opening={opening}
            word={wordOf(opening, t)}
            where={whereOf(opening, language)}
            onOrder={mayOrder ? () => void order([opening]) : undefined}
            onRecall={mayOrder ? takeBack : undefined}
            isSending={isSending || recall.isSending}
          />
        ))}
      </ul>
      {openings.length > FIRST && (
        <button type="button" className="value-link" onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('inspector.less') : t('inspector.more', { n: number(openings.length) })}
        </button>
      )}
    </section>
  );
}

type T = TFunction;
const wordOf = ({ state, drive }: Opening, t: T): string => {
  if (state !== undefined) return t(`fence.openings.guard.${state}`);
  return t(drive ? 'fence.openings.leakDrive' : 'fence.openings.leakWalk');
};
/** The road through it, else the compound whose gate it is. */
function whereOf({ roadId, gateId }: Opening, language: 'zh' | 'en'): string {
  const { copy } = situation;
  if (roadId !== undefined && copy.get('roads', roadId)?.name !== undefined)
    return nameOf(copy, 'roads', roadId, language);
  const areaId = gateId === undefined ? undefined : copy.get('gates', gateId)?.areaId;
  return areaId === undefined || copy.get('areas', areaId) === undefined ? '' : nameOf(copy, 'areas', areaId, language);
}

type RowProps = {
  readonly opening: Opening;
  readonly word: string;
  readonly where: string;
  readonly onOrder: (() => void) | undefined;
  readonly onRecall: ((taskId: string) => void) | undefined;
  readonly isSending: boolean;
};

function Row({ opening, word, where, onOrder, onRecall, isSending }: RowProps) {
  const { t } = useTranslation();
  const fly = useView((state) => state.fly);
  const { kind, position, taskId } = opening;
  return (
    <li data-kind={kind}>
      <span className="openings-mark" data-kind={kind} aria-hidden="true" />
      <button type="button" className="value-link" onClick={() => fly({ position, zoom: 17.5 })}>
        {[word, where].filter((part) => part !== '').join(' · ')}
      </button>
      {kind === 'leak' && onOrder !== undefined && (
        <button type="button" className="button" disabled={isSending} onClick={onOrder}>
          {t('fence.openings.order')}
        </button>
      )}
      {taskId !== undefined && (
        <span className="muted">
          {t('fence.openings.ordered')}
          {onRecall !== undefined && (
            <>
              {' '}
              <button
                type="button"
                className="value-link"
                aria-label={t('fence.step.undo')}
                title={t('fence.step.undo')}
                disabled={isSending}
                onClick={() => onRecall(taskId)}
              >
                ↺
              </button>
            </>
          )}
        </span>
      )}
    </li>
  );
}

/** On the map as long as the zone is selected. */
function useMarks(openings: readonly Opening[], version: number): void {
  const { put, drop } = useDrawings();
  const key = `${version} ${openings.map(({ key, kind }) => `${key}${kind}`).join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told apart by what they are, not by which list holds them
  useEffect(() => {
    put(OWNER, { marks: openings.map(({ position, kind }) => ({ position, kind })) });
  }, [key, put]);
  useEffect(() => () => drop(OWNER), [drop]);
}
