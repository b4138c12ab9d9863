// One scenario for the tests, its history told once, and a door that folds what comes in.
import { createHash } from 'node:crypto';
import type { Event } from '#shared/event.ts';
import { advance } from '#shared/project.ts';
import type { Report } from '#shared/report.ts';
import { Situation } from '#shared/situation.ts';
import type { Outcome } from '#shared/subject/subject.ts';
import { validate } from '../validate.ts';
import { type Scenario, scenario, type Told } from './scenario.ts';
import { JOIN_MINUTE } from './telling.ts';

export const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();
export const newScenario = (seed = 'cordon-demonstration'): Scenario => scenario(seed, sha256);

export const toldBetween = (story: Scenario, from: number, until: number): Told[] => {
  const told: Told[] = [];
  for (let minute = from; minute < until; minute += 1) told.push(...story.slot(minute));
  return told;
};

export const story = newScenario();
export const history: readonly Told[] = [...story.history(JOIN_MINUTE)];
/** the 24 hours after the join */
export const day: readonly Told[] = toldBetween(story, JOIN_MINUTE, JOIN_MINUTE + 1440);

/** What the edge makes of a report; a problem is a failed test. */
export function checked(report: Report): Report {
  const result = validate(report, () => Promise.reject(new Error('too heavy for a small scenario')));
  if (result instanceof Promise) throw new Error(`${report.kind} went to a worker`);
  if (!result.ok) throw new Error(`${report.kind}: ${JSON.stringify(result.error)} ${JSON.stringify(report.data)}`);
  return result.value;
}

export type Verdict = { readonly told: Told; readonly outcome: Outcome };

export function fold(all: readonly Told[]): { readonly situation: Situation; readonly verdicts: Verdict[] } {
  const situation = new Situation();
  const verdicts = all.map((told, i) => {
    const recordedAt = new Date(told.knownAt).toISOString();
    const event = { ...checked(told.report), seq: i + 1, recordedAt, actor: told.by } as Event;
    return { told, outcome: advance(situation, event).outcome };
  });
  return { situation, verdicts };
}
