// Zones: what an order holds people in, and what is said of them. Which step may follow which is zone-table.ts; how a step
// is folded is zone-fold.ts.
import type { Static, TProperties } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, GeometrySchema, Id, Maybe, Text, Time } from '../schema.ts';
import type { Classes, Stamp } from './subject.ts';

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
  name: Maybe(Text()),
  nameEn: Maybe(Text()),
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
  /** since when the zone has its level: what the release clock starts from if no case comes later */
  readonly levelSince?: string;
  readonly name?: string;
  readonly nameEn?: string;
  readonly areaIds?: readonly string[];
  readonly geometry?: Static<typeof GeometrySchema>;
  readonly policyId?: string;
  /** digest of the policy's content when the zone was proposed or held under it */
  readonly policyVersion?: string;
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
  levelSince: 'L0',
  name: 'L0',
  nameEn: 'L0',
  areaIds: 'L0',
  geometry: 'L0',
  policyId: 'L0',
  policyVersion: 'L0',
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
