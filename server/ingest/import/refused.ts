// Every refused row, on disk as it happens, and as CSV for the person who has to put it right.

import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { defused } from '#shared/formula.ts';
import type { Refusal } from '#shared/import.ts';
import type { Original } from './messages.ts';

export class RefusedFile {
  readonly #path: string;
  #stream: WriteStream | undefined;

  /** @param path of the NDJSON file; made at the first refusal */
  constructor(path: string) {
    this.#path = path;
  }

  async add(refusal: Refusal, original: Original): Promise<void> {
    // Errors surface where they are awaited (drain, finished); without a listener they would end the process.
    this.#stream ??= createWriteStream(this.#path).on('error', () => {});
    if (this.#stream.errored) throw this.#stream.errored;
    if (!this.#stream.write(`${JSON.stringify({ ...refusal, original })}\n`)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    if (!this.#stream) return;
    this.#stream.end();
    await finished(this.#stream);
  }
}

const HEAD = ['row', 'field', 'code', 'reason'];

/**
 * CSV (UTF-8 with byte order mark, so that spreadsheets read Chinese) of a file that RefusedFile wrote.
 * @param columns of the imported file, in order: a row's own cells follow its reason
 */
export async function* refusedCsv(path: string, columns: readonly string[]): AsyncGenerator<string> {
  const line = (cells: readonly string[]) => stringify([cells.map(defused)], { record_delimiter: 'windows' });
  yield `\uFEFF${line([...HEAD, ...columns])}`;
  if (!existsSync(path)) return;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const { row, field, code, reason, original } = JSON.parse(text) as Refusal & { original: Original };
    const cells = new Map(original);
    yield line([String(row), field ?? '', code, reason, ...columns.map((column) => cells.get(column) ?? '')]);
  }
}
