// LIVE, DELAYED, STALE, OFFLINE with the age of the last word from the server. Said by fill and weight, not by colour.
import './freshness-badge.css';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { FRESHNESS_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import type { ConnectionStatus } from '../connection/connection-status.ts';
import { useConnection } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';

export function FreshnessBadge() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const status = useConnection();
  const { freshness, age, past } = status;
  if (past !== undefined) return <PastBadge />;
  const isOpening = age === undefined && freshness !== 'offline';
  const word = isOpening ? openingWord(status, t) : term(FRESHNESS_TERMS, freshness, language);
  const title = [
    isOpening ? undefined : t(`state.${freshness}`, { n: age ?? 0 }),
    status.mismatches > 0 ? t('state.healed', { n: status.mismatches }) : undefined,
  ];
  return (
    <span
      className="freshness"
      data-freshness={freshness}
      data-opening={isOpening}
      title={title.filter((part) => part !== undefined).join(' ')}
    >
      <span className="freshness-mark" aria-hidden />
      <output className="freshness-word">{word}</output>
      {age !== undefined && <span className="freshness-age">{ageText(age, t)}</span>}
    </span>
  );
}

/** What stands still is neither live nor late. */
function PastBadge() {
  const { t } = useTranslation();
  return (
    <span className="freshness" data-freshness="past" data-opening={false}>
      <output className="freshness-word">{t('time.badge')}</output>
    </span>
  );
}

type T = TFunction;

const ageText = (age: number, t: T): string =>
  age < 60 ? t('state.heardSeconds', { n: age }) : t('state.heardMinutes', { n: Math.floor(age / 60) });

function openingWord({ phase, hasCopy }: ConnectionStatus, t: T): string {
  if (phase === 'fetching') return t('state.fetching');
  return hasCopy && phase === 'pulling' ? t('state.catchingUp') : t('state.connecting');
}
