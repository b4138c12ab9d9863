// Who and what the story is about: the market, the compounds of its clusters, those it zones besides.
import type { Town, TownArea } from '../town/town.ts';
import { metres, middleOf } from './ground.ts';

export type Cast = {
  readonly market: TownArea;
  /** the household of the first case lives here; becomes the nail */
  readonly nail: TownArea;
  /** where most people of the market live */
  readonly second: TownArea;
  /** two neighbours, zoned as one and split */
  readonly pair: readonly [TownArea, TownArea];
  /** zoned before the story began */
  readonly old: TownArea;
  /** every other compound, in the order of its distance to the market */
  readonly others: readonly TownArea[];
  /** places that people visit and work at */
  readonly places: readonly TownArea[];
  /** the street office in which the demonstration's field account works */
  readonly fieldArea: string;
};

const VISITED = ['market', 'mall', 'supermarket', 'restaurant', 'school', 'office', 'plant', 'hospital', 'bathhouse'];

export function cast(town: Town): Cast {
  const county = town.areas.find(({ level }) => level === 'county')!;
  const places = town.areas.filter(({ level, type }) => level === 'place' && VISITED.includes(type ?? ''));
  const compounds = town.within(county.id, 'compound');
  const near = (areas: readonly TownArea[], to: TownArea) => {
    const centre = middleOf(to.geometry);
    const far = new Map(areas.map((area) => [area, metres(middleOf(area.geometry), centre)]));
    return areas.toSorted((a, b) => far.get(a)! - far.get(b)! || (a.id < b.id ? -1 : 1));
  };
  // The market that has most people round it: the middle of the town, and the one everybody goes to.
  const crowd = (place: TownArea) =>
    near(compounds, place)
      .slice(0, 12)
      .reduce((sum, { geometry }) => sum + metres(middleOf(geometry), middleOf(place.geometry)), 0);
  const markets = places.filter(({ type }) => type === 'market');
  const market = markets.reduce((best, place) => (crowd(place) < crowd(best) ? place : best));
  const ordered = near(compounds, market);
  // Staircases, several gates, people enough for a cluster and few enough to see: an old compound of walk-ups.
  const fits = (area: TownArea, type?: string) =>
    (area.population ?? 0) >= 500 &&
    (area.population ?? 0) <= 2_600 &&
    (type === undefined || area.type === type) &&
    town.within(area.id, 'staircase').length >= 8 &&
    town.gates.some(({ areaId }) => areaId === area.id);
  const nail = ordered.find((area) => fits(area, 'walkUp')) ?? ordered.find((area) => fits(area))!;
  const second = ordered.find((area) => area !== nail && fits(area) && apart(area, nail))!;
  const rest = ordered.filter((area) => area !== nail && area !== second);
  const first = rest.slice(30).find((area) => fits(area))!;
  const other = near(rest, first).find((area) => area !== first)!;
  const old = rest.findLast((area) => fits(area) && area !== first && area !== other)!;
  return {
    market,
    nail,
    second,
    pair: [first, other],
    old,
    others: rest.filter((area) => area !== first && area !== other && area !== old),
    places,
    fieldArea: town.above(nail.id, 'township')!.id,
  };
}

/** Not wall to wall: two zones that are seen as two. */
const apart = (a: TownArea, b: TownArea): boolean => metres(middleOf(a.geometry), middleOf(b.geometry)) > 350;
