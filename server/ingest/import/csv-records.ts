// RFC 4180 on bytes. Comma, quote and line end are never part of a longer character in UTF-8 or GB18030, so records are
// cut before they are decoded: one bad character costs one row. csv-parse was tried and left: it names the line where
// an unclosed quote ends rather than where it began, drops rows already read, and cannot go on after a bad row.
import { problem } from '#shared/errors.ts';
import { LIMITS } from './limits.ts';
import { ImportFailure } from './row.ts';

/** Undecoded fields of one record, the line it began on (from 1), and a reason why it is not a record. */
export type CsvRecord = { readonly fields: readonly Uint8Array[]; readonly line: number; readonly bad?: string };

const STATE = { start: 0, plain: 1, quoted: 2, quoteSeen: 3 } as const;
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export class CsvRecords {
  readonly #delimiter: number;
  #buffer = new Uint8Array(4096);
  #length = 0;
  #fields: Uint8Array[] = [];
  #state: number = STATE.start;
  #line = 1;
  #recordLine = 1;
  #quoteLine = 1;
  #size = 0;
  #bad: string | undefined;
  #afterCr = false;
  #count = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Records that are complete after these bytes. @throws ImportFailure for a record without end */
  *push(chunk: Uint8Array): Generator<CsvRecord> {
    for (const byte of chunk) {
      const isSecondHalf = this.#afterCr && byte === LF;
      this.#afterCr = byte === CR;
      if (isSecondHalf && this.#state !== STATE.quoted) continue;
      if ((byte === LF && !isSecondHalf) || byte === CR) this.#line++;
      if (++this.#size > LIMITS.row) this.#tooLong();
      if (this.#state === STATE.quoted) {
        if (byte === QUOTE) this.#state = STATE.quoteSeen;
        else this.#append(byte);
        continue;
      }
      if (byte === this.#delimiter) {
        this.#endField();
      } else if (byte === LF || byte === CR) {
        const record = this.#endRecord();
        if (record) yield record;
      } else if (byte === QUOTE && this.#state === STATE.start) {
        this.#state = STATE.quoted;
        this.#quoteLine = this.#line;
      } else if (byte === QUOTE && this.#state === STATE.quoteSeen) {
        this.#append(byte);
        this.#state = STATE.quoted;
      } else {
        if (this.#state === STATE.quoteSeen) {
          this.#bad ??= `text follows a closing quote on line ${this.#line}; the quote opened on line ${this.#quoteLine}`;
        }
        this.#append(byte);
        this.#state = STATE.plain;
      }
    }
  }

  /** The last record, where the file does not end with a line end. @throws ImportFailure `unclosed-quote` */
  *end(): Generator<CsvRecord> {
    if (this.#state === STATE.quoted) this.#unclosed();
    const record = this.#endRecord();
    if (record) yield record;
  }

  #append(byte: number): void {
    if (this.#length === this.#buffer.length) {
      const grown = new Uint8Array(this.#buffer.length * 2);
      grown.set(this.#buffer);
      this.#buffer = grown;
    }
    this.#buffer[this.#length++] = byte;
  }

  #endField(): void {
    this.#fields.push(this.#buffer.slice(0, this.#length));
    this.#length = 0;
    this.#state = STATE.start;
  }

  #endRecord(): CsvRecord | undefined {
    const isBlank = this.#fields.length === 0 && this.#length === 0 && this.#state !== STATE.quoteSeen;
    this.#endField();
    const record = {
      fields: this.#fields,
      line: this.#recordLine,
      ...(this.#bad === undefined ? {} : { bad: this.#bad }),
    };
    this.#fields = [];
    this.#bad = undefined;
    this.#size = 0;
    this.#recordLine = this.#line;
    if (isBlank) return undefined;
    this.#count++;
    return record;
  }

  #unclosed(): never {
    // The header is a record too: the row that breaks has the number of records read so far.
    const row = this.#count;
    const message = `row ${row}: the quote that opened on line ${this.#quoteLine} never closes`;
    throw new ImportFailure(problem('unclosed-quote', message), { row, line: this.#quoteLine });
  }

  #tooLong(): never {
    if (this.#state === STATE.quoted) this.#unclosed();
    const message = `row ${this.#count}, from line ${this.#recordLine}, is longer than ${LIMITS.row / 2 ** 20} MiB`;
    throw new ImportFailure(problem('too-large', message), { row: this.#count, line: this.#recordLine });
  }
}
