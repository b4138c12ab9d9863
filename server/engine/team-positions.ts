// Where teams were goes away: at the end of the duty they shared it for, and a day after it was told at the latest.
import { uuidV7 } from '#shared/ids.ts';
import { positionEnds } from '#shared/subject/team.ts';
import { MINUTE } from '#shared/time.ts';
import type { Projector } from '../situation/projector.ts';
import type { Saying } from './alarms.ts';

/** Between two looks, wall ms. */
const EVERY = MINUTE;

export type TeamPositionParts = {
  readonly projector: Pick<Projector, 'situation'>;
  /** the one door, in the server's own voice */
  readonly say: (said: readonly Saying[]) => Promise<unknown>;
  readonly clock: () => { now(): number };
  readonly random: (bytes: number) => Uint8Array;
  readonly log: (line: string) => void;
};

/** @returns how to stop */
export function forgetPositions(parts: TeamPositionParts): () => void {
  const timer = setInterval(() => {
    forgetNow(parts).catch((error: unknown) => parts.log(`positions: ${String(error)}`));
  }, EVERY).unref();
  return () => clearInterval(timer);
}

/** One look at all of them. @returns how many had to go */
export async function forgetNow({ projector, say, clock, random }: TeamPositionParts): Promise<number> {
  const now = clock().now();
  const over = [...projector.situation.all('positions').values()].filter((one) => positionEnds(one) <= now);
  if (over.length === 0) return 0;
  const observedAt = new Date(now).toISOString();
  await say(
    over.map(({ id }) => {
      const opId = uuidV7(now, random(10));
      return { hash: opId, report: { opId, kind: 'team.offDuty', observedAt, data: { id } } };
    }),
  );
  return over.length;
}
