// What a thief of a browser profile reads in it: every file as it lies there, and what Chromium packed in it unpacked: the
// tables of LevelDB block by block, values that IndexedDB packed, bodies of its caches.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';

/** Searched as it is, and text as UTF-8 and UTF-16LE. */
export type Needle = string | Buffer;

/** @returns those of `needles` that stand somewhere in the folder, and in which file, unpacked or not */
export async function searchProfile(folder: string, needles: readonly Needle[]): Promise<Map<Needle, string>> {
  const found = new Map<Needle, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const part of [bytes, ...unpacked(bytes)])
      for (const needle of needles)
        if (!found.has(needle) && holds(part, needle)) found.set(needle, path.slice(folder.length + 1));
  }
  return found;
}

const holds = (bytes: Buffer, needle: Needle): boolean =>
  bytes.includes(needle) || (typeof needle === 'string' && bytes.includes(Buffer.from(needle, 'utf16le')));

function* unpacked(bytes: Buffer): Generator<Buffer> {
  const tables = [...tableBlocks(bytes)];
  yield* tables;
  for (const part of [bytes, ...tables]) yield* packedValues(part);
  yield* cacheBody(bytes);
  for (let at = bytes.indexOf(GZIP); at >= 0; at = bytes.indexOf(GZIP, at + 1))
    yield* tried(() => inflateRawSync(bytes.subarray(at + GZIP_HEAD), LENIENT));
}

/** Without a name or a comment, as servers write it. What follows the packed stream is of no matter to its raw form. */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08, 0x00]);
const GZIP_HEAD = 10;
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH };
/** Of the footer of a LevelDB table, little endian. */
const TABLE_MAGIC = 0xdb4775248b80fb57n;
const FOOTER = 48;
const TRAILER = 5;
const SNAPPY = 1;

/** The blocks of a LevelDB table (.ldb): one index block names all data blocks; each is as it is, or packed with Snappy. */
function* tableBlocks(file: Buffer): Generator<Buffer> {
  if (file.length < FOOTER || file.readBigUInt64LE(file.length - 8) !== TABLE_MAGIC) return;
  const footer = new Reader(file.subarray(file.length - FOOTER));
  footer.varint();
  footer.varint();
  const block = (at: number, size: number): Buffer | undefined => {
    const bytes = file.subarray(at, at + size);
    return file[at + size] === SNAPPY ? unsnap(bytes) : bytes;
  };
  const index = block(footer.varint(), footer.varint());
  if (index === undefined || index.length < 4) return;
  const entries = new Reader(index.subarray(0, index.length - 4 - 4 * index.readUInt32LE(index.length - 4)));
  while (!entries.isDone) {
    entries.varint();
    const [ownKey, size] = [entries.varint(), entries.varint()];
    entries.at += ownKey;
    const handle = new Reader(entries.take(size));
    const [at, length] = [handle.varint(), handle.varint()];
    const data = at + length + TRAILER <= file.length ? block(at, length) : undefined;
    if (data !== undefined) yield data;
  }
}

/** What IndexedDB puts before a value that it packed with Snappy. */
const PACKED_VALUE = Buffer.from([0xff, 0x11, 0x02]);
function* packedValues(bytes: Buffer): Generator<Buffer> {
  for (let at = bytes.indexOf(PACKED_VALUE); at >= 0; at = bytes.indexOf(PACKED_VALUE, at + 1)) {
    const value = unsnap(bytes.subarray(at + PACKED_VALUE.length), true);
    if (value !== undefined) yield value;
  }
}

/** Of Chromium's caches on disk: a head, the address, then the body as it came over the line. */
const CACHE_MAGIC = 0xfcfb6d1ba7725c30n;
const CACHE_HEAD = 24;
function* cacheBody(file: Buffer): Generator<Buffer> {
  if (file.length < CACHE_HEAD || file.readBigUInt64LE(0) !== CACHE_MAGIC) return;
  const body = file.subarray(CACHE_HEAD + file.readUInt32LE(12));
  // No mark tells a body that Brotli packed; what is behind it in the file ends it with an error.
  for (let end = body.length; end > 0; end = body.lastIndexOf(CACHE_END, end - 1)) {
    const packed = body.subarray(0, end);
    const plain = [...tried(() => brotliDecompressSync(packed)), ...tried(() => inflateSync(packed, LENIENT))];
    yield* plain;
    if (plain.length > 0) return;
  }
}
const CACHE_END = Buffer.from([0xd8, 0x41, 0x0d, 0x97, 0x45, 0x6f, 0xfa, 0xf4]);

function* tried(unpack: () => Buffer): Generator<Buffer> {
  try {
    yield unpack();
  } catch {
    // Not packed in this way.
  }
}

class Reader {
  at = 0;
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  get isDone(): boolean {
    return this.at >= this.#bytes.length;
  }
  take(size: number): Buffer {
    this.at += size;
    return this.#bytes.subarray(this.at - size, this.at);
  }
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
}

const LARGEST = 64 * 1024 * 1024;
/**
 * Snappy's raw format (github.com/google/snappy, format_description.txt).
 * @param isLenient something else may follow @returns undefined where it is not that
 */
export function unsnap(packed: Buffer, isLenient = false): Buffer | undefined {
  const reader = new Reader(packed);
  const length = reader.varint();
  if (length > LARGEST) return undefined;
  const plain = Buffer.alloc(length);
  let to = 0;
  while (to < length && !reader.isDone) {
    const tag = reader.take(1)[0] ?? 0;
    const kind = tag & 3;
    if (kind === 0) {
      const more = Math.max(0, (tag >> 2) - 59);
      const size = (more === 0 ? tag >> 2 : little(reader.take(more))) + 1;
      const literal = reader.take(size);
      if (literal.length < size || to + size > length) return undefined;
      literal.copy(plain, to);
      to += size;
      continue;
    }
    const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = kind === 1 ? ((tag >> 5) << 8) | little(reader.take(1)) : little(reader.take(kind === 2 ? 2 : 4));
    if (back === 0 || back > to || to + size > length) return undefined;
    for (const end = to + size; to < end; to++) plain[to] = plain[to - back] ?? 0;
  }
  return to === length && (isLenient || reader.isDone) ? plain : undefined;
}

const little = (bytes: Buffer): number => bytes.reduceRight((value, byte) => value * 256 + byte, 0);
