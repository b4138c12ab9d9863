// Who worked with this phone last, so that the field's door opens where there is no network. Gone with the session.

import { HOUR } from '#shared/time.ts';
import type { Account } from '../connection/session.ts';

const KEY = 'cordon.field.account';
/** The kept situation, apart from the reports: it goes when the session goes, they never do. */
export const KEPT_DATABASE = 'cordon-field-kept';
/** So long after the server last knew this session, the phone locks by itself (guarantees G16). */
const VALID = 12 * HOUR;

const isField = (): boolean => location.pathname.startsWith('/field');

/** @param now ms since 1970 by this phone's clock */
export function keepAccount(account: Account, now: number): void {
  if (!isField()) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ account, at: now }));
  } catch {
    // without storage there is no work without a network
  }
}

/** @returns undefined where nobody was signed in within the last twelve hours, or the clock was set back before then */
export function keptAccount(now: number): Account | undefined {
  if (!isField()) return undefined;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as { account: Account; at: number } | null;
    return kept !== null && now >= kept.at && now - kept.at < VALID ? kept.account : undefined;
  } catch {
    return undefined;
  }
}

/** At the first contact after the session ended: what was kept to be seen is erased. Unsent reports stay. */
export function forgetAccount(): void {
  try {
    localStorage.removeItem(KEY);
    indexedDB.deleteDatabase(KEPT_DATABASE);
  } catch {
    // nothing was kept where nothing can be kept
  }
}
