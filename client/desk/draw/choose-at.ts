// A click on a draft chooses it; with Shift it joins those that are chosen. Of several the smallest is meant.
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import { gripAt } from '../../map/draw/corner-index.ts';
import { useDrafts } from './drafts.ts';
import { knownSize } from './known-size.ts';

const REACH = 6; // pixels around a boundary

export function chooseAt(at: Position, pixels: readonly [number, number], isMore: boolean): void {
  const { drafts, chosen, choose } = useDrafts.getState();
  const hit = [...drafts.values()].filter(
    ({ geometry }) => isInside(at, geometry) || gripAt(geometry, at, REACH, pixels) !== undefined,
  );
  const [one] = hit.sort((a, b) => knownSize(a.geometry).area - knownSize(b.geometry).area);
  if (one === undefined) {
    if (!isMore) choose([]);
  } else if (!isMore) choose([one.id]);
  else choose(chosen.includes(one.id) ? chosen.filter((id) => id !== one.id) : [...chosen, one.id]);
}
