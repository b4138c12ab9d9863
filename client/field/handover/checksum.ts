// CRC-32 (ISO 3309, as in PNG and ZIP): tells a damaged copy from a whole one. It keeps nobody out; the seal does.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** @returns eight capital hex digits */
export function checksum(bytes: Uint8Array): string {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (TABLE[(rest ^ byte) & 0xff] as number) ^ (rest >>> 8);
  return ((rest ^ 0xffffffff) >>> 0).toString(16).toUpperCase().padStart(8, '0');
}
