// The doors of a round: which round, which compound, then door by door in walking order, each answered with one tap.
import { Check, RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './doors.css';
import type { Round } from '#shared/subject/round.ts';
import { DOOR_REASON_TERMS } from '#shared/terms/doors.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { entityWords } from '../../ui/entity-words.ts';
import { ageOf, number, shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { roundOrdinal } from '../../ui/round-ordinal.ts';
import { useOutbox } from '../outbox/outbox.ts';
import { usePages } from '../pages.ts';
import { Stepper } from '../report/stepper.tsx';
import { useReport } from '../report/use-report.ts';
import { SubPage } from '../sub-page.tsx';
import { useAccountName, useOwnAreas } from '../use-account.ts';
import { type Door, doorName, type Found, foundAt, type Walk, walkName, walksOf } from './doors.ts';
import { ownRounds } from './own-rounds.ts';
import { useDoors } from './use-doors.ts';

type Props = { readonly roundId?: string | undefined; readonly walk?: string | undefined };

export function DoorsPage({ roundId, walk }: Props) {
  const version = useVersion('rounds', 'areas', 'zones');
  const areas = useOwnAreas();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const rounds = useMemo(() => ownRounds(situation.copy, areas), [version, areas]);
  const only = roundId ?? (rounds.length === 1 ? rounds[0]?.id : undefined);
  return only === undefined ? <RoundChoice rounds={rounds} /> : <Doors roundId={only} walk={walk} />;
}

function RoundChoice({ rounds }: { readonly rounds: readonly Round[] }) {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const nameOfRound = useRoundName();
  return (
    <SubPage title={t('forms.doors.title')} note={rounds.length > 0 ? t('forms.doors.which') : undefined}>
      {rounds.length === 0 && <p className="field-note">{t('forms.doors.noRound')}</p>}
      <div className="menu">
        {rounds.map((round) => (
          <button
            key={round.id}
            type="button"
            className="menu-row"
            onClick={() => open({ name: 'doors', roundId: round.id })}
          >
            {nameOfRound(round)}
            <span className="door-count">{t('forms.doors.until', { time: shortTime(round.deadline) })}</span>
          </button>
        ))}
      </div>
    </SubPage>
  );
}

function useRoundName(): (round: Round) => string {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  return ({ id, zoneId }) => {
    const zone = zoneId === undefined ? undefined : situation.copy.get('zones', zoneId);
    if (zone !== undefined)
      return t('forms.doors.ofZone', { zone: entityWords(situation.copy, 'zones', zone, language).title });
    const n = roundOrdinal(situation.copy, id);
    return n > 0 ? t('forms.doors.nth', { n }) : id;
  };
}

function Doors({ roundId, walk }: { readonly roundId: string; readonly walk: string | undefined }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const nameOfRound = useRoundName();
  const now = useNow(10_000);
  const { list, problem, progress, read } = useDoors(roundId, useAccountName());
  const entries = useOutbox((state) => state.entries);
  const version = useVersion('visits');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const found = useMemo(() => foundAt(roundId, situation.copy.all('visits').values(), entries), [version, entries]);
  const walks = useMemo(() => walksOf(list?.doors ?? []), [list]);
  const here = walks.find(({ key }) => key === walk) ?? (walks.length === 1 ? walks[0] : undefined);
  const round = situation.copy.get('rounds', roundId);
  const title = here === undefined ? t('forms.doors.title') : walkName(here, language);
  return (
    <SubPage title={title} note={round === undefined ? undefined : nameOfRound(round)}>
      <div className="door-head">
        <p className={list === undefined ? 'field-note' : undefined} role="status">
          {progress !== undefined && (list === undefined || progress.done > 0)
            ? t('forms.doors.reading', { done: number(progress.done), all: number(progress.all) })
            : list !== undefined &&
              t('forms.doors.asOf', { time: shortTime(list.at), age: ageOf(list.at, now, language) })}
        </p>
        <button type="button" className="small-button" disabled={progress !== undefined} onClick={read}>
          <RefreshCw size={20} aria-hidden />
          {t('forms.doors.again')}
        </button>
      </div>
      {problem !== undefined && (
        <p className="notice" role="alert">
          {list === undefined ? t('forms.doors.none') : t('forms.doors.kept')} · {textOf(problem)}
        </p>
      )}
      {list?.countBased === true && <p className="notice">{t('forms.doors.countBased')}</p>}
      {list?.countBased === false && list.doors.length === 0 && <p className="field-note">{t('forms.doors.empty')}</p>}
      {here === undefined ? (
        <Walks walks={walks} roundId={roundId} found={found} />
      ) : (
        <DoorRows walk={here} roundId={roundId} found={found} />
      )}
    </SubPage>
  );
}

type Founds = ReadonlyMap<string, Found>;
const missingIn = (doors: readonly Door[]): number => doors.reduce((sum, { missing }) => sum + missing, 0);

function Walks({ walks, roundId, found }: { walks: readonly Walk[]; roundId: string; found: Founds }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const open = usePages((state) => state.open);
  return (
    <ul>
      {walks.map((walk) => (
        <li key={walk.key}>
          <button type="button" className="door" onClick={() => open({ name: 'doors', roundId, walk: walk.key })}>
            <strong>{walkName(walk, language)}</strong>
            <span className="door-count">{t('forms.doors.missing', { n: number(missingIn(walk.doors)) })}</span>
            <span className="door-state">
              {t('forms.doors.visited', {
                n: number(walk.doors.filter(({ areaId }) => found.has(areaId)).length),
                all: number(walk.doors.length),
              })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function DoorRows({ walk, roundId, found }: { walk: Walk; roundId: string; found: Founds }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const [openId, setOpen] = useState<string>();
  return (
    <ul>
      {walk.doors.map((door) => {
        const was = found.get(door.areaId);
        const isOpen = door.areaId === openId;
        return (
          <li key={door.areaId} data-open={isOpen}>
            <button
              type="button"
              className="door"
              data-done={was !== undefined}
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? undefined : door.areaId)}
            >
              <strong>{doorName(door, language)}</strong>
              <span className="door-count">{t('forms.doors.missing', { n: number(door.missing) })}</span>
              {was !== undefined && (
                <span className="door-state">
                  <Check size={18} aria-hidden /> {shortTime(was.observedAt).slice(6)} ·{' '}
                  {was.missing === 0
                    ? t('forms.doors.allThere', { n: number(was.present) })
                    : term(DOOR_REASON_TERMS, was.reason ?? '', language) ||
                      t('forms.doors.missing', { n: was.missing })}
                </span>
              )}
            </button>
            {isOpen && <Answers door={door} roundId={roundId} onDone={() => setOpen(undefined)} />}
          </li>
        );
      })}
    </ul>
  );
}

/** One tap each; who met some of them says how many first. */
function Answers({ door, roundId, onDone }: { door: Door; roundId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { report, isFailed } = useReport();
  const [present, setPresent] = useState<number | undefined>(0);
  const say = async (there: number, reason?: string) => {
    const missing = Math.max(0, door.missing - there);
    const data = { roundId, areaId: door.areaId, present: there, missing };
    if (await report('door.visited', reason === undefined ? data : { ...data, reason })) onDone();
  };
  return (
    <div className="door-answers">
      <button type="button" className="choice door-all" onClick={() => void say(door.missing)}>
        {t('forms.doors.all', { n: number(door.missing) })}
      </button>
      {door.missing > 1 && (
        <Stepper label={t('forms.doors.some')} value={present} most={door.missing} onChange={setPresent} />
      )}
      <fieldset className="choices">
        <legend>{t('forms.doors.why', { n: number(door.missing - (present ?? 0)) })}</legend>
        {Object.keys(DOOR_REASON_TERMS).map((reason) => (
          <button key={reason} type="button" className="choice" onClick={() => void say(present ?? 0, reason)}>
            {term(DOOR_REASON_TERMS, reason, language)}
          </button>
        ))}
      </fieldset>
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
    </div>
  );
}
