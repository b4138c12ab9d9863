// The daily rounds inside the two zones, told person by person with their roll: who is due, who came, who was missing.
import type { DataOf } from '#shared/report.ts';
import { dice } from '../dice.ts';
import { clock, type Draft, iso, say, type Teller } from '../telling.ts';
import { personKey } from '../town/town.ts';
import { NAIL_ZONE, SECOND_ZONE } from './orders.ts';
import { leavesOf } from './outbreak.ts';
import { PERSON_BY_PERSON, roundId } from './rounds.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

type Plan = {
  readonly zoneId: string;
  readonly cluster: 'nail' | 'second';
  readonly firstDay: number;
  readonly lastDay: number;
  readonly hour: number;
};
/** At noon, so that the join meets one while it samples. */
const PLANS: readonly Plan[] = [
  { zoneId: NAIL_ZONE, cluster: 'nail', firstDay: 1, lastDay: 9, hour: 12 },
  { zoneId: SECOND_ZONE, cluster: 'second', firstDay: 2, lastDay: 8, hour: 11 },
];
const POOL = 10;
const TUBES_A_BATCH = 20;
/** minutes from the start within which everybody is called down */
const CALLING = 360;

type RollRow = NonNullable<DataOf<'roll.batch'>['persons']>[number];
type TestRow = NonNullable<DataOf<'test.batch'>['rows']>[number];
type Member = RollRow & { readonly sampled: boolean };
const source = sourceId('samples');
const command = sourceId('command');

export const zoneRounds = (world: World): Teller => ({
  name: 'zone-rounds',
  hours: 28,
  born: (hour) =>
    PLANS.flatMap((plan) => {
      const onDay = Math.floor(hour / 24);
      const isOn = onDay >= plan.firstDay && onDay <= plan.lastDay && hour % 24 === plan.hour - 1;
      return isOn ? round(world, plan, onDay) : [];
    }),
});

function round(world: World, { zoneId, cluster, hour }: Plan, onDay: number): Draft[] {
  const start = clock(onDay, hour);
  const id = `${zoneId}-round-${onDay}`;
  const home = world.cast[cluster];
  const members = rollOf(world, id, cluster, start);
  const opened = say(
    'round.opened',
    { known: start - 20, by: 'analyst', source: command },
    {
      id,
      zoneId,
      areaIds: [home.id],
      start: iso(start),
      deadline: iso(start + 24 * 60),
      ...(onDay === PERSON_BY_PERSON ? { parentRound: roundId(PERSON_BY_PERSON) } : {}),
    },
  );
  const roll = say(
    'roll.batch',
    { known: start - 12, source: command },
    { roundId: id, persons: members.map(({ sampled: _, ...row }) => row) },
  );
  const closed = say('round.closed', { known: start + 24 * 60 + 5, by: 'analyst', source: command }, { id });
  return [opened, roll, ...tubes(world, id, members, start), ...doors(world, id, members, start), closed];
}

function rollOf(
  { seed, town, cast, infections }: World,
  id: string,
  cluster: Plan['cluster'],
  start: number,
): Member[] {
  const moved = new Set(infections.filter(({ found }) => found < start - 600).map(({ person }) => person));
  return leavesOf(town, cast[cluster].id).flatMap((leaf) => {
    const draw = dice(seed, 'roll', id, leaf.id);
    return [...town.households(leaf.id)].flatMap((household) =>
      Array.from({ length: household.persons }, (_, n): Member => {
        const person = personKey(household.id, n + 1);
        const chance = draw.next();
        const status = moved.has(person)
          ? 'MOVED_TO_HOSPITAL'
          : chance < 0.94
            ? 'PRESENT'
            : chance < 0.965
              ? 'UNKNOWN'
              : chance < 0.985
                ? 'AWAY_VERIFIED'
                : chance < 0.993
                  ? 'MOVED_TO_QUARANTINE'
                  : 'EXEMPT_RECOVERED';
        const comes = draw.next();
        const sampled = status === 'PRESENT' ? comes < 0.985 : status === 'UNKNOWN' && comes < 0.4;
        return { person, areaId: leaf.id, status, from: iso(start), sampled };
      }),
    );
  });
}

function tubes({ seed, posts }: World, id: string, members: readonly Member[], start: number): Draft[] {
  const called = members.filter(({ sampled }) => sampled);
  const size = POOL * TUBES_A_BATCH;
  const batches = Math.ceil(called.length / size);
  const count = Math.ceil(called.length / POOL);
  const draw = dice(seed, 'tubes', id);
  const spoilt = `${id}-${draw.int(2, count - 3)}`;
  const siteId = posts.testing[draw.int(0, 5)]!.id;
  return Array.from({ length: batches }, (_, batch): Draft[] => {
    const at = start + 20 + (CALLING * batch) / batches;
    const sent = at + draw.between(20, 40);
    const received = sent + draw.between(20, 45);
    const resulted = received + draw.between(150, 260);
    const uploaded = resulted + draw.between(4, 20);
    const rows = called.slice(batch * size, (batch + 1) * size).map(({ person }, i): TestRow => {
      const tube = batch * TUBES_A_BATCH + Math.floor(i / POOL);
      const poolSize = Math.min(POOL, called.length - tube * POOL);
      const sampledAt = iso(at - 18 + Math.floor(i / POOL));
      return { person, tube: `${id}-${tube + 1}`, poolSize, sampledAt, siteId };
    });
    const done = rows.map(
      (row): TestRow => ({
        ...row,
        sentAt: iso(sent),
        receivedAt: iso(received),
        resultedAt: iso(resulted),
        uploadedAt: iso(uploaded),
        result: row.tube === spoilt ? 'invalid' : 'negative',
      }),
    );
    return [
      say('test.batch', { known: at + 2, source }, { id: `${id}-b${batch}`, roundId: id, rows }),
      say('test.batch', { known: uploaded, source }, { id: `${id}-b${batch}-r`, roundId: id, rows: done }),
    ];
  }).flat();
}

/** A visit to every staircase where somebody did not come down. */
function doors({ seed }: World, id: string, members: readonly Member[], start: number): Draft[] {
  const byLeaf = Map.groupBy(
    members.filter(({ status }) => status === 'PRESENT' || status === 'UNKNOWN'),
    ({ areaId }) => areaId,
  );
  let visits = 0;
  return [...byLeaf].flatMap(([areaId, due]) => {
    const missing = due.filter(({ sampled }) => !sampled).length;
    if (missing === 0) return [];
    visits += 1;
    const reason = dice(seed, 'door', id, areaId).pick(['notAtHome', 'immobile', 'infant', 'notContacted']);
    return [
      say(
        'door.visited',
        { known: start + 60 + visits * 5, source },
        { roundId: id, areaId, present: due.length - missing, missing, reason },
      ),
    ];
  });
}
