// Opens a testing round: where, from when, until when, and whether it is a sub-round of one that runs.
import './round-order.css';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '#shared/subject/round.ts';
import { HOUR, instant, MINUTE } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { newId } from '../../connection/send-report.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { nowInSituation, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { commandTime, number } from '../../ui/format.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { momentText, spanText } from '../../ui/span.ts';
import { useSend } from '../../ui/use-send.ts';
import { roundName } from './round-picker.tsx';

/** The window of an order, unless it says another: domain 6.1. */
const WINDOW = 24 * HOUR;

type Scope = { readonly key: string; readonly zoneId?: string; readonly areaId?: string };

export function RoundOrder({ onDone }: { readonly onDone: (roundId: string | null) => void }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const { send, isSending, problem } = useSend();
  const scopes = useScopes();
  const [key, setKey] = useState<string>();
  const [start, setStart] = useState(() => Math.floor(nowInSituation() / MINUTE) * MINUTE);
  const [deadline, setDeadline] = useState(start + WINDOW);
  const [parent, setParent] = useState('');
  const scope = scopes.find((one) => one.key === key) ?? scopes[0];
  const due = useDue(scope);
  const running = useRunning();
  const overlapping = running.find(({ zoneId }) => zoneId === scope?.zoneId);
  const isBad = deadline <= start;
  const name = (one: Scope): string =>
    one.zoneId !== undefined
      ? t('rounds.zone', { name: nameOf(situation.copy, 'zones', one.zoneId, language) })
      : t(one.key === 'selected' ? 'rounds.selected' : 'rounds.whole', {
          name: nameOf(situation.copy, 'areas', one.areaId ?? '', language),
        });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (scope === undefined || isBad) return;
    const zone = scope.zoneId === undefined ? undefined : situation.copy.get('zones', scope.zoneId);
    const id = newId();
    const sent = await send('round.opened', {
      id,
      ...(scope.zoneId === undefined ? {} : { zoneId: scope.zoneId }),
      areaIds: [...(zone === undefined ? [scope.areaId ?? ''] : (zone.areaIds ?? []))],
      start: commandTime(start),
      deadline: commandTime(deadline),
      ...(parent === '' ? {} : { parentRound: parent }),
    });
    if (sent) onDone(id);
  };
  return (
    <form className="round-order" onSubmit={(event) => void submit(event)} aria-label={t('rounds.order')}>
      <label className="field">
        <span className="field-label">{t('rounds.where')}</span>
        <select className="select" value={scope?.key ?? ''} onChange={(event) => setKey(event.target.value)}>
          {scopes.map((one) => (
            <option key={one.key} value={one.key}>
              {name(one)}
            </option>
          ))}
        </select>
      </label>
      <div className="round-order-times">
        <div className="field">
          <span className="field-label">{t('rounds.start')}</span>
          <MomentField
            label={t('rounds.start')}
            at={start}
            onMove={(to) => {
              setDeadline(to + (deadline - start));
              setStart(to);
            }}
          />
        </div>
        <div className="field">
          <span className="field-label">{t('rounds.deadline')}</span>
          <MomentField label={t('rounds.deadline')} at={deadline} onMove={setDeadline} isWrong={isBad} />
        </div>
      </div>
      {running.length > 0 && (
        <label className="field">
          <span className="field-label">{t('rounds.parent')}</span>
          <select className="select" value={parent} onChange={(event) => setParent(event.target.value)}>
            <option value="">{t('rounds.parentNone')}</option>
            {running.map((round) => (
              <option key={round.id} value={round.id}>
                {roundName(round, t, (id) => nameOf(situation.copy, 'zones', id, language))}
              </option>
            ))}
          </select>
          <span className="panel-note">{t('rounds.parentHint')}</span>
        </label>
      )}
      {overlapping !== undefined && parent === '' && (
        <p className="notice">
          {t('rounds.overlap', { time: momentText(instant(overlapping.deadline), nowInSituation()) })}
        </p>
      )}
      <p className="round-order-effect">
        {isBad
          ? t('rounds.badSpan')
          : due === undefined
            ? t('rounds.coming')
            : due === null
              ? t('rounds.effectUnknown')
              : t('rounds.effect', { due: number(due), span: spanText(deadline - start, t) })}
      </p>
      {problem !== null && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
      <p className="round-order-buttons">
        <button type="submit" className="button button-primary" disabled={isSending || isBad || scope === undefined}>
          {t('rounds.confirm')}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t('rounds.cancel')}
        </button>
      </p>
    </form>
  );
}

/** The area selected on the map, the zones in force, and the jurisdiction: the nearest wish first. */
function useScopes(): readonly Scope[] {
  const selection = useView((state) => state.selection);
  const version = useVersion('zones', 'areas');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(() => {
    const scopes: Scope[] = [];
    const { copy } = situation;
    if (selection?.layer === 'areas' && copy.get('areas', selection.id) !== undefined)
      scopes.push({ key: 'selected', areaId: selection.id });
    const zones = [...copy.all('zones').values()].filter(({ status }) => status === 'active');
    const isSelected = (id: string): boolean => selection?.layer === 'zones' && selection.id === id;
    zones.sort((a, b) => Number(isSelected(b.id)) - Number(isSelected(a.id)) || (a.id < b.id ? -1 : 1));
    const whole: Scope[] = [];
    for (const { id, level, parent } of copy.all('areas').values()) {
      const isTop = level !== 'neighbour' && (parent === undefined || copy.get('areas', parent) === undefined);
      if (isTop && level !== 'place') whole.push({ key: `area/${id}`, areaId: id });
    }
    const ofZones = zones.map(({ id }): Scope => ({ key: `zone/${id}`, zoneId: id }));
    return selection?.layer === 'zones' ? [...ofZones, ...scopes, ...whole] : [...scopes, ...whole, ...ofZones];
  }, [selection, version]);
}

/** Rounds that run now, the latest first. */
function useRunning(): readonly Round[] {
  const version = useVersion('rounds');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(
    () =>
      [...situation.copy.all('rounds').values()]
        .filter(({ status, parentRound }) => status === 'open' && parentRound === undefined)
        .sort((a, b) => instant(b.start) - instant(a.start)),
    [version],
  );
}

/** How many the roll names there. @returns null where nobody keeps one; undefined until it is known */
function useDue(scope: Scope | undefined): number | null | undefined {
  const where =
    scope?.zoneId === undefined
      ? scope?.areaId && `areaId=${encodeURIComponent(scope.areaId)}`
      : `zoneId=${encodeURIComponent(scope.zoneId)}`;
  const answer = useAnswer<{ readonly due: number | null }>(
    where === undefined ? undefined : `/api/coverage?${where}&window=rolling24`,
  );
  return answer?.due;
}
