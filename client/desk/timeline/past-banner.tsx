// Says, so that nobody can miss it, that what is on the screen is not the present; one click or one key leads back.
import './timeline.css';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../store/hooks.ts';
import { useView } from '../../store/view-store.ts';
import { fullTime } from '../../ui/format.ts';

export function PastBanner() {
  const { t } = useTranslation();
  const { past, hasCopy } = useConnection();
  const travel = useView((state) => state.travel);
  if (past === undefined) return null;
  const { wanted, shown, by } = past;
  const isComing = wanted !== shown || !hasCopy;
  const text =
    wanted === undefined
      ? t('time.returning')
      : t(isComing ? 'time.fetching' : by === 'happened' ? 'timeline.past' : 'time.past', {
          time: fullTime(wanted).slice(0, 16),
        });
  return (
    <div className="past" data-coming={isComing}>
      <p className="past-words" role="status">
        <strong>{text}</strong>
        {wanted !== undefined && (
          <button type="button" onClick={() => travel(null)}>
            {t('time.back')} <kbd>N</kbd>
          </button>
        )}
      </p>
    </div>
  );
}
