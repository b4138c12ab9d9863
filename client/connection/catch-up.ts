// For a reader too slow for the socket: missed changes, page after page over HTTP, until the head it was told of.
import type { Cursor, Scope } from '#shared/protocol.ts';
import type { Result } from '#shared/result.ts';
import type { SituationStore } from '../store/situation-store.ts';
import type { ApiProblem } from './http.ts';
import { scopeParams } from './scope-params.ts';
import type { ChangesAnswer } from './situation-answer.ts';

export type CaughtUp =
  | { readonly type: 'caught-up' | 'resync' | 'mismatch' | 'overtaken' }
  | { readonly type: 'failed'; readonly problem: ApiProblem };

const PAGE_WITHIN = 30_000;

/** @param isCurrent false once the connection has changed its mind: the answer is then not even applied */
export async function catchUp(
  get: <T>(path: string, within: number) => Promise<Result<T, ApiProblem>>,
  store: SituationStore,
  { epoch, view, scope }: Pick<Cursor, 'epoch' | 'view'> & { readonly scope: Scope },
  head: number,
  isCurrent: () => boolean,
): Promise<CaughtUp> {
  for (;;) {
    const query = new URLSearchParams({ after: String(store.copy.seq), epoch, view, ...scopeParams(scope) });
    const answer = await get<ChangesAnswer>(`/api/changes?${query}`, PAGE_WITHIN);
    if (!isCurrent()) return { type: 'overtaken' };
    if (!answer.ok) {
      return answer.error.code === 'resync' ? { type: 'resync' } : { type: 'failed', problem: answer.error };
    }
    const { from, to } = answer.value;
    if (!store.apply(answer.value)) return { type: 'mismatch' };
    if (to === from || to >= head) return { type: 'caught-up' };
  }
}
