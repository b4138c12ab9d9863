// The thread that opens a basemap and cuts or reads its tiles: a large SQLite file, a town to be grown, a shift of datum
// cost the event loop nothing.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { pack } from './inflate.ts';
import { openSource } from './open-source.ts';
import type { FromTileWorker, SourceSpec, TileQuestion, TileSource } from './tile-source.ts';

const port = parentPort;
if (port === null) throw new Error('tile-worker.ts runs as a worker thread');

const opened = await openSource(workerData as SourceSpec);
const say = (message: FromTileWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
say({ type: 'opened', found: opened.ok ? { ok: true, value: opened.value.found } : opened });
if (opened.ok) port.on('message', (question: TileQuestion) => void answer(opened.value, question));

async function answer(source: TileSource, { id, z, x, y }: TileQuestion): Promise<void> {
  try {
    const raw = await source.tile({ z, x, y });
    if (raw === undefined) return say({ type: 'tile', id, tile: undefined });
    const isPacked = source.found.format === 'mvt' && !raw.isGzip;
    // A copy of its own: small buffers of Node share one block, which cannot be handed over.
    const data = new Uint8Array(isPacked ? await pack(raw.data) : raw.data);
    const etag = createHash('sha1').update(data).digest('base64url').slice(0, 16);
    say({ type: 'tile', id, tile: { data, isGzip: isPacked || raw.isGzip, etag } }, [data.buffer]);
  } catch (error) {
    say({ type: 'failed', id, message: (error as Error).message });
  }
}
