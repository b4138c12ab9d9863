// The life of a case, told: found, located, sampled again, reported, traced, moved, disinfected after, discharged.
import type { DataOf } from '#shared/report.ts';
import { dice } from '../dice.ts';
import { type Draft, iso, say, type Teller } from '../telling.ts';
import type { Name } from '../town/town.ts';
import { contactDrafts } from './contacts.ts';
import { middleOf } from './ground.ts';
import { type Infection, isControlled, isSlow } from './outbreak.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

const source = sourceId('tracing');
type Reported = DataOf<'case.reported'>;
type Stages = NonNullable<Reported['stages']>;

export function cases(world: World): Teller {
  const byHour = Map.groupBy(world.infections, ({ found }) => Math.floor(found / 60));
  const tracings = new Map(world.tracings.map((tracing) => [tracing.infection, tracing]));
  return {
    name: 'cases',
    hours: 8 * 24,
    born: (hour) =>
      (byHour.get(hour) ?? []).flatMap((infection) => {
        const tracing = tracings.get(infection);
        return [
          ...life(world, infection),
          ...reviews(world, infection),
          ...disinfection(world, infection),
          ...control(world, infection),
          ...(tracing === undefined ? [] : contactDrafts(tracing)),
        ];
      }),
  };
}

/** The eighth address is not found on the map: kept, listed, counted as not on the map. */
export const isLost = (number: number): boolean => number === 7;

function life(world: World, infection: Infection): Draft[] {
  const { id, found, outcome, steps } = infection;
  const isPool = infection.cluster === 'pool';
  const reported = isPool ? poolReport(infection) : firstReport(world, infection);
  let stages: Stages = reported.stages ?? {};
  const chase = steps.map(({ known, stages: names }, i) => {
    const times = names.map((name, n) => [name, iso(known - (names.length - 1 - n) * 6)]);
    stages = { ...stages, ...Object.fromEntries(times) };
    const isDecided = names.includes('reported');
    const address = i === 0 && isCorrected(infection) ? addressOf(infection, CHECKED) : {};
    const person = isPool && isDecided && outcome !== 'excluded' ? whoItWas(world, infection) : {};
    const status = isDecided ? { status: outcome } : {};
    return say('case.updated', { known, source }, { id, stages, ...address, ...person, ...status });
  });
  return [say('case.reported', { known: found, source, key: `case/${id}` }, reported), ...chase];
}

function firstReport(world: World, infection: Infection): Reported {
  const { id, number, route, onset, sampledAt, poolId } = infection;
  return {
    id,
    status: 'preliminary',
    route,
    ...whoItWas(world, infection),
    ...(isLost(number) ? { address: '地址待核', addressEn: 'Address to be checked' } : {}),
    ...(onset === undefined ? {} : { onset: iso(onset) }),
    sampledAt: iso(sampledAt),
    ...(poolId === undefined ? {} : { poolId }),
    stages: { sampled: iso(sampledAt) },
  };
}

/** Ten persons behind one tube: which of them it is nobody knows yet, only the building they live in. */
function poolReport({ id, route, building, sampledAt, poolId }: Infection): Reported {
  return {
    id,
    status: 'preliminary',
    route,
    position: middleOf(building.geometry),
    accuracy: 40,
    matchLevel: 'building',
    address: building.name.zh,
    addressEn: building.name.en,
    places: [],
    sampledAt: iso(sampledAt),
    poolId: poolId!,
    stages: { sampled: iso(sampledAt) },
  };
}

const CHECKED: Name = { zh: '（已核）', en: ' (checked)' };
const BY_TELEPHONE: Name = { zh: '（电话登记）', en: ' (by telephone)' };

/** As it is written down, in both languages. @param remark how it became known, if that is said */
function addressOf({ home, building, householdId }: Infection, remark: Name = { zh: '', en: '' }) {
  const door = householdId.slice(householdId.lastIndexOf('-') + 1);
  return {
    address: `${home.name.zh}${building.name.zh}${door}室${remark.zh}`,
    addressEn: `${home.name.en}, ${building.name.en}, Flat ${door}${remark.en}`,
  };
}

function whoItWas({ seed, cast }: World, infection: Infection): Pick<Reported, 'places'> & Partial<Reported> {
  const { number, cluster, found, spot, leafId, person } = infection;
  const draw = dice(seed, 'places', number);
  const lost = isLost(number);
  const where = lost ? {} : { position: spot, matchLevel: 'door' as const };
  const isOfMarket = cluster === 'market';
  const work = isOfMarket ? cast.market : draw.pick(cast.places.filter(({ type }) => type !== 'hospital'));
  const visited = isOfMarket || draw.chance(0.3) ? cast.market : draw.pick(cast.places);
  const seen = (area: typeof work) => ({
    type: area.type ?? 'place',
    areaId: area.id,
    position: middleOf(area.geometry),
    matchLevel: 'place' as const,
  });
  return {
    person,
    ...where,
    ...(lost ? {} : { accuracy: draw.int(5, 20) }),
    ...addressOf(infection),
    places: [
      { role: 'residence', type: 'flat', areaId: leafId, ...where, enclosed: true },
      {
        role: 'work',
        ...seen(work),
        from: iso(found - 30 * 60),
        to: iso(found - 22 * 60),
        enclosed: work.type !== 'market',
      },
      {
        role: 'visited',
        ...seen(visited),
        from: iso(found - 20 * 60),
        to: iso(found - 20 * 60 + draw.int(8, 70)),
        enclosed: visited.type !== 'market',
      },
    ],
  };
}

/** Cases whose address two people correct at the same time: about one in a day's worst. */
const isCorrected = ({ number, cluster }: Infection): boolean => number % 16 === 12 && cluster !== 'pool';

function reviews({ opId }: World, infection: Infection): Draft[] {
  const { id, number, found } = infection;
  const late = `case/${id}/late`;
  const command = sourceId('command');
  const seen =
    number % 4 === 0
      ? [say('report.seen', { known: found + 4, by: 'commander', source: command }, { opIds: [opId(`case/${id}`)] })]
      : [];
  if (!isCorrected(infection)) return seen;
  return [
    ...seen,
    // Written down at the first report and sent an hour and a half later: the address has changed since (G11).
    say(
      'case.updated',
      { known: found + 95, observed: found + 30, source, key: late, baseVersion: 1, expects: 'conflict' },
      { id, ...addressOf(infection, BY_TELEPHONE) },
    ),
    say(
      'conflict.resolved',
      { known: found + 140, by: 'analyst', source: command },
      { id: opId(late), keep: number % 2 === 0 ? 'theirs' : 'mine' },
    ),
  ];
}

/**
 * The building is put under control at once where somebody of the community was found, zoned later or not: the fourth step of
 * the eight hours (policy bj-hd-8h). Who was found in isolation or behind a sealed door is under control already.
 */
function control({ seed, posts }: World, { id, number, found, route, building }: Infection): Draft[] {
  if (isControlled(route)) return [];
  const draw = dice(seed, 'control', number);
  const task = `${id}-control`;
  const assigned = found + draw.between(6, 14);
  const received = assigned + draw.between(3, 12);
  const done = received + draw.between(30, 90) * (isSlow(number) ? 1.6 : 1);
  const command = { by: 'analyst', source: sourceId('command') } as const;
  const teamId = draw.pick(posts.teams.filter(({ type }) => type === 'patrol')).id;
  const data = { id: task, type: 'control', areaId: building.id, teamId, due: iso(found + 480) };
  return [
    say('task.assigned', { known: assigned, ...command }, data),
    say('task.received', { known: received, source: sourceId('field') }, { id: task }),
    say('task.done', { known: done, source: sourceId('field') }, { id: task }),
    say('task.verified', { known: done + draw.between(10, 60), ...command }, { id: task }),
  ];
}

function disinfection({ seed }: World, { id, number, found, leafId, outcome }: Infection): Draft[] {
  if (outcome === 'excluded') return [];
  const draw = dice(seed, 'disinfection', number);
  const job = { id: `${id}-d1`, areaId: leafId, caseId: id };
  const done = found + draw.between(200, 420) * (isSlow(number) ? 2 : 1);
  return [
    say('disinfection.due', { known: found + 14, source }, job),
    say('disinfection.done', { known: done, source }, job),
    // Somebody else looks at it.
    say('disinfection.verified', { known: done + draw.between(40, 120), by: 'analyst', source }, job),
  ];
}
