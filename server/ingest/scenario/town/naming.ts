// Names from the lists of names.json, each given once, by what they name. The lists are invented; the order is the seed's.
import words from '../../../../data/scenarios/town/names.json' with { type: 'json' };
import { dice } from '../dice.ts';
import type { Valley } from './country.ts';
import type { CompoundType, Name } from './town.ts';

type Pair = readonly string[];
export const named = ([zh, en]: Pair): Name => ({ zh: zh!, en: en! });
const joined = ([a, x]: Pair, [b, y]: Pair, gap = ' '): Name => ({ zh: `${a}${b}`, en: `${x}${gap}${y}` });

export type Naming = ReturnType<typeof naming>;

export function naming(seed: string) {
  const taken = new Set<string>();
  /** The list in this seed's order, over and over. */
  const wheel = <T>(list: readonly T[], ...what: string[]) => {
    const draw = dice(seed, 'names', ...what);
    const order = list.map((item) => ({ item, at: draw.next() })).sort((a, b) => a.at - b.at);
    let next = 0;
    return () => order[next++ % order.length]!.item;
  };
  const once = (make: () => Name): Name => {
    for (let i = 0; i < 2000; i += 1) {
      const name = make();
      if (taken.has(name.zh)) continue;
      taken.add(name.zh);
      return name;
    }
    throw new Error('names.json has too few names');
  };
  const communityRoot = wheel(words.roots, 'community');
  const streetRoot = wheel(words.roots, 'street');
  const estateRoot = wheel(words.roots, 'estate');
  const placeRoot = wheel(words.roots, 'place');
  const villageRoot = wheel(
    words.villageHeads.flatMap(([a, x]) => words.villageTails.map(([b, y]): Pair => [`${a}${b}`, `${x}${y}`])),
    'village',
  );
  const suffixes: Readonly<Record<CompoundType, () => Pair>> = {
    walkUp: wheel<Pair>(words.estates.walkUp, 'suffix', 'walkUp'),
    midRise: wheel<Pair>(words.estates.midRise, 'suffix', 'midRise'),
    highRise: wheel<Pair>(words.estates.highRise, 'suffix', 'highRise'),
    oneStorey: wheel<Pair>(words.estates.oneStorey, 'suffix', 'oneStorey'),
  };
  const plantKind = wheel(words.plants, 'plant');
  const pair = (key: string, from: Readonly<Record<string, Pair>>): Pair => from[key]!;
  return {
    district: named(words.district),
    townships: words.townships.map(named),
    neighbours: words.neighbours.map(named),
    river: named(words.river),
    streams: words.streams.map(named),
    reservoir: named(words.reservoir),
    lake: named(words.lake),
    expressway: named(words.expressway),
    railway: named(words.railway),
    exits: words.exits.map(named),
    airport: named(words.airport),
    airportRoad: joined(
      words.airport.map((it) => it.replace('Yunling ', '')),
      ['路', 'Road'],
    ),
    station: named(words.railwayStation),
    stationRoad: { zh: '站前大道', en: 'Zhanqian Avenue' },
    coach: named(words.coachStation),
    ring: words.ring.map(named),
    civic: { government: named(words.civic.government), stadium: named(words.civic.stadium) },
    valley: (valley: Valley): { readonly name: Name; readonly ref?: string } => {
      const trunk: Readonly<Record<string, Pair>> = words.trunks;
      if (!(valley in trunk)) return { name: named(pair(valley, words.countyRoads)) };
      return { name: named(trunk[valley]!), ref: trunk[valley]![2]! };
    },
    /** Bank roads by side; avenues, then roads along the river and streets across it. */
    street: (line: { readonly axis: 's' | 't'; readonly class: string; readonly at: number }): Name => {
      if (line.axis === 's' && line.class === 'secondary' && Math.abs(line.at) < 120)
        return named(words.banks[line.at < 0 ? 0 : 1]!);
      const tail = line.class === 'primary' ? words.avenues : line.axis === 's' ? words.roads : words.streets;
      return once(() => joined(streetRoot(), tail));
    },
    side: (): Name => once(() => joined(streetRoot(), words.roads)),
    community: (): { readonly name: Name; readonly root: Pair } => {
      let root: Pair = [];
      const name = once(() => {
        root = communityRoot();
        return { zh: `${root[0]}社区`, en: `${root[1]} Community` };
      });
      return { name, root };
    },
    /** @param root the community's, for the one estate it is named after */
    estate: (type: CompoundType, root?: Pair): Name => once(() => joined(root ?? estateRoot(), suffixes[type]())),
    village: (twin?: number): Name =>
      once(() => {
        const root = villageRoot();
        if (twin === undefined) return { zh: `${root[0]}村`, en: `${root[1]} Village` };
        const [zh, en] = words.twins[twin % words.twins.length]!;
        return { zh: `${zh}${root[0]}村`, en: `${en}${root[1]!.toLowerCase()} Village` };
      }),
    place: (kind: keyof typeof words.places): Name => once(() => joined(placeRoot(), words.places[kind])),
    plant: (): Name => once(() => joined(placeRoot(), plantKind())),
  };
}
