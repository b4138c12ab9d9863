// Identifiers. Pure: randomness and time come in as arguments.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Any UUID, written in lower case (RFC 9562 asks readers to accept either; normalise before comparing). */
export const isUuid = (text: string): boolean => UUID.test(text);

/**
 * UUID version 7 (RFC 9562, 5.7): sorts by time.
 * @param now milliseconds since 1970
 * @param random at least 10 random bytes
 */
export function uuidV7(now: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let time = now;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  return format(bytes, 7);
}

/** UUID version 8 (RFC 9562, 5.8) from the first 16 bytes of a hash: the same content has the same id. */
export function uuidV8(hash: Uint8Array): string {
  return format(Uint8Array.from(hash.subarray(0, 16)), 8);
}

function format(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
