// Asks for the situation, or for what of it the page does not hold already from the last time it was open.
import type { Cursor, Scope } from '#shared/protocol.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Layer } from '#shared/situation.ts';
import type { EntitiesByLayer } from '../store/situation-store.ts';
import type { PastBy } from './connection-status.ts';
import type { ApiProblem } from './http.ts';
import { scopeParams } from './scope-params.ts';
import type { SituationAnswer } from './situation-answer.ts';

/** What was kept: whole layers of the scope that is asked for. */
export type HeldPart = Pick<Cursor, 'epoch' | 'view'> & {
  /** when each of these layers had last changed, as the server said it (ISO 8601) */
  readonly asOf: { readonly [L in Layer]?: string };
  readonly entities: EntitiesByLayer;
};
export type Asked = {
  readonly scope: Scope;
  readonly past?: { readonly at: string; readonly by: PastBy } | undefined;
  readonly held?: HeldPart | undefined;
};
type Get = (path: string) => Promise<Result<SituationAnswer, ApiProblem>>;

export async function askSituation(
  get: Get,
  { scope, past, held }: Asked,
): Promise<Result<SituationAnswer, ApiProblem>> {
  if (held !== undefined) {
    const answer = await get(pathOf(withoutHeld(scope, held)));
    if (!answer.ok) return answer;
    const { entities } = answer.value;
    if (stillHolds(held, answer.value)) return ok({ ...answer.value, entities: { ...entities, ...held.entities } });
  }
  return get(pathOf(scope, past));
}

function pathOf(scope: Scope, past?: Asked['past']): string {
  const moment = past === undefined ? {} : { [past.by === 'happened' ? 'at' : 'knownAt']: past.at };
  const query = new URLSearchParams({ ...scopeParams(scope), ...moment });
  return query.size === 0 ? '/api/situation' : `/api/situation?${query}`;
}

const withoutHeld = ({ layers = [], ...where }: Scope, { entities }: HeldPart): Scope => ({
  ...where,
  layers: layers.filter((layer) => !Object.hasOwn(entities, layer)),
});

/** Whether what is held is what the server would send: the same history, the same rights, and nothing changed since. */
const stillHolds = (held: HeldPart, { epoch, view, asOf }: SituationAnswer): boolean =>
  held.epoch === epoch &&
  held.view === view &&
  typeof asOf === 'object' &&
  (Object.keys(held.entities) as Layer[]).every((layer) => held.asOf[layer] === asOf[layer]);
