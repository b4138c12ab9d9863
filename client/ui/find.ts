// Finds entities by name, id, code or address. Pure, over the copy at hand.
import type { Entity, Layer, Situation } from '#shared/situation.ts';

/** In the order in which hits of the same quality are listed. */
export const SEARCHED: readonly Layer[] = [
  'sites',
  'checkpoints',
  'zones',
  'areas',
  'cases',
  'teams',
  'roads',
  'gates',
  'tasks',
  'rounds',
  'contacts',
  'transfers',
  'boxes',
];

export type Found = { readonly layer: Layer; readonly entity: Entity };

/**
 * @param text words, all of which must occur; empty finds nothing
 * @returns at most `most` hits, those whose name begins with the text first, and how many there are in all
 */
export function find(
  copy: Situation,
  text: string,
  layers: readonly Layer[] = SEARCHED,
  most = 200,
): { readonly found: readonly Found[]; readonly total: number } {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { found: [], total: 0 };
  const words = wanted.split(/\s+/);
  const first: Found[] = [];
  const later: Found[] = [];
  let total = 0;
  for (const layer of layers) {
    for (const entity of copy.all(layer).values()) {
      const {
        name = '',
        nameEn = '',
        address = '',
        addressEn = '',
        road = '',
        roadEn = '',
        code = '',
      } = entity as {
        readonly name?: string;
        readonly nameEn?: string;
        readonly address?: string;
        readonly addressEn?: string;
        readonly road?: string;
        readonly roadEn?: string;
        readonly code?: string;
      };
      const haystack = `${name} ${nameEn} ${entity.id} ${address} ${addressEn} ${road} ${roadEn} ${code}`.toLowerCase();
      if (!words.every((word) => haystack.includes(word))) continue;
      total += 1;
      const isNamed = [name, nameEn, code].some((known) => known.toLowerCase().startsWith(wanted));
      if (isNamed || entity.id.toLowerCase() === wanted) first.push({ layer, entity });
      else if (later.length < most) later.push({ layer, entity });
    }
  }
  return { found: [...first, ...later].slice(0, most), total };
}
