// A square grid over the plane that finds what lies near: cheaper to add to than a tree, and the town grows as it is built.
import type { Box } from './rings.ts';

export type Grid<T> = {
  add(item: T, box: Box): void;
  /** Each item whose box may meet this one, once, in the order they were added. */
  near(box: Box): T[];
};

export function grid<T>(cell: number): Grid<T> {
  const cells = new Map<number, number[]>();
  const items: T[] = [];
  function* keys([west, south, east, north]: Box): Generator<number> {
    for (let x = Math.floor(west / cell); x <= Math.floor(east / cell); x += 1)
      for (let y = Math.floor(south / cell); y <= Math.floor(north / cell); y += 1) yield x * 100_003 + y;
  }
  return {
    add: (item, box) => {
      const index = items.push(item) - 1;
      for (const key of keys(box)) {
        const list = cells.get(key);
        if (list === undefined) cells.set(key, [index]);
        else list.push(index);
      }
    },
    near: (box) => {
      const found = new Set<number>();
      for (const key of keys(box)) for (const index of cells.get(key) ?? []) found.add(index);
      return [...found].sort((a, b) => a - b).map((index) => items[index]!);
    },
  };
}
