// Laboratories: how many tubes wait, how old the oldest is, how fast they go. In round 3 from the boxes they really have.
import { dice, noise } from '../dice.ts';
import { type Draft, hourOfDay, iso, say, type Teller } from '../telling.ts';
import { beats } from './beats.ts';
import { ROUND_THREE } from './flow.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

/** Every incident day one laboratory's feed falls silent from 15:00 to 16:00, so that silence can be seen. */
export const SILENT = { lab: 1, hour: 15 };
/** A word of each laboratory, minutes. */
const EVERY = 5;

const sourceOf = (lab: number): string => sourceId(lab === 0 ? 'lab-1' : lab === 1 ? 'lab-2' : 'lab-3');

export const laboratories = (world: World): Teller => ({
  name: 'laboratories',
  hours: 2,
  born: (hour) =>
    world.posts.laboratories.flatMap((lab, i) => {
      if (i === SILENT.lab && hour % 24 === SILENT.hour) return [];
      const offset = dice(world.seed, 'beat', lab.id).between(0, EVERY);
      return beats(hour, { every: EVERY, hours: 1, offset, dense: world.dense }).map((minute): Draft => {
        const isRound = minute >= ROUND_THREE.start + 60 && minute < world.flow.done;
        const state = isRound ? inRound(world, i, minute) : between(world.seed, lab, minute);
        return say('lab.status', { known: minute, source: sourceOf(i) }, { id: lab.id, ...state });
      });
    }),
});

function inRound({ flow }: World, lab: number, minute: number) {
  const { waiting, oldest, rate } = flow.laboratory(lab, minute);
  return {
    queueTubes: waiting,
    tubesPerHour: Math.round(rate),
    ...(oldest === undefined ? {} : { oldestSampledAt: iso(oldest) }),
  };
}

/** Other days: tubes come by day and are worked off by the next morning. */
function between(seed: string, { id, capacity }: World['posts']['laboratories'][number], minute: number) {
  const rate = capacity * (0.9 + 0.1 * noise(minute / 120, seed, 'rate', id));
  const wave = Math.exp(-(((hourOfDay(minute - 120) - 14) / 5) ** 2));
  const queueTubes = Math.max(0, Math.round(rate * (0.2 + 2.2 * wave + 0.3 * noise(minute / 40, seed, 'tubes', id))));
  const age = 45 + (queueTubes / rate) * 60;
  return { queueTubes, tubesPerHour: Math.round(rate), oldestSampledAt: iso(Math.max(0, minute - age)) };
}
