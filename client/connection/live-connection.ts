// Keeps the reader's copy equal to the server's situation, and says honestly how sure it is. No React in here.
import { freshness, STALE_AFTER } from '#shared/freshness.ts';
import type { Cursor, DeltaFrame, Heartbeat, Scope, SubscribeAnswer } from '#shared/protocol.ts';
import type { Result } from '#shared/result.ts';
import type { SituationStore } from '../store/situation-store.ts';
import { askSituation, type HeldPart } from './ask-situation.ts';
import { catchUp } from './catch-up.ts';
import {
  backoff,
  type ConnectionEvent,
  type ConnectionState,
  type Effect,
  isConnected,
  lastAttemptFailed,
  transition,
} from './connection-state.ts';
import { type ConnectionStatus, type PastBy, sameStatus } from './connection-status.ts';
import type { ApiProblem } from './http.ts';
import { listen, type ReaderSocket } from './reader-socket.ts';
import { type IncidentClock, type SituationAnswer, standingStill } from './situation-answer.ts';

/** Everything the connection touches outside itself: tests bring their own time, chance and server. */
export type ConnectionParts = {
  readonly store: SituationStore;
  /** @param within milliseconds after which no answer counts as unreachable */
  readonly get: <T>(path: string, within: number) => Promise<Result<T, ApiProblem>>;
  /** a new socket, not yet connecting */
  readonly openSocket: () => ReaderSocket;
  /** milliseconds on the monotonic clock: a corrected wall clock must never make old data look new */
  readonly now: () => number;
  readonly random: () => number;
  /** both return how to cancel */
  readonly every: (milliseconds: number, run: () => void) => () => void;
  readonly after: (milliseconds: number, run: () => void) => () => void;
};

const CHECK_EVERY = 250;
const ANSWER_WITHIN = 8_000;
/** A large city over a bad line; beyond that a half-open connection is likelier than a slow one. */
const SNAPSHOT_WITHIN = 60_000;
const NOTHING: Heartbeat['asOf'] = {};

export class LiveConnection {
  readonly #parts: ConnectionParts;
  readonly #listeners = new Set<(status: ConnectionStatus) => void>();
  #state: ConnectionState = { phase: 'signed-out' };
  #status: ConnectionStatus;
  #socket: ReaderSocket | undefined;
  #cursor: Cursor | undefined;
  #scope: Scope = {};
  /** until something was answered: what turns out to be wrong then is fetched whole */
  #held: (() => Promise<HeldPart | undefined>) | undefined;
  #clock: IncidentClock | null = null;
  #asOf = NOTHING;
  #anchor: ConnectionStatus['anchor'];
  #told: ConnectionStatus['told'];
  #heardAt: number | undefined;
  /** number of the next frame of this subscription; undefined: the first may have any */
  #nextFrame: number | undefined;
  #head = 0;
  /** times running that a digest or a frame did not fit, and that the server would not go on from our cursor */
  #streak = 0;
  #refusals = 0;
  #mismatches = 0;
  #reason: string | undefined;
  /** moments of the past, as in the status */
  #wanted: string | undefined;
  #shown: string | undefined;
  #by: PastBy = 'known';
  /** answers to requests made before the latest change of mind are thrown away */
  #run = 0;
  #cancelWait: (() => void) | undefined;
  readonly #stopChecking: () => void;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#status = this.#look();
    this.#stopChecking = parts.every(CHECK_EVERY, () => this.check());
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Of the copy at hand: its history and rights. */
  get cursor(): Cursor | undefined {
    return this.#cursor;
  }

  onStatus(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * @param scope what this door shows; the copy holds that and no more. Taken up when nothing is held yet
   * @param held what the page kept of exactly that scope, if anything; only layers that the scope names
   */
  start(scope: Scope = {}, held?: () => Promise<HeldPart | undefined>): void {
    if (this.#state.phase === 'signed-out') {
      this.#scope = scope;
      this.#held = held;
    }
    this.#say({ type: 'start' });
  }

  stop(): void {
    this.#reason = undefined;
    this.#say({ type: 'stop' });
  }

  /** Ends it for good, with its timers. */
  dispose(): void {
    this.stop();
    this.#stopChecking();
  }

  /**
   * Shows the situation as we knew it at a moment, which stands still; nothing: goes back to the present.
   * @param moment ISO 8601 with an offset
   * @param by what counts: what we knew then, or what had happened by then
   */
  visit(moment?: string, by: PastBy = 'known'): void {
    if (moment === this.#wanted && (moment === undefined || by === this.#by)) return;
    this.#wanted = moment;
    if (moment !== undefined) this.#by = by;
    this.#say({ type: 'look' });
  }

  /** @param time what the server said it is, ms since 1970, in the time the situation lives in */
  tellTime(time: number): void {
    this.#told = { time, at: this.#parts.now() };
    this.check();
  }

  /** Called when the page is shown again, the machine wakes or the network returns: do not sit out a long wait. */
  wake(): void {
    const age = this.#age();
    // After sleep a dead socket can look alive until its own ping runs out.
    if (isConnected(this.#state) && age !== undefined && age >= STALE_AFTER) this.#say({ type: 'disconnected' });
    if (this.#state.phase === 'waiting') this.#say({ type: 'retry' });
    this.check();
  }

  /** Looks at the age of the last heartbeat again and tells the listeners if what to say has changed. */
  check(): void {
    const next = this.#look();
    if (sameStatus(next, this.#status)) return;
    this.#status = next;
    for (const listener of [...this.#listeners]) listener(next);
  }

  #age(): number | undefined {
    return this.#heardAt === undefined ? undefined : this.#parts.now() - this.#heardAt;
  }

  #look(): ConnectionStatus {
    const age = this.#age();
    return {
      phase: this.#state.phase,
      reason: this.#reason,
      freshness: freshness(age, isConnected(this.#state), lastAttemptFailed(this.#state)),
      age: age === undefined ? undefined : Math.floor(age / 1000),
      asOf: this.#asOf,
      anchor: this.#anchor,
      told: this.#told,
      clock: this.#clock,
      past:
        this.#wanted === undefined && this.#shown === undefined
          ? undefined
          : { wanted: this.#wanted, shown: this.#shown, by: this.#by },
      hasCopy: this.#cursor !== undefined,
      mismatches: this.#mismatches,
    };
  }

  #say(event: ConnectionEvent): void {
    const { state, effects } = transition(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#effects[effect]();
    this.check();
  }

  readonly #effects: { readonly [E in Effect]: () => void } = {
    fetch: () => void this.#fetch(),
    connect: () => this.#connect(),
    subscribe: () => this.#subscribe(),
    pull: () => void this.#pull(),
    wait: () => this.#wait(),
    'hang-up': () => this.#hangUp(),
    drop: () => this.#drop(),
  };

  async #fetch(): Promise<void> {
    const run = ++this.#run;
    const past = this.#wanted;
    const held = past === undefined ? await this.#held?.().catch(() => undefined) : undefined;
    if (run !== this.#run) return;
    const answer = await askSituation((path) => this.#parts.get<SituationAnswer>(path, SNAPSHOT_WITHIN), {
      scope: this.#scope,
      past: past === undefined ? undefined : { at: past, by: this.#by },
      held,
    });
    if (run !== this.#run) return;
    if (!answer.ok) {
      this.#failed(answer.error, { type: 'fetch-failed' });
      return;
    }
    this.#held = undefined;
    const { epoch, seq, view, entities, clock, asOf } = answer.value;
    this.#parts.store.replace(past === undefined ? entities : standingStill(entities, past), seq);
    this.#cursor = { epoch, seq, view };
    // Before the clock was started, the past has none; how the present's time runs is known all the same.
    this.#clock = clock ?? (past === undefined ? null : this.#clock);
    this.#reason = undefined;
    this.#shown = past;
    this.#asOf = typeof asOf === 'object' ? asOf : NOTHING;
    if (past === undefined) {
      this.#say({ type: 'fetched' });
      return;
    }
    this.#heardAt = undefined;
    this.#say({ type: 'visited' });
  }

  /** A reader who is refused must know it; anything else is a failed attempt like another. */
  #failed({ code }: ApiProblem, event: ConnectionEvent): void {
    this.#reason = code;
    const isRefused = code === 'unauthenticated' || code === 'forbidden';
    this.#say(isRefused ? { type: 'refused', reason: code } : event);
  }

  #connect(): void {
    const socket = this.#parts.openSocket();
    this.#socket = socket;
    const ears = {
      connected: () => this.#say({ type: 'connected' }),
      disconnected: () => this.#say({ type: 'disconnected' }),
      refusedOrFailed: () => void this.#refusedOrFailed(),
      delta: (frame: DeltaFrame, acknowledge: () => void) => this.#delta(frame, acknowledge),
      heartbeat: (heartbeat: Heartbeat) => this.#hear(heartbeat),
      lagging: ({ head }: { readonly head: number }) => {
        this.#head = head;
        this.#say({ type: 'lagging' });
      },
      revoked: () => {
        this.#reason = 'revoked';
        this.#say({ type: 'refused', reason: 'revoked' });
      },
    };
    listen(socket, ears, () => this.#socket === socket);
    socket.connect();
  }

  /** A refused WebSocket handshake shows no status to scripts: ask over HTTP whether the session still stands. */
  async #refusedOrFailed(): Promise<void> {
    this.#reason = 'unreachable';
    this.#say({ type: 'connect-failed' });
    // Only afterwards: a server that hangs would hang this question too, and OFFLINE must not wait for it.
    const answer = await this.#parts.get('/api/session', ANSWER_WITHIN);
    if (!answer.ok && answer.error.code === 'unauthenticated' && this.#state.phase !== 'signed-out') {
      this.#failed(answer.error, { type: 'connect-failed' });
    }
  }

  #subscribe(): void {
    const socket = this.#socket;
    if (socket === undefined || this.#cursor === undefined) return;
    this.#nextFrame = undefined;
    const where = { ...this.#cursor, ...this.#scope, seq: this.#parts.store.copy.seq };
    socket.timeout(ANSWER_WITHIN).emit('subscribe', where, (failure: Error | null, answer: SubscribeAnswer) => {
      if (this.#socket !== socket) return;
      if (failure !== null) this.#say({ type: 'connect-failed' });
      else if (answer.mode === 'resync') this.#say({ type: 'resync', streak: ++this.#refusals });
      else {
        this.#refusals = 0;
        this.#say({ type: 'subscribed' });
      }
    });
  }

  #delta(frame: DeltaFrame, acknowledge: () => void): void {
    if (this.#state.phase !== 'live' && this.#state.phase !== 'subscribing') return;
    const isNext = this.#nextFrame === undefined || frame.n === this.#nextFrame;
    if (!isNext || !this.#parts.store.apply(frame)) {
      this.#wrong();
      return;
    }
    this.#nextFrame = frame.n + 1;
    acknowledge(); // only now: the acknowledgment is credit, and credit means applied
  }

  #hear({ head, serverTime, asOf, digest }: Heartbeat): void {
    this.#heardAt = this.#parts.now();
    this.#anchor = { time: Date.parse(serverTime), at: this.#heardAt };
    this.#asOf = asOf;
    const { store } = this.#parts;
    if (this.#state.phase === 'live' && head === store.copy.seq) {
      if (digest !== store.digest) {
        this.#wrong();
        return;
      }
      this.#streak = 0;
    }
    this.check();
  }

  /** The copy is not what it should be: until it is fetched again no screen may call it live. */
  #wrong(): void {
    this.#heardAt = undefined;
    this.#streak += 1;
    this.#mismatches += 1;
    this.#say({ type: 'mismatch', streak: this.#streak });
  }

  async #pull(): Promise<void> {
    const run = ++this.#run;
    if (this.#cursor === undefined) return;
    const end = await catchUp(
      this.#parts.get,
      this.#parts.store,
      { ...this.#cursor, scope: this.#scope },
      this.#head,
      () => run === this.#run,
    );
    if (end.type === 'mismatch') this.#wrong();
    else if (end.type === 'failed') this.#failed(end.problem, { type: 'pull-failed' });
    else if (end.type === 'resync') this.#say({ type: 'resync', streak: ++this.#refusals });
    else if (end.type === 'caught-up') this.#say({ type: 'caught-up' });
  }

  #wait(): void {
    const attempt = this.#state.phase === 'waiting' ? this.#state.attempt : 0;
    this.#cancelWait?.();
    this.#cancelWait = this.#parts.after(backoff(attempt, this.#parts.random()), () => this.#say({ type: 'retry' }));
  }

  #hangUp(): void {
    this.#run += 1;
    this.#cancelWait?.();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.disconnect();
  }

  #drop(): void {
    this.#cursor = undefined;
    this.#held = undefined;
    this.#clock = null;
    this.#asOf = NOTHING;
    this.#anchor = undefined;
    this.#heardAt = undefined;
    this.#shown = undefined;
    this.#streak = 0;
    this.#parts.store.clear();
  }
}
