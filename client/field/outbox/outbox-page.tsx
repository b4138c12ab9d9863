// Every report of this phone and what became of it: on its way, received, seen; or refused, why, and what to do.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { kindTerm, term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number, shortTime } from '../../ui/format.ts';
import { SubPage } from '../sub-page.tsx';
import { type Entry, isWaiting } from './entry.ts';
import { markRead, sendAgain, useOutbox } from './outbox.ts';

const PAGE = 60;

export function OutboxPage() {
  const { t } = useTranslation();
  const { entries, isBroken } = useOutbox();
  const { freshness } = useConnection();
  const [most, setMost] = useState(PAGE);
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
      {entries.length === 0 && !isBroken && <p className="field-note">{t('field.outbox.empty')}</p>}
      <ul>
        {entries.slice(0, most).map((entry) => (
          <Row key={entry.opId} entry={entry} />
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

function Row({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { report, end, code, seenAt, isRead } = entry;
  const isBad = (end === 'refused' || end === 'conflict') && isRead !== true;
  return (
    <li className="sent" data-bad={isBad}>
      <div>
        <strong>{kindTerm(report.kind, language)}</strong>
        <span>{shortTime(report.observedAt)}</span>
      </div>
      <div>
        <span>{placeOf(report, language)}</span>
        <span className="sent-state">
          {seenAt !== undefined ? '✓✓✓' : isWaiting(entry) ? '✓' : '✓✓'}{' '}
          {seenAt !== undefined && end === 'applied'
            ? t('field.outbox.seenOne')
            : t(`field.outbox.ends.${isWaiting(entry) ? 'waiting' : (end ?? 'waiting')}`)}
        </span>
      </div>
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

const LAYERS = { checkpoint: 'checkpoints', site: 'sites', task: 'tasks' } as const;

function placeOf({ kind, data }: Entry['report'], language: 'zh' | 'en'): string {
  const { id, siteId, checkpointId } = data as { id?: string; siteId?: string; checkpointId?: string };
  const [subject = ''] = kind.split('.');
  if (checkpointId !== undefined) return nameOf(situation.copy, 'checkpoints', checkpointId, language);
  if (siteId !== undefined) return nameOf(situation.copy, 'sites', siteId, language);
  const layer = LAYERS[subject as keyof typeof LAYERS] as (typeof LAYERS)[keyof typeof LAYERS] | undefined;
  return layer === undefined || id === undefined ? '' : nameOf(situation.copy, layer, id, language);
}
