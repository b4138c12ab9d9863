// Tiles a second: of the town cut on demand (cold) and from memory (warm), through the thread and over HTTP, and what
// the event loop feels of it. Against an index of geojson-vt in the event loop itself, as one would write it first.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runBasemap } from '../cli/basemap.ts';
import { DEMONSTRATION_SEED } from '../ingest/demo.ts';
import { generateTown } from '../ingest/scenario/town/generate.ts';
import { AS_MACHINE, openLine } from '../testing/line.ts';
import { tileOf } from './archives.fixture.ts';
import { groundOf } from './demo-ground.ts';
import { groundSource } from './sources/ground.ts';
import type { TileAddress } from './tile-source.ts';
import { Tiles } from './tiles.ts';

const AT_ONCE = 16; // what a browser asks together, more or less
const CHINA = fileURLToPath(new URL('../../../shared/data/china-base/china.pmtiles', import.meta.url));

/** A screen at each zoom and its neighbours: what a reader who looks around asks for. */
function addresses(center: readonly number[], zooms: readonly number[], reach: number): TileAddress[] {
  return zooms.flatMap((zoom) => {
    const { x, y } = tileOf([...center], zoom);
    const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
    return steps.flatMap((dx) => steps.map((dy) => ({ z: zoom, x: x + dx, y: y + dy })));
  });
}

async function measure(name: string, list: readonly TileAddress[], tile: (at: TileAddress) => Promise<unknown>) {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  const queue = [...list];
  delay.enable();
  const start = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
        await tile(at);
        await new Promise(setImmediate); // a loop that never turns would measure as never held
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  // Processor time as well: on a machine that others work on, the clock measures them.
  const each = `${((user + system) / 1000 / list.length).toFixed(2)} ms CPU each`;
  const held = `loop held at most ${(delay.max / 1e6).toFixed(0)} ms`;
  const rate = (list.length / seconds).toFixed(0);
  console.log(`${name.padEnd(48)} ${rate.padStart(7)} tiles/s   ${each}   ${held}`);
  return (user + system) / list.length;
}

const town = generateTown(DEMONSTRATION_SEED, (text) => createHash('sha256').update(text).digest());
const list = addresses(town.center, [10, 11, 12, 13, 14, 15, 16], 6);

const direct = groundSource(groundOf(town), { name: '' });
const inLoop = await measure('named alternative: geojson-vt in the event loop', list, async (at) => {
  const tile = await direct.tile(at);
  return tile === undefined ? undefined : gzipSync(tile.data);
});

const tiles = new Tiles({ kind: 'grown', seed: DEMONSTRATION_SEED });
const start = performance.now();
await tiles.found();
console.log(`the town grown and indexed in its thread in ${((performance.now() - start) / 1000).toFixed(1)} s`);
const cold = await measure('town, cold', list, (at) => tiles.tile(at));
const warm = await measure('town, warm', list, (at) => tiles.tile(at));
console.log(
  `CPU a tile against the alternative: cold ${(cold / inLoop).toFixed(2)}, warm ${(warm / inLoop).toFixed(4)}`,
);
await tiles.close();

if (existsSync(CHINA)) {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-tiles-'));
  const quiet = () => {};
  await runBasemap([CHINA, '--data', dir], {
    env: {},
    ask: async () => undefined,
    say: quiet,
    complain: console.error,
  });
  const line = await openLine({ dir });
  const over = async ({ z, x, y }: TileAddress) => {
    const answer = await fetch(`${line.url}/basemap/own/${z}/${x}/${y}.mvt`, { headers: AS_MACHINE });
    await answer.arrayBuffer();
  };
  const country = addresses([113, 34], [5, 6, 7, 8, 9, 10], 6);
  await measure('PMTiles of 21 MB over HTTP, cold', country, over);
  await measure('PMTiles of 21 MB over HTTP, warm', country, over);
  await line.close();
  await rm(dir, { recursive: true, force: true });
} else console.log('skipped: PMTiles over HTTP (../shared/data is not beside this checkout)');
process.exit(0);
