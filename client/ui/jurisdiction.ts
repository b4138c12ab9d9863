// Whose map this is: the area of the policy in force, else the area that contains all others.
import type { Situation } from '#shared/situation.ts';
import { nameOf } from './entity-words.ts';

/** @returns undefined where nothing says so, or where several areas have no parent and none of them is the whole */
export function jurisdictionOf(copy: Situation): string | undefined {
  for (const { areaId } of copy.all('policies').values()) {
    if (copy.get('areas', areaId) !== undefined) return nameOf(copy, 'areas', areaId);
  }
  const tops = [];
  for (const area of copy.all('areas').values()) {
    if (area.parent !== undefined || area.level === 'neighbour' || area.level === 'place') continue;
    tops.push(area);
    if (tops.length > 1) return undefined;
  }
  return tops[0]?.name;
}
