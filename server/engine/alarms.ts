// The alarms: looks every few seconds at what holds, and says through the one door what has begun and what has ended
// (docs/decisions/0011). It keeps nothing that the log does not.
import { createHash } from 'node:crypto';
import type { Detection } from '#shared/domain/alarm/finding.ts';
import { type AlarmStep, reconcile } from '#shared/domain/alarm/reconcile.ts';
import type { Problem } from '#shared/errors.ts';
import { uuidV8 } from '#shared/ids.ts';
import { MINUTE } from '#shared/time.ts';
import { inTurns } from '../in-turns.ts';
import type { Projector } from '../situation/projector.ts';
import { aberrationDetector, thresholdsDetector } from './alarm-cases.ts';
import { clocksDetector } from './alarm-clocks.ts';
import { FenceWatch, type HeldByZone } from './alarm-fences.ts';
import {
  checkpointsDetector,
  dutyDetector,
  laboratoriesDetector,
  roomsDetector,
  roundsDetector,
  sourcesDetector,
  zonesDetector,
} from './alarm-places.ts';
import { ClusterScan } from './alarm-scan.ts';
import { type AlarmScene, type Detector, resting } from './alarm-scene.ts';

/** Between two looks, wall ms: a condition waits as long at most to be said. */
const EVERY = 5_000;

/** A report, the hex SHA-256 of what counts as its content, and when it was known where that is not now. */
export type Saying = { readonly report: object; readonly hash: string; readonly recordedAt?: number };

export type AlarmParts = Pick<AlarmScene, 'zones' | 'rounds' | 'policies' | 'clocks'> & {
  readonly projector: Pick<Projector, 'situation'>;
  /** the one door, in the server's own voice */
  readonly say: (said: readonly Saying[]) => Promise<readonly { readonly error?: Problem }[]>;
  readonly clock: () => { now(): number };
  readonly heldByZone: HeldByZone;
  readonly log: (line: string) => void;
};

export class Alarms {
  readonly #parts: AlarmParts;
  readonly #scan = new ClusterScan();
  readonly #fences: FenceWatch;
  readonly #away = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isClosed = false;
  #listeningSince: number | undefined;
  #toldUntil = (): number => Number.POSITIVE_INFINITY;

  constructor(parts: AlarmParts) {
    this.#parts = parts;
    this.#fences = new FenceWatch(parts.heldByZone);
  }

  /**
   * From now on sources can be heard, and looks follow one another.
   * @param toldUntil of a story that may be behind its clock: what it has not told yet is no silence, and an alarm recorded
   *   ahead of it would make all of it late
   */
  start(toldUntil = this.#toldUntil): void {
    this.#toldUntil = toldUntil;
    const again = async (): Promise<void> => {
      await this.look();
      if (!this.#isClosed) this.#timer = setTimeout(() => void again(), EVERY).unref();
    };
    void again();
  }

  /** One look at everything. @returns once what it came to is in the log */
  look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#look())
      .catch((error: unknown) => this.#parts.log(`alarms: ${String(error)}`));
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#scan.close();
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { projector, say, clock, zones, rounds, policies, clocks } = this.#parts;
    const { situation } = projector;
    const wall = clock().now();
    const now = Math.min(wall, this.#toldUntil());
    if (now === Number.NEGATIVE_INFINITY) return;
    this.#listeningSince ??= now;
    const recordedAt = now < wall ? { recordedAt: now } : {};
    const scene = {
      situation,
      now,
      listeningSince: this.#listeningSince,
      zones,
      rounds,
      policies,
      clocks,
      nodes: zones.nodes(situation),
    };
    // Beside the event loop, and beside this look: what they come to is in the next one.
    for (const watch of [this.#scan, this.#fences])
      void watch.refresh(scene).catch((error: unknown) => this.#parts.log(`alarms: ${String(error)}`));
    const detections = await detect([...DETECTORS, this.#scan.detector, this.#fences.detector], scene);
    if (this.#isClosed) return;
    const steps = reconcile(situation.all('alarms').values(), detections, this.#away, now);
    if (steps.length === 0) return;
    const answers = await say(steps.map((step) => ({ ...reportOf(step, now), ...recordedAt })));
    for (const { error } of answers)
      if (error !== undefined) this.#parts.log(`alarms: ${error.field ?? ''} ${error.message}`);
  }
}

/** Complete but for those that ask beside the event loop. */
export const DETECTORS: readonly Detector[] = [
  // A thousand zones are some seconds of work: once a minute, a little at a time.
  resting(zonesDetector, [], MINUTE),
  roundsDetector,
  laboratoriesDetector,
  roomsDetector,
  checkpointsDetector,
  dutyDetector,
  sourcesDetector,
  resting(thresholdsDetector, ['cases', 'areas', 'policies', 'rules'], 10 * MINUTE),
  resting(aberrationDetector, ['cases', 'areas'], 10 * MINUTE),
  clocksDetector,
];

/** One detector after the other, in short turns. */
export async function detect(detectors: readonly Detector[], scene: AlarmScene): Promise<Detection[]> {
  const out: Detection[] = [];
  for (const detector of detectors) out.push(await inTurns(detector(scene)));
  return out;
}

/** The same step has the same operation, whoever says it, before and after a restart: the log takes it once. */
export function reportOf(step: AlarmStep, now: number): Saying {
  const iso = (at: number): string => new Date(at).toISOString();
  const name = step.kind === 'alarm.raised' ? `${step.finding.id} ${step.finding.level}` : step.id;
  const hash = createHash('sha256').update(`${step.kind} ${name} ${step.episode}`).digest();
  const envelope = { opId: uuidV8(hash), kind: step.kind };
  if (step.kind === 'alarm.ended')
    return {
      hash: hash.toString('hex'),
      report: { ...envelope, observedAt: iso(now), data: { id: step.id, episode: step.episode } },
    };
  const { since, ...finding } = step.finding;
  const began = iso(Math.min(since, now));
  const data = { ...finding, episode: step.episode, since: began };
  return { hash: hash.toString('hex'), report: { ...envelope, observedAt: began, data } };
}
