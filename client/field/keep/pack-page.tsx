// The offline pack by its parts: size, age, what is missing, and a button that fetches what is newer.
import { Download } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './pack.css';
import { useConnection, useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { age, bytesText, number, shortTime } from '../../ui/format.ts';
import { canSeal } from '../lock/vault.ts';
import { usePages } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { useAccountName, useOwnAreas } from '../use-account.ts';
import { askToKeep, ENOUGH_FREE, type Pack, type Part, packNow, renew } from './pack.ts';

export function PackPage() {
  const { t } = useTranslation();
  const account = useAccountName();
  const areas = useOwnAreas();
  const { freshness } = useConnection();
  const [pack, setPack] = useState<Pack>();
  const [step, setStep] = useState<'app' | 'situation' | 'done' | 'failed'>();
  const look = useCallback(async () => setPack(await packNow(account, areas)), [account, areas]);
  useEffect(() => void look(), [look]);
  const isBusy = step === 'app' || step === 'situation';
  const isOffline = freshness !== 'live' && freshness !== 'delayed';
  const fetchAll = async () => {
    const isKept = await renew(setStep);
    await look();
    setStep(isKept ? 'done' : 'failed');
  };
  if (!canSeal())
    return (
      <SubPage title={t('field.pack.title')}>
        <p className="notice">{t('field.pack.insecure')}</p>
      </SubPage>
    );
  return (
    <SubPage title={t('field.pack.title')} note={pack && t('field.pack.all', { size: bytesText(sumOf(pack)) })}>
      <p className="field-note">{t('field.pack.note')}</p>
      {pack === undefined ? <p className="field-note">{t('field.pack.looking')}</p> : <Parts pack={pack} />}
      <div className="form-end">
        {step !== undefined && (
          <p className="notice" role="status">
            {isBusy
              ? t(`field.pack.steps.${step}`)
              : t(step === 'done' ? 'field.pack.renewed' : 'field.pack.notRenewed')}
          </p>
        )}
        {isBusy && <progress className="pack-progress" value={step === 'app' ? 1 : 2} max={3} />}
        <button
          type="button"
          className="field-button field-button-primary"
          disabled={isBusy || isOffline}
          onClick={() => void fetchAll()}
        >
          <Download size={24} aria-hidden />
          {t(isOffline ? 'field.pack.offline' : 'field.pack.renew')}
        </button>
      </div>
      {pack?.storage !== undefined && <Space storage={pack.storage} onAsked={() => void look()} />}
    </SubPage>
  );
}

const sumOf = ({ app, map, situation, doors }: Pack): number =>
  (app?.bytes ?? 0) + (map?.bytes ?? 0) + (situation?.bytes ?? 0) + doors.bytes;

function Parts({ pack: { app, map, situation, doors, outlinesMissing } }: { readonly pack: Pack }) {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const appWords =
    app === undefined
      ? t('field.pack.appNone')
      : app.missing > 0
        ? t('field.pack.appPart', { n: number(app.missing) })
        : t('field.pack.appHere', { n: number(app.files) });
  return (
    <>
      <ul className="pack">
        <Row name={t('field.pack.app')} words={appWords} bytes={app?.bytes} />
        <Row name={t('field.pack.map')} words={t('field.pack.mapHere')} isArea part={map} at={situation?.at} />
        <Row name={t('field.pack.situation')} words={t('field.pack.situationHere')} isArea part={situation} />
        <Row
          name={t('field.pack.doors')}
          words={doors.lists === 0 ? t('field.pack.doorsNone') : t('field.pack.doorsHere', { n: number(doors.lists) })}
          bytes={doors.lists === 0 ? undefined : doors.bytes}
        />
      </ul>
      {doors.missing > 0 && (
        <div className="pack-missing">
          <p className="field-note">{t('field.pack.doorsMissing', { n: number(doors.missing) })}</p>
          <button type="button" className="field-button" onClick={() => open({ name: 'doors' })}>
            {t('field.pack.openDoors')}
          </button>
        </div>
      )}
      {outlinesMissing > 0 && <p className="notice">{t('field.pack.outlines', { n: number(outlinesMissing) })}</p>}
      <p className="field-note">{t('field.pack.never')}</p>
    </>
  );
}

type RowProps = {
  readonly name: string;
  readonly words: string;
  /** of the own area: kept, or to be fetched */
  readonly isArea?: boolean;
  readonly bytes?: number | undefined;
  readonly part?: Part | undefined;
  /** until when it was looked at for changes, where that is later than when it was kept */
  readonly at?: number | undefined;
};

function Row({ name, words, isArea = false, bytes, part, at }: RowProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const size = bytes ?? part?.bytes;
  const asOf = part === undefined ? undefined : Math.max(part.at, at ?? 0);
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <strong>{size === undefined ? '–' : bytesText(size)}</strong>
      </div>
      <p>{isArea && part === undefined ? t('field.pack.none') : words}</p>
      {asOf !== undefined && (
        <p>{t('field.pack.asOf', { time: shortTime(asOf), age: age(Math.max(0, now - asOf), language) })}</p>
      )}
    </li>
  );
}

function Space({ storage, onAsked }: { readonly storage: NonNullable<Pack['storage']>; readonly onAsked: () => void }) {
  const { t } = useTranslation();
  const [isRefused, setRefused] = useState(false);
  const { isKept, free } = storage;
  const ask = async () => {
    setRefused(!(await askToKeep()));
    onAsked();
  };
  return (
    <div className="pack-space">
      <p className={isKept ? 'field-note' : 'notice'}>
        {t(isKept ? 'field.pack.kept' : isRefused ? 'field.pack.refused' : 'field.pack.notKept')}
      </p>
      {!isKept && (
        <button type="button" className="field-button" onClick={() => void ask()}>
          {t('field.pack.keep')}
        </button>
      )}
      {free !== undefined &&
        (free < ENOUGH_FREE ? (
          <p className="notice" role="alert">
            {t('field.pack.tight', { size: bytesText(free) })}
          </p>
        ) : (
          <p className="field-note">{t('field.pack.free', { size: bytesText(free) })}</p>
        ))}
    </div>
  );
}
