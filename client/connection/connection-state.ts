// The life of the connection as a pure machine: a state, an event, the next state and what to do about it.
// Everything that waits, sends or listens is in live-connection.ts; everything that decides is here.

export type ConnectionState =
  /** nothing is held and nothing is tried; `reason` is a stable code when somebody else ended it */
  | { readonly phase: 'signed-out'; readonly reason?: string }
  /** the whole situation is on its way over HTTP */
  | { readonly phase: 'fetching'; readonly attempt: number; readonly failed: boolean }
  | { readonly phase: 'connecting'; readonly attempt: number; readonly failed: boolean }
  /** the socket is up and has been told where the copy stands */
  | { readonly phase: 'subscribing' }
  | { readonly phase: 'live' }
  /** a moment of the past is held, and nothing is to come */
  | { readonly phase: 'past' }
  /** too slow for the socket: missed changes come over HTTP, then it subscribes again */
  | { readonly phase: 'pulling' }
  | {
      readonly phase: 'waiting';
      readonly attempt: number;
      readonly failed: boolean;
      readonly next: 'fetch' | 'connect';
    };

export type Phase = ConnectionState['phase'];

export type ConnectionEvent =
  | { readonly type: 'start' }
  | { readonly type: 'fetched' }
  /** what was fetched is the past */
  | { readonly type: 'visited' }
  /** another moment is wanted: of the past, or now again */
  | { readonly type: 'look' }
  | { readonly type: 'fetch-failed' }
  | { readonly type: 'connected' }
  | { readonly type: 'connect-failed' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'subscribed' }
  /** the server will not go on from where the copy stands; `streak`: how many times running */
  | { readonly type: 'resync'; readonly streak: number }
  /** the copy is known to be wrong: a gap, or another digest. `streak`: how many times running */
  | { readonly type: 'mismatch'; readonly streak: number }
  | { readonly type: 'lagging' }
  | { readonly type: 'caught-up' }
  | { readonly type: 'pull-failed' }
  /** the wait is over, or the machine came back on line or awake */
  | { readonly type: 'retry' }
  /** the server says that this reader may read no longer, or not at all */
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'stop' };

/** `hang-up` closes the socket; `drop` forgets every datum of the copy; the others are what they say. */
export type Effect = 'fetch' | 'connect' | 'subscribe' | 'pull' | 'wait' | 'hang-up' | 'drop';
export type Step = { readonly state: ConnectionState; readonly effects: readonly Effect[] };

type Handler = (state: ConnectionState, event: ConnectionEvent) => Step;
type Handlers = { readonly [T in ConnectionEvent['type']]?: Handler };

const to = (state: ConnectionState, ...effects: Effect[]): Step => ({ state, effects });

const fetching = (attempt = 0, failed = false): ConnectionState => ({ phase: 'fetching', attempt, failed });
const connecting = (attempt = 0, failed = false): ConnectionState => ({ phase: 'connecting', attempt, failed });
const wait = (attempt: number, failed: boolean, next: 'fetch' | 'connect'): ConnectionState => ({
  phase: 'waiting',
  attempt,
  failed,
  next,
});
const attemptOf = (state: ConnectionState): number => ('attempt' in state ? state.attempt : 0);

/** What holds in whatever phase. */
const ALWAYS: Handlers = {
  refused: (_, event) =>
    to({ phase: 'signed-out', reason: event.type === 'refused' ? event.reason : undefined }, 'hang-up', 'drop'),
  stop: () => to({ phase: 'signed-out' }, 'hang-up', 'drop'),
  look: (state) => (state.phase === 'signed-out' ? to(state) : to(fetching(), 'hang-up', 'fetch')),
};

/** The first time at once; a copy that stays wrong must not become a storm of snapshots. */
const again: Handler = (_, event) => {
  const streak = 'streak' in event ? event.streak : 1;
  return streak <= 1 ? to(fetching(), 'hang-up', 'fetch') : to(wait(streak, false, 'fetch'), 'hang-up', 'wait');
};
const lost: Handler = () => to(wait(0, false, 'connect'), 'hang-up', 'wait');

/** Complete by phase; an event a phase does not name came too late to matter, and changes nothing. */
const TABLE: { readonly [P in Phase]: Handlers } = {
  'signed-out': { start: () => to(fetching(), 'fetch') },
  fetching: {
    fetched: () => to(connecting(), 'connect'),
    visited: () => to({ phase: 'past' }),
    'fetch-failed': (state) => to(wait(attemptOf(state) + 1, true, 'fetch'), 'wait'),
  },
  connecting: {
    connected: () => to({ phase: 'subscribing' }, 'subscribe'),
    'connect-failed': (state) => to(wait(attemptOf(state) + 1, true, 'connect'), 'hang-up', 'wait'),
    disconnected: (state) => to(wait(attemptOf(state) + 1, true, 'connect'), 'hang-up', 'wait'),
    resync: again,
  },
  subscribing: {
    subscribed: () => to({ phase: 'live' }),
    resync: again,
    mismatch: again,
    lagging: () => to({ phase: 'pulling' }, 'pull'),
    disconnected: lost,
    'connect-failed': lost,
  },
  live: { resync: again, mismatch: again, lagging: () => to({ phase: 'pulling' }, 'pull'), disconnected: lost },
  past: {},
  pulling: {
    'caught-up': () => to({ phase: 'subscribing' }, 'subscribe'),
    'pull-failed': () => to(wait(1, false, 'connect'), 'hang-up', 'wait'),
    resync: again,
    mismatch: again,
    disconnected: lost,
  },
  waiting: {
    retry: (state) => {
      if (state.phase !== 'waiting') return to(state);
      return state.next === 'fetch'
        ? to(fetching(state.attempt, state.failed), 'fetch')
        : to(connecting(state.attempt, state.failed), 'connect');
    },
  },
};

export function transition(state: ConnectionState, event: ConnectionEvent): Step {
  const handler = ALWAYS[event.type] ?? TABLE[state.phase][event.type];
  return handler === undefined ? to(state) : handler(state, event);
}

export const isConnected = ({ phase }: ConnectionState): boolean =>
  phase === 'subscribing' || phase === 'live' || phase === 'pulling';

/** Whether the newest attempt to reach the server failed; stays true while the next one is under way. */
export const lastAttemptFailed = (state: ConnectionState): boolean => 'failed' in state && state.failed;

const LONGEST_WAIT = 10_000;
const FIRST_WAIT = 500;

/**
 * Exponential with full jitter: a thousand walls that lost one server do not come back in the same instant.
 * @param random 0 (inclusive) to 1 @returns milliseconds, at most 10 s
 */
export function backoff(attempt: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 10)));
}
