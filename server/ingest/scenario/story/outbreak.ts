// The outbreak as the story knows it: who is infected, where they live, how and when each was found, and what followed.
import { type Dice, dice } from '../dice.ts';
import { addressOf, type Household, type Position, personKey, type Town, type TownArea } from '../town/town.ts';
import type { Cast } from './cast.ts';
import { beside, middleOf } from './ground.ts';
import { type Cluster, DAILY, type Finding, FOUND, type Route } from './plan.ts';

export type Stage =
  | 'located'
  | 'sampled'
  | 'sent'
  | 'tested'
  | 'reported'
  | 'networkReported'
  | 'coreInfo'
  | 'traced'
  | 'epiReported'
  | 'transferred'
  | 'discharged';

export type Infection = Finding & {
  /** from 0, in the order in which they were found */
  readonly number: number;
  readonly id: string;
  readonly person: string;
  readonly householdId: string;
  readonly leafId: string;
  readonly building: TownArea;
  readonly home: TownArea;
  readonly spot: Position;
  readonly sampledAt: number;
  readonly onset?: number;
  readonly outcome: 'confirmed' | 'asymptomatic' | 'excluded';
  /** what became known after the first report, in order */
  readonly steps: readonly { readonly known: number; readonly stages: readonly Stage[] }[];
  /** when the status was no longer preliminary */
  readonly decided: number;
  /** the tube, where one found it */
  readonly poolId?: string;
};

/** A pool of round 3 that came back positive (flow.ts): one of its persons is infected, or none. */
export type PoolFinding = {
  readonly reported: number;
  readonly sampledAt: number;
  readonly tube: string;
  readonly persons: readonly string[];
  readonly infected: number | undefined;
  /** when the single tests are known */
  readonly singles: number;
};

export const caseId = (number: number): string => `yl-case-${String(number + 1).padStart(4, '0')}`;

type Found = Finding & { readonly pool?: PoolFinding };

export function outbreak(seed: string, town: Town, cast: Cast, pools: readonly PoolFinding[]): Infection[] {
  const byPool = pools.map((pool): Found => ({ found: pool.reported, cluster: 'pool', route: 'screening', pool }));
  const all = [...FOUND, ...later(seed), ...byPool].toSorted((a, b) => a.found - b.found);
  const people = households(seed, town, cast);
  // Nobody is found twice.
  for (const { persons } of pools) for (const person of persons) people.take(person);
  return all.map((found, number) => infection(seed, town, number, found, people));
}

/** The days that nobody wrote down: ever fewer, and ever more of them among those already isolated. */
function later(seed: string): Finding[] {
  const { fromDay, found, isolated } = DAILY;
  return found.flatMap((count, i) =>
    Array.from({ length: count }, (_, n): Finding => {
      const draw = dice(seed, 'later', i, n);
      const hour = draw.chance(0.45) ? draw.between(17, 23.8) : draw.between(0.5, 17);
      const isIsolated = draw.chance(isolated[Math.min(i, isolated.length - 1)]!);
      const route: Route = isIsolated
        ? draw.pick(['centralIsolation', 'centralIsolation', 'homeIsolation'] as const)
        : draw.pick(['screening', 'screening', 'door', 'fever', 'unknown'] as const);
      const cluster: Cluster = isIsolated
        ? draw.pick(['marketHome', 'neighbour', 'marketNeighbour', 'market', 'work'] as const)
        : draw.pick(['spread', 'spread', 'market', 'marketNeighbour'] as const);
      return { found: Math.floor(((fromDay + i) * 24 + hour) * 60), cluster, route };
    }),
  );
}

type People = {
  /** @returns false when somebody of the story is already that person */
  take(person: string): boolean;
  pick(cluster: Cluster, number: number): string;
};

function households(seed: string, town: Town, cast: Cast): People {
  const taken = new Set<string>();
  const take = (person: string) => {
    if (taken.has(person)) return false;
    taken.add(person);
    return true;
  };
  const first = family(town, cast.nail);
  const stall = family(town, cast.second);
  const someone = (list: readonly Household[], draw: Dice): string => {
    for (let i = 0; i < 40; i += 1) {
      const { id, persons } = draw.pick(list);
      const person = personKey(id, draw.int(1, persons));
      if (take(person)) return person;
    }
    throw new Error('nobody is left to be infected');
  };
  const member = ({ id, persons }: Household): string | undefined => {
    for (let n = 1; n <= persons; n += 1) if (take(personKey(id, n))) return personKey(id, n);
    return undefined;
  };
  const beyond = (draw: Dice, from: number, to: number): string => {
    const list = cast.others.slice(from, Math.max(from + 1, to));
    return someone(homesIn(town, draw.pick(list.length > 0 ? list : cast.others)), draw);
  };
  const pick = (cluster: Cluster, number: number): string => {
    const draw = dice(seed, 'home', number);
    switch (cluster) {
      case 'import':
      case 'household':
        return member(first) ?? someone(homesIn(town, cast.nail, first), draw);
      case 'neighbour':
        return someone(homesIn(town, cast.nail, draw.chance(0.7) ? first : undefined), draw);
      case 'marketHome':
        return member(stall) ?? someone(homesIn(town, cast.second, stall), draw);
      case 'marketNeighbour':
        return someone(homesIn(town, cast.second, draw.chance(0.5) ? stall : undefined), draw);
      case 'market':
        return draw.chance(0.35) ? (member(stall) ?? someone(homesIn(town, cast.second), draw)) : beyond(draw, 0, 40);
      default:
        return beyond(draw, 20, 400);
    }
  };
  return { take, pick };
}

/** The largest household of a compound: the one to be ill together. */
function family(town: Town, compound: TownArea): Household {
  return homesIn(town, compound).reduce((most, home) => (home.persons > most.persons ? home : most));
}

/** Households of a compound, or of one building of it only. */
function homesIn(town: Town, compound: TownArea, near?: Household): Household[] {
  const root = near === undefined ? compound.id : buildingOf(town, near.id).id;
  const leaves = leavesOf(town, root);
  const found = leaves.flatMap(({ id }) => [...town.households(id)]);
  return found.length > 0 ? found : homesIn(town, compound);
}

/** Staircases, and the buildings that have none. */
export function leavesOf(town: Town, areaId: string): TownArea[] {
  return town.within(areaId, 'building').flatMap((building) => {
    const stairs = town.children(building.id);
    return stairs.length > 0 ? stairs : [building];
  });
}

const buildingOf = (town: Town, householdId: string): TownArea =>
  town.above(addressOf(`${householdId}-1`).leafId, 'building')!;

/** The walled place somebody lives in. */
export const homeOf = (town: Town, leafId: string): TownArea =>
  town.above(leafId, 'compound') ?? town.above(leafId, 'village')!;

function infection(seed: string, town: Town, number: number, found: Found, people: People): Infection {
  const { pool } = found;
  const person = pool === undefined ? people.pick(found.cluster, number) : pool.persons[pool.infected ?? 0]!;
  const draw = dice(seed, 'case', number);
  const { householdId, leafId } = addressOf(person);
  const leaf = town.area(leafId)!;
  const excluded = pool === undefined ? number % 23 === 17 : pool.infected === undefined;
  const sampledAt = pool?.sampledAt ?? found.found - draw.between(240, 480);
  const middle = middleOf(leaf.geometry);
  const outcome = excluded ? 'excluded' : draw.chance(0.3) ? 'confirmed' : 'asymptomatic';
  const steps = pool === undefined ? chase(found.found, number, excluded, draw) : poolChase(pool, excluded, draw);
  return {
    found: found.found,
    cluster: found.cluster,
    route: found.route,
    number,
    id: caseId(number),
    person,
    householdId,
    leafId,
    building: town.above(leafId, 'building')!,
    home: homeOf(town, leafId),
    spot: beside(middle, draw.between(-2, 2), draw.between(-2, 2)),
    sampledAt,
    ...(draw.chance(0.3) ? { onset: found.found - draw.between(12, 40) * 60 } : {}),
    outcome,
    steps,
    decided: steps.find(({ stages }) => stages.includes('reported'))!.known,
    ...(pool !== undefined
      ? { poolId: pool.tube }
      : found.route === 'screening'
        ? { poolId: `yl-pool-${String(number + 1).padStart(4, '0')}` }
        : {}),
  };
}

type Steps = Infection['steps'];

/** One case in nine is slow: its clocks run over, which is what the clocks are for. */
export const isSlow = (number: number): boolean => number % 9 === 4;

function chase(found: number, number: number, excluded: boolean, draw: Dice): Steps {
  const pace = isSlow(number) ? 1.6 : 1;
  const step = (minutes: number, stages: readonly Stage[]) => ({
    known: found + minutes * pace + draw.between(0, 12),
    stages,
  });
  const first = [
    step(20, ['located', 'sampled']),
    step(80, ['sent', 'networkReported']),
    step(200, ['tested', 'reported', 'coreInfo']),
  ];
  if (excluded) return first;
  return [
    ...first,
    step(330, ['traced']),
    step(380 + draw.between(0, 90), ['transferred']),
    step(1240, ['epiReported']),
    // Seven days, whatever its pace: nothing may outlast eight days.
    step((7 * 1440) / pace, ['discharged']),
  ];
}

/** Ten persons at once: located, sampled again, sent, tested, reported (policy bj-hd-8h, pooledPositiveSteps). */
function poolChase({ reported, singles }: PoolFinding, excluded: boolean, draw: Dice): Steps {
  const first: Steps = [
    { known: reported + 12, stages: ['located'] },
    { known: reported + 42, stages: ['sampled'] },
    { known: reported + 60, stages: ['sent'] },
    { known: singles + 2, stages: ['tested', 'reported'] },
  ];
  if (excluded) return first;
  return [
    ...first,
    { known: singles + 35, stages: ['networkReported'] },
    { known: singles + 70 + draw.between(0, 20), stages: ['coreInfo', 'traced'] },
    { known: singles + 150 + draw.between(0, 40), stages: ['transferred'] },
    { known: singles + 1000 + draw.between(0, 120), stages: ['epiReported'] },
    { known: singles + 7 * 1440, stages: ['discharged'] },
  ];
}

/** Found while already under control (domain 6.10 b): isolated, in a closed loop, or behind the door of a zone. */
export const isControlled = (route: Route): boolean =>
  route === 'centralIsolation' || route === 'homeIsolation' || route === 'closedLoop' || route === 'door';
