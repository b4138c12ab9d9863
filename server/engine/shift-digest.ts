// What changed between two situations, for the shift that comes: new positives, zones, rounds, checkpoints, alarms. What is
// compared is what was known, so that a report that came late is news to who was not told it.
import { isSocial } from '#shared/domain/counter/social-zero.ts';
import { type ShiftDigest, type ShiftRows, ZONE_CHANGES, type ZoneChange } from '#shared/shift.ts';
import type { Entities, Layer, Situation } from '#shared/situation.ts';
import { HOUR, instant } from '#shared/time.ts';
import { foundAt } from './figures-cases.ts';
import { held } from './figures-zones.ts';
import type { Reader } from './reader.ts';

/** A checkpoint that has counted nothing for so long is dark; slots are quarters of an hour. */
const DARK = HOUR;
/** Rows of one kind that are told; their total says how many there are. */
const MOST = 500;

export type Shift = {
  readonly before: Situation;
  readonly after: Situation;
  readonly view: Reader;
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
};
type Changes = Pick<ShiftDigest, 'cases' | 'zones' | 'rounds' | 'checkpoints' | 'alarms'>;

export function shiftChanges(shift: Shift): Changes {
  return {
    cases: casesOf(shift),
    zones: listed(zonesOf(shift)),
    rounds: listed(roundsOf(shift)),
    checkpoints: listed(checkpointsOf(shift)),
    alarms: listed(alarmsOf(shift)),
  };
}

function listed<R extends { readonly id: string; readonly at: string }>(rows: readonly R[]): ShiftRows<R> {
  const sorted = [...rows].sort((a, b) => instant(b.at) - instant(a.at) || (a.id < b.id ? -1 : 1));
  return { total: rows.length, rows: sorted.slice(0, MOST) };
}

/** Every entity of a layer that the reader may see now, and what was known of it before. */
function* seen<L extends Layer>({ before, after, view }: Shift, layer: L) {
  for (const [id, entity] of after.all(layer)) {
    const now = view.see(layer, entity);
    if (now !== undefined) yield { id, now, earlier: before.get(layer, id) };
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function casesOf(shift: Shift): Changes['cases'] {
  const rows: Changes['cases']['rows'][number][] = [];
  for (const { id, now, earlier } of seen(shift, 'cases')) {
    const wasPositive = earlier !== undefined && earlier.status !== 'excluded';
    if (now.status === 'excluded' || wasPositive) continue;
    rows.push({ id, at: iso(foundAt(now)), isCommunity: isSocial(now.route) });
  }
  const community = rows.filter(({ isCommunity }) => isCommunity).length;
  return { ...listed(rows), community, controlled: rows.length - community };
}

const changeOf = (kind: string): ZoneChange | undefined => ZONE_CHANGES.find((change) => kind === `zone.${change}`);

function zonesOf(shift: Shift): Changes['zones']['rows'][number][] {
  const rows: Changes['zones']['rows'][number][] = [];
  for (const { id, now, earlier } of seen(shift, 'zones')) {
    const { persons, isPart } = held(shift.after, [now]);
    const more = {
      ...(now.level === undefined ? {} : { level: now.level }),
      persons: isPart && persons === 0 ? null : persons,
      isPart,
    };
    // Taken over from another authority: it has no steps of ours.
    if (now.recorded === true && earlier === undefined && now.publishedAt !== undefined)
      rows.push({ id, at: now.publishedAt, what: 'published', ...more });
    // Who may not see its steps is told of none.
    for (const { kind, at } of (now.steps ?? []).slice(earlier?.steps.length ?? 0)) {
      const what = changeOf(kind);
      if (what !== undefined) rows.push({ id, at, what, ...more });
    }
  }
  return rows;
}

function roundsOf(shift: Shift): Changes['rounds']['rows'][number][] {
  const rows: Changes['rounds']['rows'][number][] = [];
  for (const { id, now, earlier } of seen(shift, 'rounds')) {
    const deadline = instant(now.deadline);
    if (now.status === 'closed') {
      if (earlier?.status !== 'closed') rows.push({ id, at: now.closedAt ?? now.observedAt, what: 'finished' });
    } else if (deadline > shift.from && deadline <= shift.to) rows.push({ id, at: now.deadline, what: 'late' });
    if (earlier === undefined) rows.push({ id, at: now.start, what: 'opened' });
  }
  return rows;
}

/** End of what a checkpoint counted last, ms since 1970. */
function lastCount({ latest }: Entities['checkpoints']): number | undefined {
  const ends = [latest?.in?.to, latest?.out?.to].flatMap((to) => (to === undefined ? [] : [instant(to)]));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function checkpointsOf(shift: Shift): Changes['checkpoints']['rows'][number][] {
  const rows: Changes['checkpoints']['rows'][number][] = [];
  for (const { id, now, earlier } of seen(shift, 'checkpoints')) {
    const [last, before] = [lastCount(now), earlier && lastCount(earlier)];
    // One that never counted has not gone dark: it was never connected.
    if (last === undefined) continue;
    const isDark = shift.to - last > DARK;
    const wasDark = before === undefined || shift.from - before > DARK;
    if (isDark !== wasDark) rows.push({ id, at: iso(last), what: isDark ? 'dark' : 'back' });
  }
  return rows;
}

function alarmsOf(shift: Shift): Changes['alarms']['rows'][number][] {
  const rows: Changes['alarms']['rows'][number][] = [];
  const isWithin = (time: string): boolean => instant(time) > shift.from && instant(time) <= shift.to;
  for (const { id, now } of seen(shift, 'alarms')) {
    if (isWithin(now.raisedAt)) rows.push({ id, at: now.raisedAt, what: 'raised' });
    const { acknowledgedAt, acknowledgedBy } = now;
    if (acknowledgedAt === undefined || !isWithin(acknowledgedAt)) continue;
    rows.push({
      id,
      at: acknowledgedAt,
      what: 'acknowledged',
      ...(acknowledgedBy === undefined ? {} : { by: acknowledgedBy }),
    });
  }
  return rows;
}
