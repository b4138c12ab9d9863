// The name by which a hall knows a place: of the compound, village or community that holds it, never a door.
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/schema.ts';
import type { Language } from '#shared/terms/term.ts';
import { situation } from '../connection/browser-connection.ts';
import { nameOf } from './entity-words.ts';

/** Finest first. */
const KNOWN_BY_NAME = ['compound', 'village', 'place', 'community', 'township'] as const;
const rankOf = (level: string): number => (KNOWN_BY_NAME as readonly string[]).indexOf(level);

/**
 * Address nodes below a compound are not in every copy (they come when asked for): then the position tells.
 * @returns undefined where nothing says where it is
 */
export function placeName(
  areaId: string | undefined,
  position: Position | undefined,
  language: Language,
): string | undefined {
  const { copy } = situation;
  const seen = new Set<string>();
  for (let id = areaId; id !== undefined && !seen.has(id); ) {
    seen.add(id);
    const area = copy.get('areas', id);
    if (area === undefined) break;
    if (rankOf(area.level) >= 0) return nameOf(copy, 'areas', id, language);
    id = area.parent;
  }
  return position === undefined ? undefined : nameAt(position, language);
}

function nameAt([longitude, latitude]: Position, language: Language): string | undefined {
  const { copy } = situation;
  let best: { readonly id: string; readonly rank: number } | undefined;
  for (const area of copy.all('areas').values()) {
    const rank = rankOf(area.level);
    if (rank < 0 || area.geometry === undefined || (best !== undefined && rank >= best.rank)) continue;
    if (isInside([longitude, latitude], area.geometry)) best = { id: area.id, rank };
  }
  return best === undefined ? undefined : nameOf(copy, 'areas', best.id, language);
}
