// The district's daily round, told as counts: 24 hours from 06:00, from the second day of the story on.
import { dice } from './dice.ts';
import type { Community } from './land.ts';
import { sourceId } from './sources.ts';
import { clock, DENSE_FROM, type Draft, iso, say, type Teller } from './telling.ts';
import type { World } from './world.ts';

const STARTS = 6;
const DAY = 24 * 60;
const source = sourceId('samples');
const command = sourceId('command');

export const roundId = (onDay: number): string => `yl-round-${onDay}`;

/** Residents less those who are verifiably away. */
const due = (community: Community): number => Math.floor(community.persons * 0.972);

export const rounds = (world: World): Teller => ({
  name: 'rounds',
  hours: 2,
  born: (hour) => [...begin(world, hour), ...progress(world, hour), ...end(hour)],
});

function begin({ land }: World, hour: number): Draft[] {
  const onDay = Math.floor(hour / 24);
  if (onDay < 1 || hour % 24 !== STARTS - 1) return [];
  const start = clock(onDay, STARTS);
  const round = {
    id: roundId(onDay),
    areaIds: land.communities.map(({ id }) => id),
    start: iso(start),
    deadline: iso(start + DAY),
  };
  return [
    say('round.opened', { known: start - 25, by: 'analyst', source: command }, round),
    say(
      'roll.batch',
      { known: start - 20, source: command },
      {
        roundId: round.id,
        counts: land.communities.map((community) => ({ areaId: community.id, due: due(community) })),
      },
    ),
  ];
}

function end(hour: number): Draft[] {
  const onDay = Math.floor(hour / 24) - 1;
  if (onDay < 1 || hour % 24 !== STARTS) return [];
  const deadline = clock(onDay + 1, STARTS);
  return [say('round.closed', { known: deadline + 2, by: 'analyst', source: command }, { id: roundId(onDay) })];
}

/** Every township sends the counts of its communities: each hour in the past, every five minutes once it is dense. */
function progress({ seed, land }: World, hour: number): Draft[] {
  const onDay = Math.floor((hour - STARTS) / 24);
  if (onDay < 1) return [];
  const start = clock(onDay, STARTS);
  const every = hour * 60 < DENSE_FROM ? 60 : 5;
  return land.townships.flatMap((township, t) =>
    Array.from({ length: 60 / every }, (_, i) => {
      const asOf = hour * 60 + i * every + ((t * every) / land.townships.length + 0.4);
      const members = land.communities.filter(({ townshipId }) => townshipId === township.id);
      return say(
        'test.batch',
        { known: asOf + 0.3, observed: asOf, source },
        {
          id: `${roundId(onDay)}-${township.id}-${Math.round(asOf * 60)}`,
          roundId: roundId(onDay),
          counts: members.map((community) => ({
            areaId: community.id,
            asOf: iso(asOf),
            ...reached(seed, community, onDay, (asOf - start) / 60),
            cumulative: true,
          })),
        },
      );
    }),
  );
}

/** How far a community has come after so many hours: fast at first, a long tail, laboratories five hours behind. */
function reached(seed: string, community: Community, onDay: number, hours: number) {
  const draw = dice(seed, 'reached', community.id, onDay);
  const most = due(community) * draw.between(0.985, 1);
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
