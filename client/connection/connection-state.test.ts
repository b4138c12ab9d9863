import { describe, expect, it } from 'vitest';
import { freshness } from '#shared/freshness.ts';
import {
  backoff,
  type ConnectionEvent,
  type ConnectionState,
  isConnected,
  lastAttemptFailed,
  transition,
} from './connection-state.ts';

const STATES: ConnectionState[] = [
  { phase: 'signed-out' },
  { phase: 'fetching', attempt: 0, failed: false },
  { phase: 'connecting', attempt: 2, failed: true },
  { phase: 'subscribing' },
  { phase: 'live' },
  { phase: 'past' },
  { phase: 'pulling' },
  { phase: 'waiting', attempt: 3, failed: true, next: 'connect' },
];
const EVENTS: ConnectionEvent[] = [
  { type: 'start' },
  { type: 'fetched' },
  { type: 'visited' },
  { type: 'look' },
  { type: 'fetch-failed' },
  { type: 'connected' },
  { type: 'connect-failed' },
  { type: 'disconnected' },
  { type: 'subscribed' },
  { type: 'resync', streak: 1 },
  { type: 'mismatch', streak: 1 },
  { type: 'lagging' },
  { type: 'caught-up' },
  { type: 'pull-failed' },
  { type: 'retry' },
  { type: 'refused', reason: 'revoked' },
  { type: 'stop' },
];
const run = (...events: ConnectionEvent[]) =>
  events.reduce((at, event) => transition(at.state, event), {
    state: { phase: 'signed-out' } as ConnectionState,
    effects: [] as readonly string[],
  });

describe('the connection', () => {
  it('has an answer to every event in every state, and late events change nothing', () => {
    for (const state of STATES) {
      for (const event of EVENTS) {
        const step = transition(state, event);
        expect(STATES.map(({ phase }) => phase)).toContain(step.state.phase);
        if (step.state === state) expect(step.effects).toEqual([]);
      }
    }
  });

  it('rests in the past without a socket, whatever arrives late, until another moment is wanted', () => {
    const past = run({ type: 'start' }, { type: 'visited' }).state;
    expect(past).toEqual({ phase: 'past' });
    expect(isConnected(past)).toBe(false);
    for (const type of ['disconnected', 'lagging', 'retry', 'fetched'] as const) {
      expect(transition(past, { type }).state).toBe(past);
    }
    expect(transition(past, { type: 'look' }).effects).toEqual(['hang-up', 'fetch']);
    expect(transition({ phase: 'signed-out' }, { type: 'look' }).effects).toEqual([]);
  });

  it('fetches, connects, subscribes and is live', () => {
    expect(run({ type: 'start' }).effects).toEqual(['fetch']);
    const up = run({ type: 'start' }, { type: 'fetched' }, { type: 'connected' });
    expect(up.effects).toEqual(['subscribe']);
    expect(transition(up.state, { type: 'subscribed' }).state).toEqual({ phase: 'live' });
  });

  it('goes on from its cursor after a lost socket, without fetching everything again', () => {
    const lost = transition({ phase: 'live' }, { type: 'disconnected' });
    expect(lost.effects).toEqual(['hang-up', 'wait']);
    expect(transition(lost.state, { type: 'retry' }).effects).toEqual(['connect']);
  });

  it('fetches everything again when the server will not go on, or the copy is wrong', () => {
    expect(transition({ phase: 'subscribing' }, { type: 'resync', streak: 1 }).effects).toEqual(['hang-up', 'fetch']);
    expect(transition({ phase: 'live' }, { type: 'mismatch', streak: 1 }).effects).toEqual(['hang-up', 'fetch']);
    expect(transition({ phase: 'live' }, { type: 'mismatch', streak: 3 }).effects).toEqual(['hang-up', 'wait']);
  });

  it('drops all data the moment it may read no longer, whatever it was doing', () => {
    for (const state of STATES) {
      const { effects } = transition(state, { type: 'refused', reason: 'revoked' });
      expect(effects).toContain('drop');
      expect(effects).toContain('hang-up');
    }
  });

  it('is OFFLINE only after an attempt failed: not in the moment after losing a connection', () => {
    const say = (state: ConnectionState) => freshness(4_000, isConnected(state), lastAttemptFailed(state));
    const lost = transition({ phase: 'live' }, { type: 'disconnected' }).state;
    expect(say(lost)).toBe('live');
    const trying = transition(lost, { type: 'retry' }).state;
    expect(say(trying)).toBe('live');
    const failed = transition(trying, { type: 'connect-failed' }).state;
    expect(say(failed)).toBe('offline');
    expect(say(transition(failed, { type: 'retry' }).state)).toBe('offline'); // still true while trying again
    expect(say(run({ type: 'start' }, { type: 'fetched' }, { type: 'connected' }).state)).toBe('live');
  });

  it('waits for ever longer, never beyond ten seconds, and spreads readers over the whole wait', () => {
    expect(backoff(0, 1)).toBe(500);
    expect(backoff(3, 1)).toBe(4_000);
    expect(backoff(1_000, 1)).toBe(10_000);
    expect(backoff(9, 0)).toBe(0);
  });
});
