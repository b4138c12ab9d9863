// The story's own account of itself: what it would count on its fingers. Made of what it planned, never of what the
// situation folded, so that each can prove the other (issue, "Must be shown").
import type { Journey } from './contacts.ts';
import { slotsOf } from './crossings.ts';
import { DECLARED_CHECKPOINTS } from './desk.ts';
import { type Box, KNOWN, personsIn } from './flow.ts';
import { isControlled } from './outbreak.ts';
import { TIERS } from './plan.ts';
import type { Posts } from './posts.ts';
import type { RoomState } from './rooms.ts';
import { AGAIN_KNOWN, againTubes } from './round-three.ts';
import { countedBefore, roundId, roundsOf } from './rounds.ts';
import type { Reached } from './tally.ts';
import type { World } from './world.ts';
import { statesBefore } from './zones.ts';

type Counts = Record<string, number>;
export type Passages = { vehicles: number; persons: number; vehiclesTurnedBack: number; personsTurnedBack: number };
export type RoundThree = {
  samples: number;
  resulted: number;
  uploaded: number;
  positive: number;
  invalid: number;
  tubes: number;
};

/** Everything known before a minute of the story. */
export type Account = {
  readonly cases: {
    readonly total: number;
    readonly byStatus: Counts;
    readonly byRoute: Counts;
    /** not yet excluded: found in isolation or behind a closed door, and in the community (domain 6.10 b) */
    readonly controlled: number;
    readonly community: number;
    /** residences in the nail, of those not excluded (6.8) */
    readonly inNail: number;
  };
  readonly contacts: { readonly close: number; readonly secondary: number; readonly controlled: number };
  readonly transfers: Counts;
  readonly rooms: ReadonlyMap<string, RoomState>;
  readonly checkpoints: ReadonlyMap<string, { readonly in?: Passages; readonly out?: Passages }>;
  readonly boxes: Counts;
  readonly roundThree: RoundThree;
  /** rounds that are told as counts, by id */
  readonly counted: ReadonlyMap<string, Reached>;
  readonly zones: Counts;
  readonly sites: { readonly quarantine: Counts; readonly testing: number };
  readonly figures: {
    /** V07 */
    readonly checkpoints: { readonly registered: number; readonly declared: number; readonly unexplained: number };
    /** V08 and V09: sites by tier as registered, rooms wanted, and rooms opened by now */
    readonly quarantine: { readonly byTier: readonly number[]; readonly total: number };
    readonly rooms: { readonly wanted: number; readonly all: number; readonly opened: number };
    /** V10 */
    readonly points: {
      readonly have: number;
      readonly wanted: readonly [number, number];
      readonly samplers: number;
      readonly personsEach: number;
    };
    readonly population: number;
  };
};

export function account(world: World, before: number): Account {
  return {
    cases: cases(world, before),
    ...traced(world, before),
    rooms: new Map(
      world.posts.quarantine.flatMap((site) => {
        const state = world.rooms.said(site, before);
        return state === undefined ? [] : [[site.id, state]];
      }),
    ),
    checkpoints: new Map(
      world.posts.checkpoints.map((checkpoint) => [checkpoint.id, passages(world, checkpoint, before)]),
    ),
    boxes: tally(
      world.flow.boxes.flatMap(({ sealed, handed, received }) =>
        sealed >= before ? [] : [received < before ? 'received' : handed < before ? 'handed' : 'sealed'],
      ),
    ),
    roundThree: roundThree(world, before),
    counted: new Map(
      roundsOf(world)
        .filter(({ start }) => start < before)
        .map((round) => [roundId(round.number), countedBefore(world, round, before)]),
    ),
    zones: tally(statesBefore(world.zones, before).values()),
    sites: {
      quarantine: tally(
        world.posts.quarantine.map(({ tier, activatedAt }) => (activatedAt < before ? 'running' : tier)),
      ),
      testing: world.posts.testing.length,
    },
    figures: figures(world, before),
  };
}

function tally(names: Iterable<string>): Counts {
  const counts: Counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function cases({ infections, cast }: World, before: number): Account['cases'] {
  const known = infections.filter(({ found }) => found < before);
  const counted = known.filter(({ outcome, decided }) => outcome !== 'excluded' || decided >= before);
  return {
    total: known.length,
    byStatus: tally(known.map(({ outcome, decided }) => (decided < before ? outcome : 'preliminary'))),
    byRoute: tally(known.map(({ route }) => route)),
    controlled: counted.filter(({ route }) => isControlled(route)).length,
    community: counted.filter(({ route }) => !isControlled(route)).length,
    // A pool's case has no residence until its single test says who it is.
    inNail: counted.filter(
      ({ home, cluster, decided }) => home.id === cast.nail.id && (cluster !== 'pool' || decided < before),
    ).length,
  };
}

function traced({ tracings }: World, before: number): Pick<Account, 'contacts' | 'transfers'> {
  const contacts = tracings.flatMap((tracing) => tracing.contacts).filter(({ known }) => known < before);
  const journeys = tracings.flatMap((tracing): (Journey | undefined)[] => [
    tracing.own,
    ...tracing.contacts.map(({ journey }) => journey),
  ]);
  return {
    contacts: {
      close: contacts.filter(({ degree }) => degree === 'close').length,
      secondary: contacts.filter(({ degree }) => degree === 'secondary').length,
      controlled: contacts.filter(({ controlled }) => controlled < before).length,
    },
    transfers: tally(
      journeys.flatMap((journey) => {
        if (journey === undefined || journey.requested >= before) return [];
        return [journey.admitted < before ? 'admitted' : journey.pickedUp < before ? 'pickedUp' : 'requested'];
      }),
    ),
  };
}

function passages({ seed, join }: World, checkpoint: Posts['checkpoints'][number], before: number) {
  const sums: { in?: Passages; out?: Passages } = {};
  for (let hour = 0; hour * 60 < before; hour += 1) {
    for (const { known, counts } of slotsOf(seed, checkpoint, hour, join)) {
      if (known >= before) continue;
      const sum = sums[counts.direction] ?? { vehicles: 0, persons: 0, vehiclesTurnedBack: 0, personsTurnedBack: 0 };
      sums[counts.direction] = {
        vehicles: sum.vehicles + counts.vehicles,
        persons: sum.persons + (counts.persons ?? 0),
        vehiclesTurnedBack: sum.vehiclesTurnedBack + (counts.vehiclesTurnedBack ?? 0),
        personsTurnedBack: sum.personsTurnedBack + (counts.personsTurnedBack ?? 0),
      };
    }
  }
  return sums;
}

/** Rows by (person, tube), results as domain 6.1 counts them: nobody of a positive pool has one before the single test. */
function roundThree({ flow }: World, before: number): RoundThree {
  const sum = { samples: 0, resulted: 0, uploaded: 0, positive: 0, invalid: 0, tubes: 0 };
  for (const box of flow.boxes) {
    if (KNOWN.sampled(box) >= before) continue;
    const final = box.persons - marked(box);
    sum.samples += box.persons;
    sum.tubes += box.tubes;
    if (KNOWN.resulted(box) < before) {
      sum.resulted += final;
      sum.invalid += marked(box, 'invalid');
    }
    if (KNOWN.uploaded(box) < before) sum.uploaded += final;
  }
  for (const again of flow.again) {
    if (AGAIN_KNOWN.sampled(again) >= before) continue;
    sum.samples += again.persons.length;
    sum.tubes += againTubes(again).length;
    if (AGAIN_KNOWN.resulted(again) >= before) continue;
    sum.resulted += again.persons.length;
    sum.uploaded += again.persons.length;
    if (again.infected !== undefined) sum.positive += 1;
  }
  return sum;
}

/** Persons of a box whose tube gave them no final result. */
function marked(box: Box, only?: 'invalid'): number {
  let persons = 0;
  for (const [tube, mark] of box.marks) if (only === undefined || mark === only) persons += personsIn(box, tube);
  return persons;
}

function figures({ county, posts }: World, before: number): Account['figures'] {
  const population = county.population ?? 0;
  const { quarantine, checkpoints } = posts;
  const roomsOf = (sites: readonly { readonly capacity: number }[]) =>
    sites.reduce((sum, { capacity }) => sum + capacity, 0);
  return {
    checkpoints: {
      registered: checkpoints.length,
      declared: DECLARED_CHECKPOINTS,
      unexplained: DECLARED_CHECKPOINTS - checkpoints.length,
    },
    quarantine: {
      byTier: TIERS.map((tier) => quarantine.filter((site) => site.tier === tier).length),
      total: quarantine.length,
    },
    rooms: {
      wanted: Math.ceil((population * 60) / 10_000),
      all: roomsOf(quarantine),
      opened: roomsOf(quarantine.filter(({ activatedAt }) => activatedAt < before)),
    },
    points: {
      have: posts.testing.length,
      wanted: [Math.ceil(population / 3_000), Math.ceil(population / 2_000)],
      samplers: Math.ceil(population / 360),
      personsEach: Math.floor(population / posts.testing.length),
    },
    population,
  };
}
