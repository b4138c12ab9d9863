// Unpacks tiles and directories of archives; bounded, because a few bytes of gzip can say a gigabyte.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, gzip, zstdDecompress } from 'node:zlib';

/** A tile that unpacks to more is no tile. */
const LARGEST = 64 * 2 ** 20;

const options = { maxOutputLength: LARGEST };
const [gunzipBytes, brotliBytes, zstdBytes, gzipBytes] = [
  promisify(gunzip),
  promisify(brotliDecompress),
  promisify(zstdDecompress),
  promisify(gzip),
];

export const inflate = {
  gzip: (data: Uint8Array): Promise<Uint8Array> => gunzipBytes(data, options),
  brotli: (data: Uint8Array): Promise<Uint8Array> => brotliBytes(data, options),
  zstd: (data: Uint8Array): Promise<Uint8Array> => zstdBytes(data, options),
} as const;

/** Level 6: a tile is packed once and sent many times. */
export const pack = (data: Uint8Array): Promise<Uint8Array> => gzipBytes(data, { level: 6 });
