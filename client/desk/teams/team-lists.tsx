// The three lists of the panel of teams. Lateness is said by weight and words, never by colour.
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { TEAM_TYPE_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { MINUTE, SECOND } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number, shortTime } from '../../ui/format.ts';
import { nameIn, unitIn } from '../../ui/name-in.ts';
import { RowList } from '../../ui/row-list.tsx';
import { spanText, type T } from '../../ui/span.ts';
import { isOutOfTouch, type Phone, type SilentGate, type TeamRow } from './team-rows.ts';

const ROW = 56;

const lastText = (silentFor: number, t: T): string =>
  silentFor < MINUTE ? t('teams.now') : t('teams.last', { span: spanText(silentFor, t) });

function useOpen() {
  const { select, fly, selection } = useView();
  return {
    open: (layer: Layer, id: string) => {
      select({ layer, id });
      fly({ layer, id });
    },
    isSelected: (layer: Layer, id: string) => selection?.layer === layer && selection.id === id,
  };
}

/** `listening`: ms since the server hears phones; undefined before it was asked */
type TeamProps = { readonly rows: readonly TeamRow[]; readonly listening: number | undefined };
export function TeamList({ rows, listening }: TeamProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { open, isSelected } = useOpen();
  if (rows.length === 0) return <p className="list-empty">{t('teams.none')}</p>;
  return (
    <RowList
      rows={rows}
      keyOf={({ team }) => team.id}
      rowHeight={ROW}
      label={t('teams.tabs.teams')}
      isSelected={({ team }) => isSelected('teams', team.id)}
      onOpen={({ team }) => open('teams', team.id)}
    >
      {(row) => (
        <div className="task-row team-row" data-late={listening !== undefined && isOutOfTouch(row, listening)}>
          <p className="split-line">
            <strong>{nameIn(row.team, language) ?? row.team.id}</strong>
            <span className="task-row-left">
              {listening !== undefined &&
                (row.silentFor === undefined ? t('teams.noPhone') : lastText(row.silentFor, t))}
            </span>
          </p>
          <p className="layer-age">
            {row.late > 0 && <strong>{t('teams.late', { n: number(row.late) })} · </strong>}
            {[
              term(TEAM_TYPE_TERMS, row.team.type, language),
              tasksText(row, t),
              ...(row.isSharing ? [t('teams.sharing')] : []),
            ].join(' · ')}
          </p>
        </div>
      )}
    </RowList>
  );
}

function tasksText({ open, overdue, toVerify }: TeamRow, t: T): string {
  if (open === 0 && toVerify === 0) return t('teams.noTasks');
  return [
    ...(open === 0 ? [] : [t('teams.tasksOpen', { n: number(open) })]),
    ...(toVerify === 0 ? [] : [t('teams.tasksToVerify', { n: number(toVerify) })]),
    ...(overdue === 0 ? [] : [t('teams.tasksLate', { n: number(overdue) })]),
  ].join(' · ');
}

export function PhoneList({ rows }: { readonly rows: readonly Phone[] }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { open } = useOpen();
  if (rows.length === 0) return <p className="list-empty">{t('teams.phonesNone')}</p>;
  return (
    <>
      <p className="panel-note teams-what">{t('teams.phonesWhat')}</p>
      <RowList
        rows={rows}
        keyOf={({ device }) => device}
        rowHeight={ROW}
        label={t('teams.tabs.phones')}
        isSelected={() => false}
        onOpen={({ teamId }) => teamId !== undefined && open('teams', teamId)}
      >
        {(phone) => (
          <div className="task-row team-row" data-late={phone.late > 0}>
            <p className="split-line">
              <strong>
                {phone.teamId === undefined
                  ? t('teams.noTeam')
                  : nameOf(situation.copy, 'teams', phone.teamId, language)}
              </strong>
              <span className="task-row-left">{lastText(phone.silentSeconds * SECOND, t)}</span>
            </p>
            <p className="layer-age">
              {phone.late > 0 && <strong>{t('teams.late', { n: number(phone.late) })} · </strong>}
              {phone.late === 0 && `${waitingText(phone, t)} · `}
              {phone.account} · {t('teams.phone', { id: phone.device.slice(-4) })}
            </p>
          </div>
        )}
      </RowList>
    </>
  );
}

const waitingText = ({ waiting, oldestSeconds = 0 }: Phone, t: T): string =>
  waiting === 0
    ? t('teams.nothingWaiting')
    : t('teams.waiting', { n: number(waiting), span: spanText(oldestSeconds * SECOND, t) });

export function GateList({ rows, now }: { readonly rows: readonly SilentGate[]; readonly now: number }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { open, isSelected } = useOpen();
  if (rows.length === 0) return <p className="list-empty">{t('teams.gatesNone')}</p>;
  return (
    <>
      <p className="panel-note teams-what">{t('teams.gatesWhat')}</p>
      <RowList
        rows={rows}
        keyOf={({ gate }) => gate.id}
        rowHeight={ROW}
        label={t('teams.tabs.gates')}
        isSelected={({ gate }) => isSelected('checkpoints', gate.id)}
        onOpen={({ gate }) => open('checkpoints', gate.id)}
      >
        {({ gate, silence }) => (
          <div className="task-row team-row" data-late="true">
            <p className="split-line">
              <strong>{nameIn(gate, language)}</strong>
              <span className="task-row-left">
                {silence === 'never' ? t('teams.never') : t('teams.silent', { span: spanText(now - silence.since, t) })}
              </span>
            </p>
            <p className="layer-age">{slotText(gate, t, language)}</p>
          </div>
        )}
      </RowList>
    </>
  );
}

function slotText(gate: SilentGate['gate'], t: T, language: Language): string {
  const { latest, phone } = gate;
  const slots = [latest?.in, latest?.out].filter((slot) => slot !== undefined);
  const last = slots.toSorted((a, b) => (a.to < b.to ? 1 : -1))[0];
  const slot =
    last === undefined ? [] : [t('teams.lastSlot', { from: shortTime(last.from), to: shortTime(last.to).slice(6) })];
  return [...slot, unitIn(gate, language), phone].filter((part) => part !== undefined).join(' · ');
}
