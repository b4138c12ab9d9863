// Takes the heartbeats out of what a server sends over a WebSocket, frame by frame, and leaves all else as it was.

const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** A Socket.IO event of the default namespace. */
const HEARTBEAT = Buffer.from('42["heartbeat"');

export class Muffler {
  readonly #isMute: () => boolean;
  /** plain: an HTTP connection, whose bytes are nobody's business; head: before the answer to an upgrade is whole */
  #state: 'head' | 'plain' | 'frames' = 'head';
  #held: Buffer = Buffer.alloc(0);

  constructor(isMute: () => boolean) {
    this.#isMute = isMute;
  }

  /** @returns what may pass of what was held and what came, in order */
  take(chunk: Buffer): Buffer[] {
    if (this.#state === 'plain') return [chunk];
    this.#held = Buffer.concat([this.#held, chunk]);
    return this.#state === 'head' ? this.#head() : this.#frames();
  }

  #head(): Buffer[] {
    const end = this.#held.indexOf(END_OF_HEAD);
    if (end < 0) return [];
    const isUpgrade = this.#held.subarray(0, 12).toString().endsWith(' 101');
    const size = isUpgrade ? end + END_OF_HEAD.length : this.#held.length;
    const head = this.#held.subarray(0, size);
    this.#held = this.#held.subarray(size);
    this.#state = isUpgrade ? 'frames' : 'plain';
    return isUpgrade ? [head, ...this.#frames()] : [head];
  }

  #frames(): Buffer[] {
    const passed: Buffer[] = [];
    for (let size = frameSize(this.#held); size <= this.#held.length; size = frameSize(this.#held)) {
      const frame = this.#held.subarray(0, size);
      this.#held = this.#held.subarray(size);
      if (!this.#isMute() || !frame.includes(HEARTBEAT)) passed.push(frame);
    }
    return passed;
  }
}

/** @returns the bytes of the first frame, head and payload; more than there can be while its head is not whole */
function frameSize(bytes: Buffer): number {
  const short = (bytes[1] ?? 0) & 0x7f;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return Number.POSITIVE_INFINITY;
  const payload = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  return head + payload;
}
