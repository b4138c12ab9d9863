// The rounds that concern one's own area: one that holds it, or is held by it. What cannot be told is kept, and not hidden.
import type { Situation } from '#shared/situation.ts';
import type { Area } from '#shared/subject/area.ts';
import type { Round } from '#shared/subject/round.ts';

/** The one that ends first is the most urgent. @param ids own areas; empty: everywhere */
export function ownRounds(copy: Situation, ids: readonly string[]): readonly Round[] {
  return [...copy.all('rounds').values()]
    .filter((round) => round.status === 'open' && concerns(copy, ids, round))
    .sort((a, b) => Date.parse(a.deadline) - Date.parse(b.deadline) || (a.id < b.id ? -1 : 1));
}

function concerns(copy: Situation, ids: readonly string[], { areaIds, zoneId }: Round): boolean {
  const zoned = zoneId === undefined ? [] : (copy.get('zones', zoneId)?.areaIds ?? []);
  const places = areaIds.length > 0 ? areaIds : zoned;
  if (ids.length === 0 || places.length === 0) return true;
  return places.some((place) => {
    const upwards = chainOf(copy, place);
    // Finer than what a phone holds: whose it is, the server knows.
    if (upwards === undefined) return true;
    return ids.some((own) => upwards.has(own) || chainOf(copy, own)?.has(place) === true);
  });
}

/** The area and all above it that is known here; undefined where it is not known itself. */
function chainOf(copy: Situation, areaId: string): ReadonlySet<string> | undefined {
  const chain = new Set<string>();
  for (let id: string | undefined = areaId; id !== undefined && !chain.has(id); ) {
    const area: Area | undefined = copy.get('areas', id);
    if (area === undefined) break;
    chain.add(id);
    id = area.parent;
  }
  return chain.size === 0 ? undefined : chain;
}
