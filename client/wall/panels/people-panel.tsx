// Who has to be moved today, who is held, and who should be free by now: a release that is due and not done is the first
// thing to mend.
import { useTranslation } from 'react-i18next';
import { HOUR } from '#shared/time.ts';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { number } from '../../ui/format.ts';
import { clockSpan } from '../../ui/span.ts';
import { Panel } from './panel.tsx';

export function PeoplePanel() {
  const { t } = useTranslation();
  const overdue = useFigure('zones.overdue');
  const hours = useFigure('zones.overduePersonHours');
  return (
    <Panel
      title={t('wall.people.title')}
      sub={
        <>
          {t('wall.people.moved')} <FigureText id="clearance.moved" />
        </>
      }
    >
      <Clearance />
      <p>
        {t('wall.people.held')}{' '}
        <b>
          <FigureText id="zones.personsHeld" />
        </b>{' '}
        <span data-strong={(overdue?.value ?? 0) > 0}>
          · {t('wall.people.overdue')}{' '}
          <b>
            <FigureText id="zones.overdue" />
          </b>
        </span>
        {hours?.value != null && hours.value > 0 && (
          <a data-strong href={listAddress('zones.overduePersonHours')}>
            {' · '}
            {t('wall.people.overdueHours', { n: number(Math.round(hours.value)) })}
          </a>
        )}
      </p>
    </Panel>
  );
}

/** A day's positives are moved by its midnight: what is left over, and how long the first of them has waited. */
function Clearance() {
  const { t } = useTranslation();
  const late = useFigure('clocks.clearanceLate');
  const left = useFigure('clearance.leftOver');
  const waited = useFigure('clearance.oldestWaitHours');
  return (
    <p data-strong={(late?.value ?? 0) > 0}>
      {t('wall.people.clearance')}{' '}
      <b>
        <FigureText id="clearance.leftOver" />
      </b>
      {left?.value != null && left.value > 0 && waited?.value != null && (
        <a href={listAddress('clearance.oldestWaitHours')}>
          {' · '}
          {t('wall.people.waited', { time: clockSpan(waited.value * HOUR) })}
        </a>
      )}
    </p>
  );
}
