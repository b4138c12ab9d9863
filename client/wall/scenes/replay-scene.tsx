// The last day once more, as it became known, hour after hour; and plainly that this is not now.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, HOUR } from '#shared/time.ts';
import { connection } from '../../connection/browser-connection.ts';
import { liveNow } from '../../connection/connection-status.ts';
import { useConnection } from '../../store/hooks.ts';
import { commandTime, fullTime } from '../../ui/format.ts';
import { Panel } from '../panels/panel.tsx';

const STEPS = DAY / HOUR;
/** The whole day in a minute, where the server keeps up; a step that is not there yet is waited for. */
const EACH = 60_000 / STEPS;

export function ReplayScene() {
  const { hasCopy } = useConnection();
  // Only with a copy is it known which time the situation lives in; later copies are those of the past.
  const [isReady, setReady] = useState(hasCopy);
  if (hasCopy && !isReady) setReady(true);
  return isReady ? <Replay /> : null;
}

function Replay() {
  const { t } = useTranslation();
  const { past, clock } = useConnection();
  const [step, setStep] = useState(0);
  const [end] = useState(() => Math.floor(liveNow(clock, Date.now()) / HOUR) * HOUR);
  const at = commandTime(end - (STEPS - step) * HOUR);
  useEffect(() => connection.visit(at), [at]);
  useEffect(() => () => connection.visit(), []);
  const isShown = past?.shown === at;
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(() => setStep((before) => (before + 1) % (STEPS + 1)), EACH);
    return () => clearTimeout(timer);
  }, [isShown]);
  return (
    <Panel title={t('wall.replay.title')} sub={t('wall.replay.sub')}>
      <p className="wall-replay-time">
        <strong>{fullTime(at).slice(5, 16)}</strong>
        <span className="muted">{t(isShown ? 'wall.replay.known' : 'wall.replay.coming')}</span>
      </p>
      <span className="wall-bar-track" aria-hidden>
        <span className="wall-bar-fill" style={{ width: `${(100 * step) / STEPS}%` }} />
      </span>
      <p data-strong>{t('wall.replay.notNow')}</p>
    </Panel>
  );
}
