// Checkpoints: registered against declared, staffed, and whether both directions are checked.
import { useTranslation } from 'react-i18next';
import type { Checkpoint } from '#shared/subject/checkpoint.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { number } from '../../ui/format.ts';
import { nameIn, unitIn } from '../../ui/name-in.ts';
import { InCharge } from './in-charge.tsx';
import { Panel } from './panel.tsx';

/** The posts that the engine's alarm calls one-way, as long as that lasts. */
function oneWayPosts(): Checkpoint[] {
  const { copy } = situation;
  return [...copy.all('alarms').values()].flatMap(({ type, status, checkpointId }) => {
    const isOn = type === 'checkpointOneWay' && status !== 'ended' && checkpointId !== undefined;
    return (isOn ? copy.get('checkpoints', checkpointId) : undefined) ?? [];
  });
}

/** @param withCharge where there is room to say who answers for the one-way post */
export function PostsPanel({ withCharge = false }: { readonly withCharge?: boolean }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('alarms', 'checkpoints');
  const flagged = useFigure('checkpoints.parityFlagged');
  const gap = useFigure('checkpoints.dutyGapMinutes');
  const [first, ...more] = oneWayPosts();
  const count = flagged?.value ?? 0;
  const isCalled = first !== undefined && count > 0 && !withCharge;
  const phone = isCalled ? (first.phone ?? t('wall.charge.noPhone')) : undefined;
  return (
    <Panel
      title={t('wall.posts.title')}
      sub={
        <>
          {t('wall.posts.staffed')} <FigureText id="checkpoints.staffed" />
        </>
      }
    >
      <p>
        {t('wall.posts.registered')}{' '}
        <b>
          <FigureText id="checkpoints.registered" />
        </b>{' '}
        {t('wall.posts.declared')}{' '}
        <b>
          <FigureText id="checkpoints.declared" />
        </b>
      </p>
      {flagged?.value != null && (
        <p data-strong={count > 0}>
          <a href={listAddress('checkpoints.parityFlagged')}>
            {count === 0
              ? t('wall.posts.allBoth')
              : count === 1 && first !== undefined && more.length === 0
                ? t('wall.posts.oneWayAt', { name: nameIn(first, language) ?? first.id })
                : t('wall.posts.oneWay', { n: number(count) })}
          </a>
          {phone !== undefined && `${t('wall.posts.and')}${t('wall.charge.phone')}\u00a0${phone}`}
          {gap?.value != null && gap.value > 0 && (
            <>
              {t('wall.posts.and')}
              <a href={listAddress('checkpoints.dutyGapMinutes')}>{t('wall.posts.gap', { n: number(gap.value) })}</a>
            </>
          )}
        </p>
      )}
      {withCharge && first !== undefined && <InCharge unit={unitIn(first, language)} phone={first.phone} isWhole />}
    </Panel>
  );
}
