// Checks geometries of many vertices beside the event loop.
import { parentPort } from 'node:worker_threads';
import { checkGeometry } from '#shared/geo/geometry.ts';

export type GeometryQuestion = { readonly id: number; readonly geometry: unknown; readonly field: string };

const port = parentPort;
if (port === null) throw new Error('geometry-worker.ts runs as a worker thread');
port.on('message', ({ id, geometry, field }: GeometryQuestion) => {
  port.postMessage({ id, result: checkGeometry(geometry, undefined, field) });
});
