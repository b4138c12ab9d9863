// Zip archives from strangers. The sizes an archive claims are not believed: what comes out is counted while it inflates.
// Libraries allocate what is claimed (fflate) or keep no count at all, so the directory is read here and zlib inflates.
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { problem } from '#shared/errors.ts';
import { LIMITS } from './limits.ts';
import { ImportFailure } from './row.ts';

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly size: number;
  readonly at: number;
};

/** An archive. Names are paths inside it and are never used as paths on the disk. */
export type Zip = {
  readonly names: readonly string[];
  /** @throws ImportFailure `too-large` over what all reads together may inflate to, `malformed` for broken data */
  readonly read: (name: string) => Uint8Array;
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_COMMENT = 65_557;
const UTF8_NAMES = 0x800;
const ENCRYPTED = 1;

const broken = (what: string) => new ImportFailure(problem('malformed', `the zip archive is broken: ${what}`));

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');

/** Names are UTF-8 where the archive says so; archivers on Chinese Windows write GBK and say nothing. */
function nameOf(bytes: Uint8Array, flags: number): string {
  try {
    return utf8.decode(bytes);
  } catch {
    if ((flags & UTF8_NAMES) !== 0) throw broken('a name is not the UTF-8 it claims to be');
    return gb18030.decode(bytes);
  }
}

function entriesOf(file: Buffer): Entry[] {
  let end = file.length - 22;
  while (end >= 0 && file.readUInt32LE(end) !== END) {
    end--;
    if (file.length - end > MAX_COMMENT) end = -1;
  }
  if (end < 0) throw broken('it has no directory');
  const count = file.readUInt16LE(end + 10);
  if (count > LIMITS.entries) {
    throw new ImportFailure(problem('too-large', `${count} files in one archive, at most ${LIMITS.entries} are read`));
  }
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) throw broken('its directory breaks off');
    const nameLength = file.readUInt16LE(at + 28);
    const flags = file.readUInt16LE(at + 8);
    entries.push({
      name: nameOf(file.subarray(at + 46, at + 46 + nameLength), flags),
      method: file.readUInt16LE(at + 10),
      flags,
      size: file.readUInt32LE(at + 20),
      at: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function packed(file: Buffer, { name, at, size, flags }: Entry): Uint8Array {
  if ((flags & ENCRYPTED) !== 0) {
    throw new ImportFailure(problem('unsupported-format', `${name} is encrypted: send the archive without a password`));
  }
  if (at + 30 > file.length || file.readUInt32LE(at) !== LOCAL) throw broken(`${name} is not where it should be`);
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  if (from + size > file.length) throw broken(`${name} breaks off`);
  return file.subarray(from, from + size);
}

/** @throws ImportFailure for what is no archive, or one with more files than are read */
export async function openZip(path: string): Promise<Zip> {
  const file = await readFile(path);
  const entries = new Map(entriesOf(file).map((entry) => [entry.name, entry]));
  let left: number = LIMITS.unzipped;
  const tooLarge = () =>
    new ImportFailure(problem('too-large', `more than ${LIMITS.unzipped / 2 ** 20} MiB once inflated: split the file`));

  function inflated(entry: Entry): Uint8Array {
    const bytes = packed(file, entry);
    if (entry.method === 0) return bytes;
    if (entry.method !== 8) throw broken(`${entry.name} is packed in a way nobody reads (method ${entry.method})`);
    try {
      return inflateRawSync(bytes, { maxOutputLength: Math.max(1, left) });
    } catch (thrown) {
      if ((thrown as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      throw broken(`${entry.name}: ${(thrown as Error).message}`);
    }
  }

  const read = (name: string): Uint8Array => {
    const entry = entries.get(name);
    if (entry === undefined) throw broken(`it has no ${name}`);
    const bytes = inflated(entry);
    left -= bytes.length;
    if (left < 0) throw tooLarge();
    return bytes;
  };
  return { names: [...entries.keys()], read };
}
