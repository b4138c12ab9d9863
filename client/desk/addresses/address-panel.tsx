// One unsettled address after another: what was written, what it may mean as numbered rings on the map, one key to choose.
import './address-panel.css';
import { Redo2, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressCandidate } from '#shared/domain/address/match.ts';
import { MATCH_LEVEL_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { useAddressRings } from '../../store/address-rings-store.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useMay } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { metres, number } from '../../ui/format.ts';
import { isTyping } from '../../ui/is-typing.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { PanelHead } from '../panel-head.tsx';
import { zoomForRing } from './settle.ts';
import { type Queue, type QueueRow, useQueue } from './use-queue.ts';
import { useUnsettled } from './use-unsettled.ts';

export function AddressPanel() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const queue = useQueue();
  const counts = useUnsettled();
  const isPast = useConnection().past !== undefined;
  const mayReport = useMay('report');
  const isOpen = mayReport && !isPast;
  const { row, answer, problem } = queue;
  useRings(row);
  useKeys(queue, isOpen);
  return (
    <section className="panel drawer" aria-label={t('desk.addresses')}>
      <PanelHead title={t('desk.addresses')} />
      <div className="panel-body">
        <p className="address-counts">
          <strong>{t('addresses.open', { n: number(counts.total) })}</strong>
          <span>{t('addresses.notOnMap', { n: number(counts.notOnMap) })}</span>
        </p>
        {problem !== undefined && <p className="notice">{problemText(problem)}</p>}
        {isPast && <p className="notice">{t('addresses.past')}</p>}
        {!isPast && !mayReport && <p className="notice">{t('addresses.noRight')}</p>}
        {answer !== undefined && row === undefined && (
          <>
            <p>{t('addresses.none')}</p>
            <p className="panel-note">{t('addresses.noneHint')}</p>
          </>
        )}
        {row === undefined ? null : <OneAddress queue={queue} row={row} isOpen={isOpen} />}
        <Said queue={queue} isOpen={isOpen} />
      </div>
    </section>
  );
}

function OneAddress({
  queue,
  row,
  isOpen,
}: {
  readonly queue: Queue;
  readonly row: QueueRow;
  readonly isOpen: boolean;
}) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly } = useView();
  const { answer, place, choose, skip, isBusy } = queue;
  const { caseId, address, matchLevel, position, match } = row;
  const level = position === undefined ? t('addresses.nowhere') : term(MATCH_LEVEL_TERMS, matchLevel ?? '', language);
  return (
    <>
      <p className="panel-note">{t('addresses.why')}</p>
      <div className="address-case" aria-live="polite">
        <p className="panel-note">
          {t('addresses.place', { i: number(place), total: number(answer?.total ?? place) })}
        </p>
        <p className="address-text">{address}</p>
        <p className="panel-note">
          {t('addresses.now', { level })} ·{' '}
          <button
            type="button"
            className="value-link"
            onClick={() => {
              select({ layer: 'cases', id: caseId });
              if (position !== undefined) fly({ layer: 'cases', id: caseId });
            }}
          >
            {t('addresses.openCase')}
          </button>
        </p>
      </div>
      {match.candidates.length === 0 ? (
        <p className="panel-note">{t('addresses.nothing')}</p>
      ) : (
        <>
          <h3 className="layer-group">{t('addresses.candidates')}</h3>
          <ol className="address-candidates">
            {match.candidates.map((candidate, i) => (
              <li key={candidate.areaId ?? candidate.names.join()}>
                <Candidate
                  candidate={candidate}
                  number={i + 1}
                  isDisabled={!isOpen || isBusy || candidate.position === undefined}
                  onChoose={() => void choose(row, candidate)}
                />
              </li>
            ))}
          </ol>
        </>
      )}
      <div className="address-actions">
        <button type="button" className="button" aria-keyshortcuts="0" onClick={skip}>
          <Redo2 size={15} aria-hidden />
          {t('addresses.skip')} <kbd>0</kbd>
        </button>
      </div>
      <p className="panel-note">{t('addresses.keys')}</p>
    </>
  );
}

type CandidateProps = {
  readonly candidate: AddressCandidate;
  readonly number: number;
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
};

function Candidate({ candidate, number: key, isDisabled, onChoose }: CandidateProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { names, level, accuracy, position, confidence, doubts } = candidate;
  const facts = [
    term(MATCH_LEVEL_TERMS, level, language),
    position === undefined
      ? t('addresses.noShape')
      : t('addresses.accuracy', { metres: metres(accuracy ?? 0, language) }),
    t('addresses.confidence', { percent: Math.floor(confidence * 100) }),
  ];
  return (
    <button
      type="button"
      className="address-candidate"
      disabled={isDisabled}
      aria-keyshortcuts={String(key)}
      onClick={onChoose}
    >
      <kbd>{key}</kbd>
      <span>
        <strong>{names.slice(-3).join(' ')}</strong>
        <small>{facts.join(' · ')}</small>
        {doubts.length > 0 && <small>{doubts.map((doubt) => t(`addresses.doubts.${doubt}`)).join(' · ')}</small>}
      </span>
    </button>
  );
}

/** What came of the last key, and the way back. */
function Said({ queue, isOpen }: { readonly queue: Queue; readonly isOpen: boolean }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { last, isUndone, isBusy, refused, undo } = queue;
  return (
    <div aria-live="polite">
      {refused !== undefined && (
        <p className="notice" role="alert">
          {problemText(refused)}
        </p>
      )}
      {isUndone && <p className="panel-note">{t('addresses.undone')}</p>}
      {last !== undefined && (
        <div className="address-actions">
          <p>{t('addresses.settled', { name: last.name })}</p>
          <button type="button" className="button" disabled={!isOpen || isBusy} onClick={() => void undo()}>
            <Undo2 size={15} aria-hidden />
            {t('addresses.undo')} <kbd>U</kbd>
          </button>
        </div>
      )}
    </div>
  );
}

/** The candidates on the map, and the map where the first of them is. */
function useRings(row: QueueRow | undefined): void {
  const showRings = useAddressRings((state) => state.showRings);
  const fly = useView((state) => state.fly);
  const caseId = row?.caseId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same case asked for again must not move the map
  useEffect(() => {
    const rings = (row?.match.candidates ?? []).flatMap(({ position, accuracy = 0 }, i) =>
      position === undefined ? [] : [{ position, accuracy, label: String(i + 1) }],
    );
    showRings(rings);
    const [first] = rings;
    if (first !== undefined) fly({ position: first.position, zoom: zoomForRing(first.accuracy) });
  }, [caseId]);
  useEffect(() => () => showRings([]), [showRings]);
}

function useKeys({ row, choose, skip, undo, isBusy }: Queue, isOpen: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isOpen || isBusy || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const candidate = /^[1-9]$/.test(event.key) ? row?.match.candidates[Number(event.key) - 1] : undefined;
      if (row !== undefined && candidate !== undefined) void choose(row, candidate);
      else if (event.key === '0') skip();
      else if (event.key.toLowerCase() === 'u') void undo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [row, choose, skip, undo, isBusy, isOpen]);
}
