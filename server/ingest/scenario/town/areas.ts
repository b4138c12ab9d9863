// The address tree: from planned ground to areas with ids, names, codes and the sums of their people.
import { fromPosition, type Point, polygon, polygons } from './flat.ts';
import type { Naming } from './naming.ts';
import type { Leaf } from './people.ts';
import { type Block, isHome, type Plot } from './plots.ts';
import { areaOf, centroid, counterClockwise, holdsRing } from './rings.ts';
import type { CompoundType, Name, TownArea, TownLevel } from './town.ts';
import { type Chain, outline, type Vertices } from './vertices.ts';

export const COUNTY = { id: 'yl', code: 'CN-990199' } as const;
const STREETS = 7;

export type Sums = { population: number; households: number };
export type Tree = {
  readonly areas: TownArea[];
  /** ids of what stands on each plot: the compound or village, or the place */
  readonly plotIds: ReadonlyMap<number, string>;
  /** leaf area id to leaf */
  readonly leaves: ReadonlyMap<string, Leaf>;
  readonly communityIds: readonly string[];
};
export type Ground = {
  readonly net: Vertices;
  /** one chain for each block */
  readonly chains: readonly Chain[];
  readonly blocks: readonly Block[];
  readonly plots: readonly Plot[];
  readonly leaves: readonly Leaf[];
  readonly neighbours: readonly Chain[];
  /** places that stand on no plot: airport, station */
  readonly extra: readonly {
    readonly id: string;
    readonly type: string;
    readonly name: Name;
    readonly ring: readonly Point[];
  }[];
};

const two = (n: number) => String(n).padStart(2, '0');
/** @param house index of the house on its plot */
export const buildingId = (home: string, house: number): string => `${home}-${two(house + 1)}`;
const three = (n: number) => String(n).padStart(3, '0');
const add = (sums: Map<string, Sums>, id: string, { persons, households }: Leaf) => {
  const sum = sums.get(id) ?? { population: 0, households: 0 };
  sum.population += persons;
  sum.households += households;
  sums.set(id, sum);
};

export function addressTree({ net, chains, blocks, plots, leaves, neighbours, extra }: Ground, naming: Naming): Tree {
  const shape = (of: readonly number[]) =>
    polygons(
      outline(
        of.map((i) => chains[i]!),
        net,
      ).map((rings) => rings.map((ring) => net.points(ring))),
    );
  const indices = blocks.map((_, i) => i);
  const sums = new Map<string, Sums>();
  const out: Omit<TownArea, 'population' | 'households'>[] = [];
  const put = (level: TownLevel, area: Omit<TownArea, 'level'>) => out.push({ ...area, level });

  put('county', { id: COUNTY.id, code: COUNTY.code, name: naming.district, geometry: shape(indices) });
  const townshipId = (t: number) => `${COUNTY.id}-${two(t + 1)}`;
  for (const [t, name] of naming.townships.entries())
    put('township', {
      id: townshipId(t),
      code: `${COUNTY.code}${three(t + 1)}`,
      parent: COUNTY.id,
      type: t < STREETS ? 'street' : 'town',
      name,
      geometry: shape(indices.filter((i) => blocks[i]!.township === t)),
    });

  // Numbers inside each township in the order of the plan.
  const owner = new Map(blocks.map(({ community, township }) => [community, township]));
  const counts = new Map<number, number>();
  const communityIds: string[] = [];
  const communityNames: { readonly name: Name; readonly root: readonly string[] }[] = [];
  for (const community of [...owner.keys()].sort((a, b) => a - b)) {
    const township = owner.get(community)!;
    const number = (counts.get(township) ?? 0) + 1;
    counts.set(township, number);
    communityIds[community] = `${townshipId(township)}${two(number)}`;
    communityNames[community] = naming.community();
    const own = indices.filter((i) => blocks[i]!.community === community);
    const [sample] = own;
    put('community', {
      id: communityIds[community]!,
      code: `${COUNTY.code}${three(township + 1)}${three(number)}`,
      parent: townshipId(township),
      type: blocks[sample!]!.quarter !== undefined ? 'urban' : blocks[sample!]!.type,
      name: communityNames[community]!.name,
      geometry: shape(own),
    });
  }

  const blockIds: string[] = [];
  const blockCounts = new Map<number, number>();
  for (const [i, { community, points, type }] of blocks.entries()) {
    const number = (blockCounts.get(community) ?? 0) + 1;
    blockCounts.set(community, number);
    blockIds[i] = `${communityIds[community]}-b${number}`;
    const { root } = communityNames[community]!;
    const isRiver = type === 'river';
    const name = isRiver
      ? { zh: `${root[0]}河段`, en: `${root[1]} Reach` }
      : { zh: `${root[0]}${number}号街区`, en: `${root[1]} Block ${number}` };
    put('block', { id: blockIds[i]!, parent: communityIds[community]!, type, name, geometry: polygon(points) });
  }

  const plotIds = new Map<number, string>();
  const homeCounts = new Map<number, number>();
  const named = new Set<number>();
  for (const [i, { ring, block, use, name, houses }] of plots.entries()) {
    if (!isHome(use)) continue;
    const { community } = blocks[block]!;
    const number = (homeCounts.get(community) ?? 0) + 1;
    homeCounts.set(community, number);
    const id = `${communityIds[community]}-${two(number)}`;
    plotIds.set(i, id);
    const isVillage = use === 'village' || use === 'urbanVillage';
    // One estate of each community carries the community's own name.
    const isFirst = !isVillage && !named.has(community);
    if (isFirst) named.add(community);
    const own =
      name ??
      (isVillage
        ? naming.village(i % 4 === 0 ? i : undefined)
        : naming.estate(use as CompoundType, isFirst ? communityNames[community]!.root : undefined));
    put(isVillage ? 'village' : 'compound', {
      id,
      parent: blockIds[block]!,
      type: use,
      name: own,
      geometry: polygon(counterClockwise(ring)),
    });
    for (const [h, { shape: rings, stairs, floors }] of houses.entries()) {
      const isRow = stairs.length === 0;
      const building = buildingId(id, h);
      put('building', {
        id: building,
        parent: id,
        type: isRow ? 'houses' : 'apartments',
        name: isRow ? { zh: `${h + 1}排`, en: `Row ${h + 1}` } : { zh: `${h + 1}号楼`, en: `Building ${h + 1}` },
        geometry: polygons(rings.map((it) => [counterClockwise(it)])),
        floors,
      });
      for (const [k, stair] of stairs.entries())
        put('staircase', {
          id: `${building}-${k + 1}`,
          parent: building,
          name: { zh: `${k + 1}单元`, en: `Unit ${k + 1}` },
          geometry: polygon(counterClockwise(stair)),
          floors,
        });
    }
  }
  const byId = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const { plot, house, stair } = leaf;
    const { community, township } = blocks[plots[plot]!.block]!;
    const home = plotIds.get(plot)!;
    const building = buildingId(home, house);
    const leafId = stair < 0 ? building : `${building}-${stair + 1}`;
    byId.set(leafId, leaf);
    const above = [home, blockIds[plots[plot]!.block]!, communityIds[community]!, townshipId(township), COUNTY.id];
    for (const id of stair < 0 ? [building, ...above] : [leafId, building, ...above]) add(sums, id, leaf);
  }
  const areas = out.map((area): TownArea => ({ ...area, ...(sums.get(area.id) ?? { population: 0, households: 0 }) }));

  let places = 0;
  for (const [i, { ring, block, use, name }] of plots.entries()) {
    if (isHome(use) || use === 'green') continue;
    places += 1;
    const id = `${COUNTY.id}-p${three(places)}`;
    plotIds.set(i, id);
    areas.push({
      id,
      parent: blockIds[block]!,
      level: 'place',
      type: use,
      name: name!,
      geometry: polygon(counterClockwise(ring)),
      population: 0,
      households: 0,
    });
  }
  for (const { id, type, name, ring } of extra) {
    const holder = areas
      .filter((area) => ['block', 'community', 'township'].includes(area.level))
      .filter((area) => holdsAll(area, ring));
    const parent = holder.at(-1)?.id ?? COUNTY.id;
    areas.push({ id, parent, level: 'place', type, name, geometry: polygon(ring), population: 0, households: 0 });
  }
  for (const [i, chain] of neighbours.entries())
    areas.push({
      id: `${COUNTY.id}-n${i + 1}`,
      level: 'neighbour',
      name: naming.neighbours[i]!,
      geometry: polygon(counterClockwise(net.points(chain))),
    });
  return { areas, plotIds, leaves: byId, communityIds };
}

function holdsAll({ geometry }: TownArea, ring: readonly Point[]): boolean {
  if (geometry.type !== 'Polygon') return false;
  return holdsRing(geometry.coordinates[0]!.map(fromPosition).slice(0, -1), ring);
}

export const middleOf = ({ geometry }: TownArea): Point => {
  const rings =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  const shells = rings.map(([shell]) => shell!.map(fromPosition).slice(0, -1)).sort((a, b) => areaOf(b) - areaOf(a));
  return centroid(shells[0]!);
};
