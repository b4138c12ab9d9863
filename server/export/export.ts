// One file out: rows handed to a worker in small batches, other work between them; the file lies on disk when it is over.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Problem, problem } from '#shared/errors.ts';
import { countVertices } from '#shared/geo/geometry.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { ExportInput, FromExport, ToExport } from './export-worker.ts';
import type { ExportRow } from './table.ts';

/** Of one turn of the event loop: a few milliseconds of copying. */
const BATCH_ROWS = 500;
const BATCH_VERTICES = 20_000;
const HEAP = 2_048; // MiB: a hundred thousand rows as a workbook
const PATIENCE = 180_000;

async function hand(worker: Worker, rows: Iterable<ExportRow>): Promise<number> {
  let batch: ExportRow[] = [];
  let vertices = 0;
  let count = 0;
  for (const row of rows) {
    batch.push(row);
    vertices += countVertices(row.geometry);
    count++;
    if (batch.length < BATCH_ROWS && vertices < BATCH_VERTICES) continue;
    worker.postMessage({ rows: batch } satisfies ToExport);
    batch = [];
    vertices = 0;
    await breathe();
  }
  worker.postMessage({ rows: batch } satisfies ToExport);
  worker.postMessage({ end: true } satisfies ToExport);
  return count;
}

export type Exported = { readonly bytes: number; readonly count: number };

/**
 * @param rows that do not change while they are read
 * @returns size and count of the file at `path`, or why there is none
 */
export async function exportFile(input: ExportInput, rows: Iterable<ExportRow>): Promise<Result<Exported, Problem>> {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
  });
  const failed = async (reason: Problem): Promise<Result<Exported, Problem>> => {
    await rm(input.path, { force: true });
    return err(reason);
  };
  try {
    const answered = once(worker, 'message', { signal: AbortSignal.timeout(PATIENCE) });
    answered.catch(() => {}); // awaited below; it may fail while rows are still handed over
    const count = await hand(worker, rows);
    const [answer] = (await answered) as [FromExport];
    return 'problem' in answer ? failed(answer.problem) : ok({ bytes: answer.bytes, count });
  } catch (thrown) {
    const { code, message, name } = thrown as { code?: string; message?: string; name?: string };
    if (code === 'ERR_WORKER_OUT_OF_MEMORY' || name === 'AbortError') {
      return failed(problem('too-large', 'this is too much for one file of this format: choose fewer rows, or CSV'));
    }
    if (code === 'ENOSPC') return failed(problem('disk-full', 'the disk is full: free space and export again'));
    await rm(input.path, { force: true });
    throw new Error(`the export stopped: ${message ?? 'unknown error'}`);
  } finally {
    await worker.terminate();
  }
}
