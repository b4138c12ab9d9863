// Old data must not pass for the present: a grey veil over the map and the moment it is true of.
import './stale-veil.css';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../store/hooks.ts';
import { clockTime } from './format.ts';

export function StaleVeil() {
  const { t } = useTranslation();
  const { freshness, age, anchor, clock, hasCopy, past } = useConnection();
  const isOld = freshness === 'stale' || freshness === 'offline';
  // Before the first word there is nothing old to warn of; the badge says that it is connecting.
  // The past is meant to be old, and has words of its own.
  if (!isOld || !hasCopy || anchor === undefined || past !== undefined) return null;
  // A demonstration has a time of its own, which may run ten times as fast as the seconds that are counted below it.
  const clockName = clock === null ? '' : `${t('app.incidentTime')} · `;
  return (
    <div className="stale-veil" role="status">
      <p className="stale-veil-words">
        <strong>{t('desk.veil', { time: clockTime(anchor.time) })}</strong>
        {age !== undefined && <span>{clockName + t('desk.veilHint', { n: age })}</span>}
      </p>
    </div>
  );
}
