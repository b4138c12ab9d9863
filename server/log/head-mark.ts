// The high-water mark beside the database: how far the log had come, kept outside it. A database that stands behind its
// mark, or disagrees with it, was restored from an older copy, and every cursor handed out since then is void (new epoch).
import { readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import type { Standing } from './sqlite-protocol.ts';

/** A file that is missing or half written reads as no mark: that costs clients one resync, never truth. */
export function readMark(path: string): Standing | undefined {
  try {
    const mark: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isStanding(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}

function isStanding(value: unknown): value is Standing {
  if (typeof value !== 'object' || value === null) return false;
  const mark = value as Partial<Record<keyof Standing, unknown>>;
  const numbers = Number.isSafeInteger(mark.seq) && Number.isSafeInteger(mark.auditN);
  return numbers && typeof mark.epoch === 'string' && typeof mark.auditLink === 'string';
}

async function writeMark(path: string, standing: Standing): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(standing));
    // Without the sync a power cut may leave an empty file under the final name.
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** Writes the newest standing at most once per `delayMs`; a write that fails is reported and tried again with the next. */
export class MarkKeeper {
  readonly #path: string;
  readonly #delayMs: number;
  readonly #warn: (message: string) => void;
  #newest: Standing;
  #written: Standing | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, standing: Standing, warn: (message: string) => void, delayMs = 1_000) {
    this.#path = path;
    this.#newest = standing;
    this.#warn = warn;
    this.#delayMs = delayMs;
  }

  moved(standing: Standing): void {
    this.#newest = standing;
    this.#timer ??= setTimeout(() => void this.flush(), this.#delayMs).unref();
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const standing = this.#newest;
    if (standing === this.#written) return;
    try {
      await writeMark(this.#path, standing);
      this.#written = standing;
    } catch (error) {
      this.#warn(`the mark ${this.#path} could not be written: ${String(error)}`);
    }
  }
}
