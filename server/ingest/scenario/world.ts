// Everything the parts of the story know of each other: the land, the posts, and how opIds are made.
import { type Land, land } from './land.ts';
import { type Posts, posts } from './posts.ts';

export type World = {
  readonly seed: string;
  readonly land: Land;
  readonly posts: Posts;
  /** the opId of the report with this key, for those that refer to it */
  readonly opId: (key: string) => string;
  /** the two compounds of the story, surveyed down to the staircase */
  readonly clusters: readonly [Land['compounds'][number], Land['compounds'][number]];
};

export function world(seed: string, opId: (key: string) => string): World {
  const ground = land(seed);
  const [first, second] = ground.compounds.filter(({ buildings }) => buildings.length > 0);
  return { seed, land: ground, posts: posts(seed, ground), opId, clusters: [first!, second!] };
}
