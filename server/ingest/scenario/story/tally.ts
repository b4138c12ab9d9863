// Round 3 as each community counts it: its own people, wherever they queued, one by one through their tubes.
import type { TownArea } from '../town/town.ts';
import { type Again, type Box, type Flow, POOL, personsIn } from './flow.ts';
import type { World } from './world.ts';

export type Reached = { readonly sampled: number; readonly resulted: number; readonly uploaded: number };

type Stretch = { readonly communityId: string; readonly from: number; readonly to: number };
/** So many people who came that far at that minute. */
type Step = { readonly at: number; readonly persons: number };
type Steps = { readonly [K in keyof Reached]: Step[] };

const made = new WeakMap<Flow, ReadonlyMap<string, Steps>>();

/** How many of a community had come how far by a minute. Final is what it is for coverage: domain 6.1. */
export function talliedAt(world: World, { id }: TownArea, minute: number): Reached {
  const steps = stepsOf(world).get(id);
  const sum = (list: readonly Step[] = []) =>
    list.reduce((persons, step) => (step.at <= minute ? persons + step.persons : persons), 0);
  return { sampled: sum(steps?.sampled), resulted: sum(steps?.resulted), uploaded: sum(steps?.uploaded) };
}

function stepsOf({ flow, town }: World): ReadonlyMap<string, Steps> {
  const known = made.get(flow);
  if (known !== undefined) return known;
  const again = new Map(flow.again.map((one) => [keyOf(one.box, one.tube), one]));
  const stretches = new Map(flow.queues.map((queue) => [queue.number, stretchesOf(town, queue.leaves)]));
  const all = new Map<string, Steps>();
  for (const box of flow.boxes) {
    for (let tube = 0; tube < box.tubes; tube += 1) {
      const from = box.from + tube * POOL;
      const { sampled, resulted, uploaded } = timesOf(box, tube, again.get(keyOf(box, tube)));
      for (const [communityId, persons] of shared(
        stretches.get(box.queue.number)!,
        from,
        from + personsIn(box, tube),
      )) {
        const steps = all.get(communityId) ?? { sampled: [], resulted: [], uploaded: [] };
        all.set(communityId, steps);
        steps.sampled.push({ at: sampled, persons });
        steps.resulted.push({ at: resulted, persons });
        steps.uploaded.push({ at: uploaded, persons });
      }
    }
  }
  made.set(flow, all);
  return all;
}

const keyOf = (box: Box, tube: number): string => `${box.id}/${tube}`;

/** Whoever was in a positive pool or a spoilt tube has a final result with the second sample. */
function timesOf(box: Box, tube: number, again: Again | undefined) {
  const sampled = box.tubeAt[tube]!;
  if (again === undefined) return { sampled, resulted: box.resulted, uploaded: box.uploaded };
  return { sampled, resulted: again.resulted, uploaded: again.resulted };
}

/** A queue as the stretches of its places that people of one community take. */
function stretchesOf(town: World['town'], leaves: readonly TownArea[]): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const { id, population = 0 } of leaves) {
    const communityId = town.above(id, 'community')?.id;
    if (communityId !== undefined) stretches.push({ communityId, from, to: from + population });
    from += population;
  }
  return stretches;
}

/** Whose the places of a queue from one to before another are. */
function shared(stretches: readonly Stretch[], from: number, to: number): Map<string, number> {
  const persons = new Map<string, number>();
  // The first stretch that ends after the place.
  let low = 0;
  for (let high = stretches.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.to > from) high = middle;
    else low = middle + 1;
  }
  for (let i = low; i < stretches.length && stretches[i]!.from < to; i += 1) {
    const stretch = stretches[i]!;
    const here = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    if (here > 0) persons.set(stretch.communityId, (persons.get(stretch.communityId) ?? 0) + here);
  }
  return persons;
}
