// Quarantine rooms: what is there, what is free, what can be opened by when, and the day it is full. Domain 6.4.
import type { Site } from '../subject/site.ts';

/** Rooms for each 10,000 inhabitants (cn-rooms: Henan 2022-05, Shanxi 2022-03), and the part that must be open within hours. */
export const ROOMS_PER_10_000 = 60;
export const ACTIVATION = [
  { hours: 24, of: [1, 3] },
  { hours: 48, of: [1, 2] },
  { hours: 72, of: [1, 1] },
] as const;

export type Rooms = {
  /** rooms of the sites that run, by state; a state that no site says is null, not 0 */
  readonly ready: number | null;
  readonly occupied: number | null;
  readonly reserved: number | null;
  readonly cleaning: number | null;
  readonly blocked: number | null;
  readonly installed: number;
  /** installed less blocked */
  readonly usable: number;
  readonly persons: number | null;
  /** ready */
  readonly free: number | null;
  /** occupied / usable, and (occupied + reserved) / usable */
  readonly occupancy: number | null;
  readonly committed: number | null;
  readonly byTier: Readonly<
    Record<'running' | 'built' | 'reserve', { readonly sites: number; readonly rooms: number }>
  >;
  /** sites whose states do not add up to what is installed */
  readonly unbalanced: readonly string[];
  /** running sites that said nothing of their rooms */
  readonly silent: number;
};

const STATES = ['ready', 'occupied', 'reserved', 'cleaning', 'blocked'] as const;

export function roomsOf(sites: Iterable<Pick<Site, 'id' | 'type' | 'tier' | 'capacity' | 'rooms' | 'remarks'>>): Rooms {
  const sums: Record<string, number | null> = { persons: null };
  for (const name of STATES) sums[name] = null;
  const byTier = { running: { sites: 0, rooms: 0 }, built: { sites: 0, rooms: 0 }, reserve: { sites: 0, rooms: 0 } };
  const unbalanced: string[] = [];
  let [installed, silent] = [0, 0];
  for (const { id, type, tier = 'running', capacity = 0, rooms, remarks } of sites) {
    if (type !== 'quarantine') continue;
    byTier[tier].sites += 1;
    byTier[tier].rooms += capacity;
    if (tier !== 'running') continue; // planned, not usable
    installed += capacity;
    if (rooms === undefined) {
      silent += 1;
      continue;
    }
    for (const name of [...STATES, 'persons'] as const)
      if (rooms[name] !== undefined) sums[name] = (sums[name] ?? 0) + rooms[name];
    if (remarks !== undefined && remarks.length > 0) unbalanced.push(id);
  }
  const { occupied = null, reserved = null, ready = null } = sums;
  const usable = installed - (sums.blocked ?? 0);
  const share = (n: number | null) => (n === null || usable <= 0 ? null : n / usable);
  return {
    ready,
    occupied,
    reserved,
    cleaning: sums.cleaning ?? null,
    blocked: sums.blocked ?? null,
    persons: sums.persons ?? null,
    installed,
    usable,
    free: ready,
    occupancy: share(occupied),
    committed: share(occupied === null ? null : occupied + (reserved ?? 0)),
    byTier,
    unbalanced: unbalanced.sort(),
    silent,
  };
}

/** ceil(population / 10,000 x 60): 437,800 inhabitants want 2,627 rooms (V09). */
export const roomsRequired = (population: number, per10000 = ROOMS_PER_10_000): number =>
  Math.ceil((population * per10000) / 10_000);

/** How many of the rooms required must be open after 24, 48 and 72 hours: 876, 1,314 and 2,627 of 2,627 (V09). */
export const activationOf = (required: number): { readonly hours: number; readonly rooms: number }[] =>
  ACTIVATION.map(({ hours, of: [n, d] }) => ({ hours, rooms: Math.ceil((required * n) / d) }));

/** What is missing of the standard: required less what is ready and what can be opened within 72 hours. */
export const roomsGap = (required: number, ready: number, activatable: number): number =>
  Math.max(0, required - ready - activatable);

export type Stay = {
  /** days from now; the stay is counted from the last exposure, not from the admission */
  readonly leavesIn: number;
};

export type DayOfRooms = { readonly day: number; readonly occupied: number };

/**
 * N(t+1) = N(t) + A(t) - L(t) - H(t): leavers are known from their dates, arrivals follow new cases, and some fall ill and
 * move to hospital.
 * @param cases new cases of each coming day; @param contactsPerCase who come to a site; @param toHospital share of those in, a day
 */
export function occupancyForecast(
  stays: readonly Stay[],
  cases: readonly number[],
  { contactsPerCase, stayDays, toHospital = 0 }: { contactsPerCase: number; stayDays: number; toHospital?: number },
): DayOfRooms[] {
  const leaving = new Map<number, number>();
  for (const { leavesIn } of stays) {
    const day = Math.max(0, Math.ceil(leavesIn));
    leaving.set(day, (leaving.get(day) ?? 0) + 1);
  }
  let occupied = stays.length;
  const days: DayOfRooms[] = [{ day: 0, occupied }];
  for (const [day, found] of cases.entries()) {
    const arrive = found * contactsPerCase;
    leaving.set(day + stayDays, (leaving.get(day + stayDays) ?? 0) + arrive);
    const ill = occupied * toHospital;
    occupied = Math.max(0, occupied + arrive - (leaving.get(day) ?? 0) - ill);
    days.push({ day: day + 1, occupied });
  }
  return days;
}

/** The first day on which so large a share of the usable rooms is occupied; null when none is in sight. */
export const dayReached = (days: readonly DayOfRooms[], usable: number, share: number): number | null =>
  days.find(({ occupied }) => occupied >= usable * share)?.day ?? null;

/** How new cases may go on, as a multiple of what they are now ([P]: half, the same, twice). */
export const SCENARIOS = { low: 0.5, current: 1, high: 2 } as const;
export type Scenario = keyof typeof SCENARIOS;

export type OutlookQuestion = {
  readonly occupied: number;
  readonly usable: number;
  /** days until those whose day is known leave; the others leave evenly over a stay */
  readonly stays: readonly Stay[];
  readonly casesPerDay: number;
  readonly roomsPerCase: number;
  readonly stayDays: number;
  /** share of those in, a day */
  readonly toHospital: number;
};
export type Outlook = {
  readonly inAWeek: number;
  /** days until 85 and 100 % of the usable rooms are occupied; null where not within the horizon */
  readonly to85: number | null;
  readonly toFull: number | null;
};

/** Days looked ahead: beyond two weeks the cases of today say nothing. */
export const HORIZON = 14;

export function roomsOutlook(question: OutlookQuestion): Record<Scenario, Outlook> {
  const { occupied, usable, stays, casesPerDay, roomsPerCase, stayDays, toHospital } = question;
  // Rooms and persons differ, and not every person's day is known: the rooms whose leaving nobody knows leave evenly.
  const known = stays.slice(0, occupied);
  const unknown = Array.from({ length: occupied - known.length }, (_, i) => ({
    leavesIn: ((i + 1) * stayDays) / Math.max(1, occupied - known.length),
  }));
  const outlook = (by: number): Outlook => {
    const cases = Array.from({ length: HORIZON }, () => casesPerDay * by);
    const days = occupancyForecast([...known, ...unknown], cases, {
      contactsPerCase: roomsPerCase,
      stayDays,
      toHospital,
    });
    return {
      inAWeek: Math.round(days[7]!.occupied),
      to85: dayReached(days, usable, 0.85),
      toFull: dayReached(days, usable, 1),
    };
  };
  return { low: outlook(SCENARIOS.low), current: outlook(SCENARIOS.current), high: outlook(SCENARIOS.high) };
}
