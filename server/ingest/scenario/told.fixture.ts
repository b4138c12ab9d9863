// One town and one scenario for the tests of a file, and a door that folds what comes in.
import { createHash } from 'node:crypto';
import type { Event } from '#shared/event.ts';
import { advance } from '#shared/project.ts';
import type { Report } from '#shared/report.ts';
import { Situation } from '#shared/situation.ts';
import type { Outcome } from '#shared/subject/subject.ts';
import { validate } from '../validate.ts';
import { type Scenario, scenario, type Told } from './scenario.ts';
import { generateTown } from './town/generate.ts';
import type { Town } from './town/town.ts';

export const SEED = 'cordon-demonstration';
export const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();
let grown: Town | undefined;
/** The town grows once a file: seconds of work. */
export const town = (): Town => {
  grown ??= generateTown(SEED, sha256);
  return grown;
};
export const newScenario = (seed = SEED, join?: number): Scenario => scenario(seed, town(), sha256, join);

/** What the edge makes of a report; a problem is a failed test. */
export function checked(report: Report): Report {
  const result = validate(report, () => Promise.reject(new Error('too heavy for this test')));
  // A border of many vertices is checked in a thread of its own; the town's own tests look at it.
  if (result instanceof Promise) return report;
  if (!result.ok) throw new Error(`${report.kind}: ${JSON.stringify(result.error)} ${JSON.stringify(report.data)}`);
  return result.value;
}

export type Verdict = { readonly told: Told; readonly outcome: Outcome };

/** A situation that takes what is told, one after the other. */
export function folding() {
  const situation = new Situation();
  const odd: Verdict[] = [];
  let seq = 0;
  const take = (told: Told): Outcome => {
    const recordedAt = new Date(told.knownAt).toISOString();
    seq += 1;
    const event = { ...checked(told.report), seq, recordedAt, actor: told.by } as Event;
    const { outcome } = advance(situation, event);
    if (outcome.state !== (told.expects ?? 'applied')) odd.push({ told, outcome });
    return outcome;
  };
  return { situation, odd, take, taken: () => seq };
}
