// The core's blocks and plots: parks, centres, industry at the edge, and homes in the manner of their quarter.
import { type Dice, dice } from '../dice.ts';
import type { Core } from './core.ts';
import { estate } from './estates.ts';
import { distance, type Point } from './flat.ts';
import { buildable, plots } from './parcels.ts';
import type { Block, BlockType, Plot } from './plots.ts';
import { quarter } from './quarters.ts';
import { areaOf } from './rings.ts';
import type { CompoundType } from './town.ts';
import type { Vertices } from './vertices.ts';
import type { Quarter } from './warp.ts';

/** In the plan: the old crossing, the new centre, the park with its lake, the seat of government, the sports centre. */
export const CENTRES = {
  old: [-170, 440],
  fresh: [1350, 420],
  park: [1500, 1120],
  government: [1480, 700],
  stadium: [2600, 1000],
} as const satisfies Readonly<Record<string, Point>>;

const SIZE: Readonly<Record<Quarter, number>> = { old: 12_500, inner: 21_000, new: 40_000, edge: 32_000 };
const STYLE: Readonly<Record<Quarter, Readonly<Record<CompoundType, number>>>> = {
  old: { oneStorey: 0.5, walkUp: 0.44, midRise: 0.06, highRise: 0 },
  inner: { oneStorey: 0.03, walkUp: 0.44, midRise: 0.32, highRise: 0.21 },
  new: { oneStorey: 0, walkUp: 0.04, midRise: 0.32, highRise: 0.64 },
  edge: { oneStorey: 0.06, walkUp: 0.26, midRise: 0.42, highRise: 0.26 },
};

function style(kind: Quarter, draw: Dice): CompoundType {
  let left = draw.next();
  for (const [type, part] of Object.entries(STYLE[kind])) {
    left -= part;
    if (left < 0) return type as CompoundType;
  }
  return 'walkUp';
}

function blockType(kind: Quarter, middle: Point, draw: Dice): BlockType {
  const [s, t] = middle;
  const near = (centre: Point, reach: number) => Math.exp(-((distance(middle, centre) / reach) ** 2));
  if (draw.chance(0.85 * near(CENTRES.old, 330) + 0.7 * near(CENTRES.fresh, 420))) return 'commercial';
  if (draw.chance({ old: 0.035, inner: 0.06, new: 0.1, edge: 0.07 }[kind])) return 'park';
  const isOut = kind === 'edge' && (s < -2250 || t < -1380);
  if (isOut && draw.chance(0.34)) return 'industry';
  // Not every block inside the ring road is built on yet.
  if (kind === 'edge' && draw.chance(0.09)) return 'park';
  return draw.chance(0.12) ? 'mixed' : 'residential';
}

export function coreBlocks(seed: string, net: Vertices, core: Core): Block[] {
  const blocks = core.blocks.map((block, i): Block => {
    const { ring, street, community, isRiver, quarter: kind, middle, sides } = block;
    return {
      points: net.points(ring),
      township: street,
      community,
      type: isRiver ? 'river' : blockType(kind, middle, dice(seed, 'block', i)),
      quarter: kind,
      middle,
      sides,
    };
  });
  const nearest = (centre: Point) =>
    blocks
      .filter((block) => block.type !== 'river' && block.type !== 'civic')
      .reduce((a, b) => (distance(b.middle!, centre) < distance(a.middle!, centre) ? b : a));
  nearest(CENTRES.government).type = 'civic';
  nearest(CENTRES.park).type = 'park';
  nearest(CENTRES.stadium).type = 'civic';
  settle(blocks);
  return blocks;
}

/** Of a community's dry ground: on less, its school and a college leave nobody room to live. */
const HOMES = 0.25;

/** A community is where people live: one that got little but works and parks has homes on the largest of them. */
function settle(blocks: readonly Block[]): void {
  const sizeOf = ({ points }: Block) => Math.abs(areaOf(points));
  const all = (some: readonly Block[]) => some.reduce((sum, block) => sum + sizeOf(block), 0);
  const dry = blocks.filter(({ type }) => type !== 'river');
  for (const own of Map.groupBy(dry, ({ community }) => community).values()) {
    const homes = own.filter(({ type }) => type === 'residential' || type === 'mixed');
    const others = own.filter(({ type }) => type === 'industry' || type === 'park');
    const [largest] = others.sort((a, b) => sizeOf(b) - sizeOf(a));
    if (largest !== undefined && all(homes) < HOMES * all(own)) largest.type = 'residential';
  }
}

/** @param first index of the first of these blocks among all */
export function corePlots(seed: string, blocks: readonly Block[], first: number): Plot[] {
  return blocks.flatMap((block, i): Plot[] => {
    const { quarter: kind, sides, type, points } = block;
    if (type === 'river' || kind === undefined || sides === undefined) return [];
    const ground = buildable(points, sides);
    if (ground === undefined) return [];
    const draw = dice(seed, 'plots', i);
    const index = first + i;
    const whole = (use: Plot['use']): Plot => ({ ring: ground, block: index, use, houses: [], crowd: 1 });
    if (type === 'park') return [whole('green')];
    if (type === 'civic') return [whole('government')];
    const size =
      type === 'commercial' ? 6500 : type === 'industry' ? 42_000 : type === 'mixed' ? SIZE[kind] * 0.7 : SIZE[kind];
    const least = Math.min(75, Math.sqrt(size) * 0.62);
    // Every third block or so was built by one hand.
    const common = draw.chance(0.35) ? style(kind, draw) : undefined;
    return plots(ground, size, least, type === 'commercial' ? 10 : 7, draw).map((ring): Plot => {
      const plot: Plot = { ring, block: index, use: 'green', houses: [], crowd: draw.between(0.9, 1.1) };
      if (type === 'commercial') plot.use = 'office';
      else if (type === 'industry') plot.use = 'plant';
      else if (areaOf(ring) > 2200) home(plot, common ?? style(kind, draw), draw);
      return plot;
    });
  });
}

/** Builds homes on a plot; a style that finds no room gives way to a smaller one, and at last to a garden. */
export function home(plot: Plot, type: CompoundType, draw: Dice): void {
  const smaller: Readonly<Record<CompoundType, readonly CompoundType[]>> = {
    highRise: ['highRise', 'midRise', 'walkUp'],
    midRise: ['midRise', 'walkUp', 'oneStorey'],
    walkUp: ['walkUp', 'oneStorey'],
    oneStorey: ['oneStorey', 'walkUp'],
  };
  for (const use of smaller[type]) {
    const settled = use === 'oneStorey' ? quarter(plot.ring, draw) : undefined;
    const houses = use === 'oneStorey' ? (settled?.houses ?? []) : estate(plot.ring, use, draw);
    if (houses.length < 2) continue;
    plot.use = use;
    plot.houses = houses;
    if (settled !== undefined) plot.lanes = settled.lanes;
    return;
  }
  plot.use = 'green';
  plot.houses = [];
}
