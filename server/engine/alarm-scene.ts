// What every detector of the server is given, and the questions they share: who is silent, and which policies hold here.

import type { Detection, Finding } from '#shared/domain/alarm/finding.ts';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import type { AlarmType } from '#shared/subject/alarm.ts';
import { instant, SECOND } from '#shared/time.ts';
import { type CaseNodes, chainOf } from './case-nodes.ts';
import type { Clocks } from './clocks.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';
import type { Rounds } from './rounds.ts';
import type { Zones } from './zones.ts';

export type AlarmScene = {
  readonly situation: Situation;
  /** ms since 1970, in the time the situation lives in */
  readonly now: number;
  /** since when this server has been listening, in that time: what it could not hear is not silence */
  readonly listeningSince: number;
  readonly zones: Zones;
  readonly rounds: Rounds;
  readonly clocks: Pick<Clocks, 'book'>;
  readonly nodes: CaseNodes;
  readonly policies: Pick<PolicyLibrary, 'policies'>;
};

/** Some detectors look at much: each `yield` is where others may have their turn. */
export type Detector = (scene: AlarmScene) => Generator<void, Detection>;

export const detection = (
  types: readonly AlarmType[],
  found: readonly Finding[],
  unknown: Iterable<string> | 'all' = [],
): Detection => ({ types, found, unknown: unknown === 'all' ? 'all' : new Set(unknown) });

export type Silence = 'never' | 'speaks' | { readonly since: number };

/**
 * A source that has not spoken for twice its interval is silent since then. After a start it has that time to speak: while
 * nobody listened nobody could hear it.
 */
export function silenceOf(
  { situation, now, listeningSince }: Pick<AlarmScene, 'situation' | 'now' | 'listeningSince'>,
  { id, everySeconds }: { readonly id: string; readonly everySeconds: number },
): Silence {
  const heard = situation.heard.get(id);
  if (heard === undefined) return 'never';
  const patience = 2 * everySeconds * SECOND;
  if (now - Math.max(instant(heard), listeningSince) <= patience) return 'speaks';
  return { since: instant(heard) + patience };
}

/**
 * A detector whose answer stands until something it reads has changed, or some minutes have passed: a hundred thousand cases
 * are not gone through every few seconds for nothing.
 */
export function resting(detector: Detector, reads: readonly Layer[], holds: number): Detector {
  const answers = new WeakMap<Situation, { readonly key: string; readonly detection: Detection }>();
  return function* (scene) {
    const { situation, now } = scene;
    const key = `${Math.floor(now / holds)} ${reads.map((layer) => situation.asOf.get(layer)).join(' ')}`;
    const held = answers.get(situation);
    if (held?.key === key) return held.detection;
    const made = yield* detector(scene);
    answers.set(situation, { key, detection: made });
    return made;
  };
}

/** Does what this source says still hold? Of one that nobody registered nobody knows how often it speaks. */
export function isSilent(scene: AlarmScene, sourceId: string): boolean {
  const source = scene.situation.get('sources', sourceId);
  return source !== undefined && typeof silenceOf(scene, source) === 'object';
}

/** Policies in force at an area, one of each series. */
export function policiesAt({ situation, now, policies }: AlarmScene, areaId: string): Policy[] {
  const adoptions = situation.all('policies').values();
  const here = inForce(adoptions, (id) => policyAt(situation, policies, id), chainOf(situation, areaId), now);
  return here.map(({ policy }) => policy);
}
