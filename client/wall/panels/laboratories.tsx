// What waits in the laboratories, and how long the oldest of it.
import { useTranslation } from 'react-i18next';
import { HOUR } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { spanText } from '../spans.ts';

export function Laboratories() {
  const { t } = useTranslation();
  const oldest = useFigure('labs.oldestTubeHours');
  return (
    <ul className="wall-lines">
      <li>
        {t('wall.round.labs')}{' '}
        <b>
          <FigureText id="labs.queueTubes" />
        </b>{' '}
        {t('wall.round.tubes')}
      </li>
      {oldest?.value != null && (
        <li>
          {t('wall.round.oldest')}{' '}
          <a href={listAddress('labs.oldestTubeHours')}>
            <b>{spanText(oldest.value * HOUR, t)}</b>
          </a>
        </li>
      )}
    </ul>
  );
}
