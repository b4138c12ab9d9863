// What GET /api/situation and GET /api/changes answer.
import type { Delta } from '#shared/delta.ts';
import type { Cursor } from '#shared/protocol.ts';
import type { Layer } from '#shared/situation.ts';
import type { EntitiesByLayer } from '../store/situation-store.ts';

/** origin: incident time at the wall instant startedAt; rate: incident seconds per wall second. */
export type IncidentClock = { readonly origin: string; readonly rate: number; readonly startedAt: string };

export type SituationAnswer = Cursor & {
  readonly asOf?: string | { readonly [L in Layer]?: string };
  readonly clock?: IncidentClock | null;
  readonly entities: EntitiesByLayer;
};

export type ChangesAnswer = Delta;

/** The past does not go on: its clock stands at the moment that is looked at, for every reader of the copy's own clock. */
export function standingStill(entities: EntitiesByLayer, at: string): EntitiesByLayer {
  const stamp = { id: 'incident', version: 1, observedAt: at, recordedAt: at, source: '' };
  return { ...entities, clock: [{ ...stamp, ...entities.clock?.[0], origin: at, rate: 0, startedAt: at }] };
}
