// Runs in a worker thread: gathers the rows that come in small batches, then writes the whole file. A hundred thousand rows
// take seconds, which the main thread does not have.
import { stat } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Problem } from '#shared/errors.ts';
import { type ExportFormat, type ExportNotes, type ExportRow, type Table, tableOf } from './table.ts';

export type ExportInput = { readonly path: string; readonly format: ExportFormat; readonly about: ExportNotes };
export type ToExport = { readonly rows: readonly ExportRow[] } | { readonly end: true };
export type FromExport = { readonly bytes: number } | { readonly problem: Problem };

const port = parentPort;
if (!port) throw new Error('export-worker.ts runs in a worker thread');
const { path, format, about } = workerData as ExportInput;
const rows: ExportRow[] = [];

type Write = (table: () => Table) => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: Problem }>;
const done = { ok: true } as const;
/** Loaded one at a time: a worker lives for one file. */
const WRITERS: Readonly<Record<ExportFormat, Write>> = {
  geojson: async () => {
    await (await import('./geojson.ts')).writeGeojson(path, rows, about);
    return done;
  },
  csv: async (table) => (await import('./sheets.ts')).writeCsv(path, table()),
  kml: async (table) => {
    await (await import('./kml.ts')).writeKml(path, table());
    return done;
  },
  gpkg: async (table) => {
    (await import('./geopackage.ts')).writeGeopackage(path, table());
    return done;
  },
  xlsx: async (table) => (await import('./sheets.ts')).writeXlsx(path, table()),
};

async function write(): Promise<FromExport> {
  const written = await WRITERS[format](() => tableOf(rows, about));
  return written.ok ? { bytes: (await stat(path)).size } : { problem: written.error };
}

port.on('message', (message: ToExport) => {
  if ('rows' in message) rows.push(...message.rows);
  else
    void write().then((answer) => {
      port.postMessage(answer);
      port.close();
    });
});
