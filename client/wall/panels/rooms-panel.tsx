// Quarantine rooms: what is wanted, what is taken, what is free, and the day on which it will be full.
import { useTranslation } from 'react-i18next';
import { instant } from '#shared/time.ts';
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

function FullOn() {
  const { t } = useTranslation();
  const full = useFigure('rooms.daysToFull');
  if (full === undefined || full.state === 'unknown' || full.state === 'notConnected') return null;
  return (
    <p>
      <a href={listAddress('rooms.daysToFull')}>
        {full.value === null || full.asOf === null ? (
          t('wall.rooms.notFull')
        ) : (
          <>
            {t('wall.rooms.full')} <b>{fullTime(instant(full.asOf) + full.value * 86_400_000).slice(5, 10)}</b>
          </>
        )}
      </a>
    </p>
  );
}
