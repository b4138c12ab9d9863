// What a filled form says as the data of a step, or what it lacks. Pure.

import { err, ok, type Result } from '#shared/result.ts';
import type { Entities } from '#shared/situation.ts';
import { instantOfField } from '../../../../ui/format.ts';
import type { StepVerb } from './verbs.ts';

type Zone = Entities['zones'];
export type Field =
  | 'remark'
  | 'note'
  | 'reason'
  | 'authority'
  | 'legalBasis'
  | 'orderNo'
  | 'expiresAt'
  | 'objection'
  | 'level'
  | 'partName';
export type Values = { readonly [F in Field]: string } & {
  /** areas released or split off; empty: all of it */
  readonly areaIds: ReadonlySet<string>;
};
export const EMPTY: Values = {
  remark: '',
  note: '',
  reason: '',
  authority: '',
  legalBasis: '',
  orderNo: '',
  expiresAt: '',
  objection: '',
  level: '',
  partName: '',
  areaIds: new Set(),
};

/** What a form asks; those with true must be filled. */
export const FIELDS: { readonly [V in StepVerb]: { readonly [F in Field]?: boolean } } = {
  submitted: { note: false },
  returned: { remark: true },
  approved: { authority: true, legalBasis: true, orderNo: true, expiresAt: true, objection: true },
  published: {},
  extended: { expiresAt: true, reason: true },
  split: { partName: true, reason: true },
  escalated: { level: true, reason: true },
  downgraded: { level: true, reason: true },
  released: { reason: true },
  cancelled: { reason: true },
};

export type Lack = { readonly lack: readonly Field[] } | { readonly lack: 'time' | 'part' };

/**
 * @param version the one that was looked at, not the latest: a step decided on less is a conflict
 * @param now ms @param newId ids for the parts of a split
 */
export function dataOf(
  verb: StepVerb,
  zone: Zone,
  values: Values,
  { version, now, newId }: { readonly version: number; readonly now: number; readonly newId: () => string },
): Result<Readonly<Record<string, unknown>>, Lack> {
  const asked = FIELDS[verb];
  const lack = (Object.keys(asked) as Field[]).filter((field) => asked[field] === true && values[field].trim() === '');
  if (lack.length > 0) return err({ lack });
  const until = asked.expiresAt === undefined ? undefined : instantOfField(values.expiresAt);
  if (asked.expiresAt !== undefined && (until === undefined || until <= now)) return err({ lack: 'time' });
  const base = { id: zone.id, version };
  const text = (field: Field) => values[field].trim();
  const reason = text('reason') === '' ? {} : { reason: text('reason') };
  const expiresAt = until === undefined ? {} : { expiresAt: new Date(until).toISOString() };
  const whole = zone.areaIds ?? [];
  const part = whole.filter((id) => values.areaIds.has(id));
  switch (verb) {
    case 'submitted':
      return ok({ ...base, ...(text('note') === '' ? {} : { reason: text('note') }) });
    case 'returned':
      return ok({ ...base, remark: text('remark') });
    case 'approved':
      return ok({
        ...base,
        ...expiresAt,
        authority: text('authority'),
        legalBasis: text('legalBasis'),
        orderNo: text('orderNo'),
        objectionChannel: text('objection'),
      });
    case 'published':
    case 'cancelled':
      return ok({ ...base, ...reason });
    case 'extended':
      return ok({ ...base, ...expiresAt, ...reason });
    case 'escalated':
    case 'downgraded':
      return ok({ ...base, level: text('level'), ...reason });
    case 'released':
      return ok({
        ...base,
        ...(part.length === 0 || part.length === whole.length ? {} : { areaIds: part }),
        ...reason,
      });
    case 'split': {
      if (part.length === 0 || part.length === whole.length) return err({ lack: 'part' });
      const rest = whole.filter((id) => !values.areaIds.has(id));
      const name = zone.name === undefined ? {} : { name: zone.name };
      const parts = [
        { id: newId(), ...name, areaIds: rest },
        { id: newId(), name: text('partName'), areaIds: part },
      ];
      return ok({ ...base, parts, ...reason });
    }
  }
}
