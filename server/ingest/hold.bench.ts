// How long heavy and bad input holds the event loop: node server/ingest/hold.bench.ts
// Against the same parsing and checking done in one go, as a handler without slices and workers would do it. The server is a
// process of its own; its longest hold is what its own /metrics says (`nodejs_eventloop_lag_max_seconds`, which counts the
// 10 ms between two looks as well). The guarantee is 100 ms on a machine that is not busy with something else.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, printTable, ratio, short } from '#shared/bench.fixture.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { checkGeometry } from '#shared/geo/geometry.ts';
import { ok } from '#shared/result.ts';
import { send } from '../testing/http.ts';
import { say } from '../testing/line.ts';
import { freePort, ServerProcess } from '../testing/process.ts';
import { validate } from './validate.ts';

const ROUNDS = 3;
const LIMIT = 100;
const ROWS = 10_000;

const site = (i: number, data: object = {}): object =>
  say('site.registered', { id: `s${i}`, name: `隔离点 ${i}`, type: 'quarantine', position: [109, 39], ...data });

/** A ring with `vertices` corners in and out, so that nothing about it is simple. */
function star(vertices: number, x = 109): object {
  const ring = Array.from({ length: vertices }, (_, i) => {
    const angle = (i / vertices) * 2 * Math.PI;
    const radius = 0.1 + 0.02 * Math.sin(angle * (vertices / 40));
    return [x + radius * Math.cos(angle), 39 + radius * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}
const area = (i: number, geometry: object): object =>
  say('area.registered', { id: `a${i}`, name: `社区 ${i}`, level: 'community', geometry });
const many = (count: number, make: (i: number) => object): object[] => Array.from({ length: count }, (_, i) => make(i));

const BAD = [
  { position: [39, 109] },
  { capacity: '12' },
  { position: [null, 39] },
  { type: 'hotel' },
  { role: 'admin' },
];
/** Made anew for each round: an opId that is known already is not stored again. */
const CASES: readonly { readonly name: string; readonly make: () => string }[] = [
  { name: '10,000 good rows', make: () => envelope(many(ROWS, site)) },
  { name: '10,000 bad rows', make: () => envelope(many(ROWS, (i) => site(i, BAD[i % BAD.length]))) },
  { name: 'a polygon of 20,000 vertices', make: () => envelope([area(0, star(20_000))]) },
  { name: '130 polygons of 1,400 vertices', make: () => envelope(many(130, (i) => area(i, star(1_400, 100 + i / 9)))) },
  { name: 'a polygon of 190,000 vertices', make: () => envelope([area(0, star(190_000))]) },
  { name: '8 MiB of opening brackets', make: () => '['.repeat(8 * 2 ** 20 - 1) },
  { name: '8 MiB in one string', make: () => envelope([site(0, { name: 'x'.repeat(8 * 2 ** 20 - 300) })]) },
];
const envelope = (reports: readonly object[]): string => JSON.stringify({ reports });

/** Everything in one turn: parse, check each row, and each geometry however large. @returns ms */
function inOneGo(text: string): number {
  const start = performance.now();
  try {
    const { reports } = JSON.parse(text) as { reports: unknown[] };
    const here = (geometry: unknown, field: string) => {
      const checked = checkGeometry(geometry, undefined, field);
      return Promise.resolve(checked.ok ? ok(checked.value as Geometry) : checked);
    };
    for (const report of reports) void validate(report, here);
  } catch {
    // what is no JSON ends here
  }
  return performance.now() - start;
}

/** The longest hold since this was last asked, in ms. */
async function longestHold(url: string): Promise<number> {
  const { text } = await send(`${url}/metrics`);
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1]) * 1_000;
}

const dir = mkdtempSync(join(tmpdir(), 'cordon-hold-'));
const server = new ServerProcess(dir, await freePort());
const holds = CASES.map(() => ({ ours: [] as number[], inOneGo: [] as number[] }));
const idle: number[] = [];
try {
  await server.start();
  // Round 0 warms the code and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    await longestHold(server.url);
    await sleep(1_000);
    if (round > 0) idle.push(await longestHold(server.url));
    for (const [i, { make }] of CASES.entries()) {
      const text = make();
      await sleep(200);
      await longestHold(server.url);
      const { status } = await send(`${server.url}/api/reports`, Buffer.from(text));
      if (status === 413) throw new Error(`${text.length} bytes are refused before anything is looked at`);
      await sleep(200); // what follows the answer counts too
      const ours = await longestHold(server.url);
      const other = inOneGo(text);
      if (round === 0) continue;
      holds[i]!.ours.push(ours);
      holds[i]!.inOneGo.push(other);
    }
  }
} finally {
  await server.end('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
}

printTable(
  [`longest hold in ms, median of ${ROUNDS}`, 'ours', 'in one go', 'less by'],
  [
    ['nothing at all', short(median(idle)), '-', '-'],
    ...CASES.map(({ name }, i) => {
      const [mine, theirs] = [median(holds[i]!.ours), median(holds[i]!.inOneGo)];
      return [name, short(mine), short(theirs), ratio(theirs, mine)];
    }),
  ],
);
const worst = Math.max(...holds.map(({ ours }) => median(ours)));
console.log(`guarantee: at most ${LIMIT} ms; ${worst <= LIMIT ? 'kept' : `${short(worst)} ms here`}`);
