// New positives: today against yesterday, those found in the community against those found under control.
import { useTranslation } from 'react-i18next';
import { instant } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useNow } from '../../store/hooks.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { clockTime } from '../../ui/format.ts';
import { momentText } from '../../ui/span.ts';
import { Panel } from './panel.tsx';

const PARTS = [
  { id: 'cases.communityToday', name: 'community' },
  { id: 'cases.controlledToday', name: 'controlled' },
] as const;

export function CasesPanel() {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const hour = Number(clockTime(now).slice(0, 2));
  return (
    <Panel title={t('wall.cases.title')} sub={t('wall.cases.today', { hour })}>
      <div className="wall-cases">
        <strong className="wall-headline">
          <FigureText id="cases.today" />
        </strong>
        <dl>
          {PARTS.map(({ id, name }) => (
            <div key={id}>
              <dd>
                <FigureText id={id} />
              </dd>
              <dt>{t(`wall.cases.${name}`)}</dt>
            </div>
          ))}
          {/* No part of today's: it stands apart from them, and as no number of theirs. */}
          <div className="wall-cases-before">
            <dt>{t('wall.cases.yesterday')}</dt>
            <dd>
              <FigureText id="cases.yesterdaySoFar" />
            </dd>
          </div>
        </dl>
      </div>
      <Streak now={now} />
      <Unsettled />
    </Panel>
  );
}

/** While a round is not uploaded, a low number may only be an early one: said beside it, not in another column. */
function Unsettled() {
  const { t } = useTranslation();
  const uploaded = useFigure('coverage.uploaded');
  if (uploaded?.value == null || uploaded.value >= 1) return null;
  return (
    <p>
      {t('wall.cases.unsettled')} <FigureText id="coverage.uploaded" shape="coverage" />
    </p>
  );
}

/** The days without a positive of the community, by the engine's count, and when the latest of them was found. */
function Streak({ now }: { readonly now: number }) {
  const { t } = useTranslation();
  const latest = useFigure('cases.communityLatestHours')?.asOf;
  return (
    <>
      <p>
        {t('wall.cases.streak')}{' '}
        <b>
          <FigureText id="zero.socialElapsed" />
        </b>{' '}
        {t('wall.cases.days')}
      </p>
      {latest != null && (
        <p className="muted">
          {t('wall.cases.latest')}{' '}
          <a href={listAddress('cases.communityLatestHours')}>{momentText(instant(latest), now)}</a>
        </p>
      )}
    </>
  );
}
