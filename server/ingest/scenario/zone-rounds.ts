// The daily rounds inside the two zones, told person by person: tubes of ten, one positive pool, one spoilt tube, doors.
import { fnv1a64, hex } from '#shared/digest.ts';
import type { DataOf } from '#shared/report.ts';
import { dice } from './dice.ts';
import { NAIL_ZONE, SECOND_ZONE } from './orders.ts';
import { roundId } from './rounds.ts';
import { sourceId } from './sources.ts';
import { clock, type Draft, iso, say, type Teller } from './telling.ts';
import type { World } from './world.ts';

type Plan = { readonly zoneId: string; readonly cluster: 0 | 1; readonly firstDay: number; readonly hour: number };
/** The second starts at noon, so that the join meets it while it samples. */
const PLANS: readonly Plan[] = [
  { zoneId: NAIL_ZONE, cluster: 0, firstDay: 1, hour: 7 },
  { zoneId: SECOND_ZONE, cluster: 1, firstDay: 2, hour: 12 },
];
const POOL = 10;
const TUBES_A_BATCH = 4;
/** minutes from the start within which everybody is called down */
const CALLING = 360;

type RollRow = NonNullable<DataOf<'roll.batch'>['persons']>[number];
type TestRow = NonNullable<DataOf<'test.batch'>['rows']>[number];
type Member = RollRow & { readonly sampled: boolean };
const source = sourceId('samples');
const command = sourceId('command');

export const zoneRounds = (world: World): Teller => ({
  name: 'zone-rounds',
  hours: 27,
  born: (hour) =>
    PLANS.flatMap((plan) => {
      const onDay = Math.floor(hour / 24);
      return onDay >= plan.firstDay && hour % 24 === plan.hour - 1 ? round(world, plan, onDay) : [];
    }),
});

function round(world: World, { zoneId, cluster, hour }: Plan, onDay: number): Draft[] {
  const start = clock(onDay, hour);
  const id = `${zoneId}-round-${onDay}`;
  const home = world.clusters[cluster];
  const members = rollOf(world, id, cluster, start);
  const opened = say(
    'round.opened',
    { known: start - 20, by: 'analyst', source: command },
    { id, zoneId, areaIds: [home.id], start: iso(start), deadline: iso(start + 24 * 60), parentRound: roundId(onDay) },
  );
  const roll = say(
    'roll.batch',
    { known: start - 12, source: command },
    { roundId: id, persons: members.map(({ sampled: _, ...row }) => row) },
  );
  const closed = say('round.closed', { known: start + 24 * 60 + 5, by: 'analyst', source: command }, { id });
  return [opened, roll, ...tubes(world, id, members, start, cluster), ...doors(world, id, members, start), closed];
}

/** Person keys belong to one round (architecture, 11): the same neighbour has another key tomorrow. */
function rollOf({ seed, clusters }: World, id: string, cluster: 0 | 1, start: number): Member[] {
  return clusters[cluster].buildings
    .flatMap(({ staircases }) => staircases)
    .flatMap((staircase) =>
      Array.from({ length: staircase.persons }, (_, i): Member => {
        const draw = dice(seed, 'roll', id, staircase.id, i);
        const chance = draw.next();
        const status =
          chance < 0.94
            ? 'PRESENT'
            : chance < 0.965
              ? 'UNKNOWN'
              : chance < 0.985
                ? 'AWAY_VERIFIED'
                : chance < 0.993
                  ? 'MOVED_TO_QUARANTINE'
                  : 'EXEMPT_RECOVERED';
        return {
          person: hex(fnv1a64(`${seed}|${id}|${staircase.id}|${i}`)),
          areaId: staircase.id,
          status,
          from: iso(start),
          sampled: status === 'PRESENT' ? draw.chance(0.985) : status === 'UNKNOWN' && draw.chance(0.4),
        };
      }),
    );
}

function tubes({ seed, posts }: World, id: string, members: readonly Member[], start: number, cluster: 0 | 1): Draft[] {
  const called = members.filter(({ sampled }) => sampled);
  const size = POOL * TUBES_A_BATCH;
  const batches = Math.ceil(called.length / size);
  const count = Math.ceil(called.length / POOL);
  const draw = dice(seed, 'tubes', id);
  const [positive, spoilt] = [draw.int(2, count - 3), draw.int(2, count - 3)];
  const siteId = posts.testing[cluster * 7]!.id;
  return Array.from({ length: batches }, (_, batch): Draft[] => {
    const at = start + 20 + (CALLING * batch) / batches;
    const sent = at + draw.between(20, 40);
    const received = sent + draw.between(20, 45);
    const resulted = received + draw.between(150, 260);
    const uploaded = resulted + draw.between(4, 20);
    const rows = called.slice(batch * size, (batch + 1) * size).map(({ person }, i): TestRow => {
      const tube = batch * TUBES_A_BATCH + Math.floor(i / POOL);
      const poolSize = Math.min(POOL, called.length - tube * POOL);
      return { person, tube: `${id}-${tube + 1}`, poolSize, sampledAt: iso(at - 8 + i / 6), siteId };
    });
    const resultOf = (row: TestRow) =>
      row.tube === `${id}-${positive}` ? 'positive' : row.tube === `${id}-${spoilt}` ? 'invalid' : 'negative';
    const done = rows.map(
      (row): TestRow => ({
        ...row,
        sentAt: iso(sent),
        receivedAt: iso(received),
        resultedAt: iso(resulted),
        uploadedAt: iso(uploaded),
        result: resultOf(row),
      }),
    );
    const pool = done.filter((row) => row.tube === `${id}-${positive}`);
    return [
      say('test.batch', { known: at, source }, { id: `${id}-b${batch}`, roundId: id, rows }),
      say('test.batch', { known: uploaded, source }, { id: `${id}-b${batch}-r`, roundId: id, rows: done }),
      ...(pool.length === 0 ? [] : singles(id, pool, uploaded)),
    ];
  }).flat();
}

/** Everybody of a positive pool once more, alone: until then nobody of it has a result. */
function singles(id: string, pool: readonly TestRow[], from: number): Draft[] {
  const rows = pool.map(
    ({ person, siteId }, i): TestRow => ({
      person,
      tube: `${id}-single-${i + 1}`,
      poolSize: 1,
      sampledAt: iso(from + 30 + i * 2),
      siteId,
    }),
  );
  const done = rows.map(
    (row, i): TestRow => ({
      ...row,
      sentAt: iso(from + 60),
      receivedAt: iso(from + 90),
      resultedAt: iso(from + 230),
      uploadedAt: iso(from + 240),
      result: i === 3 ? 'positive' : 'negative',
    }),
  );
  return [
    say('test.batch', { known: from + 55, source }, { id: `${id}-singles`, roundId: id, rows }),
    say('test.batch', { known: from + 240, source }, { id: `${id}-singles-r`, roundId: id, rows: done }),
  ];
}

/** A visit to every staircase where somebody did not come down. */
function doors({ seed }: World, id: string, members: readonly Member[], start: number): Draft[] {
  const byStaircase = Map.groupBy(
    members.filter(({ status }) => status === 'PRESENT' || status === 'UNKNOWN'),
    ({ areaId }) => areaId,
  );
  return [...byStaircase].flatMap(([areaId, due], i) => {
    const missing = due.filter(({ sampled }) => !sampled).length;
    if (missing === 0) return [];
    const reason = dice(seed, 'door', id, areaId).pick(['notAtHome', 'immobile', 'infant', 'notContacted']);
    return [
      say(
        'door.visited',
        { known: start + CALLING + 30 + i * 7, source },
        { roundId: id, areaId, present: due.length - missing, missing, reason },
      ),
    ];
  });
}
