// The giving phone: what waits is sealed, then shown as a run of QR codes or given as a file; the code is read out.
import { QrCode as CodeIcon, FileText, LockKeyhole, Save, Share2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './handover.css';
import { bytesText, number } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';
import { canSeal } from '../lock/vault.ts';
import { readAll } from '../outbox/database.ts';
import { isWaiting } from '../outbox/entry.ts';
import { useOutbox } from '../outbox/outbox.ts';
import { photosOf } from '../outbox/send-photos.ts';
import { usePages } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { useAccountName } from '../use-account.ts';
import { shownCode } from './bundle.ts';
import { fileName, textOf } from './file.ts';
import { FrameRun } from './frame-run.tsx';
import { type Giving, prepare } from './give.ts';

type State = Giving | 'idle' | 'preparing' | 'failed';

export function GivePage() {
  const { t } = useTranslation();
  const account = useAccountName();
  const { entries, untold } = useOutbox();
  const [state, setState] = useState<State>('idle');
  const photos = usePhotos();
  const waiting = entries.filter(isWaiting).length + untold;
  const begin = () => {
    setState('preparing');
    prepare(account).then(setState, () => setState('failed'));
  };
  if (typeof state === 'object') return <Ready giving={state} />;
  return (
    <SubPage title={t('field.handover.giveTitle')}>
      {waiting === 0 ? (
        <p className="field-note">{t('field.handover.nothing')}</p>
      ) : (
        <div className="hand">
          <p className="hand-count">{t('field.handover.count', { n: number(waiting) })}</p>
          <p className="field-note">{t('field.handover.giveNote')}</p>
          {photos.count > 0 && (
            <p className="notice">
              {t('field.handover.photos', { n: number(photos.count), size: bytesText(photos.bytes) })}
            </p>
          )}
          {state === 'failed' && (
            <p className="notice" role="alert">
              {t('field.handover.failed')}
            </p>
          )}
          {canSeal() ? (
            <button
              type="button"
              className="field-button field-button-primary"
              disabled={state === 'preparing'}
              onClick={begin}
            >
              <LockKeyhole size={24} aria-hidden />
              {t(state === 'preparing' ? 'field.handover.preparing' : 'field.handover.begin')}
            </button>
          ) : (
            <p className="notice">{t('field.handover.insecure')}</p>
          )}
        </div>
      )}
    </SubPage>
  );
}

function Ready({ giving }: { readonly giving: Giving }) {
  const { t } = useTranslation();
  const back = usePages((state) => state.back);
  const [way, setWay] = useState<'qr' | 'file'>(giving.frames === undefined ? 'file' : 'qr');
  return (
    <SubPage title={t('field.handover.giveTitle')} note={t('field.handover.count', { n: number(giving.count) })}>
      <div className="hand">
        <div className="hand-code">
          <span>{t('field.handover.code')}</span>
          <strong>{shownCode(giving.code)}</strong>
          <p>{t('field.handover.codeNote')}</p>
        </div>
        <div className="choices hand-ways">
          <button type="button" className="choice" aria-pressed={way === 'qr'} onClick={() => setWay('qr')}>
            <CodeIcon size={22} aria-hidden /> {t('field.handover.byQr')}
          </button>
          <button type="button" className="choice" aria-pressed={way === 'file'} onClick={() => setWay('file')}>
            <FileText size={22} aria-hidden /> {t('field.handover.byFile')}
          </button>
        </div>
        {way === 'file' && <FileOut giving={giving} />}
        {way === 'qr' &&
          (giving.frames === undefined ? (
            <p className="notice">{t('field.handover.qrTooMany')}</p>
          ) : (
            <>
              <p className="field-note">{t('field.handover.qrNote')}</p>
              <FrameRun frames={giving.frames} />
            </>
          ))}
        <button type="button" className="field-button" onClick={back}>
          {t('field.handover.finish')}
        </button>
      </div>
    </SubPage>
  );
}

function FileOut({ giving }: { readonly giving: Giving }) {
  const { t } = useTranslation();
  const [{ name, text, file }] = useState(() => {
    const called = fileName(giving.count, Date.now());
    const said = textOf(giving.file, t('field.handover.fileHead'));
    return { name: called, text: said, file: new File([said], called, { type: 'text/plain' }) };
  });
  const [said, setSaid] = useState<'saved' | 'notShared'>();
  const share = () =>
    navigator.share({ files: [file] }).then(
      () => setSaid(undefined),
      // Put away by hand is an answer, and no trouble.
      (error: unknown) => (error as DOMException).name !== 'AbortError' && setSaid('notShared'),
    );
  const save = () => {
    saveFile(name, text, 'text/plain');
    setSaid('saved');
  };
  const mayShare = navigator.canShare?.({ files: [file] }) === true;
  return (
    <div className="hand">
      <p className="field-note">{t('field.handover.fileNote', { size: bytesText(file.size) })}</p>
      {mayShare && (
        <button type="button" className="field-button field-button-primary" onClick={() => void share()}>
          <Share2 size={24} aria-hidden />
          {t('field.handover.share')}
        </button>
      )}
      <button type="button" className={mayShare ? 'field-button' : 'field-button field-button-primary'} onClick={save}>
        <Save size={24} aria-hidden />
        {t('field.handover.save')}
      </button>
      {said !== undefined && (
        <p className="notice" role="status">
          {t(`field.handover.${said}`, { name })}
        </p>
      )}
    </div>
  );
}

/** Photos of reports that wait, and how large they are. */
function usePhotos(): { readonly count: number; readonly bytes: number } {
  const entries = useOutbox((state) => state.entries);
  const [found, setFound] = useState({ count: 0, bytes: 0 });
  useEffect(() => {
    let isGone = false;
    const wanted = new Set(entries.filter(isWaiting).flatMap(photosOf));
    if (wanted.size > 0)
      void readAll('photos').then(
        (all) => {
          const mine = all.filter(({ id }) => wanted.has(id));
          if (!isGone)
            setFound({ count: mine.length, bytes: mine.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) });
        },
        // Locked meanwhile: the page goes as well.
        () => {},
      );
    return () => {
      isGone = true;
    };
  }, [entries]);
  return found;
}
