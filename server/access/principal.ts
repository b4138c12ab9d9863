// Who is speaking or reading, and with which rights. Made once per request or connection from a session or a key.
import type { Kind } from '#shared/report.ts';
import { RIGHTS, type Right } from '#shared/rights.ts';

export const ROLES = ['commander', 'analyst', 'field', 'observer', 'admin', 'machine'] as const;
export type Role = (typeof ROLES)[number];

/** L0 public aggregate, L1 masked place, L2 precise place, L3 identity. Each includes those before it. */
export const DATA_CLASSES = ['L0', 'L1', 'L2', 'L3'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export type Principal = {
  /** account name, name of a machine key, or of an adapter; signs events */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly rights: ReadonlySet<Right>;
  /** ids of the areas the rights hold in; empty: everywhere */
  readonly areas: readonly string[];
  /** what may be read; empty: no data at all (an administrator) */
  readonly classes: readonly DataClass[];
  /** what ends this principal when it ends: a session, a key, or the link of a wall */
  readonly grant: { readonly kind: 'session' | 'key' | 'link' | 'system'; readonly id: string };
};

export const ROLE_RIGHTS: {
  readonly [R in Role]: { readonly rights: readonly Right[]; readonly class: DataClass | null };
} = {
  commander: { rights: ['adopt', 'hold', 'approve', 'publish', 'acknowledge', 'walls'], class: 'L2' },
  analyst: {
    rights: ['report', 'import', 'rounds', 'tasks', 'propose', 'submit', 'release', 'acknowledge', 'walls'],
    class: 'L2',
  },
  field: { rights: ['report', 'acknowledge'], class: 'L2' },
  observer: { rights: [], class: 'L1' },
  admin: { rights: ['accounts'], class: null },
  machine: { rights: ['report', 'import'], class: 'L2' },
};

export function principalOf(
  name: string,
  roles: readonly Role[],
  areas: readonly string[],
  grant: Principal['grant'],
): Principal {
  const rights = new Set(roles.flatMap((role) => ROLE_RIGHTS[role].rights));
  const highest = Math.max(-1, ...roles.map((role) => DATA_CLASSES.indexOf(ROLE_RIGHTS[role].class as DataClass)));
  return { name, roles, rights, areas, classes: DATA_CLASSES.slice(0, highest + 1), grant };
}

/** The server's own voice: the incident clock, and the demonstration's cast through their own names. */
export const SYSTEM_PRINCIPAL: Principal = {
  name: 'system',
  roles: [],
  rights: new Set(RIGHTS),
  areas: [],
  classes: DATA_CLASSES,
  grant: { kind: 'system', id: 'system' },
};

/** Any one of these rights lets a principal say a kind; by prefix, then by exception. */
const BY_SUBJECT: Readonly<Record<string, readonly Right[]>> = {
  policy: ['adopt'],
  round: ['rounds'],
  roll: ['rounds', 'import'],
  clock: ['system'],
};
const BY_KIND: { readonly [K in Kind]?: readonly Right[] } = {
  'zone.held': ['hold'],
  'zone.proposed': ['propose'],
  'zone.submitted': ['submit'],
  'zone.returned': ['approve'],
  'zone.approved': ['approve'],
  'zone.published': ['publish'],
  'zone.extended': ['approve'],
  'zone.split': ['approve', 'release'],
  'zone.escalated': ['approve'],
  'zone.downgraded': ['release'],
  'zone.released': ['release'],
  'zone.cancelled': ['propose', 'approve'],
  'zone.recorded': ['report'],
  'task.assigned': ['tasks'],
  'task.verified': ['tasks', 'report'],
  'task.recalled': ['tasks'],
  // Only the server says them (report.ts); the demonstration's past does so with a machine's voice.
  'alarm.raised': ['system', 'report'],
  'alarm.ended': ['system', 'report'],
  // A person, never a machine: an alarm that a program wiped away nobody has seen.
  'alarm.acknowledged': ['acknowledge'],
  'conflict.resolved': ['report', 'approve'],
  // The centre, or a machine of the centre's: nobody marks their own report as read.
  'report.seen': ['tasks', 'hold', 'import'],
};

export function maySay(principal: Principal, kind: Kind): boolean {
  const wanted = BY_KIND[kind] ?? BY_SUBJECT[kind.slice(0, kind.indexOf('.'))] ?? ['report'];
  return wanted.some((right) => principal.rights.has(right));
}
