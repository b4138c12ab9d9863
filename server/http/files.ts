// Proof photos: sent once and named in `proof`; read back by those who may see what they prove.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { problem } from '#shared/errors.ts';
import { MOST_PHOTO_BYTES, PHOTO_TYPES, partsOfProof, photoId } from '#shared/photo.ts';
import { OneOf } from '#shared/schema.ts';
import type { Situation } from '#shared/situation.ts';
import type { View } from '../access/view.ts';
import { cleanPhoto, photoTypeOf } from '../ingest/photo/clean.ts';
import { PhotoStore } from '../ingest/photo/photo-store.ts';
import { type Context, hasRight, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

/** A crew takes some a minute; a loop that fills the disk takes thousands. Machines are never refused for their number. */
const PER_MINUTE = 120;
const UNKNOWN = problem('not-found', 'no file has this id, or none that you may see names it');
const TAGS = ['writing'];

export function fileRoutes(app: FastifyInstance, context: Context): void {
  const photos = new PhotoStore(join(context.dir, 'files'));

  app.post(
    '/api/files',
    {
      config: {
        rateLimit: {
          timeWindow: 60_000,
          max: ({ principal }: { readonly principal: { readonly grant: { readonly kind: string } } | undefined }) =>
            principal?.grant.kind === 'key' ? 200_000 : PER_MINUTE,
        },
      },
      schema: {
        summary: 'Send a proof photo: multipart `file`',
        description: `JPEG, PNG or WebP by its content, ${MOST_PHOTO_BYTES / 2 ** 20} MiB at most. Place, time and device that a camera wrote into it (EXIF, XMP, IPTC, comments) are taken out before it is kept. The id is \`photo-\` and the SHA-256 of the bytes as they were sent: the same photo again is the same id. Put it into \`proof\` of a report.`,
        tags: TAGS,
        consumes: ['multipart/form-data'],
        response: {
          201: Type.Object({
            id: Type.String(),
            type: OneOf(...PHOTO_TYPES),
            width: Type.Integer({ description: 'pixels' }),
            height: Type.Integer({ description: 'pixels' }),
            bytes: Type.Integer({ description: 'as kept' }),
          }),
        },
      },
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      if (!hasRight(request, 'report'))
        return sendProblem(reply, problem('forbidden', 'sending a photo needs the right to report'));
      const wanted = problem('malformed', 'send multipart/form-data with the part `file`');
      if (!request.isMultipart()) return sendProblem(reply, wanted);
      const part = await request.file({ limits: { fileSize: MOST_PHOTO_BYTES, files: 1 }, throwFileSizeLimit: false });
      if (part === undefined || part.fieldname !== 'file') {
        part?.file.resume();
        return sendProblem(reply, problem('missing-field', 'the part `file` is needed', 'file'));
      }
      const sent = await part.toBuffer();
      if (part.file.truncated)
        return sendProblem(
          reply,
          problem('too-large', `a photo is ${MOST_PHOTO_BYTES / 2 ** 20} MiB at most; make it smaller`, 'file'),
        );
      const photo = cleanPhoto(sent);
      if (!photo.ok) return sendProblem(reply, photo.error);
      const { type, width, height, bytes } = photo.value;
      const id = photoId(createHash('sha256').update(sent).digest('hex'));
      await photos.put(id, bytes);
      return reply
        .code(201)
        .header('Location', `/api/files/${id}`)
        .send({ id, type, width, height, bytes: bytes.length });
    },
  );

  app.get<{ Params: { id: string } }>(
    '/api/files/:id',
    {
      schema: {
        summary: 'A proof photo, for those who may see what it proves',
        description: 'Hidden and absent look the same: 404. A photo that no report names yet is nobody’s to see.',
        tags: ['reading'],
        params: Type.Object({ id: Type.String() }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const view = context.viewOf(principalOf(request));
      if (!proves(id, context.projector.situation, view)) return sendProblem(reply, UNKNOWN);
      const bytes = await photos.get(id);
      const type = bytes === undefined ? undefined : photoTypeOf(bytes);
      if (bytes === undefined || type === undefined) return sendProblem(reply, UNKNOWN);
      return reply.type(type).header('Content-Disposition', 'inline').send(bytes);
    },
  );
}

const PROVED = ['tasks', 'nails', 'sites', 'checkpoints'] as const;

/** Whether something that the reader may see, with its proof, names the photo. */
function proves(id: string, situation: Situation, view: View): boolean {
  return PROVED.some((layer) => {
    for (const entity of situation.all(layer).values()) {
      if (entity.proof === undefined || !partsOfProof(entity.proof).photos.includes(id)) continue;
      if (view.see(layer, entity)?.proof !== undefined) return true;
    }
    return false;
  });
}
