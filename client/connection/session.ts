// Who is signed in, as the server sees it.
import { err, ok, type Result } from '#shared/result.ts';
import type { Right } from '#shared/rights.ts';
import type { RoleName } from '#shared/terms/codes.ts';
import { type ApiProblem, api, json } from './http.ts';

export type Account = {
  readonly name: string;
  readonly roles: readonly (RoleName | string)[];
  readonly rights: readonly Right[];
  readonly areas: readonly string[];
  /** around these areas, WGS-84; not there while one of them has no outline */
  readonly bounds?: readonly [west: number, south: number, east: number, north: number];
  readonly classes: readonly string[];
};

/** @returns null when nobody is signed in, which is an answer and not a failure */
export async function readAccount(): Promise<Result<Account | null, ApiProblem>> {
  const answer = await api<Account>('/api/session');
  if (!answer.ok && answer.error.code === 'unauthenticated') return ok(null);
  return answer;
}

export async function signIn(name: string, password: string): Promise<Result<Account, ApiProblem>> {
  const answer = await api<undefined>('/api/session', json('POST', { name, password }));
  if (!answer.ok) {
    // 401 here says something about the password, everywhere else about the session.
    return err(answer.error.status === 401 ? { ...answer.error, code: 'wrong-password' } : answer.error);
  }
  const account = await readAccount();
  if (!account.ok) return account;
  return account.value === null ? err({ code: 'unauthenticated', status: 401 }) : ok(account.value);
}

/** A wall's link carries its secret after the mark of the address, where no server on the way reads it. */
const LINK = /^#[\w-]{20,}$/;

export const isWallLink = (): boolean => location.pathname.startsWith('/wall') && LINK.test(location.hash);

/** Opens the wall whose link this page was opened with, and takes the secret out of the address. @returns undefined without a link */
export async function openWallLink(): Promise<Result<undefined, ApiProblem> | undefined> {
  const { pathname, search, hash } = location;
  if (!isWallLink()) return undefined;
  const answer = await api<undefined>('/api/session/wall', json('POST', { secret: hash.slice(1) }));
  // Kept where nobody answered: the next load tries again.
  if (answer.ok || answer.error.status === 401) history.replaceState(null, '', `${pathname}${search}`);
  return answer;
}

export const signOut = (): Promise<Result<undefined, ApiProblem>> => api('/api/session', { method: 'DELETE' });

/** `demo`: the figures are invented, and the password was printed where the server was started. `build` changes with the pages.
 * `time` is the server's, in the time the situation lives in. */
export type Health = { readonly demo?: boolean; readonly build?: string; readonly time?: string };
export const readHealth = (): Promise<Result<Health, ApiProblem>> => api<Health>('/api/health');
