// The daily work of the desk: tasks and how they end, the figures of the day, corrections to the register.
import { dice } from './dice.ts';
import { NAIL_ZONE } from './orders.ts';
import { sourceId } from './sources.ts';
import { DENSE_FROM, type Draft, day, iso, say, type Teller } from './telling.ts';
import { foundIn } from './wave.ts';
import type { World } from './world.ts';

const command = sourceId('command');
const field = sourceId('field');
const TYPES = ['doorVisit', 'gateGuard', 'supplies', 'disinfection', 'patrol'] as const;

export const desk = (world: World): Teller => ({
  name: 'desk',
  hours: 8,
  born: (hour) => [...tasks(world, hour), ...figures(world, hour), ...corrections(world, hour)],
});

/** One task every three hours of the past, two an hour once it is dense. */
function tasks({ seed, land, posts }: World, hour: number): Draft[] {
  const dense = hour * 60 >= DENSE_FROM;
  if (!dense && hour % 3 !== 0) return [];
  return Array.from({ length: dense ? 2 : 1 }, (_, i): Draft[] => {
    const id = `yl-task-${hour}-${i + 1}`;
    const draw = dice(seed, 'task', id);
    const assigned = hour * 60 + i * 30 + draw.between(2, 25);
    const type = draw.pick(TYPES);
    const compound = draw.pick(land.compounds);
    const where =
      type === 'gateGuard'
        ? { gateId: compound.gates[0]!.id }
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
function figures({ land }: World, hour: number): Draft[] {
  if (hour % 24 !== 0) return [];
  const at = hour * 60;
  const series = (name: string, minute: number, value: number, known: number) =>
    say('series.counted', { known, source: command }, { series: name, areaId: land.id, date: day(minute), value });
  // 15 are declared and 14 registered: one that nobody can show (domain V07).
  const declared = series('checkpoints.declared', at, 15, at + 6);
  if (hour === 0) {
    const quiet = Array.from({ length: 9 }, (_, i) => (i - 9) * 1440);
    return [
      declared,
      ...quiet.flatMap((minute) => ['confirmed', 'suspected', 'contacts'].map((name) => series(name, minute, 0, 7))),
    ];
  }
  const known = cumulative(hour);
  return [
    declared,
    series('confirmed', at - 1, Math.round(known * 0.28), at + 20),
    series('suspected', at - 1, Math.round(known * 0.06), at + 20),
    series('contacts', at - 1, Math.round(known * 1.7), at + 20),
  ];
}

/** Cases found before this hour. */
function cumulative(hour: number): number {
  for (let back = hour - 1; back >= 0; back -= 1) {
    const last = foundIn(back).at(-1);
    if (last !== undefined) return last + 1;
  }
  return 0;
}

/** The register is never finished: each morning one compound's households are counted again, one proof is renewed. */
function corrections({ seed, land }: World, hour: number): Draft[] {
  if (hour % 24 !== 10) return [];
  const compound = land.compounds[Math.floor(hour / 24) % land.compounds.length]!;
  const households = compound.households + dice(seed, 'recount', hour).int(-6, 6);
  const recount = say(
    'area.updated',
    { known: hour * 60 + 12, source: sourceId('register') },
    { id: compound.id, households },
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
