// The two sides that meet at a corner.
import { type Corner, polygonsIn, type Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';

export function sidesAt(shape: Shape, { polygon, ring, vertex }: Corner): readonly (readonly [Position, Position])[] {
  const path = polygonsIn(shape)[polygon]?.[ring] ?? [];
  const count = path.length - 1;
  const at = path[vertex];
  if (at === undefined || count < 2) return [];
  return [
    [path[(vertex + count - 1) % count] as Position, at],
    [at, path[(vertex + 1) % count] as Position],
  ];
}
