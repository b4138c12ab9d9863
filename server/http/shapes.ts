// POST /api/shapes: the areas of a Shapefile, a GeoPackage or any other file an import reads, as GeoJSON to draw with.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { problem } from '#shared/errors.ts';
import { isDatum } from '#shared/geo/datum.ts';
import { readShapes } from '../ingest/import/shapes.ts';
import { type Context, hasRight } from './context.ts';
import { sendProblem } from './problem.ts';
import { receiveUpload } from './upload.ts';

export function shapeRoutes(app: FastifyInstance, context: Context): void {
  const dir = join(context.dir, 'imports');
  app.post(
    '/api/shapes',
    {
      schema: {
        summary: 'The areas of a file as GeoJSON, to draw with: multipart `file`, `datum`, `object`; keeps nothing',
        description:
          'Shapefile (zipped), GeoPackage, GeoJSON, KML and KMZ, TopoJSON (with `object`), 100 MB, 5,000 areas at most. `datum` says in which system the file is; its own word for that comes back as `datum`, and is never put in force. Answer: `{type: FeatureCollection, features, off, datum, objects}`, `off` counts areas that are not on the earth.',
        tags: ['reading'],
        consumes: ['multipart/form-data'],
      },
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      if (!hasRight(request, 'propose') && !hasRight(request, 'import'))
        return sendProblem(reply, problem('forbidden', 'drawing from a file needs the right to propose or to import'));
      const upload = await receiveUpload(request, dir);
      if ('code' in upload) return sendProblem(reply, upload);
      const { path, filename, fields } = upload;
      try {
        const datum = fields.get('datum') ?? 'WGS-84';
        const object = fields.get('object');
        if (!isDatum(datum))
          return sendProblem(reply, problem('invalid-value', `no datum is called ${datum.slice(0, 40)}`, 'datum'));
        const read = await readShapes({ path, filename, datum, ...(object === undefined ? {} : { object }) });
        if (!read.ok) return sendProblem(reply, read.error);
        const { shapes, ...rest } = read.value;
        const features = shapes.map(({ name, geometry }) => ({ type: 'Feature', properties: { name }, geometry }));
        return { type: 'FeatureCollection', features, ...rest };
      } finally {
        await rm(path, { force: true });
      }
    },
  );
}
