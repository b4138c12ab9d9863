// When a round will be done, how sure that is, what holds it up, and what would bring it in on time. Domain 6.2.
import { atOnce } from '../../steps.ts';
import { HOUR } from '../../time.ts';
import { type Draws, drawsFrom } from '../draws.ts';
import { type Course, completion } from './stages.ts';

/** A sampler takes 360 persons a day of ten hours (third guide); Qixian made 230,354 with 577 desks in 11 hours: 36.3. */
export const PER_DESK_HOUR = 36;
/** Assumptions where nothing has been seen yet (domain 6.2, [P]). */
export const ASSUMED = { foundPerHour: 1, transportHours: 1.5, assayHours: 2.5, uploadHours: 0.25, personsPerTube: 10 };

/**
 * How far the world may be from what was seen, as standard deviations of logarithms; set on simulated rounds so that
 * P10-P90 holds four in five (simulate.fixture.ts, seeds other than those of the tests).
 */
export type Spread = {
  readonly perHour: number;
  readonly foundPerHour: number;
  readonly labs: number;
  readonly delays: number;
};
export const SPREAD: Spread = { perHour: 0.08, foundPerHour: 0.2, labs: 0.08, delays: 0.12 };

const DRAWS = 500;
/** … in one step: some tenths of a millisecond. */
const DRAWS_A_STEP = 25;
/** On time is said at 0.9, at risk from 0.5, late below. */
export const ON_TIME = 0.9;
export const AT_RISK = 0.5;

export const BOTTLENECKS = ['sampling', 'finding', 'transport', 'laboratory', 'upload'] as const;
export type Bottleneck = (typeof BOTTLENECKS)[number];

export type Needs = {
  /** more desks, or more tubes an hour, each alone enough to be on time with nine chances in ten; null: not by this alone */
  readonly desks: number | null;
  readonly tubesPerHour: number | null;
  /** more vehicles on the sample runs; null where their number is not known */
  readonly vehicles: number | null;
};

/** Times in ms since 1970; null where no end can be seen (nobody samples, no laboratory works). */
export type Forecast = {
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  /** chance of being done by the deadline */
  readonly onTime: number;
  readonly outlook: 'onTime' | 'atRisk' | 'late';
  readonly bottleneck: Bottleneck | null;
  readonly needs: Needs | null;
};

export type Question = {
  /** the round's id: the same question has the same answer everywhere */
  readonly seed: string;
  readonly now: number;
  readonly deadline: number;
  readonly course: Omit<Course, 'lastOne' | 'assayBegun'>;
  readonly spread?: Spread;
  /** vehicles on the sample runs, where known */
  readonly vehicles?: number;
};

export function forecast(question: Question): Forecast {
  return atOnce(forecastSteps(question));
}

/** The same in small steps, for who has other things to do in between. */
export function* forecastSteps(question: Question): Generator<void, Forecast> {
  const { now, deadline } = question;
  const hours = (deadline - now) / HOUR;
  const ends = yield* endsOf(question, question.course);
  const chance = share(ends, hours);
  const at = (q: number): number | null => {
    const end = ends[Math.min(ends.length - 1, Math.floor(q * ends.length))]!;
    return Number.isFinite(end) ? Math.round(now + end * HOUR) : null;
  };
  return {
    p10: at(0.1),
    p50: at(0.5),
    p90: at(0.9),
    onTime: chance,
    outlook: chance >= ON_TIME ? 'onTime' : chance >= AT_RISK ? 'atRisk' : 'late',
    bottleneck: bottleneckOf(question.course),
    needs: chance >= ON_TIME ? null : yield* needsOf(question, hours),
  };
}

const share = (ends: readonly number[], hours: number): number =>
  ends.filter((end) => end <= hours).length / ends.length;

/** Hours from now at which the round is done, one for each draw, shortest first. */
function* endsOf(
  { seed, spread = SPREAD }: Question,
  course: Question['course'],
  draws = DRAWS,
): Generator<void, number[]> {
  const chance = drawsFrom(seed);
  const ends: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    if (draw % DRAWS_A_STEP === 0) yield;
    ends.push(completion(drawn(course, spread, chance)).done);
  }
  return ends.sort((a, b) => a - b);
}

function drawn(course: Question['course'], spread: Spread, chance: Draws): Course {
  const by = (deviation: number): number => Math.exp(deviation * chance.normal());
  return {
    ...course,
    perHour: course.perHour * by(spread.perHour),
    foundPerHour: course.foundPerHour * by(spread.foundPerHour),
    // Of many who are found by chance, each at the rate kappa, the last but one is found at (ln R - ln G) / kappa, G being
    // Gamma(2) distributed (extreme order statistics): "until one person is left" is a time with a spread of its own.
    lastOne: -Math.log(-Math.log(1 - chance.next()) - Math.log(1 - chance.next()) + 1e-12),
    assayBegun: chance.next(),
    transportHours: course.transportHours * by(spread.delays),
    assayHours: course.assayHours * by(spread.delays / 3),
    uploadHours: course.uploadHours * by(spread.delays),
    labs: course.labs.map((lab) => ({ ...lab, tubesPerHour: lab.tubesPerHour * by(spread.labs) })),
  };
}

/** The middle course: the median of Gamma(2) is 1.678. */
const MIDDLE = -Math.log(1.678);
const RELAXED = 1.2;

/** The stage that, relaxed by a fifth, brings the largest gain; null when nothing is left or nothing helps. */
export function bottleneckOf(course: Question['course']): Bottleneck | null {
  const end = (changed: Partial<Course>) =>
    completion({ ...course, lastOne: MIDDLE, assayBegun: 0.5, ...changed }).done;
  const now = end({});
  if (now <= 0) return null;
  const relaxed: Record<Bottleneck, number> = {
    sampling: end({ perHour: course.perHour * RELAXED }),
    finding: end({ foundPerHour: course.foundPerHour * RELAXED }),
    transport: end({ transportHours: course.transportHours / RELAXED }),
    laboratory: end({
      labs: course.labs.map((lab) => ({ ...lab, tubesPerHour: lab.tubesPerHour * RELAXED })),
      assayHours: course.assayHours / RELAXED,
    }),
    upload: end({ uploadHours: course.uploadHours / RELAXED }),
  };
  if (!Number.isFinite(now)) {
    if (course.labs.reduce((sum, { tubesPerHour }) => sum + tubesPerHour, 0) <= 0) return 'laboratory';
    return course.perHour <= 0 ? 'sampling' : 'finding';
  }
  const [best] = BOTTLENECKS.toSorted((a, b) => relaxed[a] - relaxed[b]);
  return best !== undefined && relaxed[best] < now ? best : null;
}

/** Beyond this many times what is there now, it is no longer a question of a few more. */
const MOST_DESKS = 65_536;
const MOST_TUBES = 65_536;

function* needsOf(question: Question, hours: number): Generator<void, Needs> {
  const { course, vehicles } = question;
  const reaches = function* (changed: Partial<Question['course']>): Generator<void, boolean> {
    return share(yield* endsOf(question, { ...course, ...changed }, 200), hours) >= ON_TIME;
  };
  const labs = course.labs.length > 0 ? course.labs : [{ queueTubes: 0, tubesPerHour: 0 }];
  return {
    desks: yield* least(MOST_DESKS, (desks) => reaches({ perHour: course.perHour + desks * PER_DESK_HOUR })),
    tubesPerHour: yield* least(MOST_TUBES, (tubes) =>
      reaches({ labs: labs.map((lab) => ({ ...lab, tubesPerHour: lab.tubesPerHour + tubes / labs.length })) }),
    ),
    vehicles:
      vehicles === undefined || vehicles <= 0
        ? null
        : yield* least(64, (more) =>
            reaches({ transportHours: course.transportHours * (vehicles / (vehicles + more)) }),
          ),
  };
}

/** The least whole number from 1 on that is enough; null where even the most is not. More is never worse. */
function* least(most: number, isEnough: (n: number) => Generator<void, boolean>): Generator<void, number | null> {
  if (!(yield* isEnough(most))) return null;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (yield* isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
