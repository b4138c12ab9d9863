// One report of the person at this screen, over HTTP as every report goes; refusals come back in words.
import { uuidV7 } from '#shared/ids.ts';
import type { DataOf, Kind } from '#shared/report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { type ApiProblem, api, json } from './http.ts';

type Row = { readonly error?: { readonly code: string; readonly message: string } };

export const newId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** @param at ms since 1970, in the time the situation lives in: when it happened */
export async function sendReport<K extends Kind>(
  kind: K,
  data: DataOf<K>,
  at: number,
): Promise<Result<void, ApiProblem>> {
  const report = { opId: newId(), kind, observedAt: new Date(at).toISOString(), data };
  const answer = await api<{ readonly results: readonly Row[] }>('/api/reports', json('POST', { reports: [report] }));
  if (!answer.ok) return answer;
  const error = answer.value.results[0]?.error;
  if (error === undefined) return ok(undefined);
  const code = Object.hasOwn(ERROR_TERMS, error.code) ? (error.code as ApiProblem['code']) : 'internal';
  return err({ code, status: 200, detail: error.message });
}
