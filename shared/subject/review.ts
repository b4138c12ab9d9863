// What people say about what the system holds: a conflict decided, a report read.
import * as Type from 'typebox/type';
import { problem } from '../errors.ts';
import { Exact, Id, OneOf } from '../schema.ts';
import { applied, type Classes, type Folds, refused, type Stamp } from './subject.ts';
import { fieldsOf, put, unknownEntity, updated } from './upsert.ts';

export const reviewReports = {
  /** mine: what the late report said; theirs: what was there before it. */
  'conflict.resolved': Exact({ id: Id, keep: OneOf('mine', 'theirs') }),
  'report.seen': Exact({ opIds: Type.Array(Id, { minItems: 1, maxItems: 1000 }) }),
};

export type Conflict = Stamp & {
  readonly layer: string;
  readonly entityId: string;
  readonly fields: readonly string[];
  readonly theirs: Readonly<Record<string, unknown>>;
  readonly mine: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly theirVersion: number;
  readonly status: 'open' | 'resolved';
  readonly kept?: 'mine' | 'theirs';
  readonly resolvedBy?: string;
};
export const conflictClasses: Classes<Conflict> = {
  layer: 'L2',
  entityId: 'L2',
  fields: 'L2',
  theirs: 'L3', // may hold any field of any entity
  mine: 'L3',
  actor: 'L2',
  theirVersion: 'L2',
  status: 'L2',
  kept: 'L2',
  resolvedBy: 'L2',
};

export type Seen = Stamp & { readonly seenAt: string; readonly seenBy: string };
export const seenClasses: Classes<Seen> = { seenAt: 'L1', seenBy: 'L2' };

export const reviewFolds: Folds<typeof reviewReports> = {
  'conflict.resolved': (situation, event) => {
    const before = situation.get('conflicts', event.data.id);
    if (before === undefined) return refused(unknownEntity('conflict', event.data.id));
    if (before.status === 'resolved') {
      return refused(
        problem('bad-transition', `conflict ${before.id} is resolved already (${before.kept} kept)`, 'data.id'),
      );
    }
    if (event.data.keep === 'mine' && before.layer === 'zones') {
      const message = `a step of a zone is not pushed through: look at zone ${before.entityId} as it is, and send the step again`;
      return refused(problem('bad-transition', message, 'data.keep'));
    }
    const closed = put('conflicts', before.id, {
      ...fieldsOf<'conflicts'>(before),
      status: 'resolved',
      kept: event.data.keep,
      resolvedBy: event.actor,
    });
    if (event.data.keep === 'theirs') return applied(closed);
    // The conflict was made by `updated` of this very layer, so its data fits it.
    const folded = updated(situation, before.layer as 'sites', {
      opId: event.opId,
      actor: event.actor,
      data: before.mine as { id: string },
    });
    return { outcome: folded.outcome, puts: folded.outcome.state === 'refused' ? [] : [...folded.puts, closed] };
  },
  'report.seen': (_, { data, observedAt, actor }) =>
    applied(...data.opIds.map((opId) => put('seen', opId, { seenAt: observedAt, seenBy: actor }))),
};
