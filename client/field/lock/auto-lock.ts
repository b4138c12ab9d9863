// Locks the phone when nobody touches it, when it lies in a pocket, and when the server has not known it for twelve hours.
import { connection } from '../../connection/browser-connection.ts';
import { contactAt, noteContact } from '../../store/kept-account.ts';
import { useSession } from '../../store/session-store.ts';
import { lock, PLAIN, vaultId } from './opened.ts';
import { IDLE, isOver, LONGEST_ALONE, type Moment, POCKET } from './overdue.ts';

const LOOK_EVERY = 5_000; // ms
const NOTE_EVERY = 60_000;

const now = (): Moment => ({ monotonic: performance.now(), wall: Date.now() });

/** Runs while the phone is open. @returns how to stop */
export function lockByItself(): () => void {
  let touched = now();
  let hidden: Moment | undefined = document.visibilityState === 'hidden' ? now() : undefined;
  let heard = { monotonic: performance.now(), wall: contactAt() ?? Date.now() };
  let noted = Number.NEGATIVE_INFINITY;
  const isPlain = vaultId() === PLAIN;

  const look = () => {
    const at = now();
    if (connection.status.phase === 'live') {
      heard = at;
      if (!isPlain && at.monotonic - noted >= NOTE_EVERY) {
        noted = at.monotonic;
        void noteContact(vaultId(), at.wall);
      }
    }
    if (isOver(heard, at, LONGEST_ALONE)) {
      lock();
      useSession.setState({ session: { state: 'unreachable' } });
    } else if (!isPlain && (isOver(touched, at, IDLE) || (hidden !== undefined && isOver(hidden, at, POCKET)))) lock();
  };
  const touch = () => {
    // A sleeping phone's timers slept as well: what is over is over before the touch counts.
    look();
    touched = now();
  };
  const turn = () => {
    look();
    hidden = document.visibilityState === 'hidden' ? now() : undefined;
  };
  const timer = setInterval(look, LOOK_EVERY);
  const touches = ['pointerdown', 'keydown'] as const;
  for (const type of touches) window.addEventListener(type, touch, true);
  document.addEventListener('visibilitychange', turn);
  return () => {
    clearInterval(timer);
    for (const type of touches) window.removeEventListener(type, touch, true);
    document.removeEventListener('visibilitychange', turn);
  };
}
