// A clock: what has to be done by when, in steps. Which state it is in at a moment follows from times alone, so the past
// is asked like the present. Domain 5.4 (kind `clock`), 6.10 c, HD-11, HD-12, HH-14, HH-16, LS-43.

/**
 * pool: the five steps of a positive pooled tube · response: the eight hours from the preliminary positive · report: 2, 4,
 * 8, 12 and 24 hours from the positive result · contact: from found to under control · clearance: the day's positives moved.
 */
export const CLOCK_KINDS = ['pool', 'response', 'report', 'contact', 'clearance'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** An entity that a step stands on. */
export type Ref = { readonly layer: string; readonly id: string };

/** Why a step has nothing to do. */
export type Needless =
  /** tracing is done and found no contact of this degree */
  | 'noContacts'
  /** a person found that the case may stay at home */
  | 'homePermitted'
  /** found in isolation, in a closed loop or behind the door of a sealed area: the place is under control already */
  | 'underControl'
  /** the contact rule in force determines none of this degree */
  | 'notDetermined';

export type ClockStep = {
  readonly step: string;
  /** ms; by when */
  readonly due: number;
  /** ms; an earlier mark that the policy only proposes [P]: shown, and decides nothing */
  readonly target?: number;
  /** ms; undefined: nobody reported it */
  readonly doneAt?: number;
  readonly needless?: { readonly since: number; readonly why: Needless };
  /** not told itself: a later step proves it */
  readonly isImplied?: boolean;
  /** some source reports this step at all; where none does, silence is not lateness */
  readonly isConnected: boolean;
  /** how many of how many, where the step is about several */
  readonly of?: { readonly done: number; readonly total: number };
  readonly evidence: readonly Ref[];
};

export type Clock = {
  readonly id: string;
  readonly kind: ClockKind;
  /** ms */
  readonly start: number;
  /** ms; by when all of it */
  readonly due: number;
  readonly steps: readonly ClockStep[];
  /** ms; nothing is due any more: the case was excluded */
  readonly stoppedAt?: number;
};

/**
 * running: something is open and in time · late: something is open past its time · done: every step is done or has nothing to
 * do · unknown: the time is over, and no source reports what is open (未接入) · stopped: the case was excluded.
 */
export const CLOCK_STATES = ['running', 'late', 'done', 'unknown', 'stopped'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];
export const STEP_STATES = ['running', 'late', 'done', 'needless', 'unknown'] as const;
export type StepState = (typeof STEP_STATES)[number];

export type StepNow = Omit<ClockStep, 'doneAt' | 'needless'> & {
  readonly state: StepState;
  readonly doneAt?: number;
  readonly why?: Needless;
  /** ms after its due; of a step done late, how late */
  readonly lateBy?: number;
};
export type ClockNow = {
  readonly state: ClockState;
  /** ms to `due`, negative when over; 0 of a clock that is done or stopped */
  readonly remaining: number;
  readonly doneAt?: number;
  /** it is done, and something of it was done late */
  readonly wasLate: boolean;
  readonly steps: readonly StepNow[];
};

export function stepAt(step: ClockStep, now: number): StepNow {
  const { doneAt, needless, ...rest } = step;
  if (doneAt !== undefined && doneAt <= now)
    return { ...rest, state: 'done', doneAt, ...(doneAt > step.due ? { lateBy: doneAt - step.due } : {}) };
  if (needless !== undefined && needless.since <= now) return { ...rest, state: 'needless', why: needless.why };
  if (now <= step.due) return { ...rest, state: 'running' };
  return step.isConnected ? { ...rest, state: 'late', lateBy: now - step.due } : { ...rest, state: 'unknown' };
}

/** @returns undefined where the clock has not begun at that moment */
export function clockAt(clock: Clock, now: number): ClockNow | undefined {
  const { start, due, stoppedAt } = clock;
  if (start > now) return undefined;
  const isStopped = stoppedAt !== undefined && stoppedAt <= now;
  // Of a clock that was stopped, what was late when it stopped is what counts.
  const steps = clock.steps.map((step) => stepAt(step, isStopped ? stoppedAt : now));
  const state = isStopped ? 'stopped' : stateOf(steps);
  const times = steps.flatMap(({ doneAt }) => doneAt ?? []);
  return {
    state,
    remaining: state === 'done' || state === 'stopped' ? 0 : due - now,
    ...(state === 'done' && times.length > 0 ? { doneAt: Math.max(...times) } : {}),
    wasLate: state === 'done' && steps.some(({ lateBy }) => lateBy !== undefined),
    steps,
  };
}

/**
 * When somebody has to have acted: of the first step that is late, else of the first that runs, else of the whole; and of a
 * clock that is done, when it was.
 * @returns ms
 */
export function actBy(clock: Clock, now: number): number {
  const at = clockAt(clock, now);
  if (at === undefined) return clock.due;
  if (at.state === 'done') return at.doneAt ?? clock.due;
  return (
    (at.steps.find(({ state }) => state === 'late') ?? at.steps.find(({ state }) => state === 'running'))?.due ??
    clock.due
  );
}

/** The state alone, for counting many: no step is copied. */
export function clockStateAt(clock: Clock, now: number): ClockState | undefined {
  if (clock.start > now) return undefined;
  if (clock.stoppedAt !== undefined && clock.stoppedAt <= now) return 'stopped';
  let [isOpen, isUnknown] = [false, false];
  for (const { doneAt, needless, due, isConnected } of clock.steps) {
    if ((doneAt !== undefined && doneAt <= now) || (needless !== undefined && needless.since <= now)) continue;
    if (now <= due) isOpen = true;
    else if (isConnected) return 'late';
    else isUnknown = true;
  }
  return isOpen ? 'running' : isUnknown ? 'unknown' : 'done';
}

function stateOf(steps: readonly StepNow[]): ClockState {
  const has = (state: StepState) => steps.some((step) => step.state === state);
  return has('late') ? 'late' : has('running') ? 'running' : has('unknown') ? 'unknown' : 'done';
}
