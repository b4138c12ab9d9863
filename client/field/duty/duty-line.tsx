// On duty, always in sight: until when, whether the centre sees where this phone is, and the way off.
import './duty.css';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { shortTime } from '../../ui/format.ts';
import { fieldNow } from '../clock.ts';
import { useReport } from '../report/use-report.ts';
import { useAccountName } from '../use-account.ts';
import { COARSE } from './coarse.ts';
import { dutyNow, useDuty } from './duty-store.ts';

export function DutyLine() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const account = useAccountName();
  const { duty, leave } = useDuty();
  const { report } = useReport();
  useNow(30_000);
  useVersion('checkpoints', 'sites');
  const now = dutyNow(duty, account, fieldNow());
  if (now === undefined) return null;
  const { layer, id, from, to, staff, isSharing } = now;
  const off = async () => {
    // The same shift, ended now: sent with its beginning it takes the place of the longer one.
    const end = Math.max(Date.parse(from) + 60_000, Math.floor(fieldNow() / 60_000) * 60_000);
    const place = layer === 'sites' ? { siteId: id } : { checkpointId: id };
    const isKept = await report('duty.changed', { ...place, from, to: new Date(end).toISOString(), staff });
    if (isKept) leave();
  };
  return (
    <section
      className="duty-line"
      aria-label={`${t('field.duty.title')} ${nameOf(situation.copy, layer, id, language)}`}
    >
      <p>
        <strong>{t('field.duty.on', { to: shortTime(to).slice(6) })}</strong>
        <span>{isSharing ? t('field.duty.sharing', { n: COARSE }) : t('field.duty.notSharing')}</span>
      </p>
      <button type="button" className="small-button" onClick={() => void off()}>
        {t('field.duty.leave')}
      </button>
    </section>
  );
}
