// A span of the past once more, moment after moment, as it became known or as it happened; and plainly that this is not now.
import './replay-scene.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SECOND } from '#shared/time.ts';
import { connection } from '../../connection/browser-connection.ts';
import { presentInSituation, useConnection } from '../../store/hooks.ts';
import { usePace } from '../../store/use-pace.ts';
import { commandTime, fullTime, shortTime } from '../../ui/format.ts';
import { Panel } from '../panels/panel.tsx';
import { momentAt, replaySpan, stepsOf } from './replay-span.ts';

/** Wall milliseconds that the end stands and says that it is the end, before a wall plays it again. */
const END = 15 * SECOND;

export function ReplayScene() {
  const { hasCopy, anchor, told } = useConnection();
  // Only with a copy is it known which time the situation lives in, and only by the server's first word what time it is
  // there, whatever the screen's own clock says; later copies are those of the past.
  const isTold = hasCopy && (anchor ?? told) !== undefined;
  const [isReady, setReady] = useState(isTold);
  if (isTold && !isReady) setReady(true);
  return isReady ? <Replay /> : null;
}

function Replay() {
  const { t } = useTranslation();
  const { past } = useConnection();
  const [index, setIndex] = useState(0);
  const [span] = useState(() => replaySpan(location.search, presentInSituation()));
  const at = commandTime(momentAt(span, index));
  const steps = stepsOf(span);
  useEffect(() => connection.visit(at, span.by), [at, span]);
  useEffect(() => () => connection.visit(), []);
  // A moment that is not there yet is waited for.
  const isShown = past?.shown === at;
  const isEnd = index === steps;
  usePace(isShown, past?.shown, isEnd ? END : span.each, () => setIndex((before) => (before + 1) % (steps + 1)));
  const known = t(span.by === 'happened' ? 'replay.happened' : 'wall.replay.known');
  return (
    <>
      <p className="wall-replay-mark" role="status">
        <strong>{t('wall.replay.title')}</strong> {fullTime(at).slice(0, 16)} · {t('wall.replay.notNow')}
        {isShown && isEnd && <b> · {t('replay.ended')}</b>}
      </p>
      <Panel
        title={t('wall.replay.title')}
        sub={t('replay.span', { from: shortTime(span.from), to: shortTime(span.to) })}
      >
        <p className="wall-replay-time">
          <strong>{fullTime(at).slice(5, 16)}</strong>
          <span className="muted">{isShown ? known : t('wall.replay.coming')}</span>
        </p>
        <span className="wall-bar-track" aria-hidden>
          <span className="wall-bar-fill" style={{ width: `${(100 * index) / steps}%` }} />
        </span>
        <p data-strong>{t(isShown && isEnd ? 'replay.ended' : 'wall.replay.notNow')}</p>
      </Panel>
    </>
  );
}
