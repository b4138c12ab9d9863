// The search of a stolen profile finds what is packed: otherwise it would find nothing anywhere, and say so contentedly.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { searchProfile, unsnap } from './profile-search.ts';

const SECRET = 'SECRET-7731';
/** 'SECRET-77', 'zz', then nine bytes copied from eleven back, and '31': nowhere in it does the secret stand in one piece. */
const SNAPPED = Buffer.concat([
  Buffer.from([22, 10 << 2]),
  Buffer.from('SECRET-77zz'),
  Buffer.from([((9 - 1) << 2) | 2, 11, 0]),
  Buffer.from([1 << 2]),
  Buffer.from('31'),
]);

it('unpacks Snappy, and takes nothing else for it', () => {
  expect(unsnap(SNAPPED)?.toString()).toBe('SECRET-77zzSECRET-7731');
  expect(SNAPPED.includes(SECRET)).toBe(false);
  expect(unsnap(SNAPPED.subarray(0, 15))).toBeUndefined();
  expect(unsnap(Buffer.from([8, 2, 0, 0]))).toBeUndefined();
});

it('finds a text as it is, in UTF-16, packed by gzip, in a table of LevelDB, in a value and in a cached body', async () => {
  const table = (() => {
    const data = Buffer.concat([SNAPPED, Buffer.from([1, 0, 0, 0, 0])]);
    const handle = Buffer.from([0, SNAPPED.length]);
    const index = Buffer.concat([
      Buffer.from([0, 1, handle.length, 0x6b]),
      handle,
      Buffer.from([0, 0, 0, 0, 1, 0, 0, 0]),
    ]);
    const footer = Buffer.alloc(48);
    Buffer.from([0, 0, data.length, index.length]).copy(footer);
    footer.writeBigUInt64LE(0xdb4775248b80fb57n, 40);
    return Buffer.concat([data, index, Buffer.from([0, 0, 0, 0, 0]), footer]);
  })();
  const cached = (() => {
    const head = Buffer.alloc(24);
    head.writeBigUInt64LE(0xfcfb6d1ba7725c30n, 0);
    head.writeUInt32LE(3, 12);
    const end = Buffer.from([0xd8, 0x41, 0x0d, 0x97, 0x45, 0x6f, 0xfa, 0xf4, 1, 2, 3, 4]);
    return Buffer.concat([head, Buffer.from('key'), brotliCompressSync(`${SECRET} `.repeat(9)), end]);
  })();
  const files = {
    plain: Buffer.from(`xx${SECRET}`),
    wide: Buffer.from(SECRET, 'utf16le'),
    zipped: Buffer.concat([Buffer.from('head'), gzipSync(`${SECRET} `.repeat(9)), Buffer.from('tail')]),
    table,
    value: Buffer.concat([Buffer.from([1, 0xff, 0x11, 2]), SNAPPED, Buffer.from('behind')]),
    cached,
  };
  for (const [name, bytes] of Object.entries(files)) {
    const folder = await mkdtemp(join(tmpdir(), 'cordon-search-'));
    await writeFile(join(folder, name), bytes);
    expect([...(await searchProfile(folder, [SECRET, 'NOTHING']))]).toEqual([[SECRET, name]]);
    await rm(folder, { recursive: true });
  }
});
