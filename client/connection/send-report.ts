// Reports of the person at this screen, over HTTP as every report goes; refusals come back in words.
import { uuidV7 } from '#shared/ids.ts';
import type { DataOf, Kind } from '#shared/report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { type ApiProblem, api, json } from './http.ts';

type Row = { readonly error?: { readonly code: string; readonly message: string } };
/** A report with its number: sent again after a lost answer it counts once. */
export type Saying = { readonly opId: string; readonly kind: Kind; readonly observedAt: string; readonly data: object };

export const newId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** @param at ms since 1970, in the time the situation lives in: when it happened */
export const saying = <K extends Kind>(kind: K, data: DataOf<K>, at: number): Saying => ({
  opId: newId(),
  kind,
  observedAt: new Date(at).toISOString(),
  data,
});

/** @returns for each, in order, why it was not applied; undefined where it was */
export async function sendAll(
  said: readonly Saying[],
): Promise<Result<readonly (ApiProblem | undefined)[], ApiProblem>> {
  const answer = await api<{ readonly results: readonly Row[] }>('/api/reports', json('POST', { reports: said }));
  if (!answer.ok) return answer;
  return ok(answer.value.results.map(({ error }) => (error === undefined ? undefined : problemOf(error))));
}

/** @param at ms since 1970, in the time the situation lives in: when it happened */
export async function sendReport<K extends Kind>(
  kind: K,
  data: DataOf<K>,
  at: number,
): Promise<Result<void, ApiProblem>> {
  const answer = await sendAll([saying(kind, data, at)]);
  if (!answer.ok) return answer;
  const [refused] = answer.value;
  return refused === undefined ? ok(undefined) : err(refused);
}

function problemOf({ code, message }: { readonly code: string; readonly message: string }): ApiProblem {
  const known = Object.hasOwn(ERROR_TERMS, code) ? (code as ApiProblem['code']) : 'internal';
  return { code: known, status: 200, detail: message };
}
