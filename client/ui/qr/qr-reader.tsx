// The camera's view while it looks for a code; a photo of the code where the page may have no camera.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './qr.css';
import { type CameraTrouble, readPhoto, watchQr } from './read.ts';

type Props = {
  /** called again and again while a code is in view */
  readonly onText: (text: string) => void;
};

/** Mounted when somebody wants to read a code, and never before: mounting it asks for the camera. */
export function QrReader({ onText }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const listener = useRef(onText);
  listener.current = onText;
  const [trouble, setTrouble] = useState<CameraTrouble>();
  const [isUnread, setUnread] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    if (video.current !== null)
      void watchQr(video.current, (text) => listener.current(text), end.signal).then((watching) => {
        if (!watching.ok && !end.signal.aborted) setTrouble(watching.error);
      });
    return () => end.abort();
  }, []);
  const read = async (photo: File | undefined) => {
    if (photo === undefined) return;
    setUnread(false);
    const text = await readPhoto(photo);
    if (text === undefined) setUnread(true);
    else listener.current(text);
  };
  return (
    <div className="qr-reader">
      {trouble === undefined ? (
        <>
          <video ref={video} muted playsInline aria-label={t('qr.view')} />
          <p className="field-note">{t('qr.hold')}</p>
        </>
      ) : (
        <p className="notice" role="alert">
          {t(`qr.${trouble}`)}
        </p>
      )}
      <label className="field-button qr-photo">
        {t('qr.photo')}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          onChange={({ target }) => {
            void read(target.files?.[0]);
            target.value = '';
          }}
        />
      </label>
      {isUnread && (
        <p className="notice" role="alert">
          {t('qr.unread')}
        </p>
      )}
    </div>
  );
}
