// The daily work of the desk: tasks and how they end, the figures of the day, corrections to the register.
import { dice } from '../dice.ts';
import { type Draft, day, iso, say, type Teller } from '../telling.ts';
import { NAIL_ZONE } from './orders.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

const command = sourceId('command');
const field = sourceId('field');
const TYPES = ['doorVisit', 'gateGuard', 'supplies', 'disinfection', 'patrol'] as const;
/** As many as the order of the day names (domain 2.2, LS-07); how many there are is the register's business. */
export const DECLARED_CHECKPOINTS = 15;

export const desk = (world: World): Teller => ({
  name: 'desk',
  hours: 8,
  born: (hour) => [...tasks(world, hour), ...figures(world, hour), ...corrections(world, hour)],
});

/** One task every three hours of the past, four an hour once it is dense. */
function tasks({ seed, town, cast, posts, dense }: World, hour: number): Draft[] {
  const isDense = hour * 60 >= dense;
  if (!isDense && hour % 3 !== 0) return [];
  return Array.from({ length: isDense ? 4 : 1 }, (_, i): Draft[] => {
    const id = `yl-task-${hour}-${i + 1}`;
    const draw = dice(seed, 'task', id);
    const assigned = hour * 60 + i * 15 + draw.between(1, 12);
    const type = draw.pick(TYPES);
    const compound = draw.chance(0.5)
      ? draw.pick([cast.nail, cast.second, ...cast.pair])
      : draw.pick(cast.others.slice(0, 60));
    const gate = town.gates.find(({ areaId }) => areaId === compound.id);
    const where =
      type === 'gateGuard' && gate !== undefined
        ? { gateId: gate.id }
        : type === 'supplies'
          ? { siteId: draw.pick(posts.depots).id }
          : { areaId: compound.id };
    const due = iso(assigned + 240);
    const data = { id, type, ...where, teamId: draw.pick(posts.teams).id, due, note: '演示任务 demonstration task' };
    const received = assigned + draw.between(4, 20);
    const begun = [
      say('task.assigned', { known: assigned, by: 'analyst', source: command }, data),
      say('task.received', { known: received, source: field }, { id }),
    ];
    if (draw.chance(0.12)) {
      const recalled = { known: received + draw.between(5, 30), by: 'analyst', source: command } as const;
      return [...begun, say('task.recalled', recalled, { id, note: '不再需要 no longer needed' })];
    }
    const done = received + draw.between(40, 200);
    return [
      ...begun,
      say('task.done', { known: done, source: field }, { id, proof: `演示照片 photo of ${id}` }),
      // The desk looks at what a team did: somebody else than who did it.
      say('task.verified', { known: done + draw.between(10, 60), by: 'analyst', source: command }, { id }),
    ];
  }).flat();
}

/** Shortly after midnight: the day that ended, and how many checkpoints the order of the day declares. */
function figures({ county, infections, tracings }: World, hour: number): Draft[] {
  if (hour % 24 !== 0) return [];
  const at = hour * 60;
  const series = (name: string, minute: number, value: number, known: number) =>
    say('series.counted', { known, source: command }, { series: name, areaId: county.id, date: day(minute), value });
  const declared = series('checkpoints.declared', at, DECLARED_CHECKPOINTS, at + 6);
  if (hour === 0) {
    const quiet = Array.from({ length: 9 }, (_, i) => (i - 9) * 1440);
    return [
      declared,
      ...quiet.flatMap((minute) => ['confirmed', 'suspected', 'contacts'].map((name) => series(name, minute, 0, 7))),
    ];
  }
  const ill = infections.filter(
    ({ outcome, decided, found }) => outcome === 'confirmed' && decided < at && found > at - 7 * 1440,
  );
  const suspected = infections.filter(({ found, decided }) => found < at && decided >= at);
  const watched = tracings
    .flatMap(({ contacts }) => contacts)
    .filter(({ journey, leaves = 0 }) => journey !== undefined && journey.admitted < at && leaves > at);
  return [
    declared,
    series('confirmed', at - 1, ill.length, at + 20),
    series('suspected', at - 1, suspected.length, at + 20),
    series('contacts', at - 1, watched.length, at + 20),
  ];
}

/** The register is never finished: each morning one compound's households are counted again, one proof is renewed. */
function corrections({ seed, cast }: World, hour: number): Draft[] {
  if (hour % 24 !== 10) return [];
  const compound = cast.others[Math.floor(hour / 24) % cast.others.length]!;
  const households = (compound.households ?? 0) + dice(seed, 'recount', hour).int(-6, 6);
  const recount = say(
    'area.updated',
    { known: hour * 60 + 12, source: sourceId('register') },
    { id: compound.id, households: Math.max(0, households) },
  );
  if (hour < 48) return [recount];
  return [
    recount,
    say(
      'nail.item',
      { known: hour * 60 + 40, source: command },
      { zoneId: NAIL_ZONE, item: 'patrols', done: true, proof: `演示 ${day(hour * 60)}` },
    ),
  ];
}
