// Rounds that never were, minute by minute and person by person, with desks that tire, vans that wait and machines that
// stop: the truth that forecasts are measured against. It knows nothing of the forecast's formulas.
import { HOUR, MINUTE } from '../../time.ts';
import { type Draws, drawsFrom } from '../draws.ts';
import { ASSUMED, type Question, SPREAD } from './forecast.ts';
import { paceOf } from './pace.ts';

const POOL = 10;
const VAN_EVERY = 40;

export type Simulated = {
  /** minutes after the start at which the results of all but one person are up (domain 6.2: until one person is left) */
  readonly done: number;
  /** what the command would have asked at a minute */
  readonly questionAt: (minute: number) => Question;
  readonly deadline: number;
};

type Box = {
  readonly minute: number;
  readonly persons: number;
  arrives: number;
  lab: number;
  begun: number;
  ready: number;
  resulted: number;
};

export function simulate(seed: string): Simulated {
  const chance = drawsFrom(`truth/${seed}`);
  const due = Math.round(6_000 * Math.exp(1.2 * chance.next() * 2));
  const linearHours = 4 + 8 * chance.next();
  const kappa = Math.exp(0.2 * chance.normal());
  const cap = due / linearHours / 60;
  const labCount = 1 + Math.floor(3 * chance.next());
  const labCapacity = due / POOL / (linearHours * (0.7 + 0.9 * chance.next())) / 60;
  const ride = 30 + 40 * chance.next();
  const [bySampled, boxes] = sampleAll(due, cap, kappa, chance);
  for (const box of boxes) box.arrives = box.minute + 5 + ride * Math.exp(0.12 * chance.normal());
  const labs = Array.from({ length: labCount }, () => labCapacity / labCount);
  const served = analyse(boxes, labs, chance);
  const ups = boxes.map(({ resulted, persons }) => ({ at: resulted + 15 * Math.exp(0.12 * chance.normal()), persons }));
  let [done, up] = [0, 0];
  for (const { at, persons } of ups.toSorted((a, b) => a.at - b.at)) {
    if (up >= due - 1) break;
    [done, up] = [at, up + persons];
  }
  return {
    done,
    deadline: 24 * HOUR,
    questionAt: (minute) => questionAt({ seed, due, bySampled, boxes, served, labs, minute }),
  };
}

/** Minute by minute: as many as the desks can take, of those who happen to be found. */
function sampleAll(due: number, cap: number, kappa: number, chance: Draws): [number[], Box[]] {
  const bySampled = [0];
  const boxes: Box[] = [];
  let left = due;
  let waiting = 0;
  let inVan = 0;
  let mood = 0;
  for (let minute = 1; (left > 0 || inVan > 0) && minute < 4_000; minute += 1) {
    // An hour's mood: shifts, meals, a queue that is badly led.
    if (minute % 60 === 1) mood = 0.6 * mood + 0.08 * chance.normal();
    const atDesks = cap * Math.exp(mood);
    waiting = Math.min(waiting + atDesks, 3 * Math.max(1, atDesks));
    const found = count(left, kappa / 60, chance);
    const taken = Math.min(left, found, Math.floor(waiting));
    waiting -= taken;
    left -= taken;
    inVan += taken;
    bySampled.push(due - left);
    if (inVan > 0 && minute % VAN_EVERY === 0) {
      boxes.push({ minute, persons: inVan, arrives: 0, lab: 0, begun: 0, ready: 0, resulted: 0 });
      inVan = 0;
    }
  }
  return [bySampled, boxes];
}

/** How many of n meet a chance of p each: one by one where they are few. */
function count(n: number, p: number, chance: Draws): number {
  const mean = n * p;
  if (n > 400) return Math.max(0, Math.min(n, Math.round(mean + Math.sqrt(mean * (1 - p)) * chance.normal())));
  let hits = 0;
  for (let i = 0; i < n; i += 1) if (chance.next() < p) hits += 1;
  return hits;
}

/** First come, first served; a laboratory's speed wanders from hour to hour. */
function analyse(boxes: Box[], labs: readonly number[], chance: Draws): number[][] {
  const speeds = labs.map((rate) => {
    let mood = 0;
    return Array.from({ length: 90 }, () => {
      mood = 0.6 * mood + 0.08 * chance.normal();
      return rate * Math.exp(mood);
    });
  });
  const free = labs.map(() => 0);
  for (const box of boxes.toSorted((a, b) => a.arrives - b.arrives)) {
    box.lab = free.indexOf(Math.min(...free));
    let at = Math.max(free[box.lab]!, box.arrives);
    box.begun = at;
    for (let tubes = Math.ceil(box.persons / POOL); tubes > 1e-9; ) {
      const speed = speeds[box.lab]![Math.min(89, Math.floor(at / 60))]!;
      const step = Math.min(tubes / speed, 60 - (at % 60));
      tubes -= step * speed;
      at += Math.max(step, 1e-6);
    }
    free[box.lab] = at;
    box.ready = at;
    box.resulted = at + 60 * ASSUMED.assayHours * Math.exp(0.04 * chance.normal());
  }
  return speeds;
}

function questionAt(world: {
  seed: string;
  due: number;
  bySampled: number[];
  boxes: Box[];
  served: number[][];
  labs: readonly number[];
  minute: number;
}): Question {
  const { seed, due, bySampled, boxes, served, labs, minute } = world;
  const sampledBy = (t: number) => (t <= 0 ? 0 : bySampled[Math.min(bySampled.length - 1, Math.floor(t / MINUTE))]!);
  const now = minute * MINUTE;
  const pace = paceOf(sampledBy, { start: 0, now, due });
  const received = boxes.filter(({ arrives }) => arrives <= minute);
  const rides = received.map(({ minute: sealed, arrives }) => arrives - sealed + VAN_EVERY / 2);
  const tubesOf = (some: Box[]) => some.reduce((sum, { persons }) => sum + Math.ceil(persons / POOL), 0);
  const sampled = sampledBy(now);
  const inLabs = tubesOf(received);
  return {
    seed,
    now,
    deadline: 24 * HOUR,
    spread: { ...SPREAD, foundPerHour: pace.foundSpread },
    course: {
      remaining: due - sampled,
      perHour: pace.perHour,
      foundPerHour: pace.foundPerHour,
      personsPerTube: POOL,
      tubesOnTheWay: Math.max(0, Math.round(sampled / POOL) - inLabs),
      transportHours:
        rides.length === 0 ? ASSUMED.transportHours : rides.reduce((a, b) => a + b, 0) / rides.length / 60,
      labs: labs.map((rate, lab) => {
        const left = (box: Box) =>
          Math.ceil(box.persons / POOL) * Math.max(0, Math.min(1, (box.ready - minute) / (box.ready - box.begun || 1)));
        const queue = received.filter((box) => box.lab === lab).reduce((sum, box) => sum + left(box), 0);
        const hour = Math.floor(minute / 60);
        const recent = [served[lab]![hour - 1], served[lab]![hour]].filter((speed) => speed !== undefined);
        const speed = recent.reduce((a, b) => a + b, 0) / Math.max(1, recent.length);
        return { queueTubes: Math.round(queue), tubesPerHour: (speed || rate) * 60 };
      }),
      assayHours: ASSUMED.assayHours,
      uploadHours: ASSUMED.uploadHours,
      waiting: sampled,
    },
  };
}

export type Measured = { readonly medianErrorMinutes: number; readonly heldShare: number; readonly rounds: number };

/** Forecasts of many rounds at one minute, against what came. Rounds that are over by then ask nothing. */
export function measure(
  seeds: readonly string[],
  minute: number,
  forecastOf: (question: Question) => { p10: number | null; p50: number | null; p90: number | null },
): Measured {
  const errors: number[] = [];
  let held = 0;
  for (const seed of seeds) {
    const world = simulate(seed);
    if (world.done <= minute) continue;
    const { p10, p50, p90 } = forecastOf(world.questionAt(minute));
    const truth = world.done * MINUTE;
    errors.push(Math.abs((p50 ?? Number.POSITIVE_INFINITY) - truth) / MINUTE);
    if (p10 !== null && p90 !== null && p10 <= truth && truth <= p90) held += 1;
  }
  errors.sort((a, b) => a - b);
  return {
    medianErrorMinutes: errors[Math.floor(errors.length / 2)]!,
    heldShare: held / errors.length,
    rounds: errors.length,
  };
}
