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
  return bytes.length <= slice ? JSON.parse(bytes.toString('utf8')) : new Slices(bytes, slice).all();
}

/** Reads on from `#at`: parts that are small are parsed in runs, a list or an object that is not is entered. */
class Slices {
  readonly #bytes: Buffer;
  readonly #slice: number;
  #at = 0;
  #began = performance.now();

  constructor(bytes: Buffer, slice: number) {
    this.#bytes = bytes;
    this.#slice = slice;
  }

  async all(): Promise<unknown> {
    const first = this.#skipBlanks();
    if (first !== OPEN_LIST && first !== OPEN_OBJECT) return this.#parse(0, this.#bytes.length);
    const value = await this.#container();
    if (this.#skipBlanks() !== undefined) throw new SyntaxError('more than one value');
    return value;
  }

  /** The list or object that opens here; afterwards `#at` is behind it. */
  async #container(): Promise<unknown> {
    const bytes = this.#bytes;
    const isList = bytes[this.#at] === OPEN_LIST;
    const close = isList ? CLOSE_LIST : CLOSE_OBJECT;
    const made = isList ? new ListMade() : new ObjectMade();
    this.#at += 1;
    for (let [runFrom, isFirst] = [this.#at, true]; ; isFirst = false) {
      const partFrom = this.#at;
      let end = this.#endOfPart(partFrom + this.#slice, isFirst);
      const isLarge = end === undefined;
      if (end === undefined) {
        // What came before it is done, then it is entered.
        if (partFrom > runFrom) made.add(this.#run(runFrom, partFrom - 1, isList));
        const name = isList ? '' : this.#name();
        const first = this.#skipBlanks();
        const from = this.#at;
        if (first === OPEN_LIST || first === OPEN_OBJECT) {
          made.put(name, await this.#container());
          this.#skipBlanks();
          end = this.#at;
        } else {
          end = this.#endOfPart(bytes.length, false)!;
          made.put(name, this.#parse(from, end));
        }
      }
      const isEnd = bytes[end] === close;
      if (!isEnd && bytes[end] !== COMMA) throw new SyntaxError('brackets do not match');
      if (!isLarge && (isEnd || end - runFrom > this.#slice)) made.add(this.#run(runFrom, end, isList));
      this.#at = end + 1;
      if (isEnd) return made.value;
      if (!isLarge && end - runFrom <= this.#slice) continue;
      runFrom = this.#at;
      if (performance.now() - this.#began > TURN) {
        await breathe();
        this.#began = performance.now();
      }
    }
  }

  /**
   * @param mayBeEmpty nothing between the brackets is an empty list; nothing before or after a comma is no JSON
   * @returns where the comma or the bracket stands that ends the part at `#at`; undefined where that is beyond the limit
   */
  #endOfPart(limit: number, mayBeEmpty: boolean): number | undefined {
    const bytes = this.#bytes;
    let depth = 0;
    let isEmpty = true;
    for (let i = this.#at; i <= limit; i += 1) {
      const byte = bytes[i];
      if (byte === undefined) throw new SyntaxError('ends too early');
      if (byte === QUOTE) {
        i = this.#closingQuote(i);
        isEmpty = false;
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth += 1;
        isEmpty = false;
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT || (byte === COMMA && depth === 0)) {
        if (depth === 0) {
          if (isEmpty && (!mayBeEmpty || byte === COMMA)) throw new SyntaxError('a part is missing');
          return i;
        }
        depth -= 1;
      } else if (isEmpty && !isBlank(byte)) isEmpty = false;
    }
    return undefined;
  }

  /** The name that stands here; afterwards `#at` is behind its colon. */
  #name(): string {
    if (this.#skipBlanks() !== QUOTE) throw new SyntaxError('a name is a string');
    const from = this.#at;
    this.#at = this.#closingQuote(from) + 1;
    const name = this.#parse(from, this.#at) as string;
    if (this.#skipBlanks() !== COLON) throw new SyntaxError('a name is followed by a colon');
    this.#at += 1;
    return name;
  }

  /** @returns the byte that comes next; undefined at the end */
  #skipBlanks(): number | undefined {
    while (isBlank(this.#bytes[this.#at])) this.#at += 1;
    return this.#bytes[this.#at];
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

  #parse(from: number, to: number): unknown {
    return JSON.parse(this.#bytes.toString('utf8', from, to));
  }

  /** Parts without their brackets. */
  #run(from: number, to: number, isList: boolean): object {
    const text = this.#bytes.toString('utf8', from, to);
    return JSON.parse(isList ? `[${text}]` : `{${text}}`) as object;
  }
}

class ListMade {
  readonly value: unknown[] = [];
  put(_: string, item: unknown): void {
    this.value.push(item);
  }
  add(run: object): void {
    for (const item of run as unknown[]) this.value.push(item);
  }
}

/** As JSON.parse does: `__proto__` is a name like any other, and the last of two alike holds, in the place of the first. */
class ObjectMade {
  readonly value: Record<string, unknown> = {};
  put(name: string, value: unknown): void {
    Object.defineProperty(this.value, name, { value, writable: true, enumerable: true, configurable: true });
  }
  add(run: object): void {
    for (const [name, value] of Object.entries(run)) this.put(name, value);
  }
}
