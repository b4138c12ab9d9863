// How far the reports of this phone have come: kept here, received, seen. In the bar as one button, under the list as a line.
import { useTranslation } from 'react-i18next';
import { useNow } from '../../store/hooks.ts';
import { number } from '../../ui/format.ts';
import { usePages } from '../pages.ts';
import { ticksOf } from './entry.ts';
import { useOutbox } from './outbox.ts';

/** What ended badly and nobody has read yet. */
const isTrouble = ({ end, isRead }: { end?: string; isRead?: boolean }): boolean =>
  (end === 'conflict' || end === 'refused') && isRead !== true;

export function UnsentButton() {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const { entries, untold, isBroken } = useOutbox();
  useNow(10_000);
  const { saved: told, late } = ticksOf(entries, Date.now());
  const saved = told + untold;
  const troubles = entries.filter(isTrouble).length;
  const text = isBroken
    ? t('field.outbox.broken')
    : troubles > 0
      ? t('field.outbox.troubles', { n: number(troubles) })
      : t('field.outbox.waiting', { n: number(saved) });
  return (
    <button
      type="button"
      className="unsent"
      data-late={late > 0 || isBroken}
      data-empty={saved === 0 && troubles === 0 && !isBroken}
      onClick={() => open({ name: 'outbox' })}
    >
      {text}
      {late > 0 && <span>{t('field.outbox.late')}</span>}
    </button>
  );
}

export function TicksLine() {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const { entries, untold } = useOutbox();
  const { saved, received, seen } = ticksOf(entries, Date.now());
  if (entries.length + untold === 0) return null;
  return (
    <button type="button" className="ticks-line" onClick={() => open({ name: 'outbox' })}>
      <span>✓ {t('field.outbox.saved', { n: number(saved + untold) })}</span>
      <span>✓✓ {t('field.outbox.received', { n: number(received) })}</span>
      <span>✓✓✓ {t('field.outbox.seen', { n: number(seen) })}</span>
    </button>
  );
}
