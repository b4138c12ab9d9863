// Which positives a fence can be drawn for, the newest first, and which of them lie in a zone already. Pure, over the copy.
import { polygonsOf } from '#shared/geo/shapes.ts';
import { ZoneIndex } from '#shared/geo/zone-index.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';

export type Choice = { readonly found: Entities['cases']; readonly isInZone: boolean };

type Zone = Entities['zones'];
const OVER: ReadonlySet<Zone['status']> = new Set<Zone['status']>(['released', 'cancelled']);

/** A zone stands for a case that its order names, and for one that lies in it. Drafts count: somebody is at it. */
export function choicesOf(copy: Situation): Choice[] {
  const zones = [...copy.all('zones').values()].filter(({ status }) => !OVER.has(status));
  const named = new Set(zones.flatMap(({ caseIds = [] }) => caseIds));
  const index = new ZoneIndex();
  for (const zone of zones) {
    if (zone.geometry !== undefined && polygonsOf(zone.geometry).length > 0) index.set(zone.id, zone.geometry);
    else for (const id of zone.areaIds ?? []) index.set(`${zone.id}/${id}`, copy.get('areas', id)?.geometry);
  }
  return [...copy.all('cases').values()]
    .filter(({ status }) => status !== 'excluded')
    .map((found) => ({ found, isInZone: named.has(found.id) || isIn(found, index) }))
    .sort((a, b) => instant(b.found.observedAt) - instant(a.found.observedAt) || (a.found.id < b.found.id ? -1 : 1));
}

function isIn({ position, places = [] }: Entities['cases'], index: ZoneIndex): boolean {
  const at = places.find(({ role }) => role === 'residence')?.position ?? position;
  return at !== undefined && index.at([at[0], at[1]]).length > 0;
}
