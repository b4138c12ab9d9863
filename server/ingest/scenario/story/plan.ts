// The parameters of the story (data/scenarios/story), with its times as incident minutes.
import type { CASE_ROUTES } from '#shared/subject/case.ts';
import plan from '../../../../data/scenarios/story/plan.json' with { type: 'json' };
import { clock } from '../telling.ts';

export type Route = (typeof CASE_ROUTES)[number];
/**
 * How somebody came by it. import: from outside · household, neighbour: of the first case · market, marketHome,
 * marketNeighbour: the market, its people's families and neighbours · work · spread: nobody knows · pool: found by round 3
 */
export type Cluster =
  | 'import'
  | 'household'
  | 'neighbour'
  | 'market'
  | 'marketHome'
  | 'marketNeighbour'
  | 'work'
  | 'spread'
  | 'pool';

/** "20:00" on a day of the story; day 0 is 27 October. */
export function minuteOf(day: number, time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return clock(day, hour!, minute);
}

const onDay = (text: string): number => {
  const [day, time] = text.split(' ');
  return minuteOf(Number(day), time!);
};

export const LABEL = plan.label;
export const AUTHORITY = `${plan.authority.zh} ${plan.authority.en}`;
/** Who answers for posts, sites and the county. */
export const ANSWERING = { unit: plan.authority.zh, unitEn: plan.authority.en };
export const POLICIES: readonly string[] = plan.policies;
export const TEAMS = plan.teams as unknown as readonly (readonly [zh: string, en: string, type: string])[];
export const ROUNDS = plan.rounds;
export const DAILY = plan.daily;

export type Finding = { readonly found: number; readonly cluster: Cluster; readonly route: Route };
export const FOUND = plan.found.map(
  (row): Finding => ({
    found: minuteOf(row[0] as number, row[1] as string),
    cluster: row[2] as Cluster,
    route: row[3] as Route,
  }),
);

export const TIERS = ['running', 'built', 'reserve'] as const;
export type Tier = (typeof TIERS)[number];

/** Rooms of the n-th site of a tier, and the minute from which it takes people in. */
export const roomsOf = (tier: Tier, n: number): number => plan.rooms[tier][n]!;
export const activatedAt = (tier: Tier, n: number): number =>
  tier === 'running' ? 0 : onDay(plan.rooms.activated[tier][n]!);
