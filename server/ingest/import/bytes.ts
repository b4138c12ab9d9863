// The bytes of a file, inflated where it is gzip (known by its first bytes, not by its name), counted as they come.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { problem } from '#shared/errors.ts';
import { ImportFailure } from './row.ts';

/** The first bytes of a file, as stored. */
export async function headOf(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * @param limit bytes after inflating; sizes claimed inside the file are not believed, only what comes out is counted
 * @throws ImportFailure `too-large`, or `malformed` for gzip that breaks off
 */
export async function* bytesOf(path: string, limit: number): AsyncGenerator<Uint8Array> {
  const head = await headOf(path, 2);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const file = createReadStream(path, { highWaterMark: 2 ** 18 });
  // The callback keeps a failure of either stream from being thrown at nobody; it surfaces in the loop below.
  const stream = isGzip ? pipeline(file, createGunzip(), () => {}) : file;
  let count = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      count += chunk.length;
      if (count > limit) {
        throw new ImportFailure(
          problem('too-large', `more than ${limit / 2 ** 20} MiB${isGzip ? ' once inflated' : ''}`),
        );
      }
      yield chunk;
    }
  } catch (thrown) {
    if (thrown instanceof ImportFailure || !isGzip) throw thrown;
    throw new ImportFailure(problem('malformed', `the gzip breaks off: ${(thrown as Error).message}`));
  } finally {
    file.destroy();
  }
}

/** The beginning of a file, inflated: enough to tell what it is. */
export async function headBytes(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytesOf(path, Number.POSITIVE_INFINITY)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= 65_536) break;
  }
  return Buffer.concat(chunks).subarray(0, 262_144);
}
