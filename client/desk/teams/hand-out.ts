// Tasks by area: what lies inside a ring that a hand has drawn, kind by kind, and the orders made of it. Pure.

import type { Geometry } from '#shared/geo/geometry.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { DataOf } from '#shared/report.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import { middleOf, placeOf } from '../../ui/place-of.ts';

export const HAND_OUT_KINDS = ['community', 'compound', 'township', 'gates', 'testing', 'quarantine', 'other'] as const;
export type HandOutKind = (typeof HAND_OUT_KINDS)[number];
export type Place = { readonly layer: 'areas' | 'gates' | 'sites'; readonly id: string };
export type Inside = ReadonlyMap<HandOutKind, readonly Place[]>;

/** So many orders at once that a person can still read them. */
export const MOST_AT_ONCE = 300;

const AREA_KINDS: Readonly<Record<string, HandOutKind>> = {
  township: 'township',
  community: 'community',
  village: 'community',
  compound: 'compound',
};
const SITE_KINDS: Readonly<Record<string, HandOutKind>> = { testing: 'testing', quarantine: 'quarantine' };

/** What lies inside, by the middle of each place: what the ring only touches belongs to the next one. @param ring WGS-84 */
export function insideOf(copy: Situation, ring: Geometry): Inside {
  const found = new Map<HandOutKind, Place[]>();
  const look = (layer: Place['layer'], id: string, kind: HandOutKind | undefined) => {
    if (kind === undefined) return;
    const place = placeOf(copy, layer as Layer, id);
    if (place === undefined || !isInside(middleOf(place), ring)) return;
    const list = found.get(kind);
    if (list === undefined) found.set(kind, [{ layer, id }]);
    else list.push({ layer, id });
  };
  for (const { id, level } of copy.all('areas').values()) look('areas', id, AREA_KINDS[level]);
  for (const { id } of copy.all('gates').values()) look('gates', id, 'gates');
  for (const { id, type } of copy.all('sites').values()) look('sites', id, SITE_KINDS[type] ?? 'other');
  return new Map(HAND_OUT_KINDS.flatMap((kind) => (found.has(kind) ? [[kind, found.get(kind) ?? []]] : [])));
}

const FIELDS = { areas: 'areaId', gates: 'gateId', sites: 'siteId' } as const;

export type Order = {
  readonly type: string;
  /** empty: for nobody yet */
  readonly teamId: string;
  /** ISO 8601 */
  readonly due: string;
  readonly note: string;
};

/** One task for each place. @param newId an id for each, made outside */
export const ordersFor = (places: readonly Place[], order: Order, newId: () => string): DataOf<'task.assigned'>[] =>
  places.map(({ layer, id }) => ({
    id: newId(),
    type: order.type,
    [FIELDS[layer]]: id,
    ...(order.teamId === '' ? {} : { teamId: order.teamId }),
    due: order.due,
    ...(order.note === '' ? {} : { note: order.note }),
  }));
