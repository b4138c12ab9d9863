// The fold: situation before + event -> what changes. Pure: the same log gives the same situation, on any machine.
import type { Event } from './event.ts';
import type { Kind } from './report.ts';
import type { Change, Entity, Reading, Situation } from './situation.ts';
import { alarmFolds } from './subject/alarm.ts';
import { areaFolds } from './subject/area.ts';
import { boxFolds } from './subject/box.ts';
import { caseFolds } from './subject/case.ts';
import { checkpointFolds } from './subject/checkpoint.ts';
import { contactFolds } from './subject/contact.ts';
import { disinfectionFolds } from './subject/disinfection.ts';
import { dutyFolds } from './subject/duty.ts';
import { nailFolds } from './subject/nail.ts';
import { policyFolds } from './subject/policy.ts';
import { reviewFolds } from './subject/review.ts';
import { roadFolds } from './subject/road.ts';
import { roundFolds } from './subject/round.ts';
import { seriesFolds } from './subject/series.ts';
import { siteFolds } from './subject/site.ts';
import { sourceFolds } from './subject/source.ts';
import type { Folded, Outcome, Put, Said } from './subject/subject.ts';
import { taskFolds } from './subject/task.ts';
import { teamFolds } from './subject/team.ts';
import { testFolds } from './subject/test.ts';
import { transferFolds } from './subject/transfer.ts';
import { put } from './subject/upsert.ts';
import { visitFolds } from './subject/visit.ts';
import { zoneFolds } from './subject/zone-fold.ts';

/**
 * Raise it whenever a fold gives another result for the same log, or an entity gains or loses a field:
 * snapshots of another version are thrown away and the log is folded again.
 */
export const FOLD_VERSION = 6;

type Fold = (situation: Reading, event: Said<never>) => Folded;

/** Complete by type: a kind without a fold does not compile. */
const FOLDS: { readonly [K in Kind]: Fold } = {
  ...caseFolds,
  ...contactFolds,
  ...checkpointFolds,
  ...dutyFolds,
  ...siteFolds,
  ...boxFolds,
  ...transferFolds,
  ...disinfectionFolds,
  ...areaFolds,
  ...roadFolds,
  ...policyFolds,
  ...zoneFolds,
  ...nailFolds,
  ...roundFolds,
  ...testFolds,
  ...seriesFolds,
  ...teamFolds,
  ...taskFolds,
  ...visitFolds,
  ...alarmFolds,
  ...reviewFolds,
  ...sourceFolds,
};

export type Projected = { readonly outcome: Outcome; readonly changes: readonly Change[] };

/**
 * @param situation the state after every event before this one
 * @returns what became of the report, and each entity before and after; the situation itself is not touched
 */
export function project(situation: Reading, event: Event): Projected {
  const fold = FOLDS[event.kind];
  if (fold === undefined) throw new Error(`the log holds an event of unknown kind ${event.kind} at ${event.seq}`);
  const { outcome, puts } = fold(situation, event as never);
  const changes: Change[] = [];
  for (const change of puts) changes.push(stamp(situation, event, change));
  if (outcome.state !== 'applied') changes.push(stamp(situation, event, receipt(event, outcome)));
  return { outcome, changes };
}

/** project + apply, with the times a heartbeat tells. */
export function advance(situation: Situation, event: Event): Projected {
  const projected = project(situation, event);
  situation.apply(projected.changes);
  situation.seq = event.seq;
  for (const { layer } of projected.changes) situation.asOf.set(layer, event.recordedAt);
  if (event.source !== undefined) situation.heard.set(event.source, event.recordedAt);
  return projected;
}

function stamp(situation: Reading, event: Event, { layer, id, fields }: Put): Change {
  const before: Entity | undefined = situation.get(layer, id);
  if (fields === null) return { layer, id, before, after: undefined };
  const after = {
    id,
    version: (before?.version ?? 0) + 1,
    observedAt: event.observedAt,
    recordedAt: event.recordedAt,
    source: event.source ?? event.actor,
    ...(fields as object),
  } as Entity;
  return { layer, id, before, after };
}

function receipt(event: Event, outcome: Exclude<Outcome, { state: 'applied' }>): Put {
  if (outcome.state === 'merged')
    return put('receipts', event.opId, { seq: event.seq, state: 'merged', reason: outcome.reason });
  const { code, message, field } = outcome.problem;
  const row = { seq: event.seq, state: outcome.state, reason: message, code };
  return put('receipts', event.opId, field === undefined ? row : { ...row, field });
}
