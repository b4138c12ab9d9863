// Hands a place to the phone's own map, in the datum that map draws in.

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '#shared/geo/position.ts';
import { positionText } from '../../ui/coordinates.ts';
import { copyText } from '../../ui/copy-text.ts';
import { type MapApp, navigationLinks } from '../place/navigate.ts';

type Props = { readonly name: string; readonly position: Position; readonly onClose: () => void };

const APPS: readonly MapApp[] = ['phone', 'amap', 'baidu', 'apple'];

export function NavigateSheet({ name, position, onClose }: Props) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [links, setLinks] = useState<Readonly<Record<MapApp, string>>>();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  // Two shifted datums are forty kilobytes that most openings never need.
  useEffect(() => {
    let isGone = false;
    void import('#shared/geo/datum.ts').then(({ fromWgs84 }) => {
      if (!isGone) setLinks(navigationLinks(position, name, fromWgs84));
    });
    return () => {
      isGone = true;
    };
  }, [position, name]);
  return (
    <dialog ref={dialog} className="field-dialog" onClose={onClose} aria-label={t('field.navigate')}>
      <h2>{name}</h2>
      {APPS.map((app) => (
        <a
          key={app}
          className="field-button"
          href={links?.[app]}
          aria-disabled={links === undefined}
          target={app === 'phone' ? undefined : '_blank'}
          rel="noreferrer"
          onClick={() => dialog.current?.close()}
        >
          {t(`field.apps.${app}`)}
        </a>
      ))}
      <button
        type="button"
        className="field-button"
        onClick={() => void copyText(positionText(position)).then((done) => setCopied(done))}
      >
        {isCopied ? t('field.copied') : t('field.copyPosition', { position: positionText(position) })}
      </button>
      <p className="field-note">{t('field.datumNote')}</p>
      <button type="button" className="field-button" onClick={() => dialog.current?.close()}>
        {t('field.cancel')}
      </button>
    </dialog>
  );
}
