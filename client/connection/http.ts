// Calls to our own API: answers are values, and every refusal carries a stable code that terms.ts can put into words.
import type { ErrorCode } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { ERROR_TERMS } from '#shared/terms/errors.ts';

/** `unreachable`: nobody answered at all, so nothing is known about what the server would have said. */
export type ApiCode = ErrorCode | 'unreachable' | 'wrong-password';
export type ApiProblem = {
  readonly code: ApiCode;
  readonly status: number;
  readonly detail?: string;
  /** seconds, from Retry-After */
  readonly retryAfter?: number;
};

/**
 * @param path of the same origin, with a leading slash
 * @returns the parsed answer; undefined for an empty one
 */
export async function api<T>(path: string, init: RequestInit = {}): Promise<Result<T, ApiProblem>> {
  let response: Response;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      cache: cacheOf(globalThis.location?.pathname),
      ...init,
    });
  } catch {
    return err({ code: 'unreachable', status: 0 });
  }
  const text = await response.text().catch(() => '');
  const body = parse(text);
  if (response.ok) return ok(body as T);
  return err(problemOf(response, body));
}

/**
 * A browser's own cache is a file on its disk, sealed by nobody: a phone that is stolen tells no case out of it. The doors of
 * the hall, which read the whole situation again at each reload, may ask whether it changed.
 */
const cacheOf = (door = ''): RequestCache => (/^\/(desk|wall)\b/.test(door) ? 'default' : 'no-store');

export const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The problem of an answer whose body is still to be read. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  return problemOf(response, parse(await response.text().catch(() => '')));
}

function problemOf(response: Response, body: unknown): ApiProblem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown; detail?: unknown };
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    code: isErrorCode(said.code) ? said.code : codeOfStatus(response.status),
    status: response.status,
    ...(typeof said.detail === 'string' ? { detail: said.detail } : {}),
    ...(Number.isFinite(retryAfter) && retryAfter > 0 ? { retryAfter } : {}),
  };
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_TERMS, code);

/** For answers that a proxy or a stopping server made instead of us. */
function codeOfStatus(status: number): ApiCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 410) return 'resync';
  if (status === 413) return 'too-large';
  if (status === 429) return 'rate-limited';
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return status === 507 ? 'disk-full' : 'internal';
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
