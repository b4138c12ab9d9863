// The life of a case: found, located, sampled again, reported, traced, moved, disinfected after, discharged.
import { fnv1a64, hex } from '#shared/digest.ts';
import type { DataOf } from '#shared/report.ts';
import { contactsOf } from './contacts.ts';
import { type Dice, dice } from './dice.ts';
import { lonLat } from './plane.ts';
import { sourceId } from './sources.ts';
import { type Draft, iso, say, type Teller } from './telling.ts';
import { caseId, foundIn, type Home, homeOf } from './wave.ts';
import type { World } from './world.ts';

const source = sourceId('tracing');
type Reported = DataOf<'case.reported'>;
type Stages = NonNullable<Reported['stages']>;

export const cases = (world: World): Teller => ({
  name: 'cases',
  hours: 8 * 24,
  born: (hour) =>
    foundIn(hour).flatMap((number) => {
      const found = hour * 60 + dice(world.seed, 'found', number).between(0, 55);
      return life(world, number, found);
    }),
});

function life(world: World, number: number, found: number): Draft[] {
  const draw = dice(world.seed, 'case', number);
  const home = homeOf(world, number);
  const id = caseId(number);
  const reported = firstReport(world, number, id, home, found, draw);
  const first = say('case.reported', { known: found, source, key: `case/${id}` }, reported);
  const excluded = number % 23 === 11;
  return [
    first,
    ...stagesOf(id, number, reported, found, draw, excluded),
    ...reviews(world, id, number, home, found),
    ...disinfection(world, id, number, home, found, draw),
    ...(excluded ? [] : contactsOf(world, id, found, draw)),
  ];
}

function firstReport(world: World, number: number, id: string, home: Home, found: number, draw: Dice): Reported {
  const sampled = found - draw.between(240, 480);
  const route = routeOf(number, draw);
  const work = draw.pick(world.posts.places.filter(({ type }) => type !== 'hospital'));
  const visited = draw.pick(world.posts.places);
  // Number 8's address is not found on the map: kept, listed, counted as not on the map.
  const lost = number === 7;
  const where = lost ? {} : { position: lonLat(home.spot), matchLevel: home.matchLevel };
  return {
    id,
    person: `p-${hex(fnv1a64(`${world.seed}|person|${number}`))}`,
    status: 'preliminary',
    route,
    ...where,
    ...(lost ? {} : { accuracy: draw.int(5, 25) }),
    address: lost ? '地址待核 address to be checked' : home.address,
    places: [
      { role: 'residence', type: 'flat', areaId: home.areaId, ...where, enclosed: true },
      {
        role: 'work',
        type: work.type,
        areaId: work.id,
        position: lonLat(work.spot),
        matchLevel: 'place',
        from: iso(found - 30 * 60),
        to: iso(found - 22 * 60),
        enclosed: true,
      },
      {
        role: 'visited',
        type: visited.type,
        areaId: visited.id,
        position: lonLat(visited.spot),
        matchLevel: 'place',
        from: iso(found - 20 * 60),
        to: iso(found - 20 * 60 + draw.int(8, 70)),
        enclosed: visited.type !== 'market',
      },
    ],
    ...(draw.chance(0.3) ? { onset: iso(found - draw.between(12, 40) * 60) } : {}),
    sampledAt: iso(sampled),
    ...(route === 'screening' || route === 'door' ? { poolId: `pool-${hex(fnv1a64(`${world.seed}|${id}`))}` } : {}),
    stages: { sampled: iso(sampled) },
  };
}

/** The first came to a clinic; later ever more are found among those already isolated. */
function routeOf(number: number, draw: Dice): Reported['route'] {
  if (number === 0) return 'clinic';
  const isolated = Math.min(0.75, 0.1 + number / 90);
  const chance = draw.next();
  if (chance < isolated) return chance < isolated * 0.65 ? 'centralIsolation' : 'homeIsolation';
  return draw.pick([
    'screening',
    'screening',
    'screening',
    'door',
    'fever',
    'checkpoint',
    'closedLoop',
    'unknown',
  ] as const);
}

function stagesOf(
  id: string,
  number: number,
  reported: Reported,
  found: number,
  draw: Dice,
  excluded: boolean,
): Draft[] {
  let stages: Stages = reported.stages ?? {};
  let at = found;
  // One case in nine is slow: its clocks run over, which is what the clocks are for.
  const pace = number % 9 === 4 ? 1.6 : 1;
  const step = (minutes: number, names: readonly (keyof Stages)[], more: Partial<DataOf<'case.updated'>> = {}) => {
    at = found + minutes * pace + draw.between(0, 12);
    stages = { ...stages, ...Object.fromEntries(names.map((name, i) => [name, iso(at - (names.length - 1 - i) * 6)])) };
    return say('case.updated', { known: at, source }, { id, stages, ...more });
  };
  const address = stale(number) ? { address: `${reported.address}(已核 checked)` } : {};
  const chase = [
    step(20, ['located', 'sampled'], address),
    step(80, ['sent', 'networkReported']),
    step(200, ['tested', 'reported', 'coreInfo'], {
      status: excluded ? 'excluded' : draw.chance(0.3) ? 'confirmed' : 'asymptomatic',
    }),
  ];
  if (excluded) return chase;
  return [
    ...chase,
    step(430, ['traced']),
    step(540 + draw.between(0, 240), ['transferred']),
    step(1240, ['epiReported']),
    // Seven days, whatever its pace: nothing may outlast eight days.
    step((7 * 1440) / pace, ['discharged']),
  ];
}

/** Cases whose address two people correct at the same time: about one a day. */
const stale = (number: number): boolean => number % 37 === 12;

function reviews({ opId }: World, id: string, number: number, home: Home, found: number): Draft[] {
  const late = `case/${id}/late`;
  const command = sourceId('command');
  const seen =
    number % 4 === 0
      ? [say('report.seen', { known: found + 4, by: 'commander', source: command }, { opIds: [opId(`case/${id}`)] })]
      : [];
  if (!stale(number)) return seen;
  return [
    ...seen,
    // Written down at the first report and sent an hour and a half later: the address has changed since (G11).
    say(
      'case.updated',
      { known: found + 95, observed: found + 30, source, key: late, baseVersion: 1, expects: 'conflict' },
      { id, address: `${home.address}(电话登记 by telephone)` },
    ),
    say(
      'conflict.resolved',
      { known: found + 140, by: 'analyst', source: command },
      { id: opId(late), keep: number % 2 === 0 ? 'theirs' : 'mine' },
    ),
  ];
}

function disinfection(_: World, id: string, number: number, home: Home, found: number, draw: Dice): Draft[] {
  const job = { id: `${id}-d1`, areaId: home.areaId, caseId: id };
  const done = found + draw.between(200, 420) * (number % 9 === 4 ? 2 : 1);
  return [
    say('disinfection.due', { known: found + 12, source }, job),
    say('disinfection.done', { known: done, source }, job),
    // Somebody else looks at it.
    say('disinfection.verified', { known: done + draw.between(40, 120), by: 'analyst', source }, job),
  ];
}
