// Zones: what an order holds people in. Folded plainly here: each step is recorded with who said it and when;
// which step may follow which, and who may take it, is domain/zone-level.ts.
import Type, { type Static, type TProperties } from 'typebox';
import { Exact, GeometrySchema, Id, Maybe, Text, Time } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { applied, type Classes, type Folded, type Folds, refused, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put, unknownEntity } from './upsert.ts';

const AreaIds = Type.Array(Id, { maxItems: 20_000, uniqueItems: true });
const version = Maybe(Type.Integer({ minimum: 1 }));
const shape = { areaIds: Maybe(AreaIds), geometry: Maybe(GeometrySchema) };
const reason = Maybe(Text(2000));
const step = <P extends TProperties>(more: P) => Exact({ id: Id, version, ...more });

const Proposed = step({
  policyId: Id,
  level: Text(40),
  areaIds: AreaIds,
  geometry: Maybe(GeometrySchema),
  alternativeId: Maybe(Id),
  caseIds: Maybe(Type.Array(Id, { maxItems: 20_000 })),
  reason: Text(2000),
  rejectedAlternatives: Maybe(Type.Array(Type.Unknown(), { maxItems: 50 })),
});
const Approved = step({
  authority: Text(),
  legalBasis: Text(500),
  orderNo: Text(),
  expiresAt: Maybe(Time),
  objectionChannel: Text(500),
});

export const zoneReports = {
  'zone.held': step({
    ...shape,
    policyId: Maybe(Id),
    level: Maybe(Text(40)),
    caseIds: Maybe(Type.Array(Id)),
    reason: Text(2000),
  }),
  'zone.proposed': Proposed,
  'zone.submitted': step({ reason }),
  'zone.returned': step({ remark: Text(2000) }),
  'zone.approved': Approved,
  'zone.published': step({ reason }),
  'zone.extended': step({ expiresAt: Time, reason }),
  'zone.split': step({
    parts: Type.Array(Exact({ id: Id, level: Maybe(Text(40)), name: Maybe(Text()), ...shape }), {
      minItems: 1,
      maxItems: 500,
    }),
    reason,
  }),
  'zone.escalated': step({ level: Text(40), ...shape, reason }),
  'zone.downgraded': step({ level: Text(40), ...shape, reason }),
  'zone.released': step({ areaIds: Maybe(AreaIds), reason }),
  'zone.cancelled': step({ reason }),
  'zone.recorded': Exact({
    id: Id,
    name: Text(),
    nameEn: Maybe(Text()),
    level: Text(40),
    ...shape,
    authority: Text(),
    publishedAt: Time,
    until: Maybe(Time),
  }),
};
type Kind = keyof typeof zoneReports;

export const ZONE_STATES = ['held', 'proposed', 'submitted', 'approved', 'active', 'released', 'cancelled'] as const;
export type ZoneState = (typeof ZONE_STATES)[number];

/** One step in the life of a zone, for its readers: who did what, when, and why. */
export type ZoneStep = {
  readonly kind: string;
  readonly actor: string;
  readonly at: string;
  readonly seq: number;
  readonly remark?: string;
};

export type Zone = Stamp & {
  readonly status: ZoneState;
  readonly level?: string;
  readonly name?: string;
  readonly nameEn?: string;
  readonly areaIds?: readonly string[];
  readonly geometry?: Static<typeof GeometrySchema>;
  readonly policyId?: string;
  readonly caseIds?: readonly string[];
  readonly reason?: string;
  readonly alternativeId?: string;
  readonly rejectedAlternatives?: readonly unknown[];
  readonly authority?: string;
  readonly legalBasis?: string;
  readonly orderNo?: string;
  readonly expiresAt?: string;
  readonly objectionChannel?: string;
  readonly publishedAt?: string;
  readonly releasedAt?: string;
  /** taken over from another authority as it stands */
  readonly recorded?: boolean;
  readonly partOf?: string;
  readonly steps: readonly ZoneStep[];
};

export const zoneClasses: Classes<Zone> = {
  status: 'L0',
  level: 'L0',
  name: 'L0',
  nameEn: 'L0',
  areaIds: 'L0',
  geometry: 'L0',
  policyId: 'L0',
  caseIds: 'L2',
  reason: 'L1',
  alternativeId: 'L1',
  rejectedAlternatives: 'L1',
  authority: 'L0',
  legalBasis: 'L0',
  orderNo: 'L0',
  expiresAt: 'L0',
  objectionChannel: 'L0',
  publishedAt: 'L0',
  releasedAt: 'L0',
  recorded: 'L0',
  partOf: 'L0',
  steps: 'L1',
};

export const zoneFolds: Folds<typeof zoneReports> = {
  'zone.held': begin('held'),
  'zone.proposed': begin('proposed'),
  'zone.submitted': move('submitted'),
  'zone.returned': move('proposed', ({ remark: _, ...rest }) => rest),
  'zone.approved': move('approved'),
  'zone.published': move('active', (data, event) => ({ ...data, publishedAt: event.observedAt })),
  'zone.extended': move('active'),
  'zone.split': split,
  'zone.escalated': move('active'),
  'zone.downgraded': move('active'),
  'zone.released': move('released', (data, event) => ({ ...data, releasedAt: event.observedAt })),
  'zone.cancelled': move('cancelled'),
  'zone.recorded': (situation, event) => {
    const { until, ...data } = event.data;
    return write(situation, event, 'active', { ...data, expiresAt: until, recorded: true });
  },
};

type Step = Said<(typeof zoneReports)[Kind]>;
type Data = Readonly<Record<string, unknown>> & { readonly id: string };

function begin(status: ZoneState) {
  return (situation: Reading, event: Step): Folded => write(situation, event, status, event.data);
}

function move(status: ZoneState, more: (data: Data, event: Step) => Data = (data) => data) {
  return (situation: Reading, event: Step): Folded => {
    if (situation.get('zones', event.data.id) === undefined) return refused(unknownEntity('zone', event.data.id));
    return write(situation, event, status, more(event.data, event));
  };
}

function write(situation: Reading, event: Step, status: ZoneState, data: Data): Folded {
  const { id, version: _, ...said } = data as Data & { readonly version?: number };
  const before = situation.get('zones', id);
  const known = before === undefined ? {} : fieldsOf<'zones'>(before);
  const steps = [...(before?.steps ?? []), stepOf(event)];
  const fields = Object.fromEntries(
    Object.entries({ ...known, ...said, status, steps }).filter(([, value]) => value !== undefined),
  );
  return applied(put('zones', id, fields as unknown as Omit<Zone, keyof Stamp>));
}

/** The parts become zones of their own with the order of the whole; the whole ends. */
function split(situation: Reading, event: Said<(typeof zoneReports)['zone.split']>): Folded {
  const whole = situation.get('zones', event.data.id);
  if (whole === undefined) return refused(unknownEntity('zone', event.data.id));
  const { areaIds: _a, geometry: _g, ...order } = fieldsOf<'zones'>(whole);
  const steps = [...whole.steps, stepOf(event)];
  const parts = event.data.parts.map(({ id, ...part }) =>
    put('zones', id, { ...order, ...part, partOf: whole.id, steps }),
  );
  return applied(
    put('zones', whole.id, { ...fieldsOf<'zones'>(whole), status: 'released', releasedAt: event.observedAt, steps }),
    ...parts,
  );
}

function stepOf(event: Step): ZoneStep {
  const data = event.data as { readonly remark?: string; readonly reason?: string };
  const remark = data.remark ?? data.reason;
  const step = { kind: event.kind, actor: event.actor, at: event.observedAt, seq: event.seq };
  return remark === undefined ? step : { ...step, remark };
}
