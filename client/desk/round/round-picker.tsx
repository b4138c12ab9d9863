// Which round: the running one of the whole place, or any other that is or was.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '#shared/subject/round.ts';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useRoundChoice } from '../../store/round-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { shortTime } from '../../ui/format.ts';
import { roundOrdinal } from '../../ui/round-ordinal.ts';
import type { T } from '../../ui/span.ts';

export function RoundPicker() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { chosen, choose } = useRoundChoice();
  const version = useVersion('rounds', 'zones');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const rounds = useMemo(() => [...situation.copy.all('rounds').values()].toSorted(byStart), [version]);
  if (rounds.length === 0) return null;
  const groups = [
    ['open', rounds.filter(({ status }) => status === 'open')],
    ['closed', rounds.filter(({ status }) => status === 'closed')],
  ] as const;
  return (
    <select
      className="select round-picker"
      aria-label={t('rounds.which')}
      value={chosen ?? ''}
      onChange={(event) => choose(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t('rounds.running')}</option>
      {groups.map(
        ([status, those]) =>
          those.length > 0 && (
            <optgroup key={status} label={t(`rounds.${status}`)}>
              {those.map((round) => (
                <option key={round.id} value={round.id}>
                  {roundName(round, t, (id) => nameOf(situation.copy, 'zones', id, language))}
                </option>
              ))}
            </optgroup>
          ),
      )}
    </select>
  );
}

const byStart = (a: Round, b: Round): number => instant(b.start) - instant(a.start) || (a.id < b.id ? -1 : 1);

/** Rounds have no names: a round of a zone is called after it, one of the whole place by its number. */
export function roundName({ id, zoneId, start }: Round, t: T, zoneName: (id: string) => string): string {
  const n = roundOrdinal(situation.copy, id);
  const time = shortTime(start);
  if (zoneId !== undefined) return t('rounds.ofZone', { zone: zoneName(zoneId), time });
  return n > 0 ? t('rounds.ofPlace', { n, time }) : t('rounds.ofZone', { zone: id, time });
}
