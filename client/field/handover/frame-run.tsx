// QR codes one after the other, again and again, until the other phone has them all; stopped and turned by hand as well.
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../../ui/qr/qr-code.tsx';

/** Long enough for a slow camera to read one, and under three changes a second (WCAG 2.3.1). ms */
const EACH = 400;

export function FrameRun({ frames }: { readonly frames: readonly string[] }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(true);
  const count = frames.length;
  useEffect(() => {
    if (!isPlaying || count < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % count), EACH);
    return () => clearInterval(timer);
  }, [isPlaying, count]);
  useEffect(() => stayAwake(), []);
  const turn = (by: number) => {
    setPlaying(false);
    setAt((now) => (now + by + count) % count);
  };
  return (
    <div className="hand-run">
      <QrCode text={frames[at] ?? ''} label={t('field.handover.frameOf', { i: at + 1, n: count })} />
      {count > 1 && (
        <div className="hand-turn">
          <button
            type="button"
            className="square-button"
            aria-label={t('field.handover.before')}
            onClick={() => turn(-1)}
          >
            <ChevronLeft size={26} aria-hidden />
          </button>
          <button type="button" className="small-button" onClick={() => setPlaying(!isPlaying)}>
            {isPlaying ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
            {t(isPlaying ? 'field.handover.pause' : 'field.handover.resume')}
          </button>
          <span>{t('field.handover.frame', { i: at + 1, n: count })}</span>
          <button type="button" className="square-button" aria-label={t('field.handover.next')} onClick={() => turn(1)}>
            <ChevronRight size={26} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}

/** A screen that darkens in the middle of the run begins it again. Phones without this keep their own pace. @returns how to stop */
function stayAwake(): () => void {
  let isOver = false;
  let held: WakeLockSentinel | undefined;
  navigator.wakeLock?.request('screen').then(
    (lock) => {
      held = lock;
      if (isOver) void lock.release();
    },
    // Little battery left: the phone decides.
    () => {},
  );
  return () => {
    isOver = true;
    void held?.release();
  };
}
