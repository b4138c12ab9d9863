// One import: a worker reads the file, this side hands its rows to the acceptor in small chunks and keeps count.
import { randomUUID } from 'node:crypto';
import { on } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { AddressMatch } from '#shared/domain/address/match.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { countVertices } from '#shared/geo/geometry.ts';
import type { ImportOptions, ImportStatus } from '#shared/import.ts';
import type { Principal } from '../../access/principal.ts';
import type { Acceptor } from '../accept.ts';
import type { AreaShape } from './datum-check.ts';
import { accepting, type Questions, rehearsing } from './hand-over.ts';
import { LIMITS } from './limits.ts';
import { isLocatable, located } from './locate.ts';
import type { FromWorker, ToWorker, WorkerInput } from './messages.ts';

import { RefusedFile, refusedCsv } from './refused.ts';

import { Tally } from './tally.ts';

/** The registered entities, as far as an import asks about them. */
export type Lookups = {
  /** For `{lookup: "areas.name"}`: the field's text → ids of the entities that have it. Layers and fields nobody has: empty. */
  readonly table: (layer: string, field: string) => ReadonlyMap<string, readonly string[]>;
  /** Areas with polygons (WGS-84) that positions and addresses are compared with; a few levels, not every household. */
  readonly areas: () => readonly AreaShape[];
  /** what an address means; for `matchAddresses` */
  readonly address?: (text: string) => AddressMatch;
};

export type ImportRequest = Questions & {
  readonly id?: string;
  /** the file, already on disk; its owner removes it */
  readonly path: string;
  readonly filename: string;
  /** as `checkOptions` returned them */
  readonly options: ImportOptions;
  readonly accept: Acceptor;
  readonly principal: Principal;
  /** milliseconds since 1970: `observedAt` of rows without their own */
  readonly now: () => number;
  /** where refused rows are kept; must exist */
  readonly dir: string;
  readonly lookups: Lookups;
  readonly onProgress?: (status: ImportStatus) => void;
};

export type ImportJob = {
  readonly id: string;
  status(): ImportStatus;
  /** Resolves when it is over, also when it failed; never rejects. */
  readonly done: Promise<ImportStatus>;
  /** All refused rows so far, as CSV. */
  refusedCsv(): Readable;
  /** Stops reading; rows accepted before stay. */
  cancel(): void;
};

const LOOKED_UP = 20; // addresses in one turn of the event loop: some ten milliseconds
const AREA_VERTICES = 20_000; // of areas posted in one turn of the event loop: a few milliseconds of copying

async function postAreas(worker: Worker, areas: readonly AreaShape[]): Promise<void> {
  let batch: AreaShape[] = [];
  let vertices = 0;
  for (const area of areas) {
    batch.push(area);
    vertices += countVertices(area.geometry);
    if (vertices < AREA_VERTICES) continue;
    worker.postMessage({ type: 'areas', areas: batch } satisfies ToWorker);
    batch = [];
    vertices = 0;
    await breathe();
  }
  worker.postMessage({ type: 'areas', areas: batch } satisfies ToWorker);
}

export const sourceOf = (filename: string) => `import:${filename}`.slice(0, 128);

function inputOf({ path, filename, options, lookups, now }: ImportRequest): WorkerInput {
  const tables = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const value of Object.values(options.mapping ?? {})) {
    if (typeof value === 'string' || !('lookup' in value)) continue;
    const [layer = '', field = ''] = value.lookup.split('.');
    tables.set(value.lookup, lookups.table(layer, field));
  }
  const observedAt = new Date(now()).toISOString();
  return { path, filename, options: { ...options, source: options.source ?? sourceOf(filename) }, observedAt, tables };
}

/** Why an import ended that nobody foresaw in a row: memory, disk, or a bug. */
function problemOf(thrown: unknown): Problem {
  const { code, message } = thrown as { code?: string; message?: string };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return problem('too-large', `reading the file takes more than ${LIMITS.workerHeap} MiB of memory: split it`);
  }
  if (code === 'disk-full' || code === 'ENOSPC')
    return problem('disk-full', 'the disk is full; rows accepted before stay');
  return problem('internal', `the import stopped: ${message ?? 'unknown error'}`);
}

/** Starts at once. The caller answers with `status()` and lets others ask again. */
export function startImport(request: ImportRequest): ImportJob {
  const { options, filename, dir } = request;
  const id = request.id ?? randomUUID();
  const refusedPath = join(dir, `${id}.refused.ndjson`);
  const file = new RefusedFile(refusedPath);
  const tally = new Tally(options.kind, file);
  const rehearsal = options.dryRun ? rehearsing(request) : undefined;
  const handOver = rehearsal?.handOver ?? accepting(request.accept, request.principal, options.feed ?? false, request);
  const cancelled = new AbortController();
  let state: ImportStatus['state'] = 'running';
  let failure: ImportStatus['problem'];
  let end: Extract<FromWorker, { type: 'end' }> | undefined;

  const status = (): ImportStatus => ({
    id,
    state,
    kind: options.kind,
    filename,
    dryRun: options.dryRun ?? false,
    rows: tally.rows,
    accepted: tally.accepted,
    unchanged: tally.unchanged,
    // Within a chunk, rows refused here come before those that validation refuses.
    refused: tally.refused.toSorted((a, b) => a.row - b.row),
    refusedTotal: tally.refusedTotal,
    truncated: tally.refusedTotal > tally.refused.length,
    warnings: end?.warnings ?? [],
    notOnMap: tally.notOnMap,
    ...(failure ? { problem: failure } : {}),
    ...(rehearsal ? { ...rehearsal.counts(), preview: tally.preview.toSorted((a, b) => a.row - b.row) } : {}),
    ...(end?.detected ? { detected: end.detected } : {}),
    ...(end?.datums && end.datums.rows > 0 ? { datums: end.datums } : {}),
  });

  async function chunk(rows: Extract<FromWorker, { type: 'rows' }>['rows']): Promise<void> {
    const good: Parameters<typeof handOver>[0][number][] = [];
    const { address } = request.lookups;
    let looked = 0;
    for (const row of rows) {
      if (row.problem) await tally.refuse(row, row.problem);
      else if (options.matchAddresses && address !== undefined && isLocatable(row)) {
        if (++looked % LOOKED_UP === 0) await breathe();
        good.push(located(row, address(String(row.report.data['address']))));
      } else good.push(row);
    }
    await handOver(good, tally);
  }

  async function read(worker: Worker): Promise<void> {
    const messages = on(worker, 'message', { close: ['exit'], signal: cancelled.signal });
    // One chunk takes milliseconds, the largest document some 20 s; a file made to take for ever is given up.
    const deadline = setTimeout(() => void worker.terminate(), LIMITS.silence);
    await postAreas(worker, request.lookups.areas());
    worker.postMessage({ type: 'start' } satisfies ToWorker);
    for await (const [message] of messages as AsyncIterable<[FromWorker]>) {
      if (message.type === 'end') {
        end = message;
        clearTimeout(deadline);
        return;
      }
      deadline.refresh();
      await chunk(message.rows);
      request.onProgress?.(status());
      await breathe();
      worker.postMessage({ type: 'more' } satisfies ToWorker);
    }
    clearTimeout(deadline);
    throw new Error(`reading took longer than ${LIMITS.silence / 1000} s, or the worker was ended`);
  }

  async function run(): Promise<ImportStatus> {
    const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
      workerData: inputOf(request),
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.workerHeap },
    });
    try {
      await read(worker);
      failure = end?.failure && { ...end.failure.problem, row: end.failure.row, line: end.failure.line };
      if (failure?.row !== undefined) {
        const { row, line, code, message, field } = failure;
        await tally.refusal({
          row,
          ...(line === undefined ? {} : { line }),
          ...(field ? { field } : {}),
          code,
          reason: message,
        });
      }
    } catch (thrown) {
      failure = cancelled.signal.aborted
        ? problem('stopping', 'the import was cancelled; rows accepted before stay')
        : problemOf(thrown);
    }
    // Nobody reads it any more, so nobody else hears what it says while it is ended.
    worker.on('error', () => {});
    await worker.terminate();
    // However it ended: whoever has to mend the refused rows gets all of them.
    await file.close().catch((thrown: unknown) => {
      failure ??= problemOf(thrown);
    });
    state = failure ? 'failed' : 'done';
    request.onProgress?.(status());
    return status();
  }

  return {
    id,
    status,
    done: run(),
    refusedCsv: () => Readable.from(refusedCsv(refusedPath, end?.columns ?? [])),
    cancel: () => cancelled.abort(),
  };
}
