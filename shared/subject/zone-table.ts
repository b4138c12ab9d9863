// Which step may follow which in the life of a zone: the complete table, every state by every verb (api.md, Zones).
// Four eyes, expiry, versions and policies are asked besides, in zone-fold.ts.
import type { ZoneState } from './zone.ts';

export const ZONE_VERBS = [
  'held',
  'proposed',
  'submitted',
  'returned',
  'approved',
  'published',
  'extended',
  'split',
  'escalated',
  'downgraded',
  'released',
  'cancelled',
  'recorded',
] as const;
export type ZoneVerb = (typeof ZONE_VERBS)[number];

/** `none`: nobody has named this zone yet. `lapsed`: a hold whose four hours are over and that nobody approved. */
export type ZoneStanding = ZoneState | 'none' | 'lapsed';

/** No step: the error it answers with is bad-transition, or unknown-entity where there is no zone at all. */
export type Cell = ZoneState | null;

const NO = null;
const nothing: Readonly<Record<ZoneVerb, Cell>> = {
  held: NO,
  proposed: NO,
  submitted: NO,
  returned: NO,
  approved: NO,
  published: NO,
  extended: NO,
  split: NO,
  escalated: NO,
  downgraded: NO,
  released: NO,
  cancelled: NO,
  recorded: NO,
};

export const ZONE_TABLE: Readonly<Record<ZoneStanding, Readonly<Record<ZoneVerb, Cell>>>> = {
  none: { ...nothing, held: 'held', proposed: 'proposed', recorded: 'active' },
  // Not renewable, and no draft: a draft of the same place is a zone of its own, and the hold stands meanwhile.
  held: { ...nothing, approved: 'approved', released: 'released', cancelled: 'cancelled' },
  // Over, but nobody has said so: what is left is to put it away.
  lapsed: { ...nothing, released: 'released', cancelled: 'cancelled' },
  proposed: { ...nothing, proposed: 'proposed', submitted: 'submitted', cancelled: 'cancelled' },
  submitted: { ...nothing, returned: 'proposed', approved: 'approved', cancelled: 'cancelled' },
  approved: { ...nothing, published: 'active', cancelled: 'cancelled' },
  active: {
    ...nothing,
    extended: 'active',
    // the whole ends; its parts begin as active
    split: 'released',
    escalated: 'active',
    downgraded: 'active',
    released: 'released',
    // said again by the authority whose zone it is; never of a zone of our own
    recorded: 'active',
  },
  // An authority may list again what it had released; an order of our own that ended is ended.
  released: { ...nothing, recorded: 'active' },
  cancelled: nothing,
};

/** Temporary control by one person ends after four hours (api.md, Zones; domain.md 6.6), ms. */
export const HOLD = 4 * 60 * 60 * 1000;
/** [P] A place that was held is not held again within a day, by whomever: a hold is not renewable. */
export const HOLD_AGAIN = 24 * 60 * 60 * 1000;
