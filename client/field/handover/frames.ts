// A sealed bundle as a run of QR codes, and the other phone's gathering of them: in any order, again and again, until all are
// there. Each says which of how many it is, of which bundle, and a checksum of its own.
import { fromBase45, toBase45 } from './base45.ts';
import { checksum } from './checksum.ts';

const [MARK, VERSION] = ['CDN', '1'];
/** A code of 61 modules: the camera of a cheap phone reads it from a scratched screen. bytes */
const PART = 200;
/** So many codes, a little over a minute's run, are held up to a camera; beyond that a file is kinder. */
export const MOST_FRAMES = 200;

type Bytes = Uint8Array<ArrayBuffer>;
const FRAME = /^CDN(\d):([0-9A-F]{8}):(\d{1,4}):(\d{1,4}):([0-9A-F]{8}):([\s\S]*)$/;

/** @returns undefined where they would be too many to be read one after the other */
export function framesOf(sealed: Bytes): readonly string[] | undefined {
  const count = Math.ceil(sealed.length / PART);
  if (count > MOST_FRAMES) return undefined;
  const id = checksum(sealed);
  return Array.from({ length: count }, (_, i) => {
    const part = toBase45(sealed.subarray(i * PART, (i + 1) * PART));
    const head = `${id}:${i + 1}:${count}`;
    return `${MARK}${VERSION}:${head}:${sumOf(head, part)}:${part}`;
  });
}

/** Which parts of which bundle were read so far. */
export type Gathered = {
  /** the bundle's checksum */
  readonly id: string;
  readonly count: number;
  readonly parts: ReadonlyMap<number, Bytes>;
};
/** other: a code of something else; newer: of a Cordon that this one does not know; damaged: read wrongly, and shown again soon */
export type FrameTrouble = 'other' | 'newer' | 'damaged';
export type Gathering = { readonly gathered: Gathered | undefined; readonly trouble?: FrameTrouble };

/** One code more. What is of another bundle begins that one. */
export function gather(gathered: Gathered | undefined, text: string): Gathering {
  const [, version, id = '', nth, of, sum, said = ''] = FRAME.exec(text) ?? [];
  if (version === undefined) return { gathered, trouble: 'other' };
  if (version !== VERSION) return { gathered, trouble: 'newer' };
  const [at, count] = [Number(nth), Number(of)];
  const part = sumOf(`${id}:${at}:${count}`, said) === sum ? fromBase45(said) : undefined;
  if (part === undefined || at < 1 || at > count || count > MOST_FRAMES) return { gathered, trouble: 'damaged' };
  if (gathered?.id !== id || gathered.count !== count) return { gathered: { id, count, parts: new Map([[at, part]]) } };
  if (gathered.parts.has(at)) return { gathered };
  return { gathered: { ...gathered, parts: new Map([...gathered.parts, [at, part]]) } };
}

/** Numbers of the codes that nobody has read yet, from 1. */
export const missingOf = ({ count, parts }: Gathered): readonly number[] =>
  Array.from({ length: count }, (_, i) => i + 1).filter((at) => !parts.has(at));

/** @returns undefined while some are missing, and where the whole is not what its parts say */
export function wholeOf(gathered: Gathered): Bytes | undefined {
  const { id, count, parts } = gathered;
  if (parts.size < count) return undefined;
  const ordered = Array.from({ length: count }, (_, i) => parts.get(i + 1) as Bytes);
  const whole = new Uint8Array(ordered.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of ordered) {
    whole.set(part, at);
    at += part.length;
  }
  return checksum(whole) === id ? whole : undefined;
}

const sumOf = (head: string, part: string): string => checksum(new TextEncoder().encode(`${head}:${part}`));
