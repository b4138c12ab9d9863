// The demonstration: its incident clock in the log, and a feed that speaks through the same door as everyone else.
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Situation } from '#shared/situation.ts';
import { instant, MINUTE } from '#shared/time.ts';
import { principalOf, SYSTEM_PRINCIPAL } from '../access/principal.ts';
import type { SituationClock } from '../clock.ts';
import type { Projector } from '../situation/projector.ts';
import type { Acceptor } from './accept.ts';
import { narratorThread } from './scenario/narrator-thread.ts';
import { NAIL_ZONE } from './scenario/story/orders.ts';
import { DEMONSTRATION_RATE, JOIN_MINUTE, STORY_START } from './scenario/telling.ts';
import { MOMENT, resumeMinute, startSimulator } from './simulator.ts';

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
  /** incident minute since the story began at which it is joined; only a first start asks */
  readonly join?: number;
};

/** `fieldAreas`: where the account `field` works. `toldUntil`: how far the story is, incident ms. */
export type Demo = { readonly fieldAreas: readonly string[]; toldUntil(): number; stop(): Promise<void> };

/** Sets the clock at the first start, tells the past before it resolves, and goes on telling. */
export async function startDemo(parts: DemoParts): Promise<Demo> {
  const { accept, projector, clock, log } = parts;
  if (projector.situation.get('clock', 'incident') === undefined) {
    const origin = new Date(STORY_START + (parts.join ?? JOIN_MINUTE) * MINUTE).toISOString();
    const data = { origin, rate: parts.rate ?? DEMONSTRATION_RATE, startedAt: new Date().toISOString() };
    const report = { opId: CLOCK_OP, kind: 'clock.started', observedAt: origin, data };
    // Recorded before everything else: the story's past is older than its clock.
    await accept([{ report, recordedAt: 0 }], SYSTEM_PRINCIPAL);
  }
  const { origin, rate } = projector.situation.get('clock', 'incident')!;
  const join = Math.round((instant(origin) - STORY_START) / MINUTE);
  const cast = (name: string, role: 'machine' | 'analyst' | 'commander') =>
    principalOf(name, [role], [], { kind: 'system', id: 'demo' });
  const simulator = startSimulator({
    accept,
    principals: {
      machine: cast('demo-machine', 'machine'),
      analyst: cast('analyst', 'analyst'),
      commander: cast('commander', 'commander'),
    },
    narrator: narratorThread(DEMONSTRATION_SEED, join),
    clock: { now: () => clock().now() },
    wait: (ms) => wait(ms),
    log: {
      info: progress(parts.announce),
      error: (fields, message) => log(`${message} ${JSON.stringify(fields)}`),
    },
    moment: Math.max(MOMENT, RESTART * rate),
    join,
    resumeFrom: resumeMinute(projector.situation),
  });
  await simulator.ready;
  return { fieldAreas: streetOf(projector.situation), toldUntil: simulator.toldUntil, stop: () => simulator.stop() };
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

/** The street office of the nail; where the story is joined before there is one, the first of the town. */
function streetOf(situation: Pick<Situation, 'get' | 'all'>): string[] {
  let area = situation.get('areas', situation.get('zones', NAIL_ZONE)?.areaIds?.[0] ?? '');
  while (area !== undefined && area.level !== 'township') area = situation.get('areas', area.parent ?? '');
  if (area !== undefined) return [area.id];
  for (const { id, level } of situation.all('areas').values()) if (level === 'township') return [id];
  return [];
}

/**
 * @param dir of this version's demonstration; its neighbours were made by other versions
 * @returns what to tell the operator, if there are any
 */
export function aboutFormer(dir: string): string[] {
  let others: string[] = [];
  try {
    const version = basename(dir).split('-')[0]!;
    others = readdirSync(dirname(dir)).filter((name) => name.split('-')[0] !== version);
  } catch {
    // nothing has been kept yet
  }
  if (others.length === 0) return [];
  const line = 'the demonstration has changed since it ran here last: this is a new one; the former can be deleted:';
  return [`${line} ${others.join(', ')} in ${dirname(dir)}`];
}
