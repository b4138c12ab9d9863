// Checkpoints: what passes, what is turned back, what it yields, and whether both directions are watched. Domain 6.5.
import type { Checkpoint, Totals } from '../subject/checkpoint.ts';
import type { Duty } from '../subject/duty.ts';
import { HOUR, instant, MINUTE } from '../time.ts';
import { type Interval, rateOf, wilson } from './rate.ts';

/** Below this share of what comes in, what goes out is hardly watched: 「杜绝只管进不管出」, [P]. */
export const PARITY_FLOOR = 0.8;
const CLOSED: ReadonlySet<string> = new Set(['closed', 'removed', 'planned', 'paused']);
/** Of a post where nobody is expected to stand or to count. */
export const isClosed = (status: string): boolean => CLOSED.has(status);

/** Minutes at least for each vehicle, Shanghai 2020 (S36): eight lanes pass 96 an hour. */
export const SERVICE_MINUTES = 5;

/** Events (辆次, 人次), not distinct vehicles or persons. Null where no slot said it. */
export type Passages = {
  readonly vehicles: number | null;
  readonly persons: number | null;
  readonly vehiclesTurnedBack: number | null;
  readonly personsTurnedBack: number | null;
  readonly suspects: number | null;
};
const NAMES = ['vehicles', 'persons', 'vehiclesTurnedBack', 'personsTurnedBack', 'suspects'] as const;

export const NO_PASSAGES: Passages = {
  vehicles: null,
  persons: null,
  vehiclesTurnedBack: null,
  personsTurnedBack: null,
  suspects: null,
};

export const passagesOf = (totals: Totals | undefined): Passages =>
  Object.fromEntries(NAMES.map((name) => [name, totals?.[name] ?? null])) as Passages;

export const plus = (a: Passages, b: Passages): Passages =>
  Object.fromEntries(
    NAMES.map((name) => [name, a[name] === null ? b[name] : b[name] === null ? a[name] : a[name] + b[name]]),
  ) as Passages;

export type Flow = Passages & {
  readonly vehicleTurnBack: number | null;
  /** null ("n/a") where nobody counted persons: never 0 % */
  readonly personTurnBack: number | null;
  readonly personsPerVehicle: number | null;
  readonly personsPerTurnedVehicle: number | null;
  /** suspects for each 10,000 persons, or vehicles where persons were not counted */
  readonly yieldPer10000: number | null;
  readonly yieldInterval: Interval | null;
  readonly yieldOf: 'persons' | 'vehicles' | null;
};

export function flowOf(passages: Passages): Flow {
  const { vehicles, persons, vehiclesTurnedBack, personsTurnedBack, suspects } = passages;
  const base = persons ?? vehicles;
  const found = rateOf(suspects, base);
  const interval = suspects === null || base === null ? null : wilson(suspects, base);
  return {
    ...passages,
    vehicleTurnBack: rateOf(vehiclesTurnedBack, vehicles),
    personTurnBack: rateOf(personsTurnedBack, persons),
    personsPerVehicle: rateOf(persons, vehicles),
    personsPerTurnedVehicle: rateOf(personsTurnedBack, vehiclesTurnedBack),
    yieldPer10000: found === null ? null : found * 10_000,
    yieldInterval: interval && { low: interval.low * 10_000, high: interval.high * 10_000 },
    yieldOf: found === null ? null : persons === null ? 'vehicles' : 'persons',
  };
}

export type Ratio = { readonly numerator: number; readonly denominator: number };

/**
 * A rate over many counters: only those count that told both in the same slots. Where one level counts who was turned back and
 * another who was checked, one over the other is no rate (domain.md 1, 7: Chongqing's 47,017 persons turned back).
 * @returns null where no counter told both
 */
export function ratioOver(
  totals: Iterable<Totals>,
  numerator: (typeof NAMES)[number],
  denominator: (typeof NAMES)[number],
): Ratio | null {
  let [n, d] = [0, 0];
  for (const one of totals) {
    const both = one.known[numerator] ?? 0;
    if (both === 0 || both !== one.known[denominator]) continue;
    n += one[numerator] ?? 0;
    d += one[denominator] ?? 0;
  }
  return d > 0 ? { numerator: n, denominator: d } : null;
}

export type Yield = Ratio & { readonly of: 'persons' | 'vehicles' };

/** Suspects among persons where every counter that told suspects told persons too, else among vehicles: one denominator for all. */
export function yieldOver(totals: readonly Totals[]): Yield | null {
  const told = totals.filter(({ known }) => (known.suspects ?? 0) > 0);
  const of = told.every(({ known }) => known.persons === known.suspects) ? 'persons' : 'vehicles';
  const ratio = ratioOver(told, 'suspects', of);
  return ratio === null ? null : { ...ratio, of };
}

/**
 * Whether what goes out is checked as what comes in: checked out / traffic out over checked in / traffic in, and where no
 * traffic is measured, simply out over in.
 * @returns null where one direction was never counted: that is a gap of the source, and flagged as such
 */
export function parityOf(
  checked: { readonly in: number | null; readonly out: number | null },
  traffic?: { readonly in: number; readonly out: number },
): { readonly parity: number | null; readonly isFlagged: boolean } {
  const share = (direction: 'in' | 'out') => rateOf(checked[direction], traffic?.[direction] ?? 1);
  const parity = rateOf(share('out'), share('in'));
  return { parity, isFlagged: parity === null ? checked.in !== null && checked.in > 0 : parity < PARITY_FLOOR };
}

/** Vehicles an hour that so many lanes can pass, and the share of it in use. */
export const capacityOf = (lanes: number, serviceMinutes = SERVICE_MINUTES): number => (lanes * 60) / serviceMinutes;
export const utilisation = (vehiclesPerHour: number, lanes: number, serviceMinutes = SERVICE_MINUTES): number | null =>
  rateOf(vehiclesPerHour, capacityOf(lanes, serviceMinutes));
/**
 * How full the lanes of a checkpoint are, both directions together, by its latest slots: a slot that ended more than an hour
 * ago says nothing of now.
 * @returns null where its lanes are not known, or nothing was counted within the hour
 */
export function loadOf(
  { lanes, latest }: Pick<Checkpoint, 'lanes' | 'latest'>,
  now: number,
): { readonly vehiclesPerHour: number; readonly capacity: number } | null {
  if (lanes === undefined || lanes === 0) return null;
  let perHour: number | null = null;
  for (const slot of [latest?.in, latest?.out]) {
    if (slot === undefined || instant(slot.to) > now || now - instant(slot.to) > HOUR) continue;
    perHour = (perHour ?? 0) + (slot.vehicles * HOUR) / (instant(slot.to) - instant(slot.from));
  }
  return perHour === null ? null : { vehiclesPerHour: perHour, capacity: capacityOf(lanes) };
}

/** Little's law: hours of waiting behind so many vehicles. */
export const waitHours = (queue: number, vehiclesPerHour: number): number | null => rateOf(queue, vehiclesPerHour);

/** [P] A queue that nobody looked at for an hour is nobody's word about now. */
const QUEUE_HOLDS = HOUR;

/**
 * Vehicles that wait on both sides, and the longest of their waits by what passes there (Little's law: L = lambda W).
 * @returns null where nobody looked within the hour; hours null where they wait and nothing is known to pass
 */
export function queueOf(
  { queue, latest }: Pick<Checkpoint, 'queue' | 'latest'>,
  now: number,
): { readonly vehicles: number; readonly hours: number | null; readonly at: number } | null {
  const sides = (['in', 'out'] as const).flatMap((direction) => {
    const seen = queue?.[direction];
    if (seen === undefined || instant(seen.at) > now || now - instant(seen.at) > QUEUE_HOLDS) return [];
    return [{ vehicles: seen.vehicles, at: instant(seen.at), hours: waitOf(seen.vehicles, latest?.[direction], now) }];
  });
  if (sides.length === 0) return null;
  const hours = sides.flatMap((side) => side.hours ?? []);
  return {
    vehicles: sides.reduce((sum, { vehicles }) => sum + vehicles, 0),
    hours: hours.length < sides.length ? null : Math.max(...hours),
    at: Math.max(...sides.map(({ at }) => at)),
  };
}

type Passed = { readonly from: string; readonly to: string; readonly vehicles: number };

function waitOf(vehicles: number, slot: Passed | undefined, now: number): number | null {
  if (vehicles === 0) return 0;
  if (slot === undefined || instant(slot.to) > now || now - instant(slot.to) > HOUR) return null;
  return waitHours(vehicles, (slot.vehicles * HOUR) / (instant(slot.to) - instant(slot.from)));
}

export type Register = {
  readonly registered: number;
  readonly declared: number | null;
  readonly unexplained: number | null;
  readonly byType: Readonly<Record<string, number>>;
};

/** What is registered against what was declared: 1 + 1 + 1 + 6 + 5 are 14 of 15, one is not explained (V07). */
export function registerOf(types: Iterable<Checkpoint['type']>, declared: number | null): Register {
  const byType: Record<string, number> = {};
  let registered = 0;
  for (const type of types) {
    byType[type] = (byType[type] ?? 0) + 1;
    registered += 1;
  }
  return { registered, declared, unexplained: declared === null ? null : declared - registered, byType };
}

export type DutyCover = {
  readonly share: number;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
};

/**
 * Minutes of a stretch with enough staff, and the stretches without. Shifts of several departments add up.
 * @param from, to ms since 1970
 */
export function dutyCover(
  duties: Iterable<Pick<Duty, 'from' | 'to' | 'staff'>>,
  from: number,
  to: number,
  enough = 1,
): DutyCover {
  const edges: { readonly at: number; readonly by: number }[] = [];
  for (const duty of duties) {
    const [start, end] = [Math.max(from, instant(duty.from)), Math.min(to, instant(duty.to))];
    if (end > start) edges.push({ at: start, by: duty.staff }, { at: end, by: -duty.staff });
  }
  edges.sort((a, b) => a.at - b.at);
  const gaps: { from: number; to: number }[] = [];
  let staff = 0;
  let at = from;
  const until = (next: number) => {
    if (next > at && staff < enough) {
      const last = gaps.at(-1);
      if (last?.to === at) last.to = next;
      else gaps.push({ from: at, to: next });
    }
    at = Math.max(at, next);
  };
  for (const edge of edges) {
    until(edge.at);
    staff += edge.by;
  }
  until(to);
  const open = gaps.reduce((sum, gap) => sum + (gap.to - gap.from), 0);
  return { share: to > from ? 1 - open / (to - from) : 0, gaps };
}

export const gapMinutes = ({ gaps }: DutyCover): number =>
  gaps.reduce((sum, { from, to }) => sum + (to - from), 0) / MINUTE;
