// Over every page: a task that was this crew's is not any more.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../ui/format.ts';
import { usePages } from '../pages.ts';
import { buzz } from '../report/use-report.ts';
import { takenOf, useTaken } from './taken-store.ts';

export function TakenBanner() {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const isThere = usePages((state) => state.page.name === 'tasks');
  const count = useTaken(({ watch }) => takenOf(watch).length);
  useEffect(() => {
    if (count > 0) buzz([60, 80, 60]);
  }, [count]);
  return (
    <div role="status">
      {count > 0 && !isThere && (
        <button type="button" className="taken-banner" onClick={() => open({ name: 'tasks' })}>
          {t('forms.task.takenCount', { n: number(count) })}
        </button>
      )}
    </div>
  );
}
