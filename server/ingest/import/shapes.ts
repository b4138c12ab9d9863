// The areas of a file as somebody means to draw with them: read by the importers' own readers, in a worker with their limits.
// Nothing is kept and nothing is reported: what becomes of them is the drawer's business.
import { Worker } from 'node:worker_threads';
import { type Problem, problem } from '#shared/errors.ts';
import type { Datum } from '#shared/geo/datum.ts';
import type { Offer } from '#shared/import.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { LIMITS } from './limits.ts';

/** Coordinates in WGS-84, unchecked: a crossing line is mended where it is drawn. */
export type FileShape = {
  readonly name: string;
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: unknown };
};
export type FileShapes = {
  readonly shapes: readonly FileShape[];
  /** areas with a position that is not on the earth, in the datum that was named */
  readonly off: number;
  /** what the file says of its datum */
  readonly datum: readonly Offer<Datum>[];
  /** layers of the file, where it has several */
  readonly objects: readonly string[];
};
export type ShapesAsked = {
  readonly path: string;
  readonly filename: string;
  readonly datum: Datum;
  readonly object?: string;
};
export type ShapesSaid = FileShapes | { readonly problem: Problem };

/** Areas that one file may bring: more are a layer of the map, and no drafts. */
export const MOST_SHAPES = 5_000;

export async function readShapes(asked: ShapesAsked): Promise<Result<FileShapes, Problem>> {
  const worker = new Worker(new URL('./shapes-worker.ts', import.meta.url), {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.workerHeap },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const said = await new Promise<ShapesSaid>((resolve, reject) => {
      timer = setTimeout(
        () => resolve({ problem: problem('too-large', `reading took longer than ${LIMITS.silence / 1000} s`) }),
        LIMITS.silence,
      );
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the worker ended without a word')));
    });
    return 'problem' in said ? err(said.problem) : ok(said);
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw thrown;
    return err(problem('too-large', `reading the file takes more than ${LIMITS.workerHeap} MiB of memory: split it`));
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
