// The whole server on a free loopback port, over the real store in a temporary directory: what tests talk to.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { applyDelta, digestOf } from '#shared/delta.ts';
import { hex } from '#shared/digest.ts';
import type { ClientToServer, DeltaFrame, Heartbeat, ServerToClient, SubscribeAnswer } from '#shared/protocol.ts';
import type { Report } from '#shared/report.ts';
import { type Entity, type Layer, SHOWN_LAYERS, Situation } from '#shared/situation.ts';
import { type App, buildApp } from '../app.ts';

export const KEY = 'a-machine-key-for-tests-only-0123456789';
export const PASSWORD = 'a-password-for-tests-only';
export const AS_MACHINE = { authorization: `Bearer ${KEY}` };

export type Line = {
  readonly app: App;
  readonly url: string;
  readonly dir: string;
  send(reports: readonly unknown[], headers?: Record<string, string>): Promise<{ status: number; results: Row[] }>;
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: Body; headers: Headers }>;
  signIn(name: string): Promise<Record<string, string>>;
  close(): Promise<void>;
};
export type Row = {
  opId: string;
  seq?: number;
  state?: string;
  error?: { code: string; field?: string; message: string };
};
export type Body = ReturnType<typeof JSON.parse>; // answers are asserted on, field by field

export async function openLine(options: { readonly dir?: string; readonly isDemo?: boolean } = {}): Promise<Line> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'cordon-line-')));
  const app = await buildApp({
    isDemo: options.isDemo ?? false,
    host: '127.0.0.1',
    port: 0,
    dir,
    tls: undefined,
    demoPassword: PASSWORD,
    demoKey: KEY,
    clientDir: join(dir, 'no-client'),
    ballastBytes: 4096,
    logLevel: 'silent',
  });
  await app.http.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`;
  return {
    app,
    url,
    dir,
    send: async (reports, headers = AS_MACHINE) => {
      const answer = await fetch(`${url}/api/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ reports }),
      });
      const body = (await answer.json()) as { results: Row[] };
      return { status: answer.status, results: body.results };
    },
    get: async (path, headers = AS_MACHINE) => {
      const answer = await fetch(url + path, { headers });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      return { status: answer.status, body: isJson && text !== '' ? JSON.parse(text) : text, headers: answer.headers };
    },
    signIn: async (name) => {
      const answer = await fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: PASSWORD }),
      });
      if (answer.status !== 204) throw new Error(`sign-in of ${name}: ${answer.status} ${await answer.text()}`);
      return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! };
    },
    close: async () => {
      await app.close();
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

type ReaderSocket = Socket<ServerToClient, ClientToServer>;

/** A reader as a stranger would write one from api.md: snapshot, subscribe, apply, acknowledge, compare digests. */
export class Reader {
  readonly copy = new Situation();
  readonly frames: DeltaFrame[] = [];
  readonly heartbeats: Heartbeat[] = [];
  readonly events: string[] = [];
  epoch = '';
  view = '';
  isAcknowledging = true;
  /** false where the reader asked for a part, and its copy holds more than that */
  isWhole = true;
  socket: ReaderSocket | undefined;
  readonly #line: Pick<Line, 'url'>;
  readonly #headers: Record<string, string>;

  constructor(line: Pick<Line, 'url'>, headers: Record<string, string> = AS_MACHINE) {
    this.#line = line;
    this.#headers = headers;
  }

  /** @param part with its question mark: of all that this reader may see, what it asks for */
  async load(part = ''): Promise<Body> {
    const answer = await fetch(`${this.#line.url}/api/situation${part}`, { headers: this.#headers });
    const body = (await answer.json()) as Body;
    for (const layer of SHOWN_LAYERS) {
      for (const id of [...this.copy.all(layer).keys()]) this.copy.remove(layer, id);
      for (const entity of (body.entities[layer] ?? []) as Entity[]) this.copy.put(layer, entity.id, entity);
    }
    this.copy.seq = body.seq;
    this.epoch = body.epoch;
    this.view = body.view;
    return body;
  }

  connect(): Promise<void> {
    const headers = 'cookie' in this.#headers ? { ...this.#headers, origin: this.#line.url } : this.#headers;
    const socket: ReaderSocket = io(this.#line.url, {
      transports: ['websocket'],
      extraHeaders: headers,
      reconnection: false,
      forceNew: true,
    });
    this.socket = socket;
    socket.on('delta', (frame, acknowledge) => {
      this.frames.push(frame);
      if (!applyDelta(this.copy, frame)) this.events.push(`gap ${frame.from} after ${this.copy.seq}`);
      if (this.isAcknowledging) acknowledge();
    });
    socket.on('heartbeat', (beat) => {
      this.heartbeats.push(beat);
      // Only who stands at the head can compare, and only at this moment.
      if (this.isWhole && beat.head === this.copy.seq && beat.digest !== this.digest())
        this.events.push(`digest at ${beat.head}`);
    });
    socket.on('lagging', ({ head }) => this.events.push(`lagging ${head}`));
    socket.on('revoked', ({ reason }) => this.events.push(`revoked ${reason}`));
    socket.on('disconnect', (reason) => this.events.push(`disconnect ${reason}`));
    return new Promise((resolve, reject) => {
      socket.on('connect', () => resolve());
      socket.on('connect_error', reject);
    });
  }

  subscribe(more: object = {}): Promise<SubscribeAnswer> {
    const where = { epoch: this.epoch, seq: this.copy.seq, view: this.view, ...more };
    return new Promise((resolve) => this.socket!.emit('subscribe', where, resolve));
  }

  async join(): Promise<void> {
    await this.load();
    await this.connect();
    await this.subscribe();
  }

  digest(): string {
    return hex(digestOf(this.copy, SHOWN_LAYERS as Layer[]));
  }

  close(): void {
    this.socket?.disconnect();
  }
}

/** Waits until something holds; fails with what was seen last. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, patience = 10_000): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${patience} ms: ${what}`);
    await new Promise((go) => setTimeout(go, 20));
  }
}

let made = 0;
/** A report with an opId of its own. */
export function say(kind: string, data: object, more: Partial<Report> = {}): Report {
  made += 1;
  const opId = `00000000-0000-7000-9000-${(Date.now() % 0xffffff).toString(16).padStart(6, '0')}${made.toString(16).padStart(6, '0')}`;
  return { opId, kind, observedAt: '2022-10-30T10:00:00+08:00', data, ...more } as Report;
}
