// Quarantine rooms: what is wanted, what is taken, what is free, and the day on which it will be full.
import { useTranslation } from 'react-i18next';
import { DAY, instant } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { fullTime, number } from '../../ui/format.ts';
import { Panel } from './panel.tsx';

export function RoomsPanel() {
  const { t } = useTranslation();
  const required = useFigure('rooms.required');
  const sub =
    required?.value == null ? undefined : (
      <a href={listAddress('rooms.required')}>{t('wall.rooms.required', { n: number(required.value) })}</a>
    );
  return (
    <Panel title={t('wall.rooms.title')} sub={sub}>
      <dl className="wall-pair wall-three">
        <Count id="rooms.occupied" name={t('wall.rooms.occupied')} />
        <Count id="rooms.reserved" name={t('wall.rooms.reserved')} />
        <Count id="rooms.free" name={t('wall.rooms.free')} />
      </dl>
      <FullOn />
    </Panel>
  );
}

function Count({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <div>
      <dd className="wall-large">
        <FigureText id={id} />
      </dd>
      <dt>{name}</dt>
    </div>
  );
}

/** The engine looks so many days ahead: a number of days that is as large says "not within them" (docs/figures.md). */
const HORIZON = 14;

function FullOn() {
  const { t } = useTranslation();
  const full = useFigure('rooms.daysToFull');
  const gap = useFigure('rooms.gap');
  const required = useFigure('rooms.required');
  return (
    <p className="wall-dotted">
      {full !== undefined && (
        <a
          className="figure"
          data-figure="rooms.daysToFull"
          data-state={full.state}
          href={listAddress('rooms.daysToFull')}
        >
          {full.value === null || full.asOf === null ? (
            t('wall.rooms.fullUnknown')
          ) : full.value >= HORIZON ? (
            t('wall.rooms.notFull', { n: HORIZON })
          ) : (
            <>
              {t('wall.rooms.full')} <b>{fullTime(instant(full.asOf) + full.value * DAY).slice(5, 10)}</b>
            </>
          )}
        </a>
      )}
      {gap?.value != null && gap.value > 0 && required?.value != null && (
        <span>
          {t('wall.rooms.there', { n: number(required.value - gap.value) })}{' '}
          <b>
            <FigureText id="rooms.gap" />
          </b>{' '}
          {t('wall.rooms.gapUnit')}
        </span>
      )}
    </p>
  );
}
