// One moment of the engine, worked on in turns of the event loop: everything that is asked in it is of one seq, however long it
// takes and whatever comes in meanwhile.
import type { Situation } from '#shared/situation.ts';
import { MINUTE } from '#shared/time.ts';
import { inTurns } from '../in-turns.ts';
import { HeldSituation } from '../situation/held.ts';
import type { Projector } from '../situation/projector.ts';
import type { Clocks } from './clocks.ts';
import { runningRound } from './figures-rounds.ts';
import type { Rounds } from './rounds.ts';

type Parts = {
  readonly projector: Pick<Projector, 'situation' | 'onSteps'>;
  readonly rounds: Pick<Rounds, 'hold' | 'forecastSoon'>;
  readonly clocks: Pick<Clocks, 'settle' | 'hold'>;
  readonly clock: () => { now(): number };
};

/**
 * Works on a situation that stands still: a past one as it is, the live one held as it is when the work begins.
 * @param now ms since 1970; the moment that is asked about
 */
export type InMoment = <T>(
  situation: Situation,
  now: number,
  steps: (still: Situation) => Generator<void, T>,
) => Promise<T>;

export const momentsOf =
  ({ projector, rounds, clocks, clock }: Parts): InMoment =>
  async (situation, now, steps) => {
    if (situation !== projector.situation) return inTurns(steps(situation));
    // What can be made before is made before: it is not much then that changes until the moment begins.
    const isPresent = Math.abs(clock().now() - now) < MINUTE;
    const round = isPresent ? runningRound(situation, now) : undefined;
    if (round !== undefined) await rounds.forecastSoon(situation, { round }, now);
    await inTurns(clocks.settle());
    const held = new HeldSituation(projector);
    try {
      rounds.hold(held, isPresent ? now : undefined);
      clocks.hold(held);
      return await inTurns(steps(held));
    } finally {
      held.release();
    }
  };
