// The network between a browser and the server, with a hand on the plug: it can pass, hold everything back in silence,
// let everything but heartbeats through, or cut. A stalled connection stays open and says nothing, which is what a dead
// radio link looks like from both ends.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Muffler } from './muffler.ts';

type Pair = { readonly near: Socket; readonly far: Socket };
type Mode = 'pass' | 'stall' | 'mute' | 'cut';

export class FaultProxy {
  readonly #server: Server;
  readonly #to: number;
  readonly #pairs = new Set<Pair>();
  #mode: Mode = 'pass';
  #port = 0;
  /** from the server to those behind it, since this was opened */
  bytes = 0;

  private constructor(to: number) {
    this.#to = to;
    this.#server = createServer((near) => this.#accept(near));
  }

  /** @param port of the server on this machine */
  static async open(port: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(port);
    await new Promise<void>((listening) => proxy.#server.listen(0, '127.0.0.1', listening));
    const address = proxy.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    proxy.#port = address.port;
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Nothing passes any more in either direction, and nobody is told. */
  stall(): void {
    this.#turn('stall');
  }

  /** Heartbeats are lost, all else passes: the connection lives and the server has nothing to say. */
  mute(): void {
    this.#turn('mute');
  }

  /** Every connection ends at once, and new ones are turned away. */
  cut(): void {
    this.#turn('cut');
    for (const pair of [...this.#pairs]) this.#end(pair);
  }

  /** What was held back arrives now, late. */
  pass(): void {
    this.#turn('pass');
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((closed) => this.#server.close(closed));
  }

  #turn(mode: Mode): void {
    this.#mode = mode;
    for (const { near, far } of this.#pairs) {
      if (mode === 'stall') {
        near.pause();
        far.pause();
      } else {
        near.resume();
        far.resume();
      }
    }
  }

  #accept(near: Socket): void {
    if (this.#mode === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(this.#to, '127.0.0.1');
    const pair = { near, far };
    this.#pairs.add(pair);
    for (const socket of [near, far]) {
      socket.on('error', () => this.#end(pair)).on('close', () => this.#end(pair));
    }
    const muffler = new Muffler(() => this.#mode === 'mute');
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => {
      this.bytes += chunk.length;
      for (const part of muffler.take(chunk)) near.write(part);
    });
    if (this.#mode === 'stall') {
      near.pause();
      far.pause();
    }
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    pair.near.destroy();
    pair.far.destroy();
  }
}
