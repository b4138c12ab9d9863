// The receiving phone: reads the codes or the file, asks for the code word, shows what is in it, and takes it over.
import { Check, QrCode as CodeIcon, FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './handover.css';
import { kindTerm } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number } from '../../ui/format.ts';
import { QrReader } from '../../ui/qr/qr-reader.tsx';
import { canSeal } from '../lock/vault.ts';
import { usePages } from '../pages.ts';
import { buzz } from '../report/use-report.ts';
import { SubPage } from '../sub-page.tsx';
import { useAccountName } from '../use-account.ts';
import { type Bundle, type BundleTrouble, flawOfBundle } from './bundle.ts';
import { CodeForm } from './code-form.tsx';
import { sealedOf } from './file.ts';
import { type Gathered, gather, missingOf, wholeOf } from './frames.ts';
import { shortDevice } from './short-device.ts';
import { knownHere, takeOver } from './take.ts';

type Sealed = Uint8Array<ArrayBuffer>;
/** Numbers of codes named before the rest is only counted. */
const NAMED = 12;
/** More than a bundle of everything a phone keeps. bytes */
const LARGEST_FILE = 100 * 2 ** 20;

export function TakePage() {
  const { t } = useTranslation();
  const [sealed, setSealed] = useState<Sealed>();
  const [bundle, setBundle] = useState<Bundle>();
  const again = () => {
    setSealed(undefined);
    setBundle(undefined);
  };
  return (
    <SubPage title={t('field.handover.takeTitle')}>
      {!canSeal() ? (
        <p className="notice">{t('field.handover.insecure')}</p>
      ) : bundle !== undefined ? (
        <Preview bundle={bundle} />
      ) : sealed !== undefined ? (
        <CodeForm sealed={sealed} onOpen={setBundle} onAgain={again} />
      ) : (
        <Source onSealed={setSealed} />
      )}
    </SubPage>
  );
}

function Source({ onSealed }: { readonly onSealed: (sealed: Sealed) => void }) {
  const { t } = useTranslation();
  const [isReading, setReading] = useState(false);
  const [gathered, setGathered] = useState<Gathered>();
  const [trouble, setTrouble] = useState<BundleTrouble | 'unread'>();
  const take = (text: string) => {
    const next = gather(gathered, text);
    // Read wrongly this once; it comes round again.
    if (next.trouble !== 'damaged') setTrouble(next.trouble);
    if (next.gathered === undefined || next.gathered === gathered) return;
    buzz(10);
    setGathered(next.gathered);
    if (missingOf(next.gathered).length > 0) return;
    const whole = wholeOf(next.gathered);
    const flaw = whole === undefined ? 'damaged' : flawOfBundle(whole);
    if (flaw === undefined && whole !== undefined) {
      buzz([40, 60, 40]);
      onSealed(whole);
      return;
    }
    setTrouble(flaw);
    setGathered(undefined);
  };
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setTrouble(undefined);
    const text = file.size > LARGEST_FILE ? '' : await file.text().catch(() => undefined);
    if (text === undefined) return setTrouble('unread');
    const found = sealedOf(text);
    const flaw = found === undefined ? 'other' : flawOfBundle(found);
    if (flaw === undefined && found !== undefined) onSealed(found);
    else setTrouble(flaw);
  };
  return (
    <div className="hand">
      <p className="field-note">{t('field.handover.takeNote')}</p>
      {isReading ? (
        <>
          <QrReader onText={take} />
          {gathered !== undefined && <Progress gathered={gathered} />}
        </>
      ) : (
        <button type="button" className="field-button field-button-primary" onClick={() => setReading(true)}>
          <CodeIcon size={26} aria-hidden />
          {t('field.handover.scan')}
        </button>
      )}
      <label className="field-button photo-take">
        <FileText size={24} aria-hidden />
        {t('field.handover.file')}
        <input
          type="file"
          onChange={({ target }) => {
            void read(target.files?.[0]);
            target.value = '';
          }}
        />
      </label>
      {trouble !== undefined && (
        <p className="notice" role="alert">
          {trouble === 'unread' ? t('field.handover.unread') : t(`field.handover.trouble.${trouble}`)}
        </p>
      )}
    </div>
  );
}

function Progress({ gathered }: { readonly gathered: Gathered }) {
  const { t } = useTranslation();
  const missing = missingOf(gathered);
  const list = missing.slice(0, NAMED).join(' ');
  return (
    <div className="hand-progress" role="status">
      <strong>{t('field.handover.read', { done: gathered.parts.size, n: gathered.count })}</strong>
      <progress value={gathered.parts.size} max={gathered.count} />
      <span>
        {missing.length > NAMED
          ? t('field.handover.missingMore', { list, n: missing.length })
          : t('field.handover.missing', { list })}
      </span>
    </div>
  );
}

function Preview({ bundle }: { readonly bundle: Bundle }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const account = useAccountName();
  const back = usePages((state) => state.back);
  const [known, setKnown] = useState<ReadonlySet<string>>();
  const [state, setState] = useState<'idle' | 'taking' | 'failed' | number>('idle');
  useEffect(() => {
    void knownHere(bundle).then(setKnown, () => setState('failed'));
  }, [bundle]);
  const { reports, photos, device } = bundle;
  const kinds = new Map<string, number>();
  for (const { report } of reports) kinds.set(report.kind, (kinds.get(report.kind) ?? 0) + 1);
  const fresh = known === undefined ? 0 : reports.filter(({ report }) => !known.has(report.opId)).length;
  const accept = async () => {
    setState('taking');
    const taken = await takeOver(bundle, account);
    buzz(taken.ok ? 25 : [120, 60, 120]);
    setState(taken.ok ? taken.value : 'failed');
  };
  if (typeof state === 'number')
    return (
      <div className="hand">
        <p className="notice" role="status">
          {t('field.handover.done', { n: number(state) })}
        </p>
        <button type="button" className="field-button field-button-primary" onClick={back}>
          <Check size={24} aria-hidden />
          {t('field.handover.finish')}
        </button>
      </div>
    );
  return (
    <div className="hand">
      <p className="hand-count">{t('field.handover.from', { device: shortDevice(device) })}</p>
      <ul className="hand-kinds">
        {[...kinds].map(([kind, count]) => (
          <li key={kind}>
            <span>{kindTerm(kind, language)}</span>
            <strong>{number(count)}</strong>
          </li>
        ))}
        {photos.length > 0 && <li>{t('field.handover.withPhotos', { n: number(photos.length) })}</li>}
      </ul>
      {known !== undefined && known.size > 0 && fresh > 0 && (
        <p className="field-note">{t('field.handover.known', { n: number(known.size) })}</p>
      )}
      {known !== undefined && fresh === 0 && <p className="notice">{t('field.handover.allKnown')}</p>}
      {state === 'failed' && (
        <p className="notice" role="alert">
          {t('field.handover.notTaken')}
        </p>
      )}
      {fresh > 0 && (
        <>
          <p className="field-note">{t('field.handover.rights', { name: account })}</p>
          <button
            type="button"
            className="field-button field-button-primary"
            disabled={state === 'taking'}
            onClick={() => void accept()}
          >
            <Check size={24} aria-hidden />
            {t('field.handover.accept', { n: number(fresh) })}
          </button>
        </>
      )}
      {fresh === 0 && known !== undefined && (
        <button type="button" className="field-button" onClick={back}>
          {t('field.handover.finish')}
        </button>
      )}
    </div>
  );
}
