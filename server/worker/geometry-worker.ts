// Checks geometries of many vertices, and makes one of many, beside the event loop.
import { parentPort } from 'node:worker_threads';
import { unite } from '#shared/domain/fence/outline.ts';
import { checkGeometry, type Geometry } from '#shared/geo/geometry.ts';
import { polygonsOf } from '#shared/geo/shapes.ts';
import { ok } from '#shared/result.ts';

export type GeometryQuestion =
  | { readonly id: number; readonly geometry: unknown; readonly field: string }
  | { readonly id: number; readonly parts: readonly Geometry[] };

const port = parentPort;
if (port === null) throw new Error('geometry-worker.ts runs as a worker thread');
port.on('message', (question: GeometryQuestion) => {
  const { id } = question;
  if ('parts' in question) {
    const coordinates = unite(question.parts.map(polygonsOf));
    port.postMessage({ id, result: ok({ type: 'MultiPolygon', coordinates }) });
  } else port.postMessage({ id, result: checkGeometry(question.geometry, undefined, question.field) });
});
