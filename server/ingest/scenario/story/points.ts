// Who queues where in round 3: every building goes to a testing point near it, so that no point has many more than another.
import { dice } from '../dice.ts';
import { personKey, type Town, type TownArea } from '../town/town.ts';
import { metres, middleOf } from './ground.ts';
import type { Site } from './posts.ts';

/** The people of one testing point in the order in which they are called: address by address, door by door. */
export type Queue = {
  readonly site: Site;
  /** from 0 */
  readonly number: number;
  readonly leaves: readonly TownArea[];
  readonly persons: number;
};

/** A point takes so much more than its even share before the next nearest is asked. */
const SLACK = 1.05;

export function queues(seed: string, town: Town, testing: readonly Site[]): Queue[] {
  const county = town.areas.find(({ level }) => level === 'county')!;
  const buildings = town.within(county.id, 'building');
  const total = buildings.reduce((sum, { population = 0 }) => sum + population, 0);
  const most = (total / testing.length) * SLACK;
  const load = testing.map(() => 0);
  const lists = testing.map((): TownArea[] => []);
  for (const building of buildings) {
    const persons = building.population ?? 0;
    if (persons === 0) continue;
    const where = middleOf(building.geometry);
    let best = -1;
    let nearest = Number.POSITIVE_INFINITY;
    for (const [i, { position }] of testing.entries()) {
      const far = metres(position, where);
      if (load[i]! + persons <= most && far < nearest) [best, nearest] = [i, far];
    }
    if (best === -1) best = load.indexOf(Math.min(...load));
    load[best]! += persons;
    const stairs = town.children(building.id);
    lists[best]!.push(...(stairs.length > 0 ? stairs : [building]));
  }
  // Which point is called first is chance, so that the first boxes do not all come from one corner of the town.
  const order = testing.map((_, i) => ({ i, at: dice(seed, 'point', i).next() })).sort((a, b) => a.at - b.at);
  return order.map(({ i }, number) => ({ site: testing[i]!, number, leaves: lists[i]!, persons: load[i]! }));
}

/** The keys of so many persons of a queue, from the n-th on. */
export function* personsOf(town: Town, { leaves }: Queue, from: number, count: number): Generator<string> {
  let skip = from;
  let left = count;
  for (const leaf of leaves) {
    const here = leaf.population ?? 0;
    if (skip >= here) {
      skip -= here;
      continue;
    }
    for (const { id, persons } of town.households(leaf.id)) {
      for (let n = 1; n <= persons; n += 1) {
        if (skip > 0) {
          skip -= 1;
          continue;
        }
        if (left === 0) return;
        left -= 1;
        yield personKey(id, n);
      }
    }
  }
}
