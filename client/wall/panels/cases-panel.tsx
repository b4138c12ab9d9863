// New positives: today against yesterday, those found in the community against those found under control.
import { useTranslation } from 'react-i18next';
import { instant } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useNow } from '../../store/hooks.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { clockTime, fullTime, number } from '../../ui/format.ts';
import { Panel } from './panel.tsx';

export function CasesPanel() {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const streak = useFigure('cases.communityFreeDays');
  const latest = useFigure('cases.communityToday');
  const hour = Number(clockTime(now).slice(0, 2));
  return (
    <Panel title={t('wall.cases.title')} sub={t('wall.cases.today', { hour })}>
      <p className="wall-big">
        <strong className="wall-headline">
          <FigureText id="cases.today" />
        </strong>
        <span className="muted">
          {t('wall.cases.yesterday')}{' '}
          <b>
            <FigureText id="cases.yesterday" />
          </b>
        </span>
      </p>
      <dl className="wall-pair">
        <div>
          <dd className="wall-large">
            <FigureText id="cases.communityToday" />
          </dd>
          <dt>{t('wall.cases.community')}</dt>
        </div>
        <div>
          <dd className="wall-large">
            <FigureText id="cases.controlledToday" />
          </dd>
          <dt>{t('wall.cases.controlled')}</dt>
        </div>
      </dl>
      {streak?.value != null && (
        <p>
          {t('wall.cases.streak')}{' '}
          <a href={listAddress('cases.communityFreeDays')}>
            <b>{t('wall.cases.days', { n: number(streak.value) })}</b>
          </a>{' '}
          {streak.asOf !== null && latest?.value !== null && (
            <span className="muted">{t('wall.cases.latest', { time: latestText(streak.asOf, now) })}</span>
          )}
        </p>
      )}
    </Panel>
  );
}

const latestText = (iso: string, now: number): string =>
  fullTime(iso).slice(0, 10) === fullTime(now).slice(0, 10)
    ? clockTime(iso).slice(0, 5)
    : fullTime(instant(iso)).slice(5, 16);
