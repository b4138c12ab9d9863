// The one connection of this page, wired to the browser's clocks and to what wakes it.
import { SituationStore } from '../store/situation-store.ts';
import { api } from './http.ts';
import { LiveConnection } from './live-connection.ts';
import { openReaderSocket } from './reader-socket.ts';

export const situation = new SituationStore();

export const connection = new LiveConnection({
  store: situation,
  get: (path, within) => api(path, { signal: AbortSignal.timeout(within) }),
  openSocket: () => openReaderSocket(),
  now: () => performance.now(),
  random: () => Math.random(),
  every: (milliseconds, run) => {
    const timer = setInterval(run, milliseconds);
    return () => clearInterval(timer);
  },
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});

// Timers of a hidden page or a sleeping machine stop; the first thing a returning reader sees must already be true.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') connection.wake();
});
document.addEventListener('resume', () => connection.wake());
window.addEventListener('pageshow', () => connection.wake());
window.addEventListener('online', () => connection.wake());
