// The demonstration: its incident clock in the log, and a feed that speaks through the same door as everyone else.
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Situation } from '#shared/situation.ts';
import { principalOf, SYSTEM_PRINCIPAL } from '../access/principal.ts';
import type { SituationClock } from '../clock.ts';
import type { Projector } from '../situation/projector.ts';
import type { Acceptor } from './accept.ts';
import { narratorThread } from './scenario/narrator-thread.ts';
import { NAIL_ZONE } from './scenario/story/orders.ts';
import { DEMONSTRATION_ORIGIN, DEMONSTRATION_RATE, MOMENT, resumeMinute, startSimulator } from './simulator.ts';

/** Of the town and of its story: the ground is drawn from the same one. */
export const DEMONSTRATION_SEED = 'cordon-demonstration';
/** The clock is one fact of one log: its operation has one name. */
const CLOCK_OP = '00000000-0000-8000-8000-c10c00000001';
/** A restart, wall ms: what a fast clock leaves behind in that time is told as it was. */
const RESTART = 600_000;
/** A first start that takes longer says how far it is, as often, wall ms. */
const PATIENCE = 3_000;

export type DemoParts = {
  readonly accept: Acceptor;
  readonly projector: Projector;
  readonly clock: () => SituationClock;
  readonly log: (line: string) => void;
  /** for the operator's terminal */
  readonly announce: (line: string) => void;
  /** incident seconds per wall second, 1 to 600; only a first start asks, from then on it is in the log */
  readonly rate?: number;
};

/** `fieldAreas`: where the account `field` works. */
export type Demo = { readonly fieldAreas: readonly string[]; stop(): Promise<void> };

/** Sets the clock at the first start, tells the past before it resolves, and goes on telling. */
export async function startDemo(parts: DemoParts): Promise<Demo> {
  const { accept, projector, clock, log, rate = DEMONSTRATION_RATE } = parts;
  if (projector.situation.get('clock', 'incident') === undefined) {
    const origin = new Date(DEMONSTRATION_ORIGIN).toISOString();
    const data = { origin, rate, startedAt: new Date().toISOString() };
    const report = { opId: CLOCK_OP, kind: 'clock.started', observedAt: origin, data };
    // Recorded before everything else: the story's past is older than its clock.
    await accept([{ report, recordedAt: 0 }], SYSTEM_PRINCIPAL);
  }
  const cast = (name: string, role: 'machine' | 'analyst' | 'commander') =>
    principalOf(name, [role], [], { kind: 'system', id: 'demo' });
  const simulator = startSimulator({
    accept,
    principals: {
      machine: cast('demo-machine', 'machine'),
      analyst: cast('analyst', 'analyst'),
      commander: cast('commander', 'commander'),
    },
    narrator: narratorThread(DEMONSTRATION_SEED),
    clock: { now: () => clock().now() },
    wait: (ms) => wait(ms),
    log: {
      info: progress(parts.announce),
      error: (fields, message) => log(`${message} ${JSON.stringify(fields)}`),
    },
    moment: Math.max(MOMENT, RESTART * (projector.situation.get('clock', 'incident')?.rate ?? rate)),
    resumeFrom: resumeMinute(projector.situation),
  });
  await simulator.ready;
  return { fieldAreas: streetOf(projector.situation), stop: () => simulator.stop() };
}

/** Says how far the story is, but only where somebody waits for it. */
function progress(announce: (line: string) => void): (fields: object, message: string) => void {
  let last = Date.now();
  return (fields, message) => {
    const { part } = fields as { readonly part?: number };
    if (part === undefined || part === 1 || Date.now() - last < PATIENCE) return;
    last = Date.now();
    announce(part === 0 ? `${message} …` : `${message}, ${Math.floor(part * 100)} % …`);
  };
}

/** The street office of the nail. */
function streetOf(situation: Pick<Situation, 'get'>): string[] {
  let area = situation.get('areas', situation.get('zones', NAIL_ZONE)?.areaIds?.[0] ?? '');
  while (area !== undefined && area.level !== 'township') area = situation.get('areas', area.parent ?? '');
  return area === undefined ? [] : [area.id];
}

/**
 * @param dir of this version's demonstration; its neighbours were made by other versions
 * @returns what to tell the operator, if there are any
 */
export function aboutFormer(dir: string): string[] {
  let others: string[] = [];
  try {
    others = readdirSync(dirname(dir)).filter((name) => name !== basename(dir));
  } catch {
    // nothing has been kept yet
  }
  if (others.length === 0) return [];
  const line = 'the demonstration has changed since it ran here last: this is a new one; the former can be deleted:';
  return [`${line} ${others.join(', ')} in ${dirname(dir)}`];
}
