// The demonstration: its incident clock in the log, and a feed that speaks through the same door as everyone else.
import { setTimeout as wait } from 'node:timers/promises';
import { principalOf, SYSTEM_PRINCIPAL } from '../access/principal.ts';
import type { SituationClock } from '../clock.ts';
import type { Projector } from '../situation/projector.ts';
import type { Acceptor } from './accept.ts';
import { DEMONSTRATION_ORIGIN, DEMONSTRATION_RATE, resumeMinute, type Simulator, startSimulator } from './simulator.ts';

/** Of the town and of its story: the ground is drawn from the same one. */
export const DEMONSTRATION_SEED = 'cordon-demonstration';
/** The clock is one fact of one log: its operation has one name. */
const CLOCK_OP = '00000000-0000-8000-8000-c10c00000001';

export type DemoParts = {
  readonly accept: Acceptor;
  readonly projector: Projector;
  readonly clock: () => SituationClock;
  readonly log: (line: string) => void;
};

/** `fieldAreas`: where the account `field` works. */
export type Demo = { readonly fieldAreas: readonly string[]; stop(): Promise<void> };

/** Sets the clock at the first start, tells the past before it resolves, and goes on telling. */
export async function startDemo({ accept, projector, clock, log }: DemoParts): Promise<Demo> {
  if (projector.situation.get('clock', 'incident') === undefined) {
    const origin = new Date(DEMONSTRATION_ORIGIN).toISOString();
    const data = { origin, rate: DEMONSTRATION_RATE, startedAt: new Date().toISOString() };
    const report = { opId: CLOCK_OP, kind: 'clock.started', observedAt: origin, data };
    // Recorded before everything else: the story's past is older than its clock.
    await accept([{ report, recordedAt: 0 }], SYSTEM_PRINCIPAL);
  }
  const cast = (name: string, role: 'machine' | 'analyst' | 'commander') =>
    principalOf(name, [role], [], { kind: 'system', id: 'demo' });
  const simulator: Simulator = startSimulator({
    accept,
    principals: {
      machine: cast('demo-machine', 'machine'),
      analyst: cast('analyst', 'analyst'),
      commander: cast('commander', 'commander'),
    },
    seed: DEMONSTRATION_SEED,
    clock: { now: () => clock().now() },
    wait: (ms) => wait(ms),
    log: {
      info: () => {},
      error: (fields, message) => log(`${message} ${JSON.stringify(fields)}`),
    },
    resumeFrom: resumeMinute(projector.situation),
  });
  await simulator.ready;
  return { fieldAreas: simulator.fieldAreas, stop: () => simulator.stop() };
}
