// What waits in the laboratories, and how long the oldest of it.
import { useTranslation } from 'react-i18next';
import { HOUR } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { clockSpan } from '../../ui/span.ts';

export function Laboratories() {
  const { t } = useTranslation();
  const oldest = useFigure('labs.oldestTubeHours');
  return (
    <p>
      {t('wall.round.labs')}{' '}
      <b>
        <FigureText id="labs.queueTubes" />
      </b>{' '}
      {t('wall.round.tubes')}
      {oldest?.value != null && (
        <>
          {' · '}
          {t('wall.round.oldest')}{' '}
          <a href={listAddress('labs.oldestTubeHours')}>
            <b>{clockSpan(oldest.value * HOUR)}</b>
          </a>
        </>
      )}
    </p>
  );
}
