// People: 437,800 residents (the figure of Lishi, domain 2.2) over all flats, and who lives behind which door.
import { dice, share } from '../dice.ts';
import type { House } from './estates.ts';
import { isHome, type Plot } from './plots.ts';
import type { Household } from './town.ts';

/** Persons to a household: more than 200,000 households of 437,800 residents (domain, N21). */
const HOUSEHOLD = 2.165;

/** Of one leaf: a staircase, or a row of houses (stair -1). */
export type Leaf = {
  readonly plot: number;
  readonly house: number;
  readonly stair: number;
  readonly floors: number;
  /** on each floor */
  readonly doors: number;
  readonly persons: number;
  readonly households: number;
};

/** Flats to each 100 households: some always stand empty. */
const SPARE = 1.12;
/** What towers and middling houses may grow to. */
const TOP: Readonly<Partial<Record<Plot['use'], number>>> = { highRise: 33, midRise: 11 };

/** Houses a storey higher, all alike, until there is a flat for every household. */
function raised(total: number, plots: readonly Plot[]): void {
  const flats = () =>
    plots.reduce((sum, { use, houses }) => {
      const count = (house: House) => house.floors * house.doors * Math.max(1, house.stairs.length);
      return isHome(use) ? sum + houses.reduce((all, house) => all + count(house), 0) : sum;
    }, 0);
  for (let round = 0; round < 30 && flats() < (total / HOUSEHOLD) * SPARE; round += 1) {
    for (const plot of plots) {
      const top = TOP[plot.use] ?? 0;
      plot.houses = plot.houses.map((house) => (house.floors < top ? { ...house, floors: house.floors + 1 } : house));
    }
  }
}

export function people(seed: string, total: number, plots: readonly Plot[]): Leaf[] {
  raised(total, plots);
  const places = plots.flatMap(({ use, houses }, plot) =>
    isHome(use)
      ? houses.flatMap(({ stairs, floors, doors }, house) =>
          stairs.length === 0
            ? [{ plot, house, stair: -1, floors: 1, doors }]
            : stairs.map((_, stair) => ({ plot, house, stair, floors, doors })),
        )
      : [],
  );
  const weights = places.map(({ plot, house, stair, floors, doors }) => {
    const draw = dice(seed, 'crowd', plot, house, stair);
    return floors * doors * plots[plot]!.crowd * draw.between(0.88, 1.1);
  });
  return share(total, weights).map((persons, i): Leaf => {
    const place = places[i]!;
    const flats = place.floors * place.doors;
    const households = Math.min(flats, persons, Math.max(1, Math.round(persons / HOUSEHOLD)));
    return { ...place, persons, households };
  });
}

/** @param leafId id of the area; @param leaf floors, doors and how many live there */
export function* households(
  seed: string,
  leafId: string,
  leaf: Pick<Leaf, 'floors' | 'doors' | 'persons' | 'households'>,
): Generator<Household> {
  const draw = dice(seed, 'households', leafId);
  const flats = Array.from({ length: leaf.floors * leaf.doors }, (_, i) => ({ i, at: draw.next() }));
  const lived = flats
    .sort((a, b) => a.at - b.at)
    .slice(0, leaf.households)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
  const persons = lived.map(() => 1);
  // Most have a second and a third; nobody has a tenth while another lives alone.
  for (let left = leaf.persons - lived.length; left > 0; ) {
    const i = draw.int(0, lived.length - 1);
    const others = draw.int(0, lived.length - 1);
    const pick = persons[i]! <= persons[others]! ? i : others;
    persons[pick]! += 1;
    left -= 1;
  }
  for (const [k, flat] of lived.entries()) {
    const floor = Math.floor(flat / leaf.doors) + 1;
    const door = floor * 100 + (flat % leaf.doors) + 1;
    yield { id: `${leafId}-${String(door).padStart(4, '0')}`, floor, door, persons: persons[k]! };
  }
}
