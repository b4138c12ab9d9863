// The past: choose a moment, and every panel and the map show what we knew then. Never to be taken for the present.
import './timeline.css';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { presentInSituation, useConnection } from '../../store/hooks.ts';
import { useView } from '../../store/view-store.ts';
import { commandTime, fullTime, shortTime } from '../../ui/format.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { ActivityBars } from './activity-bars.tsx';
import { firstKnown } from './first-known.ts';
import { MomentTools } from './moment-tools.tsx';

const STEP = 5 * MINUTE;
/** Where the hand is, before anything is asked for. */
type Held = { readonly at: number; readonly isNow: boolean };

/** A hand that slides passes many moments; the one it rests on is asked for. */
const REST = 250;

export function Timeline() {
  const isOpen = useView((state) => state.isTimelineOpen);
  const hasCopy = useConnection().hasCopy;
  return isOpen && hasCopy ? <Open /> : null;
}

function Open() {
  const { t } = useTranslation();
  const { time, travel, openTimeline } = useView();
  const live = useUntil();
  const chosen = time === null ? live : Date.parse(time);
  // A link may lead to before the first word; the bar begins no later than where it stands.
  const [first] = useState(() => firstKnown(situation.copy, live));
  const from = Math.min(first, chosen);
  const until = Math.max(from, live);
  const [held, setHeld] = useState<Held | null>(null);
  const at = Math.max(from, Math.min(until, held?.at ?? chosen));

  useEffect(() => {
    if (held === null) return;
    const timer = setTimeout(() => {
      travel(held.isNow ? null : commandTime(held.at));
      setHeld(null);
    }, REST);
    return () => clearTimeout(timer);
  }, [held, travel]);

  // The end of the bar is the present, and not a past that happens to be near.
  const step = Math.max(1, Math.min(STEP, Math.floor((until - from) / 100)));
  const move = (to: number) => setHeld({ at: Math.max(from, Math.min(until, to)), isNow: to > until - step });
  return (
    <section className="timeline" aria-label={t('time.title')}>
      <div className="timeline-head">
        <div className="timeline-when">
          <MomentField label={t('time.knownAt')} at={at} onMove={move} />
        </div>
        <button
          type="button"
          className="button"
          title={t('time.hourBack')}
          onClick={() => move(at - HOUR)}
          disabled={at <= from}
        >
          <ChevronLeft size={16} aria-hidden />
          {t('time.hourBack')}
        </button>
        <button
          type="button"
          className="button"
          title={t('time.hourOn')}
          onClick={() => move(at + HOUR)}
          disabled={time === null && held === null}
        >
          {t('time.hourOn')}
          <ChevronRight size={16} aria-hidden />
        </button>
        <MomentTools from={from} at={at} until={until} />
        <span className="timeline-note">{t('time.hint')}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('time.close')}
          title={`${t('time.close')}  T`}
          onClick={() => openTimeline(false)}
        >
          <X size={17} />
        </button>
      </div>
      <div className="timeline-bar">
        <ActivityBars from={from} until={until} onMove={move} />
        <input
          type="range"
          min={from}
          max={until}
          step={step}
          value={at}
          aria-label={t('time.slider')}
          aria-valuetext={fullTime(at)}
          onChange={(event) => move(Number(event.target.value))}
        />
        <Days from={from} until={until} />
      </div>
    </section>
  );
}

/** Where the bar ends: moved on once a minute of the story, so that it does not run away under the hand. */
function useUntil(): number {
  const [until, setUntil] = useState(presentInSituation);
  useEffect(() => {
    const timer = setInterval(() => setUntil(presentInSituation()), 6000);
    return () => clearInterval(timer);
  }, []);
  return until;
}

function Days({ from, until }: { readonly from: number; readonly until: number }) {
  const marks = useMemo(() => dayMarks(from, until), [from, until]);
  return (
    <svg className="timeline-days" aria-hidden="true">
      {marks.map(({ time, share }) => (
        <g key={time}>
          <line x1={`${share * 100}%`} x2={`${share * 100}%`} y1="0" y2="6" />
          <text x={`${share * 100}%`} y="18">
            {shortTime(time).slice(0, 5)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Midnights of the command's own days, thinned so that their names have room. */
function dayMarks(from: number, until: number): { readonly time: number; readonly share: number }[] {
  const span = until - from;
  if (span < HOUR) return [];
  const every = Math.max(1, Math.ceil(span / DAY / 12));
  const first = Date.parse(`${fullTime(from).slice(0, 10)}T00:00+08:00`);
  const marks = [];
  for (let time = first; time <= until; time += every * DAY) {
    if (time >= from) marks.push({ time, share: (time - from) / span });
  }
  return marks;
}
