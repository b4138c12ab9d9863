// A crowd of readers in a process of its own (see child.ts). Each does the least that Socket.IO asks of a client: it
// answers pings, acknowledges what wants it, and counts. Parsing what it got would take the processor from the server.
import { connect, type Socket } from 'node:net';
import { answerAll } from './child.ts';

/** `subscribe`: the message after connecting, if any. */
export type Gathering = { readonly port: number; readonly size: number; readonly subscribe?: object };
/** `reached`: the lowest `to` of any reader's newest delta; `fewest`: events of the reader that got the fewest. */
export type Count = {
  readonly bytes: number;
  readonly frames: number;
  readonly reached: number;
  readonly fewest: number;
};

/** Enough of a message to know it: `42117["delta",{"n":117,"from":123456,"to":123460,` */
const HEAD = 96;
const MASK = Buffer.from([0, 0, 0, 0]);

class LightReader {
  bytes = 0;
  frames = 0;
  events = 0;
  to = 0;
  readonly joined: Promise<void>;
  readonly #socket: Socket;
  readonly #subscribe: string | undefined;
  #pending: Buffer = Buffer.alloc(0);
  #skip = 0;
  #isOpen = false;
  #join: () => void = () => {};

  constructor({ port, subscribe }: Gathering) {
    this.#subscribe = subscribe === undefined ? undefined : `420["subscribe",${JSON.stringify(subscribe)}]`;
    this.#socket = connect(port, '127.0.0.1');
    this.joined = new Promise((go, fail) => {
      this.#join = go;
      this.#socket.on('error', fail);
    });
    this.#socket.setNoDelay(true);
    this.#socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    this.#socket.on('data', (chunk) => this.#take(chunk));
  }

  #take(chunk: Buffer): void {
    this.bytes += chunk.length;
    let rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    if (!this.#isOpen) {
      const end = rest.indexOf('\r\n\r\n');
      if (end >= 0) this.#isOpen = true;
      rest = end < 0 ? rest : rest.subarray(end + 4);
      if (end >= 0) this.bytes = rest.length; // the handshake is the same for everybody
    }
    while (this.#isOpen && rest.length > 0) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      rest = rest.subarray(skipped);
      const taken = this.#frame(rest);
      if (taken === 0) break;
      rest = rest.subarray(taken);
    }
    this.#pending = rest;
  }

  /** @returns bytes of the header and as much of the body as was needed to know it; 0 when more must come first */
  #frame(data: Buffer): number {
    if (data.length < 2) return 0;
    const short = data[1]! & 0x7f;
    const header = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (data.length < header) return 0;
    const length = short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
    const known = Math.min(length, HEAD);
    if (data.length < header + known) return 0;
    this.#skip = length - known;
    this.frames += 1;
    this.#hear(data.toString('latin1', header, header + known));
    return header + known;
  }

  #hear(head: string): void {
    if (head.startsWith('42')) this.#event(head);
    else if (head === '2') this.#say('3');
    else if (head.startsWith('0')) this.#say('40');
    else if (head.startsWith('40') && this.#subscribe !== undefined) this.#say(this.#subscribe);
    else if (head.startsWith('40') || head.startsWith('430[{"mode":"live"')) this.#join();
    else if (head.startsWith('43')) throw new Error(`not subscribed: ${head}`);
  }

  #event(head: string): void {
    this.events += 1;
    const delta = /^42(\d+)\["delta",.*?"to":(\d+)/.exec(head);
    if (delta === null) return;
    this.to = Number(delta[2]);
    this.#say(`43${delta[1]}[]`);
  }

  /** A client's frames are masked; a mask of zeros is one too. */
  #say(text: string): void {
    const body = Buffer.from(text);
    const header =
      body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0x80 | 126, body.length >> 8, body.length & 0xff];
    this.#socket.write(Buffer.concat([Buffer.from(header), MASK, body]));
  }
}

const readers: LightReader[] = [];

answerAll({
  gather: async (gathering: Gathering) => {
    // A few at a time: a thousand handshakes at once would wait for each other until they time out.
    for (let done = 0; done < gathering.size; done += 50) {
      const some = Array.from({ length: Math.min(50, gathering.size - done) }, () => new LightReader(gathering));
      await Promise.all(some.map(({ joined }) => joined));
      readers.push(...some);
    }
  },
  count: (): Count => ({
    bytes: readers.reduce((sum, { bytes }) => sum + bytes, 0),
    frames: readers.reduce((sum, { frames }) => sum + frames, 0),
    reached: Math.min(...readers.map(({ to }) => to)),
    fewest: Math.min(...readers.map(({ events }) => events)),
  }),
});
