// Whether this phone may open without a network: which vault was worked with last, and when the server last knew its session.
// Who that was stands sealed inside the vault. Gone with the session.

import { HOUR } from '#shared/time.ts';
import { KEPT_DATABASE } from './kept-database.ts';

const KEY = 'cordon.field.account';
/** So long after the server last knew this session, the phone locks by itself (guarantees G16). */
const VALID = 12 * HOUR;

const isField = (): boolean => location.pathname.startsWith('/field');

type Contact = { readonly vault: string; readonly at: number };

/** The server knows the session of whom this vault is. @param now ms since 1970 by this phone's clock */
export function noteContact(vault: string, now: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ vault, at: now }));
  } catch {
    // without storage there is no work without a network
  }
}

/** @returns when the server last knew this session, ms since 1970 by this phone's clock */
export function contactAt(): number | undefined {
  return read()?.at;
}

function read(): Contact | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Contact | null;
    return kept === null || !Number.isFinite(kept.at) || typeof kept.vault !== 'string' ? undefined : kept;
  } catch {
    return undefined;
  }
}

/** @returns the vault; undefined where nobody was signed in within the last twelve hours, or the clock was set back before then */
export function keptVault(now: number): string | undefined {
  if (!isField()) return undefined;
  const kept = read();
  return kept !== undefined && now >= kept.at && now - kept.at < VALID ? kept.vault : undefined;
}

/** At the first contact after the session ended: what was kept to be seen is erased. Unsent reports stay, sealed. */
export function forgetAccount(): void {
  try {
    const vault = read()?.vault;
    localStorage.removeItem(KEY);
    indexedDB.deleteDatabase(KEPT_DATABASE);
    // What is settled is at the centre: the phone needs it no longer. Sealed rows go without a key.
    if (vault !== undefined)
      void import('../field/lock/records.ts').then(({ eraseSettled }) => eraseSettled(vault)).catch(() => {});
  } catch {
    // nothing was kept where nothing can be kept
  }
}
