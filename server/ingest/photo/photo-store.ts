// Photos on the disk beside the log, each under the hash of what was sent: the same one again is the same file.
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPhotoId } from '#shared/photo.ts';
import { LogError } from '../../log/event-log.ts';

export class PhotoStore {
  readonly #dir: string;

  /** @param dir made with the first photo */
  constructor(dir: string) {
    this.#dir = dir;
  }

  /** On the disk when it resolves. @throws LogError('disk-full') where there is no room; then nothing of it stays */
  async put(id: string, bytes: Buffer): Promise<void> {
    const path = this.#pathOf(id);
    if (await stat(path).catch(() => undefined)) return;
    const draft = `${path}.${crypto.randomUUID()}`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      // The names are on the disk too: of the file, and of its folder where that is new.
      for (const folder of [dirname(path), this.#dir, dirname(this.#dir)]) await syncFolder(folder);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EDQUOT') throw new LogError('disk-full', 'no room for the photo');
      throw error;
    }
  }

  async get(id: string): Promise<Buffer | undefined> {
    if (!isPhotoId(id)) return undefined; // it becomes a file name
    return readFile(this.#pathOf(id)).catch(() => undefined);
  }

  #pathOf(id: string): string {
    if (!isPhotoId(id)) throw new Error(`no photo is called ${id}`);
    return join(this.#dir, id.slice(6, 8), id);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
