// Every report of this phone and what became of it: on its way, received, seen; or refused, why, and what to do.

import { Download, QrCode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { kindTerm, term } from '#shared/terms.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number, shortTime } from '../../ui/format.ts';
import { shortDevice } from '../handover/short-device.ts';
import { usePages } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { type Entry, isWaiting } from './entry.ts';
import { markRead, sendAgain, useOutbox } from './outbox.ts';
import { type DoorNames, placeOf, useDoorNames } from './place-words.ts';

const PAGE = 60;

export function OutboxPage() {
  const { t } = useTranslation();
  const { entries, untold, isBroken } = useOutbox();
  const { freshness } = useConnection();
  const [most, setMost] = useState(PAGE);
  const doors = useDoorNames(entries);
  const waiting = entries.filter(isWaiting).length;
  return (
    <SubPage title={t('field.outbox.title')}>
      {isBroken && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      {waiting > 0 && (
        <p className="notice">
          {t(freshness === 'live' ? 'field.outbox.sending' : 'field.outbox.offline', { n: number(waiting) })}
        </p>
      )}
      <HandOver mayGive={waiting + untold > 0} />
      {entries.length === 0 && !isBroken && <p className="field-note">{t('field.outbox.empty')}</p>}
      <ul>
        {entries.slice(0, most).map((entry) => (
          <Row key={entry.opId} entry={entry} doors={doors} />
        ))}
      </ul>
      {entries.length > most && (
        <button type="button" className="field-button field-more" onClick={() => setMost(most + PAGE)}>
          {t('field.more', { n: entries.length - most })}
        </button>
      )}
    </SubPage>
  );
}

/** Without a network: to a phone that has one. With one: for a phone that has none. */
function HandOver({ mayGive }: { readonly mayGive: boolean }) {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  return (
    <div className="hand-entries">
      {mayGive && (
        <button type="button" className="field-button" onClick={() => open({ name: 'give' })}>
          <QrCode size={22} aria-hidden />
          {t('field.handover.give')}
        </button>
      )}
      <button type="button" className="field-button" onClick={() => open({ name: 'take' })}>
        <Download size={22} aria-hidden />
        {t('field.handover.take')}
      </button>
    </div>
  );
}

function Row({ entry, doors }: { readonly entry: Entry; readonly doors: DoorNames }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { report, end, code, seenAt, isRead, from } = entry;
  const isBad = (end === 'refused' || end === 'conflict') && isRead !== true;
  return (
    <li className="sent" data-bad={isBad}>
      <div>
        <strong>{kindTerm(report.kind, language)}</strong>
        <span>{shortTime(report.observedAt)}</span>
      </div>
      <div>
        <span>{placeOf(report, language, doors)}</span>
        <span className="sent-state">
          {seenAt !== undefined ? '✓✓✓' : isWaiting(entry) ? '✓' : '✓✓'}{' '}
          {seenAt !== undefined && end === 'applied'
            ? t('field.outbox.seenOne')
            : t(`field.outbox.ends.${isWaiting(entry) ? 'waiting' : (end ?? 'waiting')}`)}
        </span>
      </div>
      {from !== undefined && <p>{t('field.handover.made', { device: shortDevice(from) })}</p>}
      {code !== undefined && end === 'refused' && (
        <p>{code === 'forbidden' ? t('field.outbox.forbidden') : term(ERROR_TERMS, code, language)}</p>
      )}
      {end === 'conflict' && <p>{t('field.outbox.conflict')}</p>}
      {isBad && (
        <div className="sent-actions">
          {end === 'refused' && (
            <button type="button" className="small-button" onClick={() => void sendAgain(entry)}>
              {t('field.outbox.again')}
            </button>
          )}
          <button type="button" className="small-button" onClick={() => void markRead(entry)}>
            {t('field.outbox.read')}
          </button>
        </div>
      )}
    </li>
  );
}
