// An address as people say it: the names from the community down to the door.
import type { Situation } from '#shared/situation.ts';
import type { Area } from '#shared/subject/area.ts';

/** Above these a name tells nobody in town where to go. */
const TOO_LARGE: ReadonlySet<string> = new Set(['province', 'prefecture', 'county', 'township']);

/** `en` where any of its parts has an English name. */
export type AreaAddress = { readonly address: string; readonly addressEn?: string };

/** One node of an address, the larger first. */
export type AreaStep = { readonly id: string; readonly level: string; readonly name: string; readonly nameEn?: string };

/** From the compound down to the door, as far as it is registered: what walking goes by. */
export function stepsWithin(situation: Situation, areaId: string): AreaStep[] {
  return nodesOf(situation, areaId)
    .filter(({ level }) => WALKED.has(level))
    .map(({ id, level, name, nameEn }) => ({ id, level, name, ...(nameEn === undefined ? {} : { nameEn }) }));
}
const WALKED: ReadonlySet<string> = new Set(['village', 'compound', 'building', 'staircase', 'floor', 'household']);

/** @returns undefined for an area that nobody registered */
export function areaAddress(situation: Situation, areaId: string): AreaAddress | undefined {
  const parts = nodesOf(situation, areaId);
  if (parts.length === 0) return undefined;
  const address = parts.map(({ name }) => name).join(' ');
  if (parts.every(({ nameEn }) => nameEn === undefined)) return { address };
  // The smallest first, as English has it.
  const english = parts.map(({ name, nameEn }) => nameEn ?? name).reverse();
  return { address, addressEn: english.join(', ') };
}

function nodesOf(situation: Situation, areaId: string): Area[] {
  const nodes: Area[] = [];
  // A ring of parents must not hang the server.
  for (let id: string | undefined = areaId, depth = 0; id !== undefined && depth < 12; depth += 1) {
    const area: Area | undefined = situation.get('areas', id);
    if (area === undefined || (nodes.length > 0 && TOO_LARGE.has(area.level))) break;
    nodes.unshift(area);
    id = area.parent;
  }
  return nodes;
}
