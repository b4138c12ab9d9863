// Bytes to text, never by guess: what is not valid in the encoding named is refused, with a hint which it may be.
import { problem } from '#shared/errors.ts';
import type { Encoding } from '#shared/import.ts';

import { ImportFailure } from './row.ts';

const BOMS: readonly { readonly bytes: readonly number[]; readonly name: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], name: 'utf-8' },
  { bytes: [0x84, 0x31, 0x95, 0x33], name: 'gb18030' },
  { bytes: [0xff, 0xfe], name: 'UTF-16' },
  { bytes: [0xfe, 0xff], name: 'UTF-16' },
];

/**
 * @returns how many bytes of byte order mark stand in front
 * @throws ImportFailure when the mark belongs to another encoding than the one named
 */
export function skipBom(bytes: Uint8Array, encoding: Encoding): number {
  const mark = BOMS.find(({ bytes: mark }) => mark.every((byte, i) => bytes[i] === byte));
  if (!mark) return 0;
  if (mark.name !== encoding) {
    const message = `the file begins with the byte order mark of ${mark.name}, but is to be read as ${encoding}`;
    throw new ImportFailure(problem('bad-encoding', message, 'encoding'));
  }
  return mark.bytes.length;
}

const strict: Record<Encoding, TextDecoder> = {
  'utf-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }),
};

export const decodes = (bytes: Uint8Array, encoding: Encoding): boolean => decodeStrict(bytes, encoding) !== undefined;

/** Text, or undefined where a byte is not valid in the encoding. */
export function decodeStrict(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return strict[encoding].decode(bytes);
  } catch {
    return undefined;
  }
}

/** ", looks like GB18030" where the other encoding would read it. */
export function hint(bytes: Uint8Array, encoding: Encoding): string {
  const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
  return decodes(bytes, other) ? `; it looks like ${other.toUpperCase()}: say so with \`encoding\`` : '';
}

// A comma, a quote and a line end are never part of a longer character, in UTF-8 as in GB18030: safe places to cut.
const isSafe = (byte: number | undefined) => byte === 0x0a || byte === 0x22 || byte === 0x2c;

/** The stretch between two safe places that does not decode: its offset and bytes. */
function badStretch(bytes: Uint8Array, encoding: Encoding): { offset: number; bytes: Uint8Array } {
  let from = 0;
  for (let to = 1; to <= bytes.length; to++) {
    if (to < bytes.length && !isSafe(bytes[to])) continue;
    const stretch = bytes.subarray(from, to);
    if (!decodes(stretch, encoding)) return { offset: from, bytes: stretch };
    from = to;
  }
  return { offset: 0, bytes };
}

/** @throws ImportFailure `bad-encoding` naming line and byte of the first text that is not valid */
export function decodeDocument(bytes: Uint8Array, encoding: Encoding): string {
  const body = bytes.subarray(skipBom(bytes, encoding));
  const text = decodeStrict(body, encoding);
  if (text !== undefined) return text;
  const bad = badStretch(body, encoding);
  let line = 1;
  for (let i = 0; i < bad.offset; i++) if (body[i] === 0x0a) line++;
  const message = `line ${line}, byte ${bad.offset}: not valid ${encoding.toUpperCase()}${hint(bad.bytes, encoding)}`;
  throw new ImportFailure(problem('bad-encoding', message), { line });
}
