// Where this account works: the areas its rights hold in, their middle to start from, and whether a place lies in them.
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Situation } from '#shared/situation.ts';
import { type Bounds, boundsOf } from '../../ui/place-of.ts';

export type OwnArea = {
  /** ids; empty: everywhere */
  readonly ids: readonly string[];
  readonly bounds?: Bounds;
  /** WGS-84; undefined while the areas are not known or have no outline */
  readonly middle?: Position;
};

/** @param ids as the session says; without any, the area that contains all others */
export function ownArea(copy: Situation, ids: readonly string[]): OwnArea {
  const wanted = ids.length > 0 ? ids : topOf(copy);
  let bounds: Bounds | undefined;
  for (const id of wanted) {
    const geometry = copy.get('areas', id)?.geometry;
    if (geometry === undefined) continue;
    const [west, south, east, north] = boundsOf(geometry);
    bounds =
      bounds === undefined
        ? [west, south, east, north]
        : [
            Math.min(bounds[0], west),
            Math.min(bounds[1], south),
            Math.max(bounds[2], east),
            Math.max(bounds[3], north),
          ];
  }
  if (bounds === undefined) return { ids };
  return { ids, bounds, middle: [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2] };
}

function topOf(copy: Situation): string[] {
  for (const { id, parent, geometry, level } of copy.all('areas').values())
    if (parent === undefined && geometry !== undefined && level !== 'neighbour') return [id];
  return [];
}

/** Whether reports about a place are this account's to make; the server decides, this only keeps buttons off that it would refuse. */
export function isOwn(copy: Situation, ids: readonly string[], position: Position | undefined): boolean {
  if (ids.length === 0 || position === undefined) return true;
  return ids.some((id) => {
    const geometry = copy.get('areas', id)?.geometry;
    // An area that is not known here is the server's to judge.
    return geometry === undefined || isInside(position, geometry);
  });
}
