// A positive found, preliminary: how it was found and where, nothing of the person. What follows is the pool chase.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_ROUTE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { fieldNow } from '../clock.ts';
import { usePages } from '../pages.ts';
import { useWhere } from '../place/where-store.ts';
import { SubPage } from '../sub-page.tsx';
import { FormEnd } from './form-end.tsx';
import { useReport } from './use-report.ts';

const ROUTES = ['screening', 'door', 'checkpoint', 'fever'] as const;

export function PositivePage() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const { fix, chosen, locate, isLocating } = useWhere();
  const { report, isFailed } = useReport();
  const [route, setRoute] = useState<(typeof ROUTES)[number]>();
  const [address, setAddress] = useState('');
  const position = chosen?.position ?? fix?.position;
  const isReady = route !== undefined && (position !== undefined || address.trim() !== '');
  const send = async () => {
    if (route === undefined) return;
    const at = new Date(fieldNow()).toISOString();
    const id = `field-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    const isSent = await report('case.reported', {
      id,
      status: 'preliminary',
      route,
      stages: { located: at },
      ...(position === undefined ? {} : { position }),
      ...(fix === null || chosen !== null ? {} : { accuracy: Math.round(fix.accuracy) }),
      ...(address.trim() === '' ? {} : { address: address.trim() }),
    });
    if (isSent) back();
  };
  return (
    <SubPage title={t('field.positive.title')} note={t('field.positive.note')}>
      <fieldset className="choices">
        <legend>{t('field.positive.route')}</legend>
        {ROUTES.map((one) => (
          <button key={one} type="button" className="choice" aria-pressed={route === one} onClick={() => setRoute(one)}>
            {term(CASE_ROUTE_TERMS, one, language)}
          </button>
        ))}
      </fieldset>
      <p className="field-note">
        {chosen !== null
          ? t('field.positive.atPlace', { name: chosen.name })
          : fix !== null
            ? t('field.positive.here', { n: Math.round(fix.accuracy) })
            : t('field.positive.nowhere')}
      </p>
      {position === undefined && (
        <button type="button" className="field-button" disabled={isLocating} onClick={locate}>
          {isLocating ? t('field.locating') : t('field.positive.locate')}
        </button>
      )}
      <label className="field-label-large">
        {t('field.positive.address')}
        <input
          autoComplete="off"
          className="input field-input"
          value={address}
          maxLength={300}
          onChange={({ target }) => setAddress(target.value)}
        />
      </label>
      <FormEnd isReady={isReady} isFailed={isFailed} onSend={() => void send()} />
    </SubPage>
  );
}
