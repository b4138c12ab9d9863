// The disk under the log: what is free, whether it is a disk at all, and the ballast held back for the hour when it is full.
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

// Magic numbers from statfs(2). On these, file locks and fsync do not mean what SQLite needs them to mean.
const NETWORK: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB2',
};

/** @returns the name of the network file system that `dir` lies on, if it does */
export const networkFileSystem = (dir: string): string | undefined => NETWORK[Number(statfsSync(dir).type) >>> 0];

/** @returns bytes free to an unprivileged process */
export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

/**
 * A file of random bytes (zeros would cost nothing on a compressing file system). On a full disk even DELETE and a
 * checkpoint need room (guarantees.md, trap 19): the first refusal gives the ballast back to the disk, so that sessions can
 * still be revoked, data purged and the database checkpointed, while reports are refused until the ballast fits again.
 */
export class Ballast {
  readonly #path: string;
  readonly #bytes: number;
  #held = false;

  constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
  }

  /** Makes sure that the room is held. @returns false when the disk has no room for it */
  hold(): boolean {
    if (this.#held || this.#bytes === 0) return true;
    if (statSync(this.#path, { throwIfNoEntry: false })?.size === this.#bytes) {
      this.#held = true;
      return true;
    }
    this.release();
    // A quarter more than the file itself: otherwise the next commit meets the full disk again.
    if (freeBytes(dirname(this.#path)) < this.#bytes * 1.25) return false;
    this.#held = this.#fill();
    if (!this.#held) this.release();
    return this.#held;
  }

  release(): void {
    this.#held = false;
    rmSync(this.#path, { force: true });
  }

  #fill(): boolean {
    const block = randomBytes(Math.min(this.#bytes, 1 << 20));
    const file = openSync(this.#path, 'w', 0o600);
    try {
      for (let left = this.#bytes; left > 0; ) left -= writeSync(file, block, 0, Math.min(left, block.length));
      return true;
    } catch {
      return false;
    } finally {
      closeSync(file);
    }
  }
}
