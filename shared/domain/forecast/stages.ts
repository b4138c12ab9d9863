// When a round is done, if everything goes as assumed: sampling with its tail, transport, the laboratories' queues, upload.
// Domain 6.2. Hours from now; persons and tubes per hour.

export type Lab = { readonly queueTubes: number; readonly tubesPerHour: number };

export type Course = {
  /** persons due and not yet sampled */
  readonly remaining: number;
  /** persons an hour that can be sampled, while there are enough to sample */
  readonly perHour: number;
  /** share of the remaining that can be found in an hour (kappa) */
  readonly foundPerHour: number;
  /** by how much the last but one is found later than on average, in units of 1 / kappa */
  readonly lastOne: number;
  /** of the assay that ends last, the share that is behind it where nothing waits for a machine any more */
  readonly assayBegun: number;
  readonly personsPerTube: number;
  /** sampled and not yet received by a laboratory */
  readonly tubesOnTheWay: number;
  /** sampling to reception */
  readonly transportHours: number;
  readonly labs: readonly Lab[];
  /** reception to result, without the queue */
  readonly assayHours: number;
  readonly uploadHours: number;
  /** persons sampled and not yet in the register: there is something to wait for even when nobody is left to sample */
  readonly waiting: number;
};

export type Completion = { readonly sampling: number; readonly analysis: number; readonly done: number };

/**
 * Hours until one person is left: linear while the desks are the limit, then a tail in which people must be found.
 * `dS/dt = min(cap, kappa * (Due - S))`: 10,000 persons, 1,000 an hour, kappa 1 take 15.91 h, not 10 (V40).
 */
export function samplingHours(remaining: number, perHour: number, foundPerHour: number): number {
  if (remaining <= 1) return remaining > 0 ? 1 / Math.max(foundPerHour, 1e-9) : 0;
  if (perHour <= 0 || foundPerHour <= 0) return Number.POSITIVE_INFINITY;
  const knee = perHour / foundPerHour;
  if (remaining <= knee) return Math.log(remaining) / foundPerHour;
  return (remaining - knee) / perHour + Math.max(0, Math.log(knee)) / foundPerHour;
}

/** Persons sampled within so many hours from now. */
export function sampledWithin(hours: number, { remaining, perHour, foundPerHour }: Course): number {
  if (hours <= 0) return 0;
  const linear = Math.max(0, (remaining - perHour / foundPerHour) / perHour);
  if (hours <= linear) return perHour * hours;
  const left = remaining - perHour * linear;
  return remaining - left * Math.exp(-foundPerHour * (hours - linear));
}

const STEPS = 32;

/** A fluid queue: all laboratories together, each taking what it can, as the boxes are shared out by what they can do. */
export function completion(course: Course): Completion {
  const { remaining, labs, transportHours, assayHours, uploadHours, personsPerTube, tubesOnTheWay, waiting } = course;
  if (remaining <= 0 && waiting <= 0) return { sampling: 0, analysis: 0, done: 0 };
  const mean = samplingHours(remaining, course.perHour, course.foundPerHour);
  const sampling = remaining <= 0 ? 0 : Math.max(0, mean + (remaining > 1 ? course.lastOne / course.foundPerHour : 0));
  const rate = labs.reduce((sum, { tubesPerHour }) => sum + tubesPerHour, 0);
  const queue = labs.reduce((sum, { queueTubes }) => sum + queueTubes, 0);
  const lastArrival = remaining > 0 ? sampling + transportHours : tubesOnTheWay > 0 ? transportHours : 0;
  const arrived = (hours: number): number =>
    (transportHours > 0 ? Math.min(1, hours / transportHours) : 1) * tubesOnTheWay +
    sampledWithin(hours - transportHours, course) / personsPerTube;
  const all = arrived(lastArrival);
  let analysis = lastArrival;
  if (queue + all > 0) {
    if (rate <= 0) analysis = Number.POSITIVE_INFINITY;
    // Busy from some moment on: whatever comes after it has to be worked off one after the other.
    else
      for (let step = 0; step <= STEPS; step += 1) {
        const since = (lastArrival * step) / STEPS;
        const ahead = all - arrived(since) + (step === 0 ? queue : 0);
        analysis = Math.max(analysis, since + ahead / rate);
      }
  }
  // Nobody left to sample, nothing on its way, no queue: what is waited for stands in a machine since nobody knows when.
  const isInMachine = remaining <= 0 && tubesOnTheWay <= 0 && queue <= 0;
  return { sampling, analysis, done: analysis + assayHours * (isInMachine ? 1 - course.assayBegun : 1) + uploadHours };
}
