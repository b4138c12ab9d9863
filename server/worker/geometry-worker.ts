// Checks geometries of many vertices, and makes one of many, beside the event loop.
import { parentPort } from 'node:worker_threads';
import { unite } from '#shared/domain/fence/outline.ts';
import { checkGeometry, type Geometry } from '#shared/geo/geometry.ts';
import { polygonsOf } from '#shared/geo/shapes.ts';
import { ok } from '#shared/result.ts';
import { type Carried, pack, transferOf, unpack } from './packed-geometry.ts';

export type GeometryQuestion =
  | { readonly id: number; readonly geometry: Carried; readonly field: string }
  | { readonly id: number; readonly parts: readonly Geometry[] };

const port = parentPort;
if (port === null) throw new Error('geometry-worker.ts runs as a worker thread');
port.on('message', (question: GeometryQuestion) => {
  const { id } = question;
  const result =
    'parts' in question
      ? ok({ type: 'MultiPolygon', coordinates: unite(question.parts.map(polygonsOf)) })
      : checkGeometry(unpack(question.geometry), undefined, question.field);
  const carried = result.ok ? pack(result.value) : undefined;
  if (carried === undefined) port.postMessage({ id, result });
  else port.postMessage({ id, result: ok(carried) }, transferOf(carried));
});
