// The whole path of a report, HTTP to screen: node server/ingest/accept.bench.ts
// Validated, on disk, folded, acknowledged, and received by a subscribed socket, from a server in a process of its own.
// Against the way most feeds send: one report a request, the next after the answer. A screen gets its changes every tenth
// of a second, which is most of the way there when little is sent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { median, printTable, quantile, ratio, short } from '#shared/bench.fixture.ts';
import { Mix } from '#shared/mix.fixture.ts';
import type { DeltaFrame, SubscribeAnswer } from '#shared/protocol.ts';
import { send } from '../testing/http.ts';
import { AS_MACHINE } from '../testing/line.ts';
import { freePort, ServerProcess } from '../testing/process.ts';

const ROUNDS = 3;
/** Seconds after which no further round starts: a busy machine gets fewer rounds, not a longer run. */
const BUDGET = 75;
const PATIENCE = 30_000;

/** `requests` in all, so that each case takes about a second. */
type Case = { readonly senders: number; readonly batch: number; readonly requests: number };
const CASES: readonly Case[] = [
  { senders: 1, batch: 1, requests: 150 },
  { senders: 16, batch: 1, requests: 960 },
  { senders: 64, batch: 1, requests: 1_920 },
  { senders: 1, batch: 100, requests: 40 },
  { senders: 16, batch: 100, requests: 96 },
  { senders: 64, batch: 100, requests: 128 },
  { senders: 1, batch: 1_000, requests: 8 },
  { senders: 16, batch: 1_000, requests: 16 },
  { senders: 64, batch: 1_000, requests: 64 },
];

/** Milliseconds of performance.now(). */
type Sent = { readonly at: number; readonly answered: number; readonly seq: number };
type Result = { readonly rates: number[]; readonly acknowledged: number[]; readonly shown: number[] };

/** A subscribed socket that only notes when it got how far. Told that it lags, it loads again as our client does. */
class Watch {
  readonly frames: { readonly to: number; readonly at: number }[] = [];
  loads = 0;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async open(): Promise<void> {
    const socket = io(this.#url, { transports: ['websocket'], extraHeaders: AS_MACHINE, reconnection: false });
    socket.on('delta', ({ to }: DeltaFrame, acknowledge: () => void) => {
      this.#note(to);
      acknowledge();
    });
    socket.on('lagging', () => void this.#load(socket));
    socket.on('disconnect', () => void this.open());
    await new Promise<void>((go) => socket.on('connect', go));
    await this.#load(socket);
  }

  async #load(socket: Socket): Promise<void> {
    this.loads += 1;
    const { text } = await send(`${this.#url}/api/situation`);
    const { epoch, seq, view } = JSON.parse(text) as { epoch: string; seq: number; view: string };
    this.#note(seq);
    const { mode } = (await socket.emitWithAck('subscribe', { epoch, seq, view })) as SubscribeAnswer;
    if (mode !== 'live') await this.#load(socket);
  }

  #note(to: number): void {
    this.frames.push({ to, at: performance.now() });
  }

  /** When this socket held everything up to `seq`; waits for it. */
  async reached(seq: number): Promise<number> {
    const end = performance.now() + PATIENCE;
    while ((this.frames.at(-1)?.to ?? 0) < seq) {
      if (performance.now() > end) throw new Error(`the socket never got event ${seq}`);
      await sleep(5);
    }
    let low = 0;
    for (let high = this.frames.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.frames[middle]!.to < seq) low = middle + 1;
      else high = middle;
    }
    return this.frames[low]!.at;
  }
}

let seeds = 0;
/** Bodies are made before the clock runs. */
function bodies({ batch, requests }: Case): Buffer[] {
  seeds += 1;
  const mix = new Mix(seeds);
  return Array.from({ length: requests }, () => Buffer.from(JSON.stringify({ reports: mix.many(batch) })));
}

async function post(url: string, body: Buffer): Promise<Sent> {
  const at = performance.now();
  const { status, text } = await send(`${url}/api/reports`, body);
  const answered = performance.now();
  if (status !== 200) throw new Error(`${status} ${text.slice(0, 200)}`);
  const { results } = JSON.parse(text) as { results: { seq?: number; error?: object }[] };
  // Refused by the fold is stored too: with many senders an update may overtake what it updates. No seq is not stored.
  const lost = results.find(({ seq }) => seq === undefined);
  if (lost !== undefined) throw new Error(`not stored: ${JSON.stringify(lost.error)}`);
  return { at, answered, seq: Math.max(...results.map(({ seq = 0 }) => seq)) };
}

async function run(url: string, watch: Watch, scenario: Case, into: Result): Promise<void> {
  const waiting = bodies(scenario);
  const sent: Sent[] = [];
  const start = performance.now();
  const sender = async (): Promise<void> => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) sent.push(await post(url, body));
  };
  await Promise.all(Array.from({ length: scenario.senders }, sender));
  const took = performance.now() - start;
  into.rates.push((scenario.batch * scenario.requests) / (took / 1_000));
  for (const { at, answered, seq } of sent) {
    into.acknowledged.push(answered - at);
    into.shown.push((await watch.reached(seq)) - at);
  }
}

const dir = mkdtempSync(join(tmpdir(), 'cordon-accept-'));
const server = new ServerProcess(dir, await freePort());
const watch = new Watch(server.url);
const results = CASES.map((): Result => ({ rates: [], acknowledged: [], shown: [] }));
try {
  await server.start();
  await watch.open();
  const warm = { senders: 4, batch: 100, requests: 40 };
  await run(server.url, watch, warm, { rates: [], acknowledged: [], shown: [] });
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    if (performance.now() - start > (BUDGET * 1_000 * round) / ROUNDS && round > 1) break;
    for (const [i, scenario] of CASES.entries()) await run(server.url, watch, scenario, results[i]!);
  }
} finally {
  await server.end('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
}

const base = median(results[0]!.rates);
const ms = (values: readonly number[]): string[] => [short(quantile(values, 0.5)), short(quantile(values, 0.99))];
printTable(
  ['HTTP to screen', 'events/s', 'alternative', 'ratio', 'ack p50 ms', 'p99', 'screen p50 ms', 'p99'],
  CASES.map(({ senders, batch }, i) => {
    const { rates, acknowledged, shown } = results[i]!;
    const rate = median(rates);
    const name = i === 0 ? 'one a request, one sender (the alternative)' : `batches of ${batch}, ${senders} senders`;
    return [name, short(rate), short(base), ratio(rate, base), ...ms(acknowledged), ...ms(shown)];
  }),
);
console.log(`the screen fell too far behind and loaded again: ${watch.loads - 1} times`);
process.exit(0); // the watching socket would keep the process
