// Tells one version of an archive from the next without reading gigabytes.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';

export async function versionOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return createHash('sha1').update(`${path} ${size} ${mtimeMs}`).digest('base64url').slice(0, 12);
}
