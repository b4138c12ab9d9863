// The names that lead to a fine area, from the house down: 4号楼 1单元.

import type { Language } from '#shared/terms/term.ts';
import type { Area } from '../../store/fine-area-store.ts';
import { nameIn } from '../../ui/name-in.ts';

/** @returns names of the areas that are known and finer than what the copy holds, the largest first; never empty */
export function finePath(areas: ReadonlyMap<string, Area>, id: string, language: Language): readonly string[] {
  const names: string[] = [];
  // A household lies three deep; a ring of parents must not hang the page.
  for (let at: string | undefined = id, depth = 0; at !== undefined && depth < 5; depth += 1) {
    const area: Area | undefined = areas.get(at);
    if (area === undefined) break;
    names.unshift(nameIn(area, language) ?? area.id);
    at = area.parent;
  }
  return names.length === 0 ? [id] : names;
}
