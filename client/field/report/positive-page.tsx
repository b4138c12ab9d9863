// A positive found, preliminary: how it was found and where, nothing of the person. What follows is the pool chase.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_ROUTE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameIn } from '../../ui/name-in.ts';
import { QrReader } from '../../ui/qr/qr-reader.tsx';
import { fieldNow } from '../clock.ts';
import { usePages } from '../pages.ts';
import { useWhere } from '../place/where-store.ts';
import { SubPage } from '../sub-page.tsx';
import { useOwnAreas } from '../use-account.ts';
import { FormEnd } from './form-end.tsx';
import { TextLine } from './text-line.tsx';
import { buzz, useReport } from './use-report.ts';

const ROUTES = ['screening', 'door', 'checkpoint', 'fever'] as const;

type Props = {
  /** where it was found, if the page was opened from there */
  readonly layer?: 'checkpoints' | 'sites' | undefined;
  readonly id?: string | undefined;
};

export function PositivePage({ layer, id: placeId }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const areas = useOwnAreas();
  const where = useWhere();
  const { fix, locate, isLocating } = where;
  const found = layer === undefined || placeId === undefined ? undefined : situation.copy.get(layer, placeId);
  const chosen =
    found?.position === undefined
      ? where.chosen
      : { name: nameIn(found, language) ?? found.id, position: found.position };
  const { report, isFailed } = useReport();
  const [route, setRoute] = useState<(typeof ROUTES)[number]>();
  const [address, setAddress] = useState('');
  const [poolId, setPoolId] = useState('');
  const [isReading, setReading] = useState(false);
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
      ...(position === undefined ? placesIn(areas) : { position }),
      ...(fix === null || chosen !== null ? {} : { accuracy: Math.round(fix.accuracy) }),
      ...(address.trim() === '' ? {} : { address: address.trim() }),
      ...(poolId.trim() === '' ? {} : { poolId: poolId.trim() }),
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
      <TextLine label={t('field.positive.address')} value={address} onChange={setAddress} />
      <div className="positive-pool">
        <TextLine label={t('field.positive.pool')} value={poolId} onChange={setPoolId} of="code" />
        <button type="button" className="small-button" aria-expanded={isReading} onClick={() => setReading(!isReading)}>
          {t('field.positive.scan')}
        </button>
      </div>
      {isReading && (
        <QrReader
          onText={(text) => {
            buzz();
            setPoolId(text.trim().slice(0, 128));
            setReading(false);
          }}
        />
      )}
      <FormEnd isReady={isReady} isFailed={isFailed} onSend={() => void send()} />
    </SubPage>
  );
}

/** Known by its address alone, it is said to lie where its crew works; else the server could not tell whose it is, and refused it. */
const placesIn = ([areaId]: readonly string[]): object =>
  areaId === undefined ? {} : { places: [{ role: 'residence', type: 'unknown', areaId, matchLevel: 'street' }] };
