// What the tubes of the last day say of the laboratories: how long a sample takes to its result, and how many pools are
// positive. Made once a minute: it looks at every tube.
import type { Entities, Situation } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import { DAY, HOUR, instant, MINUTE } from '#shared/time.ts';
import { originOf } from '../situation/held.ts';

export type TubeFacts = {
  /** hours from sample to result of tubes sampled in the last 24 h */
  readonly done: readonly number[];
  /** hours since the sample, of those that wait */
  readonly waiting: readonly number[];
  /** pooled tubes with a result, those of them positive, and persons in all of them */
  readonly pools: number;
  readonly positivePools: number;
  readonly personsInPools: number;
};

const known = new WeakMap<Situation, { readonly minute: number; readonly facts: TubeFacts }>();

export function* tubeFacts(situation: Situation, now: number): Generator<void, TubeFacts> {
  const minute = Math.floor(now / MINUTE);
  const held = known.get(originOf(situation));
  if (held?.minute === minute) return held.facts;
  const facts = yield* gather(situation.all('tubes').values(), now);
  known.set(originOf(situation), { minute, facts });
  return facts;
}

function* gather(tubes: Iterable<Entities['tubes']>, now: number): Generator<void, TubeFacts> {
  const done: number[] = [];
  const waiting: number[] = [];
  let [pools, positivePools, personsInPools] = [0, 0, 0];
  yield* through(tubes, ({ samples }) => {
    // One tube, one analysis: its first sample stands for it.
    const [first] = samples;
    if (first === undefined) return;
    const sampledAt = instant(first.sampledAt);
    if (sampledAt > now || sampledAt <= now - DAY) return;
    const resultedAt = first.resultedAt === undefined ? Number.POSITIVE_INFINITY : instant(first.resultedAt);
    if (resultedAt > now) {
      waiting.push((now - sampledAt) / HOUR);
      return;
    }
    done.push((resultedAt - sampledAt) / HOUR);
    if (first.poolSize < 2 || first.result === 'invalid') return;
    pools += 1;
    personsInPools += samples.reduce((sum, { persons }) => sum + persons.length, 0);
    if (samples.some(({ result }) => result === 'positive' || result === 'inconclusive')) positivePools += 1;
  });
  return { done, waiting, pools, positivePools, personsInPools };
}
