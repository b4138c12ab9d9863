// Step 10 of a fence: what a new version adds and lets go, in units and people. domain.md 6.7.
import type { Ground } from './ground.ts';
import { topmost } from './units.ts';

export type FenceDiff = {
  /** held now and not before, and before and not now; none inside another */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** households and persons of both; null where an area was never counted */
  readonly households: { readonly added: number | null; readonly removed: number | null };
  readonly persons: { readonly added: number | null; readonly removed: number | null };
};

/** Where one version holds a compound and the other a house of it, the difference is told in the compound's other houses. */
export function fenceDiff(before: readonly string[], after: readonly string[], ground: Ground): FenceDiff {
  const added = without(after, before, ground);
  const removed = without(before, after, ground);
  const both = (of: 'households' | 'population') => ({
    added: sum(of, added, ground),
    removed: sum(of, removed, ground),
  });
  return { added, removed, households: both('households'), persons: both('population') };
}

/** The units of one set that the other does not hold, taken apart where it holds some of their parts. */
function without(units: readonly string[], others: readonly string[], ground: Ground): string[] {
  const held = new Set(others);
  const broken = new Set(
    others.flatMap((id) =>
      ground
        .chain(id)
        .slice(1)
        .map((above) => above.id),
    ),
  );
  const left = (id: string): string[] => {
    if (held.has(id)) return [];
    const parts = broken.has(id) ? ground.children(id) : [];
    return parts.length === 0 ? [id] : parts.flatMap((part) => left(part.id));
  };
  return topmost(units.filter((id) => !ground.chain(id).some((area) => held.has(area.id))).flatMap(left), ground);
}

function sum(of: 'households' | 'population', ids: readonly string[], ground: Ground): number | null {
  const counts = ids.map((id) => ground.count(of, id));
  return counts.includes(undefined) ? null : counts.reduce<number>((total, count) => total + count!, 0);
}
