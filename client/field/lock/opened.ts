// The vault that is open on this page: from the right PIN until it locks. Its key is nowhere but here.
import { useLock } from '../../store/lock-store.ts';
import { canSeal, type Sealed, seal, unseal } from './vault.ts';

/** `plain` only where the browser has no cryptography (no HTTPS): the pages say so. */
export type Box = Sealed | { readonly plain: unknown };
type Opened = { readonly id: string; readonly key: CryptoKey | undefined };

export const PLAIN = 'plain';
let opened: Opened | undefined;
const listeners = new Set<() => void>();

/** @returns of whom what is kept is now. @throws while the phone is locked */
export function vaultId(): string {
  if (opened === undefined) throw new Error('locked');
  return opened.id;
}

export function hold(id: string, key: CryptoKey | undefined): void {
  opened = { id, key };
  useLock.setState({ isOpen: true });
}

/** From here on nothing that is kept can be read, and nothing can be kept. */
export function lock(): void {
  if (opened === undefined) return;
  opened = undefined;
  for (const listener of [...listeners]) listener();
  useLock.setState({ isOpen: false });
}

/** Told when it locks: whoever holds what was unsealed lets it go. @returns how to stop */
export function onLock(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function sealed(value: unknown, place: string): Promise<Box> {
  const { id, key } = opened ?? { id: undefined, key: undefined };
  if (id === undefined) throw new Error('locked');
  if (key !== undefined) return seal(key, value, `${id}|${place}`);
  if (canSeal()) throw new Error('nothing is kept open where it can be sealed');
  return { plain: value };
}

export async function unsealed<T>(box: Box, place: string): Promise<T> {
  if ('plain' in box) return box.plain as T;
  const { id, key } = opened ?? { id: undefined, key: undefined };
  if (id === undefined || key === undefined) throw new Error('locked');
  return unseal<T>(key, box, `${id}|${place}`);
}
