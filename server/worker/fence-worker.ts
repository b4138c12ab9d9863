// Draws fences beside the event loop, over its own copy of the ground.
import { parentPort } from 'node:worker_threads';
import type { CaseSaid } from '#shared/domain/fence/evidence.ts';
import { Ground, type GroundLayers } from '#shared/domain/fence/ground.ts';
import { type HeldQuestion, heldBy } from '#shared/domain/fence/held.ts';
import { type MeasureQuestion, measureFence } from '#shared/domain/fence/measure.ts';
import { proposeFences, type Question } from '#shared/domain/fence/propose.ts';
import { ok } from '#shared/result.ts';

/** One entity of the ground as it is now; undefined: gone. */
export type GroundChange = {
  readonly layer: keyof GroundLayers;
  readonly id: string;
  readonly entity: GroundLayers[keyof GroundLayers] | undefined;
};
export type FenceMessage = {
  /** what changed of the ground since the last message */
  readonly changes: readonly GroundChange[];
  /** some of the cases of the question that follows */
  readonly cases?: readonly CaseSaid[];
  readonly asked?: Asked;
};
/** Alternatives of a fence, the measures of one that a person drew, or what a zone that stands holds. */
export type Asked =
  | { readonly id: number; readonly question: Question }
  | { readonly id: number; readonly measure: MeasureQuestion }
  | { readonly id: number; readonly held: HeldQuestion };

const port = parentPort;
if (port === null) throw new Error('fence-worker.ts runs as a worker thread');
const ground = new Ground();
let told: CaseSaid[] = [];
port.on('message', ({ changes, cases = [], asked }: FenceMessage) => {
  for (const change of changes) ground.set(change.layer, change.id, change.entity as GroundLayers['areas'] | undefined);
  told.push(...cases);
  if (asked === undefined) return;
  const about = told;
  told = [];
  port.postMessage({ id: asked.id, result: answer(asked, about) });
});

/** A proposal goes back as text: to copy a hundred thousand pieces of evidence would hold up the thread that only sends them on. */
function answer(asked: Asked, cases: readonly CaseSaid[]) {
  if ('held' in asked) return ok(heldBy({ ...asked.held, cases }, ground));
  if ('measure' in asked) return measureFence({ ...asked.measure, cases }, ground);
  const found = proposeFences({ ...asked.question, cases }, ground);
  return found.ok ? ok(JSON.stringify(found.value)) : found;
}
