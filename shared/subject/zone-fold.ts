// How a step of a zone is folded: the version it was decided on, the table, four eyes, the end, and what a policy forbids.
// Every refusal has its code and leaves the zone as it was.
import { type Problem, problem } from '../errors.ts';
import type { Reading } from '../situation.ts';
import { instant } from '../time.ts';
import { applied, type Folded, type Folds, type Put, refused, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put, unknownEntity } from './upsert.ts';
import type { Zone, ZoneState, ZoneStep, zoneReports } from './zone.ts';
import { digestOf, forbidsHold, forbidsLevel, forbidsZone, isAbove } from './zone-policy.ts';
import { HOLD, HOLD_AGAIN, ZONE_TABLE, type ZoneStanding, type ZoneVerb } from './zone-table.ts';

type Reports = typeof zoneReports;
type Step = Said<Reports[keyof Reports]>;
type Fields = Omit<Zone, keyof Stamp>;
/** What one verb asks and does once table and version agree: a reason why not, or the fields that follow. */
type Act<K extends keyof Reports> = (
  situation: Reading,
  event: Said<Reports[K]>,
  zone: Zone | undefined,
) => Problem | { readonly fields: Partial<Fields>; readonly state?: ZoneState; readonly also?: readonly Put[] };

const WORDS: Readonly<Record<ZoneStanding, string>> = {
  none: 'unknown',
  held: 'held',
  lapsed: 'a hold that has lapsed: its four hours are over',
  proposed: 'a draft',
  submitted: 'submitted for approval',
  approved: 'approved and not yet published',
  active: 'in force',
  released: 'released',
  cancelled: 'cancelled',
};

/** A hold is over when the step happened, or became known, more than four hours after the hold did. */
export function standing(zone: Zone | undefined, event: Pick<Step, 'observedAt' | 'recordedAt'>): ZoneStanding {
  if (zone === undefined) return 'none';
  if (zone.status !== 'held') return zone.status;
  const isOver =
    instant(event.observedAt) >= instant(zone.observedAt) + HOLD ||
    instant(event.recordedAt) >= instant(zone.recordedAt) + HOLD;
  return isOver ? 'lapsed' : 'held';
}

function step<K extends keyof Reports>(kind: K, act: Act<K>) {
  const verb = kind.slice('zone.'.length) as ZoneVerb;
  return (situation: Reading, event: Said<Reports[K]>): Folded => {
    const { id } = event.data;
    const { version } = event.data as { readonly version?: number };
    const zone = situation.get('zones', id);
    const stale = zone === undefined ? undefined : staleness(zone, verb, version);
    if (zone !== undefined && stale !== undefined) return conflict(zone, event, stale);
    const from = standing(zone, event);
    const next = ZONE_TABLE[from][verb];
    const isForeign = verb === 'recorded' && zone !== undefined && zone.recorded !== true;
    if (next === null || isForeign) {
      if (zone === undefined) return refused(unknownEntity('zone', id));
      return refused(
        problem('bad-transition', `zone.${verb} does not follow: zone ${id} is ${WORDS[from]}`, 'data.id'),
      );
    }
    const done = act(situation, event, zone);
    if ('code' in done) return refused(done);
    const { fields, state = next, also = [] } = done;
    const steps = [...(zone?.steps ?? []), stepOf(event)];
    return applied(put('zones', id, clean({ ...fields, status: state, steps })), ...also);
  };
}

/** A step names the version it was decided on. A draft is replaced only by who has seen it. */
function staleness(zone: Zone, verb: ZoneVerb, version: number | undefined): string | undefined {
  if (verb === 'recorded') return undefined;
  if (version === undefined)
    return verb === 'proposed' && zone.status === 'proposed' ? 'names no version of the draft it replaces' : undefined;
  return version === zone.version ? undefined : `was decided on version ${version}`;
}

/** Both sides are kept; a person looks at the zone as it is and takes the step again, or not. */
function conflict(zone: Zone, event: Step, why: string): Folded {
  const last = zone.steps.at(-1);
  const theirs = { version: zone.version, status: zone.status, level: zone.level, lastStep: last };
  const message = `${event.kind} ${why}; zone ${zone.id} is at version ${zone.version} (${last?.kind} by ${last?.actor}); both sides are kept as conflict ${event.opId}`;
  return {
    outcome: { state: 'conflict', problem: problem('conflict', message, 'data.version') },
    puts: [
      put('conflicts', event.opId, {
        layer: 'zones',
        entityId: zone.id,
        fields: ['version'],
        theirs,
        mine: { ...event.data, kind: event.kind },
        actor: event.actor,
        theirVersion: zone.version,
        status: 'open',
      }),
    ],
  };
}

type Data = Readonly<Record<string, unknown>>;
/** What was said, without what names the zone. */
function said({ data }: Step): Partial<Fields> {
  const { id: _i, version: _v, reason: _r, ...rest } = data as Data;
  return rest as Partial<Fields>;
}
const known = (zone: Zone | undefined): Partial<Fields> => (zone === undefined ? {} : fieldsOf<'zones'>(zone));

/** Who the four eyes are counted from: who submitted it, or held it. */
const submitterOf = (zone: Zone): string | undefined =>
  zone.steps.findLast(({ kind }) => kind === 'zone.submitted' || kind === 'zone.held')?.actor;

export const zoneFolds: Folds<Reports> = {
  'zone.held': step('zone.held', (situation, event) => {
    const { data, observedAt } = event;
    const forbidden = forbidsHold(situation, data, instant(observedAt)) ?? forbidsAgain(situation, event);
    if (forbidden !== undefined) return forbidden;
    const fields = { ...said(event), ...reasonOf(event), ...under(situation, data.policyId) };
    const expiresAt = new Date(instant(observedAt) + HOLD).toISOString();
    const also = (data.areaIds ?? []).map((areaId) => {
      const orders = situation.get('areaOrders', areaId);
      const before = orders === undefined ? {} : fieldsOf<'areaOrders'>(orders);
      return put('areaOrders', areaId, { ...before, held: { zoneId: data.id, at: observedAt } });
    });
    return { fields: { ...fields, expiresAt }, also };
  }),
  'zone.proposed': step('zone.proposed', (situation, event) => {
    const { data, observedAt } = event;
    const forbidden = forbidsZone(situation, data, instant(observedAt));
    return forbidden ?? { fields: { ...said(event), ...reasonOf(event), ...under(situation, data.policyId) } };
  }),
  'zone.submitted': step('zone.submitted', (_, __, zone) => ({ fields: known(zone) })),
  'zone.returned': step('zone.returned', (_, __, zone) => ({ fields: known(zone) })),
  'zone.approved': step('zone.approved', (_, event, zone) => {
    if (zone !== undefined && submitterOf(zone) === event.actor) {
      return problem('four-eyes', `${event.actor} submitted zone ${zone.id}; another person approves it`, 'data.id');
    }
    // The end of a hold is not the end of an order.
    const { expiresAt: _e, ...rest } = known(zone);
    return { fields: { ...rest, ...said(event) } };
  }),
  'zone.published': step('zone.published', (situation, event, zone) => {
    const { observedAt } = event;
    if (zone?.expiresAt === undefined)
      return problem('no-expiry', `zone ${event.data.id} says not until when it holds`, 'data.id');
    if (instant(zone.expiresAt) <= instant(observedAt))
      return problem('no-expiry', `the end of zone ${zone.id}, ${zone.expiresAt}, has passed`, 'data.id');
    const forbidden = forbidsZone(situation, zone, instant(observedAt));
    return forbidden ?? { fields: { ...known(zone), publishedAt: observedAt, levelSince: observedAt } };
  }),
  'zone.extended': step('zone.extended', (_, { data: { expiresAt }, observedAt }, zone) => {
    const until = instant(expiresAt);
    if (until <= instant(observedAt) || (zone?.expiresAt !== undefined && until <= instant(zone.expiresAt))) {
      const message = `an extension ends later than now and than before (${zone?.expiresAt ?? 'open'})`;
      return problem('invalid-value', message, 'data.expiresAt');
    }
    return { fields: { ...known(zone), expiresAt } };
  }),
  'zone.split': step('zone.split', split),
  'zone.escalated': step('zone.escalated', level(true)),
  'zone.downgraded': step('zone.downgraded', level(false)),
  'zone.released': step('zone.released', release),
  'zone.cancelled': step('zone.cancelled', (_, __, zone) => ({ fields: known(zone) })),
  'zone.recorded': step('zone.recorded', (_, event, zone) => {
    const { until, ...rest } = said(event) as Partial<Fields> & { readonly until?: string };
    const { publishedAt } = event.data;
    const isSame = zone?.status === 'active' && zone.level === event.data.level;
    const levelSince = (isSame ? zone.levelSince : undefined) ?? publishedAt;
    return { fields: { ...rest, ...(until === undefined ? {} : { expiresAt: until }), levelSince, recorded: true } };
  }),
};

const reasonOf = ({ data }: Step): Partial<Fields> => {
  const { reason } = data as { readonly reason?: string };
  return reason === undefined ? {} : { reason };
};

function under(situation: Reading, policyId: string | undefined): Partial<Fields> {
  const policyVersion = policyId === undefined ? undefined : digestOf(situation, policyId);
  return policyVersion === undefined ? {} : { policyVersion };
}

function forbidsAgain(situation: Reading, { data, observedAt }: Said<Reports['zone.held']>): Problem | undefined {
  for (const areaId of data.areaIds ?? []) {
    const held = situation.get('areaOrders', areaId)?.held;
    if (held === undefined || instant(observedAt) >= instant(held.at) + HOLD_AGAIN) continue;
    const wasApproved = situation.get('zones', held.zoneId)?.steps.some(({ kind }) => kind === 'zone.approved');
    if (wasApproved !== true)
      return problem(
        'bad-transition',
        `${areaId} was held at ${held.at} (zone ${held.zoneId}); a hold is not renewed, propose a zone`,
        'data.areaIds',
      );
  }
  return undefined;
}

/** Up or down, by the ranks of the policy's version the zone was decided under. Nobody leaves a zone by the way. */
function level(up: boolean): Act<'zone.escalated' | 'zone.downgraded'> {
  return (situation, event, zone) => {
    if (zone === undefined) return unknownEntity('zone', event.data.id);
    const { data, observedAt } = event;
    const forbidden = forbidsLevel(situation, zone, data.level);
    if (forbidden !== undefined) return forbidden;
    if (isAbove(situation, zone, data.level) === !up || data.level === zone.level) {
      const message = `${data.level} is not ${up ? 'above' : 'below'} ${zone.level}`;
      return problem('bad-transition', message, 'data.level');
    }
    const left = data.areaIds === undefined ? [] : (zone.areaIds ?? []).filter((id) => !data.areaIds!.includes(id));
    if (left.length > 0) {
      return problem(
        'invalid-value',
        `${left.join(', ')} would leave the zone; split it, or release them`,
        'data.areaIds',
      );
    }
    return { fields: { ...reshaped(zone, data), ...said(event), levelSince: observedAt } };
  };
}

/** A new list of areas without a new polygon makes the old polygon a lie: it is derived from the areas again. */
function reshaped(
  zone: Zone,
  data: { readonly areaIds?: readonly string[]; readonly geometry?: unknown },
): Partial<Fields> {
  const { geometry, ...rest } = known(zone);
  const isOld = data.areaIds !== undefined && data.geometry === undefined;
  return isOld || geometry === undefined ? rest : { ...rest, geometry };
}

/** All of it, or some of its address nodes: what is left goes on as it was. */
function release(
  _: Reading,
  event: Said<Reports['zone.released']>,
  zone: Zone | undefined,
): ReturnType<Act<'zone.released'>> {
  const { areaIds } = event.data;
  const { observedAt } = event;
  if (zone === undefined) return unknownEntity('zone', event.data.id);
  if (areaIds === undefined) return { fields: { ...known(zone), releasedAt: observedAt } };
  if (areaIds.length === 0) return problem('invalid-value', 'an empty list of areas releases nothing', 'data.areaIds');
  const strange = areaIds.filter((id) => zone.areaIds?.includes(id) !== true);
  if (strange.length > 0)
    return problem('invalid-value', `${strange.join(', ')} is no part of zone ${zone.id}`, 'data.areaIds');
  const left = (zone.areaIds ?? []).filter((id) => !areaIds.includes(id));
  if (left.length === 0) return { fields: { ...known(zone), releasedAt: observedAt } };
  return { fields: { ...reshaped(zone, { areaIds: left }), areaIds: left }, state: 'active' };
}

/** The parts become zones of their own with the order of the whole; the whole ends, and nobody is left out. */
function split(
  situation: Reading,
  event: Said<Reports['zone.split']>,
  zone: Zone | undefined,
): ReturnType<Act<'zone.split'>> {
  if (zone === undefined) return unknownEntity('zone', event.data.id);
  const { parts } = event.data;
  const ids = new Set(parts.map(({ id }) => id));
  const taken = parts.find(({ id }) => situation.get('zones', id) !== undefined);
  if (taken !== undefined || ids.size < parts.length)
    return problem('invalid-value', `each part is a zone of its own; "${taken?.id ?? 'an id'}" is taken`, 'data.parts');
  const whole = zone.areaIds ?? [];
  const covered = new Set<string>();
  for (const areaId of parts.flatMap((part) => part.areaIds ?? [])) {
    const root = nodeOf(situation, whole, areaId);
    if (root === undefined) return problem('invalid-value', `${areaId} is no part of zone ${zone.id}`, 'data.parts');
    covered.add(root);
  }
  const left = covered.size === 0 ? [] : whole.filter((id) => !covered.has(id));
  if (left.length > 0)
    return problem('invalid-value', `${left.join(', ')} is in no part; release it with zone.released`, 'data.parts');
  for (const part of parts) {
    const forbidden = part.level === undefined ? undefined : forbidsLevel(situation, zone, part.level);
    if (forbidden !== undefined) return forbidden;
  }
  const { areaIds: _a, geometry: _g, ...order } = known(zone);
  const steps = [...zone.steps, stepOf(event)];
  const also = parts.map(({ id, ...part }) => {
    const isNew = part.level !== undefined && part.level !== zone.level;
    const since = isNew ? { levelSince: event.observedAt } : {};
    return put('zones', id, clean({ ...order, ...part, ...since, status: 'active', partOf: zone.id, steps }));
  });
  return { fields: { ...known(zone), releasedAt: event.observedAt }, also };
}

/** The node of the whole that an area is, or lies under. */
function nodeOf(situation: Reading, whole: readonly string[], areaId: string): string | undefined {
  const seen = new Set<string>();
  for (
    let id: string | undefined = areaId;
    id !== undefined && !seen.has(id);
    id = situation.get('areas', id)?.parent
  ) {
    if (whole.includes(id)) return id;
    seen.add(id);
  }
  return undefined;
}

function clean(fields: Readonly<Record<string, unknown>>): Fields {
  const out = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(out) as unknown as Fields;
}

function stepOf(event: Step): ZoneStep {
  const data = event.data as { readonly remark?: string; readonly reason?: string };
  const remark = data.remark ?? data.reason;
  const taken = { kind: event.kind, actor: event.actor, at: event.observedAt, seq: event.seq };
  return remark === undefined ? taken : { ...taken, remark };
}
