// Who is due and not sampled, by address in order of walking, for those who go there: to read, to print, to send a team.
import './missing-list.css';
import { Printer } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Round } from '#shared/subject/round.ts';
import { DOOR_REASON_TERMS } from '#shared/terms/doors.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { sayReading } from '../../connection/say-reading.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { fullTime, number } from '../../ui/format.ts';
import { addressIn } from '../../ui/name-in.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { PanelHead } from '../panel-head.tsx';
import { roundName } from './round-picker.tsx';

const PAGE = 500;
const REASONS = ['unknown', 'invalidTube', 'late'] as const;
type Place = {
  readonly areaId: string;
  readonly address?: string;
  readonly addressEn?: string;
  readonly missing: number;
  readonly reasons: Readonly<Partial<Record<(typeof REASONS)[number], number>>>;
  readonly doorReason: string | null;
};
type Missing = {
  readonly at: string;
  readonly total: number;
  readonly totalAreas: number;
  readonly countBased: boolean;
  readonly areas: readonly Place[];
};
type Props = { readonly roundId: string; readonly areaId?: string | undefined; readonly onBack: () => void };

export function MissingList({ roundId, areaId, onBack }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly } = useView();
  const textOf = useProblemText();
  const { list, problem, more, fail } = useMissing(roundId, areaId);
  const round = situation.copy.get('rounds', roundId) as Round | undefined;
  const zoneName = (id: string) => nameOf(situation.copy, 'zones', id, language);
  const where = areaId === undefined ? '' : ` · ${nameOf(situation.copy, 'areas', areaId, language)}`;
  return (
    <section className="panel drawer missing" aria-label={t('rounds.missing.title')}>
      <PanelHead title={t('rounds.missing.title')} onBack={onBack} />
      <div className="missing-head">
        <p className="panel-note">{t('rounds.missing.what')}</p>
        {problem !== undefined && (
          <p className="notice" role="alert">
            {t('rounds.missing.failed')} · {textOf(problem)}
          </p>
        )}
        {list === undefined && problem === undefined && <p role="status">{t('rounds.missing.reading')}</p>}
        {list?.countBased === true && <p className="notice">{t('rounds.missing.countBased')}</p>}
        {list?.countBased === false && (
          <p className="split-line">
            <strong>
              {list.total === 0
                ? t('rounds.missing.none')
                : t('rounds.missing.total', { n: number(list.total), areas: number(list.totalAreas) })}
            </strong>
            {list.areas.length > 0 && (
              <button type="button" className="button" onClick={() => void print(list.areas.length)}>
                <Printer size={15} aria-hidden />
                {t('rounds.missing.print')}
              </button>
            )}
          </p>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <ol className="panel-body missing-places" tabIndex={0} aria-label={t('rounds.missing.title')}>
        {list?.areas.map((place) => (
          <li key={place.areaId}>
            <button
              type="button"
              onClick={() => {
                select({ layer: 'areas', id: place.areaId });
                fly({ layer: 'areas', id: place.areaId });
              }}
            >
              <span>{addressIn(place, language) ?? place.areaId}</span>
              <strong>{t('rounds.missing.row', { n: number(place.missing) })}</strong>
              <span className="layer-age">{whyOf(place)}</span>
            </button>
          </li>
        ))}
        {list !== undefined && list.areas.length < list.totalAreas && (
          <li>
            <button type="button" className="button missing-more" onClick={more}>
              {t('rounds.missing.more', { n: number(Math.min(PAGE, list.totalAreas - list.areas.length)) })}
            </button>
          </li>
        )}
      </ol>
      {round !== undefined && list !== undefined && list.areas.length > 0 && (
        <Sheet
          head={t('rounds.missing.printHead', {
            round: `${roundName(round, t, zoneName)}${where}`,
            time: fullTime(list.at).slice(0, 16),
          })}
          rows={list.areas.map((place) => [
            addressIn(place, language) ?? place.areaId,
            t('rounds.missing.row', { n: number(place.missing) }),
            whyOf(place),
          ])}
        />
      )}
    </section>
  );

  /** Paper leaves the house: who printed how many doors is kept before it does. */
  async function print(count: number): Promise<void> {
    const said = await sayReading('print', `missing/${roundId}`, count);
    fail(said.ok ? undefined : said.error);
    if (said.ok) window.print();
  }

  function whyOf({ reasons, doorReason }: Place): string {
    const said = REASONS.flatMap((reason) => {
      const n = reasons[reason] ?? 0;
      return n === 0 ? [] : [`${t(`rounds.missing.reasons.${reason}`)} ${number(n)}`];
    });
    return [...said, ...(doorReason === null ? [] : [term(DOOR_REASON_TERMS, doorReason, language)])].join(' · ');
  }
}

/** For paper, which has no map, no dark and no scrolling: beside the page, and shown only when it is printed. */
function Sheet({ head, rows }: { readonly head: string; readonly rows: readonly (readonly string[])[] }) {
  return createPortal(
    <section className="print-sheet" aria-hidden>
      <h1>{head}</h1>
      <table>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row keep their places
                <td key={at}>{cell}</td>
              ))}
              <td className="print-tick" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>,
    document.body,
  );
}

/** One moment of the list, a page at a time: pages of different moments would leave a door out, or name one twice. */
function useMissing(roundId: string, areaId: string | undefined) {
  const past = useConnection().past?.shown;
  const [list, setList] = useState<Missing>();
  const [problem, setProblem] = useState<ApiProblem>();
  const read = useCallback(
    async (before: Missing | undefined) => {
      const asked = new URLSearchParams({ limit: String(PAGE), offset: String(before?.areas.length ?? 0) });
      if (areaId !== undefined) asked.set('areaId', areaId);
      if (past !== undefined) asked.set('knownAt', past);
      else if (before !== undefined) asked.set('at', before.at);
      const answer = await api<Missing>(`/api/rounds/${encodeURIComponent(roundId)}/missing?${asked}`);
      setProblem(answer.ok ? undefined : answer.error);
      if (answer.ok) setList({ ...answer.value, areas: [...(before?.areas ?? []), ...answer.value.areas] });
    },
    [roundId, areaId, past],
  );
  useEffect(() => {
    setList(undefined);
    void read(undefined);
  }, [read]);
  return { list, problem, more: () => void read(list), fail: setProblem };
}
