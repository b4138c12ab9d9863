// JSON.parse in slices: what a body of megabytes costs is paid in many turns of the event loop, never in one.
import { setImmediate as breathe } from 'node:timers/promises';

/** Bytes parsed at once: about a millisecond. */
const SLICE = 64 * 1024;
/** Work in one turn of the event loop before others have theirs, ms. */
const TURN = 10;
/** Strings up to this are looked through byte by byte: a native search costs more than that. */
const SHORT = 24;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * The value of a JSON text, the same as `JSON.parse` makes of it.
 * @param bytes UTF-8; how deep it nests is known to be harmless (json-guard.ts)
 * @param slice bytes parsed at once
 * @throws SyntaxError where JSON.parse does; its words are not those of JSON.parse
 */
export async function parseJson(bytes: Buffer, slice = SLICE): Promise<unknown> {
  return new Slices(bytes, slice).value(0, bytes.length);
}

class Slices {
  readonly #bytes: Buffer;
  readonly #slice: number;
  #began = performance.now();

  constructor(bytes: Buffer, slice: number) {
    this.#bytes = bytes;
    this.#slice = slice;
  }

  /** What is small is parsed at once; a list or an object that is not, by runs of its parts. */
  async value(from: number, to: number): Promise<unknown> {
    const bytes = this.#bytes;
    let [start, end] = [from, to];
    while (start < end && isBlank(bytes[start])) start += 1;
    while (end > start && isBlank(bytes[end - 1])) end -= 1;
    const [first, last] = [bytes[start], bytes[end - 1]];
    if (end - start > this.#slice) {
      if (first === OPEN_LIST && last === CLOSE_LIST) return this.#list(start, end);
      if (first === OPEN_OBJECT && last === CLOSE_OBJECT) return this.#object(start, end);
    }
    return this.#parse(start, end, '', '');
  }

  async #list(start: number, end: number): Promise<unknown[]> {
    const out: unknown[] = [];
    await this.#parts(
      start,
      end,
      (from, to) => {
        for (const item of this.#parse(from, to, '[', ']') as unknown[]) out.push(item);
      },
      async (from, to) => {
        out.push(await this.value(from, to));
      },
    );
    return out;
  }

  async #object(start: number, end: number): Promise<Record<string, unknown>> {
    const out: Record<string, unknown> = {};
    // As JSON.parse does: `__proto__` is a name like any other, the last of two alike holds, in the place of the first.
    const set = (name: string, value: unknown): void => {
      Object.defineProperty(out, name, { value, writable: true, enumerable: true, configurable: true });
    };
    await this.#parts(
      start,
      end,
      (from, to) => {
        for (const [name, value] of Object.entries(this.#parse(from, to, '{', '}') as object)) set(name, value);
      },
      async (from, to) => {
        const bytes = this.#bytes;
        let at = from;
        while (isBlank(bytes[at])) at += 1;
        const key = at;
        if (bytes[key] !== QUOTE) throw new SyntaxError('a name is a string');
        const close = this.#closingQuote(key);
        at = close + 1;
        while (isBlank(bytes[at])) at += 1;
        if (bytes[at] !== COLON || at >= to) throw new SyntaxError('a name is followed by a colon');
        set(this.#parse(key, close + 1, '', '') as string, await this.value(at + 1, to));
      },
    );
    return out;
  }

  /** Walks over the parts of a list or an object: runs of small ones together, a large one by itself, in their order. */
  async #parts(
    start: number,
    end: number,
    run: (from: number, to: number) => void,
    large: (from: number, to: number) => Promise<void>,
  ): Promise<void> {
    const bytes = this.#bytes;
    let depth = 0;
    let runFrom = start + 1;
    let partFrom = start + 1;
    let isEmpty = true;
    for (let i = start + 1; i < end; i += 1) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        i = this.#closingQuote(i);
        isEmpty = false;
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth += 1;
        isEmpty = false;
      } else if (i === end - 1 || (byte === COMMA && depth === 0)) {
        if (depth !== 0) throw new SyntaxError('brackets do not match');
        // nothing between the brackets is an empty list; nothing before or after a comma is no JSON
        const isNothing = isEmpty && i === end - 1 && partFrom === start + 1;
        if (isEmpty && !isNothing) throw new SyntaxError('a part is missing');
        const isLarge = i - partFrom > this.#slice;
        if (isLarge && partFrom > runFrom) run(runFrom, partFrom - 1);
        if (isLarge) await large(partFrom, i);
        else if ((i === end - 1 || i - runFrom > this.#slice) && !isNothing) run(runFrom, i);
        if (isLarge || i - runFrom > this.#slice) {
          runFrom = i + 1;
          if (performance.now() - this.#began > TURN) {
            await breathe();
            this.#began = performance.now();
          }
        }
        partFrom = i + 1;
        isEmpty = true;
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        depth -= 1;
        if (depth < 0) throw new SyntaxError('brackets do not match');
      } else if (isEmpty && !isBlank(byte)) isEmpty = false;
    }
  }

  /** @returns where the string that opens at `at` closes */
  #closingQuote(at: number): number {
    const bytes = this.#bytes;
    for (let i = at + 1; ; ) {
      for (const near = i + SHORT; i < near; i += 1) {
        if (bytes[i] === BACKSLASH) i += 1;
        else if (bytes[i] === QUOTE) return i;
      }
      const quote = bytes.indexOf(QUOTE, i);
      if (quote === -1) throw new SyntaxError('a string does not end');
      let slashes = 0;
      while (quote - 1 - slashes >= i && bytes[quote - 1 - slashes] === BACKSLASH) slashes += 1;
      if (slashes % 2 === 0) return quote;
      i = quote + 1;
    }
  }

  #parse(from: number, to: number, before: string, after: string): unknown {
    return JSON.parse(before + this.#bytes.toString('utf8', from, to) + after);
  }
}
