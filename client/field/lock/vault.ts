// What this phone keeps, sealed: a data key per account, wrapped by a key that only the right PIN makes. Pure steps over
// WebCrypto; who holds the open key, and where the record lies, is others' business.
import { err, ok, type Result } from '#shared/result.ts';

type Bytes = Uint8Array<ArrayBuffer>;
/** AES-GCM, 256 bits; the nonce is new for every seal */
export type Sealed = { readonly iv: Bytes; readonly bytes: Bytes };

/** On the disk as it is. Nothing of it says whose it is to who does not know the name already. */
export type VaultRecord = {
  readonly id: string;
  readonly salt: Bytes;
  readonly iterations: number;
  /** SHA-256 of salt and account name, hex */
  readonly who: string;
  readonly key: Sealed;
  /** the account, for a start without a network */
  readonly account?: Sealed;
  /** wrong PINs since the last right one, counted before each is tried */
  readonly wrong: number;
  /** of the last wrong one, by this phone's clock, ms */
  readonly wrongAt: number;
};

/** PBKDF2-SHA-256: half a second to a second on a slow phone, and as long for each guess of a thief. */
const ITERATIONS = 1_000_000;
export const SHORTEST_PIN = 6;

const text = new TextEncoder();
const random = (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size));
export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (said: Bytes): Promise<string> => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', said)));

/** Without HTTPS a browser gives pages no cryptography. */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

/** short: fewer than six signs; easy: one sign again and again, or a run of digits. @returns undefined: it will do */
export function flawOf(pin: string): 'short' | 'easy' | undefined {
  if (pin.length < SHORTEST_PIN) return 'short';
  const steps = new Set([...pin].slice(1).map((sign, i) => sign.charCodeAt(0) - pin.charCodeAt(i)));
  const [only] = steps;
  return steps.size === 1 && (only === 0 || only === 1 || only === -1) ? 'easy' : undefined;
}

const FREE_TRIES = 5;
const [FIRST_PAUSE, LONGEST_PAUSE] = [30_000, 15 * 60_000];

/** @returns ms until the next try counts. A clock that was set back makes no pause longer than it was. */
export function pauseOf({ wrong, wrongAt }: Pick<VaultRecord, 'wrong' | 'wrongAt'>, now: number): number {
  if (wrong < FREE_TRIES) return 0;
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(wrong - FREE_TRIES, 10));
  return Math.min(pause, Math.max(0, wrongAt + pause - now));
}

export const isWhose = async ({ salt, who }: VaultRecord, name: string): Promise<boolean> =>
  (await whoOf(salt, name)) === who;
const whoOf = (salt: Bytes, name: string) => sha256(new Uint8Array([...salt, ...text.encode(name)]));

/** The key that a secret of a person makes: slow on purpose, and it cannot be taken out again. */
export async function keyOfSecret(
  secret: string,
  salt: Bytes,
  iterations: number,
  uses: KeyUsage[],
): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', text.encode(secret.normalize('NFKC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, typed, { name: 'AES-GCM', length: 256 }, false, uses);
}

const wrapping = (pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> =>
  keyOfSecret(pin, salt, iterations, ['wrapKey', 'unwrapKey']);

/** @param iterations fewer only in tests */
export async function makeVault(
  pin: string,
  name: string,
  iterations = ITERATIONS,
): Promise<{ readonly record: VaultRecord; readonly key: CryptoKey }> {
  const salt = random(16);
  const iv = random(12);
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const wrapped = await crypto.subtle.wrapKey('raw', made, await wrapping(pin, salt, iterations), {
    name: 'AES-GCM',
    iv,
  });
  const record: VaultRecord = {
    id: hex(random(8)),
    salt,
    iterations,
    who: await whoOf(salt, name),
    key: { iv, bytes: new Uint8Array(wrapped) },
    wrong: 0,
    wrongAt: 0,
  };
  // The key that stays in memory cannot be taken out of it again.
  const key = await openVault(record, pin);
  if (!key.ok) throw new Error('a vault that was just made does not open');
  return { record, key: key.value };
}

export async function openVault(
  { salt, iterations, key }: VaultRecord,
  pin: string,
): Promise<Result<CryptoKey, 'wrong'>> {
  const by = await wrapping(pin, salt, iterations);
  try {
    const how = { name: 'AES-GCM', iv: key.iv };
    return ok(await crypto.subtle.unwrapKey('raw', key.bytes, by, how, 'AES-GCM', false, ['encrypt', 'decrypt']));
  } catch {
    return err('wrong');
  }
}

/**
 * @param value JSON, and bytes of its field `bytes` where it has one (a photo)
 * @param place where it is to lie: what was sealed for one place opens in no other
 */
export async function seal(key: CryptoKey, value: unknown, place: string): Promise<Sealed> {
  const iv = random(12);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: text.encode(place) },
    key,
    packed(value),
  );
  return { iv, bytes: new Uint8Array(sealed) };
}

/** Rejects what was changed, or sealed with another key or for another place. */
export async function unseal<T>(key: CryptoKey, { iv, bytes }: Sealed, place: string): Promise<T> {
  const how = { name: 'AES-GCM', iv, additionalData: text.encode(place) };
  return unpacked(new Uint8Array(await crypto.subtle.decrypt(how, key, bytes))) as T;
}

/** Length of the JSON in four bytes, the JSON, and raw bytes behind it. */
function packed(value: unknown): Bytes {
  const { bytes, ...rest } = (value ?? {}) as { bytes?: unknown };
  const raw = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : undefined;
  const said = text.encode(JSON.stringify(raw === undefined ? value : rest));
  const all = new Uint8Array(4 + said.length + (raw?.length ?? 0));
  new DataView(all.buffer).setUint32(0, said.length);
  all.set(said, 4);
  if (raw !== undefined) all.set(raw, 4 + said.length);
  return all;
}

function unpacked(all: Bytes): unknown {
  const end = 4 + new DataView(all.buffer).getUint32(0);
  const value: unknown = JSON.parse(new TextDecoder().decode(all.subarray(4, end)));
  return end === all.length ? value : { ...(value as object), bytes: all.slice(end).buffer };
}
