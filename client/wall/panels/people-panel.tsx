// Who is held, and who should be free by now: a release that is due and not done is the first thing to mend.
import { useTranslation } from 'react-i18next';
import { useFigure } from '../../store/figures-store.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { number } from '../../ui/format.ts';
import { Panel } from './panel.tsx';

export function PeoplePanel() {
  const { t } = useTranslation();
  const overdue = useFigure('zones.overdue');
  const hours = useFigure('zones.overduePersonHours');
  return (
    <Panel title={t('wall.people.title')}>
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
      </p>
      {hours?.value != null && hours.value > 0 && (
        <p data-strong>
          <a href={listAddress('zones.overduePersonHours')}>
            {t('wall.people.overdueHours', { n: number(Math.round(hours.value)) })}
          </a>
        </p>
      )}
    </Panel>
  );
}
