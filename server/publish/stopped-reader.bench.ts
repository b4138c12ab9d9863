// What one reader that stopped reading costs the server: node server/publish/stopped-reader.bench.ts [seconds]
// Against a plain Socket.IO broadcast, whose buffer for that reader grows until its ping gives up. 20 kB every 5 ms. The
// reader is a process stopped by SIGSTOP: its connection stays open and takes nothing. Each side runs twice at once, with a
// reader that stopped and without, and the difference of their live memory at the same number of updates is what it costs.
// The guarantee is 2 MiB; the bench fails above it. What the system's own socket buffers take first is in neither figure.
import { join } from 'node:path';
import { printTable, ratio, short } from '#shared/bench.fixture.ts';
import { Child } from '../testing/child.ts';
import type { Fed, Where } from './fanout.fixture.ts';

const SECONDS = Number(process.argv[2] ?? 60);
const PER_SECOND = 200;
const LIMIT = 2;
const CROWD = join(import.meta.dirname, '../testing/crowd.fixture.ts');

type Run = { readonly server: Child; readonly where: Where; readonly isEmit: boolean };

async function open(mode: 'ours' | 'emit'): Promise<Run> {
  const server = new Child(join(import.meta.dirname, 'fanout.fixture.ts'), [mode]);
  return { server, where: await server.ask<Where>('where'), isEmit: mode === 'emit' };
}

const attend = ({ where: { port, subscribe }, isEmit }: Run, crowd: Child): Promise<void> =>
  crowd.ask('gather', { port, size: 1, ...(isEmit ? {} : { subscribe }) });

const MIB = 2 ** 20;
/** The largest difference at any sample, and the last, in MiB. */
function growth(stopped: Fed, control: Fed, of: 'live' | 'rss'): { readonly peak: number; readonly last: number } {
  const each = stopped.memory.map((sample, i) => (sample[of] - (control.memory[i]?.[of] ?? 0)) / MIB);
  return { peak: Math.max(0, ...each), last: Math.max(0, each.at(-1) ?? 0) };
}

const healthy = new Child(CROWD);
const stopped = new Child(CROWD);
const runs = await Promise.all([open('ours'), open('ours'), open('emit'), open('emit')]);
let isKept = false;
try {
  for (const run of runs) await attend(run, healthy);
  for (const run of [runs[1], runs[3]]) await attend(run, stopped);
  stopped.signal('SIGSTOP');
  const feed = { count: SECONDS * PER_SECOND, perSecond: PER_SECOND, shape: 'heavy' };
  const fed = await Promise.all(runs.map(({ server }) => server.ask<Fed>('feed', feed)));
  const [ours, emit] = [growth(fed[1]!, fed[0]!, 'live'), growth(fed[3]!, fed[2]!, 'live')];
  const [oursRss, emitRss] = [growth(fed[1]!, fed[0]!, 'rss'), growth(fed[3]!, fed[2]!, 'rss')];
  const row = (name: string, mine: number, theirs: number): string[] => [
    name,
    short(mine),
    short(theirs),
    mine < 0.01 ? '-' : ratio(theirs, mine),
  ];
  printTable(
    [`MiB for one stopped reader, ${SECONDS} s`, 'ours', 'io.emit', 'less by'],
    [
      row('live memory, most', ours.peak, emit.peak),
      row('live memory, at the end', ours.last, emit.last),
      row('resident memory, most', oursRss.peak, emitRss.peak),
    ],
  );
  isKept = ours.peak <= LIMIT;
  console.log(`guarantee: at most ${LIMIT} MiB; ${isKept ? 'kept' : 'BROKEN'}`);
} finally {
  for (const child of [healthy, stopped, ...runs.map(({ server }) => server)]) child.end();
}
process.exitCode = isKept ? 0 : 1;
