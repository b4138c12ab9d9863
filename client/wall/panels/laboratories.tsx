// What waits in the laboratories, and how long the oldest of it.
import { useTranslation } from 'react-i18next';
import { HOUR } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { spanText } from '../../ui/span.ts';

export function Laboratories() {
  const { t } = useTranslation();
  const oldest = useFigure('labs.oldestTubeHours');
  return (
    <p className="wall-dotted">
      <span>
        {t('wall.round.labs')}{' '}
        <b>
          <FigureText id="labs.queueTubes" />
        </b>{' '}
        {t('wall.round.tubes')}
      </span>
      {oldest?.value != null && (
        <span>
          {t('wall.round.oldest')}{' '}
          <a href={listAddress('labs.oldestTubeHours')}>
            <b>{spanText(oldest.value * HOUR, t)}</b>
          </a>
        </span>
      )}
    </p>
  );
}
