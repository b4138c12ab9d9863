// One reader: a place in the list of recent changes, and credit for at most two frames on the way.
import type { Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#shared/protocol.ts';
import type { Audience } from './audience.ts';
import { SharedFrame } from './frame-encoder.ts';
import type { Recent } from './recent.ts';

export type ReaderSocket = Socket<ClientToServer, ServerToClient>;

/** Frames sent and not acknowledged. Two keep a long line busy; more would only fill a stopped reader's buffer. */
const WINDOW = 2;
/** A reader that has not acknowledged for this long has stopped listening. */
export const PATIENCE = 15_000;

export class Subscriber {
  readonly socket: ReaderSocket;
  readonly audience: Audience;
  readonly #recent: Recent;
  readonly #onSend: () => void;
  #place: number;
  #seq: number;
  #n = 0;
  #underWay = 0;
  #waitingSince: number | undefined;
  #isOver = false;

  constructor(
    socket: ReaderSocket,
    audience: Audience,
    recent: Recent,
    where: { readonly place: number; readonly seq: number },
    onSend: () => void = () => {},
  ) {
    this.socket = socket;
    this.audience = audience;
    this.#recent = recent;
    this.#onSend = onSend;
    this.#place = where.place;
    this.#seq = where.seq;
  }

  get isAtHead(): boolean {
    return this.#place === this.#recent.end;
  }

  /**
   * Sends what there is and what credit allows.
   * @param now monotonic milliseconds
   * @param moveOn send an empty frame over events this reader may not see, so that its cursor follows the head
   * @returns false when the reader is lost: fell off the list or does not acknowledge
   */
  pump(now: number, moveOn: boolean): boolean {
    if (this.#isOver) return false;
    if (this.#waitingSince !== undefined && now - this.#waitingSince > PATIENCE) return false;
    while (this.#underWay < WINDOW && !this.isAtHead) {
      if (!this.#recent.holds(this.#place)) return false;
      const frame = this.audience.frame(this.#recent, this.#place, this.#seq);
      this.#place = frame.place;
      if (frame.isEmpty) continue; // the next frame that says something starts where the last one ended
      this.#seq = frame.seq;
      this.#send(frame.body, now);
    }
    if (moveOn && this.isAtHead && this.#seq < this.#recent.head && this.#underWay < WINDOW) {
      const from = this.#seq;
      this.#seq = this.#recent.head;
      this.#send(`"from":${from},"to":${this.#seq},"changes":[]`, now);
    }
    return true;
  }

  stop(): void {
    this.#isOver = true;
  }

  #send(body: string, now: number): void {
    this.#n += 1;
    this.#underWay += 1;
    this.#onSend();
    this.#waitingSince ??= now;
    const acknowledged = (): void => {
      this.#underWay -= 1;
      const later = performance.now();
      this.#waitingSince = this.#underWay === 0 ? undefined : later;
      this.pump(later, false);
    };
    // The encoder writes a SharedFrame exactly as the DeltaFrame it stands for.
    this.socket.emit('delta', new SharedFrame(this.#n, body) as never, acknowledged);
  }
}
