// What a thousand screens cost: node server/publish/fanout.bench.ts [sockets]
// Against one Socket.IO broadcast an event (`io.emit('event', entity)`), which encodes once for all sockets too. Both sides
// fold the same stream; the server, and the sockets (bare, see testing/crowd.fixture.ts), are processes of their own.
// CPU is the server's process alone, all of it: folding, publishing, writing to sockets, acknowledgements, heartbeats.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, printTable, ratio, short } from '#shared/bench.fixture.ts';
import { Child } from '../testing/child.ts';
import type { Count } from '../testing/crowd.fixture.ts';
import type { Fed, Feed, Where } from './fanout.fixture.ts';

const SOCKETS = Number(process.argv[2] ?? 1_000);
const ROUNDS = 3;
const PACES: readonly Pick<Feed, 'count' | 'perSecond'>[] = [
  { perSecond: 50, count: 250 },
  { perSecond: 500, count: 1_000 },
];
/** How long the last frame may take to the last socket. */
const PATIENCE = 60_000;

type Side = { readonly server: Child; readonly crowd: Child; readonly isEmit: boolean };
/** microseconds and bytes for one update to one socket; `late`: ms from the last update to the last socket having it */
type Cost = { readonly cpu: number; readonly bytes: number; readonly frames: number; readonly late: number };

async function open(mode: 'ours' | 'emit'): Promise<Side> {
  const server = new Child(join(import.meta.dirname, 'fanout.fixture.ts'), [mode]);
  const crowd = new Child(join(import.meta.dirname, '../testing/crowd.fixture.ts'));
  const { port, subscribe } = await server.ask<Where>('where');
  const isEmit = mode === 'emit';
  await crowd.ask('gather', { port, size: SOCKETS, ...(isEmit ? {} : { subscribe }) });
  return { server, crowd, isEmit };
}

async function measure({ server, crowd, isEmit }: Side, pace: Pick<Feed, 'count' | 'perSecond'>): Promise<Cost> {
  const before = await crowd.ask<Count>('count');
  const cpuBefore = await server.ask<number>('cpu');
  const { head, events } = await server.ask<Fed>('feed', { ...pace, shape: 'mix' });
  const fed = performance.now();
  let count = await crowd.ask<Count>('count');
  while (isEmit ? count.fewest < events : count.reached < head) {
    if (performance.now() - fed > PATIENCE) throw new Error('the sockets did not get everything');
    await sleep(20);
    count = await crowd.ask<Count>('count');
  }
  const late = performance.now() - fed;
  const cpu = (await server.ask<number>('cpu')) - cpuBefore;
  const deliveries = pace.count * SOCKETS;
  const [bytes, frames] = [count.bytes - before.bytes, count.frames - before.frames];
  return { cpu: cpu / deliveries, bytes: bytes / deliveries, frames: frames / deliveries, late };
}

const sides = await Promise.all([open('ours'), open('emit')]);
const [ours, emit] = sides.map(() => PACES.map((): Cost[] => []));
try {
  // Round 0 warms the code and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [i, pace] of PACES.entries()) {
      const some = round === 0 ? { ...pace, count: pace.perSecond } : pace;
      const costs = [await measure(sides[0], some), await measure(sides[1], some)] as const;
      if (round === 0) continue;
      ours![i]!.push(costs[0]);
      emit![i]!.push(costs[1]);
    }
  }
} finally {
  for (const { server, crowd } of sides) for (const child of [server, crowd]) child.end();
}

const FIGURES: readonly (readonly [keyof Cost, string])[] = [
  ['cpu', 'CPU, µs per update per socket'],
  ['bytes', 'bytes per update per socket'],
  ['frames', 'messages per update per socket'],
  ['late', 'ms from the last update to the last socket'],
];
printTable(
  [`${short(SOCKETS)} sockets, median of ${ROUNDS}`, 'ours', 'io.emit', 'less by'],
  PACES.flatMap(({ perSecond }, i) =>
    FIGURES.map(([figure, words]) => {
      const [mine, theirs] = [
        median(ours![i]!.map((cost) => cost[figure])),
        median(emit![i]!.map((cost) => cost[figure])),
      ];
      return [`${perSecond} updates/s: ${words}`, short(mine), short(theirs), ratio(theirs, mine)];
    }),
  ),
);
