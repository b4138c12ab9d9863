// The district's rounds: opened, who is due, closed; and how far each community says it has come. Round 3 is told person by
// person as well (round-three.ts), and its communities count the same people.
import { dice } from '../dice.ts';
import { clock, type Draft, iso, say, type Teller } from '../telling.ts';
import type { TownArea } from '../town/town.ts';
import { ROUNDS } from './plan.ts';
import { sourceId } from './sources.ts';
import { type Reached, talliedAt } from './tally.ts';
import type { World } from './world.ts';

const DAY = 24 * 60;
const source = sourceId('samples');
const command = sourceId('command');

export const roundId = (number: number): string => `yl-round-${number}`;
export const PERSON_BY_PERSON = 3;

export type Round = {
  readonly number: number;
  readonly start: number;
  readonly deadline: number;
  /** when it is closed: with the last result, or when the time is over */
  readonly closed: number;
};

export const roundsOf = ({ flow }: Pick<World, 'flow'>): Round[] =>
  ROUNDS.map(({ number, day, hour }) => {
    const start = clock(day, hour);
    const deadline = start + DAY;
    return { number, start, deadline, closed: number === PERSON_BY_PERSON ? Math.ceil(flow.done) + 20 : deadline + 2 };
  });

export function rounds(world: World): Teller {
  const all = roundsOf(world);
  const script = all.flatMap((round) => frame(world, round));
  return {
    name: 'rounds',
    hours: 2,
    born: (hour) => [
      ...script.filter(({ known }) => Math.floor(known / 60) === hour),
      ...all.flatMap((round) => reports(world, round, hour).map((report) => told(world, round, report))),
    ],
  };
}

/** Those who are verifiably away are not due; round 3 takes everybody, wherever they are (domain V20: 437,800). */
export const due = ({ population = 0 }: TownArea, { number }: Round): number =>
  number === PERSON_BY_PERSON ? population : Math.floor(population * 0.972);

function frame({ communities, county }: World, round: Round): Draft[] {
  const id = roundId(round.number);
  return [
    say(
      'round.opened',
      { known: round.start - 25, by: 'analyst', source: command },
      { id, areaIds: [county.id], start: iso(round.start), deadline: iso(round.deadline) },
    ),
    say(
      'roll.batch',
      { known: round.start - 20, source: command },
      { roundId: id, counts: communities.map((community) => ({ areaId: community.id, due: due(community, round) })) },
    ),
    say('round.closed', { known: round.closed, by: 'analyst', source: command }, { id }),
  ];
}

/** Round 3 misses its deadline, and is counted until its last result is up. */
const lastCount = ({ number, deadline, closed }: Round): number =>
  number === PERSON_BY_PERSON ? closed - 1 : deadline;

type Report = { readonly asOf: number; readonly township: TownArea };

/** Every township sends the counts of its communities: each hour in the past, every ten minutes once it is dense. */
function reports({ townships, dense }: World, round: Round, hour: number): Report[] {
  const every = hour * 60 < dense ? 60 : 10;
  return townships
    .flatMap((township, t) =>
      Array.from({ length: 60 / every }, (_, i) => ({
        township,
        asOf: hour * 60 + i * every + (t * every) / townships.length + 0.4,
      })),
    )
    .filter(({ asOf }) => asOf > round.start && asOf < lastCount(round));
}

function told(world: World, round: Round, { asOf, township }: Report): Draft {
  const id = roundId(round.number);
  return say(
    'test.batch',
    { known: asOf + 0.3, observed: asOf, source },
    {
      id: `${id}-${township.id}-${Math.round(asOf * 60)}`,
      roundId: id,
      counts: world.town.within(township.id, 'community').map((community) => ({
        areaId: community.id,
        asOf: iso(asOf),
        ...reached(world, community, round, asOf),
        cumulative: true,
      })),
    },
  );
}

/** How far a community has come: fast at first, a long tail, laboratories some hours behind. */
function reached(
  world: World,
  community: TownArea,
  round: Round,
  minute: number,
): Reached & { readonly positive?: number } {
  if (round.number === PERSON_BY_PERSON) return talliedAt(world, community, minute);
  const { seed } = world;
  const draw = dice(seed, 'reached', community.id, round.number);
  const hours = (minute - round.start) / 60;
  const most = due(community, round) * draw.between(0.985, 1);
  const pace = draw.between(0.8, 1.15);
  const lag = draw.between(4.2, 5.8);
  const upload = draw.between(0.2, 0.9);
  const after = (late: number) =>
    Math.floor(most * (1 - Math.exp(-((Math.max(0, (hours - late) * pace) / 6.5) ** 1.6))));
  const resulted = after(lag);
  return {
    sampled: after(0),
    resulted,
    uploaded: after(lag + upload),
    positive: Math.min(draw.int(0, 2), Math.floor(resulted / 4000)),
  };
}

/** What the communities told of a round, of all communities together, before a minute. */
export function countedBefore(world: World, round: Round, before: number): Reached {
  const latest = new Map<string, number>();
  for (
    let hour = Math.floor(round.start / 60);
    hour <= Math.floor(Math.min(before, lastCount(round)) / 60);
    hour += 1
  ) {
    for (const { asOf, township } of reports(world, round, hour))
      if (asOf + 0.3 < before) latest.set(township.id, asOf);
  }
  const sum = { sampled: 0, resulted: 0, uploaded: 0 };
  for (const [id, asOf] of latest) {
    for (const community of world.town.within(id, 'community')) {
      const { sampled, resulted, uploaded } = reached(world, community, round, asOf);
      sum.sampled += sampled;
      sum.resulted += resulted;
      sum.uploaded += uploaded;
    }
  }
  return sum;
}
