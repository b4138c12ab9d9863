// Where a request carries its grant: the session's cookie, or a machine's key in Authorization. The HTTP routes and the
// socket's handshake read the same raw headers with the same words.
import type { IncomingHttpHeaders } from 'node:http';

/** `__Host-` binds the cookie to this very host over HTTPS; browsers take it nowhere else, and loopback has no HTTPS. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-cordon_session' : 'cordon_session');

/** @returns the token in the Cookie header, if there is one */
export function sessionToken(cookie: string | undefined, secure: boolean): string | undefined {
  const start = `${cookieName(secure)}=`;
  const pair = cookie?.split(';').find((part) => part.trimStart().startsWith(start));
  return pair?.trim().slice(start.length);
}

/** @returns the key of `Authorization: Bearer`, if that is the scheme; a proxy's own Basic sign-in is not ours to read */
export function bearerKey(authorization: string | undefined): string | undefined {
  const match = /^Bearer(?: (.*))?$/i.exec(authorization ?? '');
  return match ? (match[1] ?? '').trim() : undefined;
}

/**
 * @param maxAge seconds; 0 takes the cookie away
 * @returns a Set-Cookie header that scripts cannot read and other sites cannot make the browser send
 */
export const setCookie = (token: string, maxAge: number, secure: boolean): string =>
  [
    `${cookieName(secure)}=${token}`,
    'Path=/',
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ');

/**
 * Whether a page of another site sent this (guarantees.md, A1 and A23). Only a browser says Origin, so none is fine.
 * The host is the one the client asked for; X-Forwarded-Host is anybody's word (A24). Behind a proxy that ends TLS the
 * page is https while we hear http: both are taken then, never http where we are the https server.
 */
export function isForeignOrigin(headers: IncomingHttpHeaders, secure: boolean): boolean {
  const { origin } = headers;
  if (origin === undefined) return false;
  const host = headers.host ?? headers[':authority'];
  // "null" (a sandboxed frame, a file) is no URL and foreign.
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (!url || typeof host !== 'string') return true;
  if (url.protocol !== 'https:' && (secure || url.protocol !== 'http:')) return true;
  const own = `${url.protocol}//${host}`;
  return !URL.canParse(own) || new URL(own).host !== url.host;
}
