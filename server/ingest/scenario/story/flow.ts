// Round 3, as the story knows it: 437,800 persons in tubes of ten, the tubes in boxes, the boxes through laboratories that
// cannot keep up. Every time of every box is settled here; round-three.ts tells them.
import { type Dice, dice } from '../dice.ts';
import { clock } from '../telling.ts';
import type { Town } from '../town/town.ts';
import type { PoolFinding } from './outbreak.ts';
import { personsOf, type Queue, queues } from './points.ts';
import type { Posts } from './posts.ts';

export const ROUND_THREE = { start: clock(3, 5), deadline: clock(4, 5) };
/**
 * A real district reported on that day at 15:00: 437,800 sampled, 65,600 resulted, 14.98 % (domain V20). So many tubes of
 * ten have a final result by then.
 */
const V20 = { at: clock(3, 15), persons: 65_600 };
export const POOL = 10;
const BOX_TUBES = 50;
/** Of the boxes that have results by 15:00, those with a spoilt tube and the one with the first positive pool, by rank. */
const EARLY = { invalid: [20, 61, 101], positive: 129 };
/** The positive pools after that, as shares of all boxes; who of the ten it was, or nobody. */
const LATER_POOLS = [
  { at: 0.2, isInfected: true },
  { at: 0.34, isInfected: true },
  { at: 0.48, isInfected: false },
  { at: 0.63, isInfected: true },
  { at: 0.82, isInfected: true },
];
const INVALID_EVERY = 45;
/** Tubes an hour of all laboratories together: by day, and with the night shifts and help from outside after 18:00. */
const TUBES_AN_HOUR = [1_150, 2_750] as const;
const NIGHT_SHIFT = clock(3, 18);
/** The second laboratory loses a line in the morning and works with less than half until the afternoon. */
const BREAKDOWN = { lab: 1, from: clock(3, 10, 30), to: clock(3, 16, 30), rate: 0.4 };
/** Its upload hangs in the evening: results that nobody can see (domain 6.1, late uploads). */
const HANGING = { lab: 1, from: clock(3, 18, 40), to: clock(3, 21, 50) };
/** Reception to result, minutes (domain 6.2, service latency 2.5 h). */
const ASSAY = 150;

export type Mark = 'positive' | 'invalid';
export type Box = {
  readonly id: string;
  readonly queue: Queue;
  readonly lab: number;
  /** the first of its persons in the queue, and how many */
  readonly from: number;
  readonly persons: number;
  readonly firstTube: number;
  readonly tubes: number;
  /** when the last person of each tube had given a sample */
  readonly tubeAt: readonly number[];
  readonly sealed: number;
  readonly handed: number;
  readonly received: number;
  readonly resulted: number;
  readonly uploaded: number;
  /** by place in the box, from 0 */
  readonly marks: ReadonlyMap<number, Mark>;
};
/** When each of the three reports of a box is known. */
export const KNOWN = {
  sampled: ({ sealed }: Box) => sealed + 0.5,
  resulted: ({ resulted }: Box) => resulted + 1.5,
  uploaded: ({ uploaded }: Box) => uploaded + 0.5,
};

/** Ten persons who gave a sample again: each alone after a positive pool, together after a spoilt tube. */
export type Again = {
  readonly box: Box;
  readonly tube: number;
  readonly kind: 'singles' | 'repeat';
  readonly persons: readonly string[];
  readonly sampled: number;
  readonly resulted: number;
  /** which of the singles is positive */
  readonly infected?: number;
};

export type Flow = {
  readonly queues: readonly Queue[];
  readonly boxes: readonly Box[];
  readonly again: readonly Again[];
  readonly pools: readonly PoolFinding[];
  /** the last result is up */
  readonly done: number;
  readonly personsOf: (box: Box) => string[];
  readonly laboratory: (
    lab: number,
    minute: number,
  ) => { readonly waiting: number; readonly oldest?: number; readonly rate: number };
};

export const tubeId = ({ queue, firstTube }: Box, tube: number): string =>
  `r3-${String(queue.number + 1).padStart(2, '0')}-${String(firstTube + tube + 1).padStart(4, '0')}`;
/** Persons in a tube of a box: ten, but for the last one of a point. */
export const personsIn = ({ persons }: Box, tube: number): number => Math.min(POOL, persons - tube * POOL);

type Timed = Omit<Box, 'resulted' | 'uploaded' | 'marks'>;

export function flow(seed: string, town: Town, posts: Posts): Flow {
  const lines = queues(seed, town, posts.testing);
  const labs = posts.laboratories.length;
  const rates = ratesOf(posts.laboratories.map(({ capacity }) => capacity));
  const sampled = assign(lines, posts).flatMap(({ queue, lab }) => boxesOf(seed, queue, lab));
  const boxes = settled(seed, analysed(sampled, labs, rates));
  const personsOfBox = ({ queue, from, persons }: Box) => [...personsOf(town, queue, from, persons)];
  const again = boxes.flatMap((box) =>
    [...box.marks].map(([tube, mark]) => oneMore(seed, boxes, box, tube, mark, personsOfBox)),
  );
  return {
    queues: lines,
    boxes,
    again,
    pools: again.filter(({ kind }) => kind === 'singles').map(poolFinding),
    done: Math.max(...boxes.map(({ uploaded }) => uploaded), ...again.map(({ resulted }) => resulted + 10)),
    personsOf: personsOfBox,
    laboratory: (lab, minute) => {
      const waiting = boxes.filter((box) => box.lab === lab && box.received <= minute && box.resulted - ASSAY > minute);
      const oldest = waiting.reduce((least, { tubeAt }) => Math.min(least, tubeAt[0]!), Number.POSITIVE_INFINITY);
      return {
        waiting: waiting.reduce((sum, { tubes }) => sum + tubes, 0),
        ...(waiting.length === 0 ? {} : { oldest }),
        rate: rates(lab, minute) * 60,
      };
    },
  };
}

/** Each point's boxes go to one laboratory, shared out by what the laboratories can do. */
function assign(lines: readonly Queue[], { laboratories }: Posts): { queue: Queue; lab: number }[] {
  const load = laboratories.map(() => 0);
  return lines.map((queue) => {
    const filled = load.map((persons, i) => persons / laboratories[i]!.capacity);
    const lab = filled.indexOf(Math.min(...filled));
    load[lab]! += queue.persons;
    return { queue, lab };
  });
}

/** Minutes from opening after which a share of the people is done: slow to begin, slow to end. */
const paceOf = (share: number): number => share + 0.045 * Math.sin(2 * Math.PI * share);

function boxesOf(seed: string, queue: Queue, lab: number): Timed[] {
  const draw = dice(seed, 'sampling', queue.number);
  const opens = ROUND_THREE.start + draw.between(0, 10);
  const ends = ROUND_THREE.start + draw.between(545, 590);
  const boxes: Timed[] = [];
  // The very first box is a small one, so that V20 comes out to the person: see there.
  let size = queue.number === 0 ? V20.persons / POOL - FULL_BOXES * BOX_TUBES + EARLY.invalid.length + 1 : BOX_TUBES;
  for (let from = 0; from < queue.persons; ) {
    const persons = Math.min(size * POOL, queue.persons - from);
    const tubes = Math.ceil(persons / POOL);
    const tubeAt = Array.from({ length: tubes }, (_, tube) => {
      const share = Math.min(1, (from + (tube + 1) * POOL) / queue.persons);
      return opens + (ends - opens) * paceOf(share);
    });
    const sealed = tubeAt.at(-1)! + draw.between(1, 3);
    const handed = sealed + draw.between(6, 22);
    const number = boxes.length + 1;
    boxes.push({
      id: `${queue.site.id}-r3-${String(number).padStart(2, '0')}`,
      queue,
      lab,
      from,
      persons,
      firstTube: from / POOL,
      tubes,
      tubeAt,
      sealed,
      handed,
      received: handed + draw.between(18, 55),
    });
    from += persons;
    size = BOX_TUBES;
  }
  return boxes;
}

/** Full boxes among those with a result by 15:00; with the small one they hold the tubes of V20. */
const FULL_BOXES = Math.floor(V20.persons / POOL / BOX_TUBES);

type Rates = (lab: number, minute: number) => number;

/** Tubes a minute of each laboratory, in proportion to what it says it can do. */
function ratesOf(capacities: readonly number[]): Rates {
  const sum = capacities.reduce((a, b) => a + b, 0);
  return (lab, minute) => {
    const isBroken = lab === BREAKDOWN.lab && minute >= BREAKDOWN.from && minute < BREAKDOWN.to;
    const all = TUBES_AN_HOUR[minute < NIGHT_SHIFT ? 0 : 1] * (capacities[lab]! / sum);
    return ((isBroken ? BREAKDOWN.rate : 1) * all) / 60;
  };
}

type Analysed = Timed & { readonly resulted: number };

/** First come, first served in each laboratory. */
function analysed(boxes: readonly Timed[], labs: number, rates: Rates): Analysed[] {
  return Array.from({ length: labs }, (_, lab): Analysed[] => {
    let free = 0;
    return boxes
      .filter((box) => box.lab === lab)
      .toSorted((a, b) => a.received - b.received)
      .map((box) => {
        free = Math.max(free, box.received);
        for (let left = box.tubes; left > 0; ) {
          const rate = rates(lab, free);
          // Rates change on the half hour at the earliest.
          const step = Math.min(left / rate, 30 - (free % 30));
          left -= step * rate;
          free += step;
          if (left < 1e-9) break;
        }
        return { ...box, resulted: free + ASSAY };
      });
  }).flat();
}

/** Puts the clock so that V20 comes out, spoils tubes, finds pools, and adds the upload. */
function settled(seed: string, boxes: readonly Analysed[]): Box[] {
  const ranked = boxes.toSorted((a, b) => a.resulted - b.resulted || (a.id < b.id ? -1 : 1));
  const early = FULL_BOXES + 1;
  const shift = V20.at - (ranked[early - 1]!.resulted + ranked[early]!.resulted) / 2;
  const pools = new Set(LATER_POOLS.map(({ at }) => Math.round(ranked.length * at)));
  return ranked.map((box, rank) => {
    const draw = dice(seed, 'box', box.id);
    // Known a minute and a half later: so on this side of 15:00, and on the other.
    const resulted =
      rank < early ? Math.min(box.resulted + shift, V20.at - 3) : Math.max(box.resulted + shift, V20.at + 1);
    const isHanging = box.lab === HANGING.lab && resulted >= HANGING.from && resulted < HANGING.to;
    return {
      ...box,
      resulted,
      uploaded: isHanging ? HANGING.to + draw.between(1, 25) : resulted + draw.between(4, 15),
      marks: marksOf(rank, early, pools, box, draw),
    };
  });
}

function marksOf(
  rank: number,
  early: number,
  pools: ReadonlySet<number>,
  { tubes }: Timed,
  draw: Dice,
): Map<number, Mark> {
  // Not in the last boxes of a point, nor in the small one: their tubes are counted on.
  const tube = Math.min(tubes - 1, draw.int(3, BOX_TUBES - 3));
  if (rank < early) {
    if (EARLY.invalid.includes(rank)) return new Map([[tube, 'invalid']]);
    return new Map(rank === EARLY.positive ? [[tube, 'positive']] : []);
  }
  if (pools.has(rank)) return new Map([[tube, 'positive']]);
  return new Map(rank % INVALID_EVERY === 7 ? [[tube, 'invalid']] : []);
}

function oneMore(
  seed: string,
  boxes: readonly Box[],
  box: Box,
  tube: number,
  mark: Mark,
  members: (box: Box) => string[],
): Again {
  const draw = dice(seed, 'again', box.id);
  const persons = members(box).slice(tube * POOL, (tube + 1) * POOL);
  const known = KNOWN.resulted(box);
  if (mark === 'invalid') {
    // Called again in the afternoon, together.
    const sampled = Math.max(known + draw.between(70, 110), V20.at + draw.between(10, 40));
    return { box, tube, kind: 'repeat', persons, sampled, resulted: sampled + draw.between(230, 300) };
  }
  const share = boxes.indexOf(box) / boxes.length;
  const plan = LATER_POOLS.find(({ at }) => Math.abs(at - share) < 0.01) ?? { isInfected: true };
  const sampled = Math.max(known, V20.at - 15) + 60;
  const infected = plan.isInfected ? { infected: draw.int(0, persons.length - 1) } : {};
  return { box, tube, kind: 'singles', persons, sampled, resulted: sampled + draw.between(165, 190), ...infected };
}

const poolFinding = ({ box, tube, persons, infected, resulted }: Again): PoolFinding => ({
  // The first is a case only after 15:00: until then, all who were found that day had been isolated (V20).
  reported: Math.max(KNOWN.resulted(box) + 20, V20.at + 2),
  sampledAt: box.tubeAt[tube]!,
  tube: tubeId(box, tube),
  persons,
  infected,
  singles: resulted + 2,
});
