// Whether this phone may open without a network: which vault was worked with last, and when the server last knew its session.
// Who that was stands sealed inside the vault. Gone with the session. It lies beside the reports and not in localStorage,
// which a browser writes to the disk when it likes: a phone that lost its power found its reports and could not be opened.
import { HOUR } from '#shared/time.ts';
import { type Contact, KEPT_DATABASE, RECORDS_DATABASE } from './kept-database.ts';

/** So long after the server last knew this session, the phone locks by itself (guarantees G16). */
const VALID = 12 * HOUR;

const isField = (): boolean => location.pathname.startsWith('/field');

/** The phone's own records; no other door carries the code for them. */
const records = () => import('../field/lock/records.ts');

/** as this page last knew it */
let known: Contact | undefined;

/** The server knows the session of whom this vault is; on the disk when it resolves. @param now ms since 1970 by this phone's clock */
export async function noteContact(vault: string, now: number): Promise<void> {
  known = { vault, at: now };
  // Without storage there is no work without a network.
  await records()
    .then(({ putContact }) => putContact({ vault, at: now }))
    .catch(() => {});
}

/** @returns when the server last knew this session, ms since 1970 by this phone's clock */
export const contactAt = (): number | undefined => known?.at;

/** @returns the vault; undefined where nobody was signed in within the last twelve hours, or the clock was set back before then */
export async function keptVault(now: number): Promise<string | undefined> {
  if (!isField()) return undefined;
  const kept = await records()
    .then(({ contact }) => contact())
    .catch(() => undefined);
  if (kept === undefined || now < kept.at || now - kept.at >= VALID) return undefined;
  known = kept;
  return kept.vault;
}

/** At the first contact after the session ended: what was kept to be seen is erased. Unsent reports stay, sealed. */
export function forgetAccount(): void {
  known = undefined;
  void forget().catch(() => {}); // nothing was kept where nothing can be kept
}

async function forget(): Promise<void> {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (names.includes(KEPT_DATABASE)) indexedDB.deleteDatabase(KEPT_DATABASE);
  if (names.includes(RECORDS_DATABASE)) await (await records()).forgetContact();
}
