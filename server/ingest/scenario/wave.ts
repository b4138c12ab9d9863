// The wave: how many cases are found in each hour, and where each of them lives.
import { dice } from './dice.ts';
import type { Spot } from './plane.ts';
import type { World } from './world.ts';

/** Cases found on each day of the story; the last figure goes on. 53 are known when `npm start` joins. */
const DAILY = [6, 14, 21, 28, 36, 41, 38, 33, 27, 22, 18, 14, 12];
/** Results come in most in the evening. */
const OF_HOUR = Array.from({ length: 24 }, (_, hour) => (hour < 7 ? 0.5 : hour < 12 ? 0.8 : hour < 18 ? 1 : 1.5));
/** On the first day nobody was looking until a clinic found the first one in the afternoon. */
const FIRST_DAY = OF_HOUR.map((_, hour) => (hour >= 15 && hour < 22 ? 1 : 0));

const cumulated = (day: number, hour: number): number => {
  const weights = day === 0 ? FIRST_DAY : OF_HOUR;
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  let before = 0;
  for (let d = 0; d < day; d += 1) before += DAILY[Math.min(d, DAILY.length - 1)]!;
  const today = DAILY[Math.min(day, DAILY.length - 1)]!;
  return before + (today * sum(weights.slice(0, hour))) / sum(weights);
};
const foundBefore = (hour: number): number =>
  // a hair above, so that the sum of a day's fractions is the day's figure
  Math.floor(cumulated(Math.floor(hour / 24), hour % 24) + 1e-9);

/** Numbers of the cases found in this hour, from 0. */
export function foundIn(hour: number): number[] {
  const first = foundBefore(hour);
  return Array.from({ length: foundBefore(hour + 1) - first }, (_, i) => first + i);
}

export const caseId = (number: number): string => `yl-case-${String(number + 1).padStart(4, '0')}`;

export type Home = {
  readonly areaId: string;
  readonly spot: Spot;
  readonly address: string;
  readonly matchLevel: 'building' | 'compound' | 'street';
};

/** The first five live in one compound: by 22:00 of the first day it is a nail (5 or more, domain 6.8). */
export function homeOf({ seed, land, clusters }: World, number: number): Home {
  const draw = dice(seed, 'home', number);
  const chance = draw.next();
  if (number < 5 || (number > 5 && chance < 0.24)) return flatIn(clusters[0], draw);
  if (number === 5 || chance < 0.42) return flatIn(clusters[1], draw);
  const near = (centre: Spot, km: number): Spot => [
    centre[0] + draw.between(-km, km),
    centre[1] + draw.between(-km, km),
  ];
  if (chance < 0.62) {
    const compound = draw.pick(land.compounds.filter(({ buildings }) => buildings.length === 0));
    return {
      areaId: compound.id,
      spot: near(compound.centre, 0.06),
      address: `${compound.zh} ${compound.en}`,
      matchLevel: 'compound',
    };
  }
  const community = draw.pick(land.communities);
  return {
    areaId: community.id,
    spot: near(community.centre, community.reach * 0.6),
    address: `${community.zh} ${community.en}`,
    matchLevel: 'street',
  };
}

function flatIn(compound: World['clusters'][number], draw: ReturnType<typeof dice>): Home {
  const building = draw.pick(compound.buildings);
  const staircase = draw.pick(building.staircases);
  const { centre } = staircase;
  return {
    areaId: staircase.id,
    spot: [centre[0] + draw.between(-0.004, 0.004), centre[1] + draw.between(-0.004, 0.004)],
    address: `${compound.zh}${building.number}号楼 ${compound.en}, building ${building.number}`,
    matchLevel: 'building',
  };
}
