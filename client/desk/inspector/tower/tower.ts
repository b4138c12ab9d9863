// A house as its residents know it: floors from the top down, one column for each staircase, and on each floor the flats and
// the positives that are known. On the map all of them are one footprint.
import type { Entities } from '#shared/situation.ts';

type Area = Entities['areas'];
type Case = Entities['cases'];

export type Cell = {
  readonly cases: readonly Case[];
  readonly flats: readonly Area[];
  readonly persons: number | undefined;
};
export type Floor = { readonly floor: number; readonly cells: readonly Cell[] };
export type Tower = {
  readonly columns: readonly Area[];
  /** highest first */
  readonly floors: readonly Floor[];
  /** positives of this house whose floor nobody said */
  readonly unplaced: readonly Case[];
  readonly total: number;
};

/**
 * @param house a building or one staircase
 * @param staircases of the building; none for a single staircase or a house without
 * @param flats households known in it, whose `parent` is a staircase or the house
 */
export function towerOf(
  house: Area,
  staircases: readonly Area[],
  flats: readonly Area[],
  cases: Iterable<Case>,
): Tower {
  const columns = staircases.length === 0 ? [house] : staircases;
  const columnOfFlat = new Map(flats.map((flat) => [flat.id, flat.parent ?? '']));
  const inside = new Set([house.id, ...columns.map(({ id }) => id), ...columnOfFlat.keys()]);
  const homes = [...cases].flatMap((found) => {
    const home = homeOf(found, inside);
    return home === undefined || found.status === 'excluded' ? [] : [{ found, ...home }];
  });
  const placed = homes.flatMap(({ found, areaId, address }) => {
    const flat = flats.find(({ id }) => id === areaId);
    const floor = floorOf(flat?.name ?? '') ?? floorOf(address ?? '') ?? floorOf(found.address ?? '');
    const column = columns.findIndex(({ id }) => id === (columnOfFlat.get(areaId) ?? areaId));
    return floor === undefined || column < 0 ? [] : [{ found, floor, column }];
  });
  const known = flats.flatMap((flat) => floorOf(flat.name) ?? []);
  const height = Math.max(
    house.floors ?? 0,
    ...columns.map(({ floors = 0 }) => floors),
    ...known,
    ...placed.map(({ floor }) => floor),
    0,
  );
  const floors = Array.from({ length: height }, (_, index): Floor => {
    const floor = height - index;
    const cells = columns.map(({ id }, column): Cell => {
      const here = flats.filter((flat) => (flat.parent === id || columns.length === 1) && floorOf(flat.name) === floor);
      const persons = here.some(({ population }) => population !== undefined)
        ? here.reduce((sum, { population = 0 }) => sum + population, 0)
        : undefined;
      const ill = placed.filter((one) => one.floor === floor && one.column === column).map(({ found }) => found);
      return { cases: ill, flats: here, persons };
    });
    return { floor, cells };
  });
  const shown = new Set(placed.map(({ found }) => found.id));
  return {
    columns,
    floors,
    unplaced: homes.map(({ found }) => found).filter(({ id }) => !shown.has(id)),
    total: homes.length,
  };
}

type Home = { readonly areaId: string; readonly address: string | undefined };

function homeOf(found: Case, inside: ReadonlySet<string>): Home | undefined {
  for (const { role, areaId, address } of found.places ?? []) {
    if (role === 'residence' && areaId !== undefined && inside.has(areaId)) return { areaId, address };
  }
  return undefined;
}

/** Positives whose home is in one of these areas or below one of them, by its id. */
export function casesAt(cases: Iterable<Case>, isInside: (areaId: string) => boolean): Case[] {
  return [...cases].filter(
    ({ status, places }) =>
      status !== 'excluded' &&
      places?.some(({ role, areaId }) => role === 'residence' && areaId !== undefined && isInside(areaId)),
  );
}

/** The floor in a door's number: 0801, 801室, 1203 (4号楼0801室 is on the 8th). @returns undefined where there is none */
export function floorOf(text: string): number | undefined {
  const [, door = ''] = /(?:^|\D)(\d{3,4})(?=室|$|\D*$|\s)/.exec(text) ?? [];
  const floor = Number(door.slice(0, -2));
  return door === '' || floor === 0 ? undefined : floor;
}
