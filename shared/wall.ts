// What a wall may show, and in which order: the same words for the server that binds a link and the screen that follows it.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, OneOf } from './schema.ts';

export const WALL_SCENES = ['overview', 'nails', 'checkpoints', 'quarantine', 'coverage', 'digest', 'replay'] as const;
export type WallScene = (typeof WALL_SCENES)[number];

/** One turn of a playlist. */
export const WallTurn = Exact({
  scene: OneOf(...WALL_SCENES),
  seconds: Type.Integer({ minimum: 10, maximum: 3600 }),
});
export type WallTurn = Static<typeof WallTurn>;

export const WallPlaylist = Type.Array(WallTurn, { minItems: 1, maxItems: 24 });

/**
 * Which turn it is: by the time alone, so that all screens of a wall are in step without a word between them.
 * @param now ms since 1970 by the server's clock
 * @param screen counted from 0: each screen of a wall is one turn further
 * @returns its index, and the ms until the next
 */
export function turnAt(
  playlist: readonly WallTurn[],
  now: number,
  screen = 0,
): { readonly index: number; readonly left: number } {
  const whole = playlist.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
  let into = now % whole;
  for (const [index, { seconds }] of playlist.entries()) {
    if (into < seconds * 1000) return { index: (index + screen) % playlist.length, left: seconds * 1000 - into };
    into -= seconds * 1000;
  }
  return { index: screen % playlist.length, left: whole };
}
