// Runs in a worker thread with a memory limit: reads a file's areas for shapes.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { problem } from '#shared/errors.ts';
import { nameOfFeature } from '#shared/geo/edit/shape-name.ts';
import { countVertices } from '#shared/geo/geometry.ts';
import type { ImportOptions } from '#shared/import.ts';
import { headBytes } from './bytes.ts';
import { moved } from './candidate.ts';
import { formatOf, READERS } from './formats.ts';
import { LIMITS } from './limits.ts';

import { ImportFailure, type Reader } from './row.ts';
import { type FileShape, MOST_SHAPES, type ShapesAsked, type ShapesSaid } from './shapes.ts';

const { path, filename, datum, object } = workerData as ShapesAsked;

/** Readers ask for no kind; one that has areas stands for all. */
const OPTIONS: ImportOptions = { kind: 'area.registered', datum, ...(object === undefined ? {} : { object }) };

async function areasOf(reader: Reader): Promise<{ readonly shapes: FileShape[]; readonly off: number }> {
  const shapes: FileShape[] = [];
  let [off, vertices] = [0, 0];
  for await (const { cells, geometry } of reader.rows()) {
    if (typeof geometry !== 'object' || geometry === null) continue;
    const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
    if (type !== 'Polygon' && type !== 'MultiPolygon') continue;
    vertices += countVertices(geometry, LIMITS.vertices);
    if (shapes.length === MOST_SHAPES || vertices > LIMITS.vertices)
      throw new ImportFailure(problem('too-large', `more than ${MOST_SHAPES} areas or ${LIMITS.vertices} vertices`));
    const there = moved(coordinates, datum);
    if (there.ok) shapes.push({ name: nameOfFeature(cells), geometry: { type, coordinates: there.value } });
    else off += 1;
  }
  return { shapes, off };
}

async function read(): Promise<ShapesSaid> {
  try {
    const format = await formatOf(path, filename, await headBytes(path), OPTIONS);
    const reader = (await READERS[format]())(path, OPTIONS);
    const areas = await areasOf(reader);
    const { datum: offers = [], objects = [] } = reader.offers?.() ?? {};
    return { ...areas, datum: offers, objects };
  } catch (thrown) {
    if (thrown instanceof ImportFailure) return { problem: thrown.problem };
    throw thrown;
  }
}

void read().then((said) => parentPort?.postMessage(said));
