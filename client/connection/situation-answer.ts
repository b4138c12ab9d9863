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
