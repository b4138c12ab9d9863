// One uploaded file with the fields beside it: on disk before anybody looks into it. Whoever asked for it removes it.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { type Problem, problem } from '#shared/errors.ts';

export type Upload = {
  readonly path: string;
  readonly filename: string;
  readonly fields: ReadonlyMap<string, string>;
};

/** @param dir where the file is put @returns a problem, and then no file is left behind */
export async function receiveUpload(request: FastifyRequest, dir: string): Promise<Upload | Problem> {
  if (!request.isMultipart())
    return problem('malformed', 'send multipart/form-data with the part `file` and the fields beside it');
  await mkdir(dir, { recursive: true });
  const path = join(dir, `${randomUUID()}.upload`);
  const fields = new Map<string, string>();
  let filename: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      filename = part.filename || 'file';
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      if (part.file.truncated) {
        await rm(path, { force: true });
        return problem('too-large', 'a file is 100 MB at most; split it', 'file');
      }
    } else fields.set(part.fieldname, String(part.value));
  }
  return filename === undefined
    ? problem('missing-field', 'the part `file` is needed', 'file')
    : { path, filename, fields };
}
