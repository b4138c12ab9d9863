// The time in which the situation lives. In a demonstration it is not the time of day, and says so.
import './situation-clock.css';
import { useTranslation } from 'react-i18next';
import { useConnection, useNow } from '../store/hooks.ts';
import { clockTime, fullTime } from './format.ts';

export function SituationClock() {
  const { t } = useTranslation();
  const now = useNow(1000);
  const { clock, hasCopy } = useConnection();
  if (!hasCopy) return null;
  return (
    <span className="situation-clock" title={fullTime(now)}>
      {clock !== null && <span className="situation-clock-label">{t('app.incidentTime')}</span>}
      <time dateTime={new Date(now).toISOString()}>
        {fullTime(now).slice(5, 10)} {clockTime(now)}
      </time>
    </span>
  );
}
