// Checkpoints: registered against declared, staffed, and whether both directions are checked.
import { useTranslation } from 'react-i18next';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { number } from '../../ui/format.ts';
import { Panel } from './panel.tsx';

export function PostsPanel() {
  const { t } = useTranslation();
  const flagged = useFigure('checkpoints.parityFlagged');
  const gap = useFigure('checkpoints.dutyGapMinutes');
  return (
    <Panel title={t('wall.posts.title')}>
      <p>
        {t('wall.posts.registered')}{' '}
        <b>
          <FigureText id="checkpoints.registered" />
        </b>{' '}
        / {t('wall.posts.declared')}{' '}
        <b>
          <FigureText id="checkpoints.declared" />
        </b>{' '}
        · {t('wall.posts.turnedBack')}{' '}
        <b>
          <FigureText id="checkpoints.turnBackVehicles" shape="share" />
        </b>
      </p>
      {flagged?.value != null && (
        <p data-strong={flagged.value > 0}>
          <a href={listAddress('checkpoints.parityFlagged')}>
            {flagged.value > 0 ? t('wall.posts.oneWay', { n: number(flagged.value) }) : t('wall.posts.allBoth')}
          </a>
          {gap?.value != null && gap.value > 0 && (
            <>
              {' · '}
              <a href={listAddress('checkpoints.dutyGapMinutes')}>{t('wall.posts.gap', { n: number(gap.value) })}</a>
            </>
          )}
        </p>
      )}
    </Panel>
  );
}
