// From steps of the situation to frames on sockets: ticks, audiences, heartbeats.
import { setImmediate as breathe } from 'node:timers/promises';
import {
  HEARTBEAT_EVERY,
  type ResyncReason,
  type Scope,
  type Subscribe,
  type SubscribeAnswer,
} from '#shared/protocol.ts';
import type { View } from '../access/view.ts';
import type { Projector } from '../situation/projector.ts';
import { Audience } from './audience.ts';
import { Recent } from './recent.ts';
import { shownAsOf } from './snapshot.ts';
import { type ReaderSocket, Subscriber } from './subscriber.ts';

/** Changes are gathered this long and sent as one frame: 50 updates in a frame cost a thirtieth of 50 frames. */
const TICK = 100;

export class Publisher {
  readonly recent: Recent;
  readonly #projector: Projector;
  readonly #epoch: string;
  readonly #audiences = new Map<string, Audience>();
  readonly #subscribers = new Map<ReaderSocket, Subscriber>();
  readonly #now: () => number;
  readonly #serverTime: () => string;
  #tick: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #stop: () => void;
  /** for /metrics */
  readonly counters = { frames: 0, lagging: 0, resync: 0 };

  /** @param serverTime ISO time for heartbeats, in the situation's clock */
  constructor(projector: Projector, epoch: string, serverTime: () => string, every = HEARTBEAT_EVERY) {
    this.#projector = projector;
    this.#epoch = epoch;
    this.#now = () => performance.now();
    this.recent = new Recent(projector.situation.seq);
    this.#stop = projector.onSteps((steps) => {
      this.recent.add(steps);
      for (const audience of this.#audiences.values()) for (const { changes } of steps) audience.move(changes);
      this.#tick ??= setTimeout(() => this.#flush(false), TICK);
    });
    this.#serverTime = serverTime;
    this.#heartbeat = setInterval(() => this.#beat(), every);
  }

  get size(): number {
    return this.#subscribers.size;
  }

  subscribe(socket: ReaderSocket, view: View, where: Subscribe): SubscribeAnswer {
    this.unsubscribe(socket);
    const place = this.recent.placeAfter(where.seq);
    const reason = this.#refusal(view, where, place);
    if (reason !== undefined || place === undefined) {
      this.counters.resync += 1;
      return { mode: 'resync', reason: reason ?? 'too-old' };
    }
    const subscriber = new Subscriber(socket, this.#join(view, where), this.recent, { place, seq: where.seq }, () => {
      this.counters.frames += 1;
    });
    this.#subscribers.set(socket, subscriber);
    // After the answer: a client knows that it is live before the first delta comes, and then at once how fresh it is.
    setImmediate(async () => {
      this.#pump(socket, subscriber, false);
      await subscriber.audience.ready;
      if (this.#subscribers.get(socket) !== subscriber) return;
      this.#pump(socket, subscriber, true);
      this.#greet(socket, subscriber);
    });
    return { mode: 'live' };
  }

  unsubscribe(socket: ReaderSocket): void {
    const subscriber = this.#subscribers.get(socket);
    if (subscriber === undefined) return;
    subscriber.stop();
    this.#subscribers.delete(socket);
    const { audience } = subscriber;
    audience.members -= 1;
    if (audience.members > 0) return;
    for (const [key, known] of this.#audiences) if (known === audience) this.#audiences.delete(key);
  }

  /**
   * Everything after a seq as one delta, for those who pull.
   * @returns JSON `{from, to, changes}`, or undefined when that far back is no longer here
   */
  changesAfter(view: View, seq: number, scope: Scope = {}): string | undefined {
    const place = this.recent.placeAfter(seq);
    if (place === undefined) return undefined;
    const asked = new Audience(view, scope);
    const audience = this.#audiences.get(asked.key) ?? asked;
    return `{${audience.frame(this.recent, place, seq, Number.POSITIVE_INFINITY).body}}`;
  }

  /** Readers whose rights are no longer those of their view start again. */
  recheck(viewOf: (socket: ReaderSocket) => View | undefined): void {
    for (const [socket, { audience }] of this.#subscribers) {
      if (viewOf(socket)?.key !== audience.view.key) this.#lose(socket);
    }
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#tick);
    clearInterval(this.#heartbeat);
    for (const socket of [...this.#subscribers.keys()]) this.unsubscribe(socket);
  }

  #refusal(view: View, where: Subscribe, place: number | undefined): ResyncReason | undefined {
    if (where.epoch !== this.#epoch) return 'epoch';
    if (where.view !== view.key) return 'view';
    if (where.seq > this.recent.head) return 'ahead';
    return place === undefined ? 'too-old' : undefined;
  }

  #join(view: View, where: Subscribe): Audience {
    const asked = new Audience(view, where);
    let audience = this.#audiences.get(asked.key);
    if (audience === undefined) {
      audience = asked;
      this.#audiences.set(asked.key, audience);
      audience.ready = audience.count(this.#projector.situation, breathe);
    }
    audience.members += 1;
    return audience;
  }

  #flush(moveOn: boolean): void {
    this.#tick = undefined;
    for (const [socket, subscriber] of this.#subscribers) this.#pump(socket, subscriber, moveOn);
  }

  #pump(socket: ReaderSocket, subscriber: Subscriber, moveOn: boolean): void {
    if (!subscriber.pump(this.#now(), moveOn)) this.#lose(socket);
  }

  #lose(socket: ReaderSocket): void {
    this.unsubscribe(socket);
    this.counters.lagging += 1;
    socket.emit('lagging', { head: this.recent.head });
  }

  #beat(): void {
    this.#flush(true); // so that who keeps up stands at the head and can compare the digest
    for (const [socket, subscriber] of this.#subscribers) this.#greet(socket, subscriber);
  }

  #greet(socket: ReaderSocket, { audience }: Subscriber): void {
    const { digest } = audience;
    // Nothing queues for a reader that does not take it: its own clock will say DELAYED and STALE.
    if (digest === undefined || socket.conn.transport?.writable === false) return;
    const asOf = shownAsOf(this.#projector.situation);
    socket.emit('heartbeat', { head: this.recent.head, serverTime: this.#serverTime(), asOf, digest });
  }
}
