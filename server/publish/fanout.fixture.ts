// A server that only publishes, in a process of its own (see testing/child.ts): the real log contract, projector, gateway
// and publisher over memory, or, as `emit`, the same up to the projector and then one Socket.IO broadcast an event.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { Mix } from '#shared/mix.fixture.ts';
import type { Report } from '#shared/report.ts';
import { LAYERS } from '#shared/situation.ts';
import type { Principal } from '../access/principal.ts';
import { View } from '../access/view.ts';
import { openMemoryLog } from '../log/memory-log.ts';
import { openMemorySnapshots } from '../situation/memory-snapshots.ts';
import { Projector } from '../situation/projector.ts';
import { answerAll } from '../testing/child.ts';
import { openGateway } from './gateway.ts';
import { Publisher } from './publisher.ts';

export type Where = { readonly port: number; readonly subscribe: object };
/** `shape`: a realistic mix, or updates of 20 kB each about a hundred sites. */
export type Feed = { readonly count: number; readonly perSecond: number; readonly shape: 'mix' | 'heavy' };
/** Live bytes after a collection: JavaScript's heap and what it holds outside; `rss` is what the system sees. */
export type Memory = { readonly live: number; readonly rss: number };
export type Fed = { readonly head: number; readonly events: number; readonly memory: readonly Memory[] };

const READER: Principal = {
  name: 'bench',
  roles: ['analyst'],
  rights: new Set(),
  areas: [],
  classes: ['L0', 'L1', 'L2'],
  grant: { kind: 'key', id: 'bench' },
};
/** Memory is sampled at the same numbers of updates in every process, so that the same things are alive. */
const SAMPLE_EVERY = 1_000;
const SITES = 100;
// One string for all: what a reader costs must not be hidden by what the events themselves hold.
const TEXT = 'x'.repeat(19_800);

const { log } = openMemoryLog();
const projector = new Projector(log, openMemorySnapshots());
await projector.start();
const server = createServer();
/** Messages that `emit` has sent to each socket. */
let events = 0;

if (process.argv[2] === 'emit') {
  const io = new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  projector.onSteps((steps) => {
    for (const { changes } of steps) {
      for (const { layer, after } of changes) {
        if (LAYERS[layer] === 'kept') continue;
        io.emit('event', { layer, entity: after });
        events += 1;
      }
    }
  });
} else {
  const publisher = new Publisher(projector, log.epoch, () => new Date().toISOString());
  const view = new View(READER, projector.situation, Buffer.alloc(32));
  openGateway({
    server,
    publisher,
    authenticate: () => READER,
    viewOf: () => view,
    touch: () => true,
    isOwnOrigin: () => true,
    log: console.error,
  });
}
await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));

const mix = new Mix();
let made = 0;
function heavy(): Report {
  const n = made++;
  const opId = `01840000-ffff-7000-8000-${n.toString(16).padStart(12, '0')}`;
  const data = { id: `h${n % SITES}`, name: TEXT, type: 'testing' as const, capacity: n };
  return { opId, kind: 'site.registered', observedAt: '2022-10-30T00:00:00Z', data };
}

async function append(reports: readonly Report[]): Promise<void> {
  const hash = '0'.repeat(64);
  await log.append(
    reports.map((report) => ({ report, hash, actor: 'bench', recordedAt: Date.parse(report.observedAt) })),
  );
}

function memory(): Memory {
  global.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { live: heapUsed + external, rss };
}

/** Appends at an even pace; where the process falls behind, in larger pieces. Resolves when all is folded. */
async function feed({ count, perSecond, shape }: Feed): Promise<Fed> {
  const reports = shape === 'mix' ? mix.many(count) : Array.from({ length: count }, heavy);
  const samples: Memory[] = [];
  const start = performance.now();
  for (let sent = 0; sent < count; ) {
    await new Promise((go) => setTimeout(go, 5));
    const due = Math.min(count, Math.floor(((performance.now() - start) / 1_000) * perSecond));
    // Never past a sample, so that it is taken at its number.
    const upTo = Math.min(due, sent + SAMPLE_EVERY - (sent % SAMPLE_EVERY));
    if (upTo > sent) await append(reports.slice(sent, upTo));
    sent = Math.max(sent, upTo);
    if (shape === 'heavy' && sent % SAMPLE_EVERY === 0 && samples.length < sent / SAMPLE_EVERY) samples.push(memory());
  }
  return { head: projector.situation.seq, events, memory: samples };
}

answerAll({
  where: async (): Promise<Where> => {
    await append(mix.many(1_000)); // sites and checkpoints, and some cases to speak about
    events = 0;
    const { port } = server.address() as AddressInfo;
    const view = new View(READER, projector.situation, Buffer.alloc(32));
    return { port, subscribe: { epoch: log.epoch, seq: projector.situation.seq, view: view.key } };
  },
  feed,
  /** microseconds of all threads since the process began */
  cpu: (): number => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
});
