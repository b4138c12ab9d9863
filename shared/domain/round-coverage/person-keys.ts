// Person keys to numbers, exactly: 20 million keys in typed arrays, where a Map ends at 2^24 entries.

/** How the characters of a key are kept. A key of a round is 32 hex digits (an HMAC): sixteen bytes. */
const HEX = 1;
const ASCII = 2;
const WIDE = 3;
const HEX_DIGITS = 32;
const CHUNK_BITS = 22;
const CHUNK = 1 << CHUNK_BITS;
/** The longest key (128 characters of two bytes) and its two bytes of heading. */
const LONGEST = 258;

/** Numbers keys from 0 in order of first appearance. Compares whole keys, never only their hashes: two persons are never one. */
export class PersonKeys {
  #size = 0;
  /** place of each key: chunk and offset in one number */
  #places: Uint32Array;
  /** open addressing: number + 1 of the key, 0 where empty; its hash beside it */
  #slots: Int32Array;
  #hashes: Int32Array;
  readonly #chunks: Uint8Array[] = [];
  #end = CHUNK;
  readonly #packed = new Uint8Array(LONGEST);
  #packedLength = 0;

  /** @param expected keys for which room is made at once; more are taken all the same */
  constructor(expected = 0) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected / 0.7)));
    this.#slots = new Int32Array(slots);
    this.#hashes = new Int32Array(slots);
    this.#places = new Uint32Array(Math.max(16, expected));
  }

  get size(): number {
    return this.#size;
  }

  /** @returns the number of a known key, or -1 */
  find(key: string): number {
    return this.#slots[this.#seek(this.#pack(key))]! - 1;
  }

  /** @returns the number of the key, a new one where it was not known */
  intern(key: string): number {
    const hash = this.#pack(key);
    const slot = this.#seek(hash);
    const known = this.#slots[slot]!;
    if (known !== 0) return known - 1;
    const number = this.#size;
    if (number === this.#places.length) this.#places = grown(this.#places, new Uint32Array(number * 2));
    this.#places[number] = this.#store();
    this.#slots[slot] = number + 1;
    this.#hashes[slot] = hash;
    this.#size += 1;
    if (this.#size > this.#slots.length * 0.7) this.#widen();
    return number;
  }

  keyOf(number: number): string {
    const place = this.#places[number]!;
    const chunk = this.#chunks[place >>> CHUNK_BITS]!;
    const at = place & (CHUNK - 1);
    const kind = chunk[at]!;
    const bytes = chunk.subarray(at + 2, at + 2 + bytesIn(kind, chunk[at + 1]!));
    let key = '';
    if (kind === HEX) for (const byte of bytes) key += byte.toString(16).padStart(2, '0');
    else if (kind === ASCII) for (const byte of bytes) key += String.fromCharCode(byte);
    else for (let i = 0; i < bytes.length; i += 2) key += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8));
    return key;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#chunks.length * CHUNK + this.#places.byteLength + this.#slots.byteLength + this.#hashes.byteLength;
  }

  #pack(key: string): number {
    const { length } = key;
    const out = this.#packed;
    out[1] = length;
    let at = 2;
    let kind = length === HEX_DIGITS ? HEX : ASCII;
    if (kind === HEX) {
      for (let i = 0; i < length; i += 2) {
        const high = hexOf(key.charCodeAt(i));
        const low = hexOf(key.charCodeAt(i + 1));
        if ((high | low) < 0) {
          kind = ASCII;
          at = 2;
          break;
        }
        out[at++] = (high << 4) | low;
      }
    }
    if (kind === ASCII) {
      for (let i = 0; i < length; i += 1) {
        const code = key.charCodeAt(i);
        if (code > 127) {
          kind = WIDE;
          at = 2;
          break;
        }
        out[at++] = code;
      }
    }
    if (kind === WIDE) {
      for (let i = 0; i < length; i += 1) {
        const code = key.charCodeAt(i);
        out[at++] = code & 255;
        out[at++] = code >>> 8;
      }
    }
    out[0] = kind;
    this.#packedLength = at;
    // FNV-1a over the bytes, then stirred: keys that differ in the last digit must not stand side by side.
    let hash = 0x811c9dc5;
    for (let i = 0; i < at; i += 1) hash = Math.imul(hash ^ out[i]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  }

  /** The slot of the packed key, or the empty one where it belongs. */
  #seek(hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot]!;
      if (known === 0 || (this.#hashes[slot] === hash && this.#isPacked(known - 1))) return slot;
    }
  }

  #isPacked(number: number): boolean {
    const place = this.#places[number]!;
    const chunk = this.#chunks[place >>> CHUNK_BITS]!;
    const at = place & (CHUNK - 1);
    for (let i = 0; i < this.#packedLength; i += 1) if (chunk[at + i] !== this.#packed[i]) return false;
    return true;
  }

  #store(): number {
    if (this.#end + this.#packedLength > CHUNK) {
      this.#chunks.push(new Uint8Array(CHUNK));
      this.#end = 0;
    }
    const last = this.#chunks.length - 1;
    const at = this.#end;
    this.#chunks[last]!.set(this.#packed.subarray(0, this.#packedLength), at);
    this.#end += this.#packedLength;
    return last * CHUNK + at;
  }

  #widen(): void {
    const [slots, hashes] = [this.#slots, this.#hashes];
    this.#slots = new Int32Array(slots.length * 2);
    this.#hashes = new Int32Array(slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let i = 0; i < slots.length; i += 1) {
      if (slots[i] === 0) continue;
      let slot = hashes[i]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = slots[i]!;
      this.#hashes[slot] = hashes[i]!;
    }
  }
}

const bytesIn = (kind: number, length: number): number =>
  kind === HEX ? length / 2 : kind === ASCII ? length : length * 2;

/** -1 for what is no lower-case hex digit: an upper-case one would come back as another key. */
const hexOf = (code: number): number =>
  code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;

/** The longer array with what the shorter held. */
export function grown<A extends Uint8Array | Int32Array | Uint32Array>(from: A, into: A): A {
  into.set(from as never);
  return into;
}
