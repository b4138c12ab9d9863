// Runs the space-time scan beside the event loop: 999 permutations of a city's cases are seconds of work.
import { parentPort } from 'node:worker_threads';
import { permutationScan } from '#shared/domain/alarm/permutation-scan.ts';
import type { ScanCase, ScanOptions } from '#shared/domain/alarm/scan-cylinders.ts';

export type ScanMessage = { readonly id: number; readonly cases: readonly ScanCase[]; readonly options: ScanOptions };

const port = parentPort;
if (port === null) throw new Error('alarm-scan-worker.ts runs as a worker thread');
port.on('message', ({ id, cases, options }: ScanMessage) => {
  port.postMessage({ id, scan: permutationScan(cases, options) });
});
