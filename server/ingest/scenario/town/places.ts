// Where people go: schools, markets, hospitals, hotels, works. They take the plots that suit them before homes are counted.
import { dice } from '../dice.ts';
import { CENTRES } from './core-plots.ts';
import { distance, type Point } from './flat.ts';
import type { Naming } from './naming.ts';
import { type Block, isHome, type Plot } from './plots.ts';
import { areaOf, hull } from './rings.ts';
import type { Name, PlaceType } from './town.ts';

/** Quarantine sites built for it (LS-39). */
const ISOLATION = 5;

/** A place that has taken a plot. */
type Take = (
  use: PlaceType,
  name: Name,
  fits: (plot: Plot, block: Block) => boolean,
  cost: (plot: Plot, block: Block) => number,
) => Plot | undefined;

/** Streets 0 to 6 in the core; suburbs and towns have theirs by the road. */
export function places(seed: string, blocks: readonly Block[], plots: readonly Plot[], naming: Naming): void {
  const draw = dice(seed, 'places');
  const taken = new Set<Plot>();
  const take: Take = (use, name, fits, cost) => {
    let [best, least]: [Plot | undefined, number] = [undefined, Infinity];
    for (const plot of plots) {
      const block = blocks[plot.block]!;
      if (taken.has(plot) || !fits(plot, block)) continue;
      const price = cost(plot, block);
      if (price < least) [best, least] = [plot, price];
    }
    if (best === undefined) return undefined;
    taken.add(best);
    Object.assign(best, { use, name, houses: [] });
    delete best.lanes;
    return best;
  };
  const inCore = (block: Block) => block.quarter !== undefined;
  const size = (wanted: number) => (plot: Plot) => Math.abs(Math.log(sizeOf(plot) / wanted));
  const near = (centre: Point) => (_: Plot, block: Block) => distance(block.middle ?? [9e3, 9e3], centre) / 600;
  // Measured once: every place looks at every plot.
  const sizes = new Map(plots.map((plot) => [plot, areaOf(plot.ring)]));
  const sizeOf = (plot: Plot) => sizes.get(plot)!;
  const broad = new Set(plots.filter((plot) => sizeOf(plot) > 4000 && hull(plot.ring).short > 45));
  const isFlat = (plot: Plot) => isHome(plot.use) && broad.has(plot);

  for (const [i, name] of [naming.civic.government, naming.civic.stadium].entries()) {
    const centre = i === 0 ? CENTRES.government : CENTRES.stadium;
    take(i === 0 ? 'government' : 'stadium', name, (plot) => plot.use === 'government', near(centre));
  }
  take(
    'coach',
    naming.coach,
    (plot, block) => inCore(block) && isFlat(plot) && sizeOf(plot) > 12_000,
    near([2850, 450]),
  );
  // The old county hospital, one on the new ground, three more.
  const wards: Point[] = [
    [250, 700],
    [1900, 650],
    [-1700, 900],
    [-900, -800],
    [1500, -900],
  ];
  for (const ward of wards)
    take(
      'hospital',
      naming.place('hospital'),
      (plot, block) => inCore(block) && isFlat(plot) && sizeOf(plot) > 9000,
      (plot, block) => near(ward)(plot, block) + size(22_000)(plot),
    );
  for (const spot of [
    [-2700, 1300],
    [-2600, -1500],
  ] as Point[])
    take(
      'college',
      naming.place('college'),
      (plot, block) => block.quarter === 'edge' && (isHome(plot.use) || plot.use === 'plant') && sizeOf(plot) > 22_000,
      (plot, block) => near(spot)(plot, block) + size(60_000)(plot),
    );
  const communities = [...new Set(blocks.filter(inCore).map(({ community }) => community))].sort((a, b) => a - b);
  for (const community of communities) {
    const own = (plot: Plot, block: Block) => block.community === community && isFlat(plot);
    if (draw.chance(0.62)) take('school', naming.place('primary'), own, size(15_000));
    if (draw.chance(0.5))
      take(
        'kindergarten',
        naming.place('kindergarten'),
        (plot, block) => own(plot, block) && sizeOf(plot) < 15_000,
        size(5000),
      );
  }
  for (let street = 0; street < 7; street += 1) {
    const own = (plot: Plot, block: Block) => inCore(block) && block.township === street && isFlat(plot);
    for (let k = 0; k < 2; k += 1)
      take(
        'school',
        naming.place('middle'),
        own,
        (plot, block) => size(32_000)(plot) + draw.between(0, 0.5) + (block.quarter === 'old' ? 2 : 0),
      );
    for (let k = 0; k < 2; k += 1)
      take('market', naming.place('market'), own, (plot) => size(7000)(plot) + draw.between(0, 0.7));
    if (street % 2 === 0)
      take('nursingHome', naming.place('nursingHome'), own, (plot) => size(7000)(plot) + draw.between(0, 0.7));
    take('supermarket', naming.place('supermarket'), own, (plot) => size(5500)(plot) + draw.between(0, 0.7));
  }
  const isShop = (plot: Plot) => plot.use === 'office';
  const shops: readonly (readonly [PlaceType, keyof Parameters<Naming['place']>[0] | string, number, number])[] = [
    ['mall', 'mall', 8, 9000],
    ['hotel', 'hotel', 14, 5000],
    ['cinema', 'cinema', 4, 4000],
    ['supermarket', 'supermarket', 8, 4000],
    ['bathhouse', 'bathhouse', 7, 2500],
    ['restaurant', 'restaurant', 16, 2500],
  ];
  for (const [use, kind, count, wanted] of shops)
    for (let k = 0; k < count; k += 1)
      take(
        use,
        naming.place(kind as 'mall'),
        (plot) => isShop(plot),
        (plot) => size(wanted)(plot) + draw.between(0, 1.2),
      );
  // Works and yards by the roads out of town: five were turned into quarantine rooms, some hold the town's supplies.
  const yards = plots.filter(
    ({ use, block }) => (use === 'logistics' || use === 'plant') && blocks[block]!.type === 'suburban',
  );
  for (const [i, plot] of yards.entries()) {
    const each = Math.max(1, Math.floor(yards.length / ISOLATION));
    const isTurned = i % each === 0 && i / each < ISOLATION;
    if (isTurned) Object.assign(plot, { use: 'isolation', name: naming.place('isolation') });
    else if (i % each === 1) plot.use = 'logistics';
  }
  for (const plot of plots) {
    if (taken.has(plot) || plot.name !== undefined) continue;
    if (plot.use === 'office') plot.name = naming.place('office');
    if (plot.use === 'plant') plot.name = naming.plant();
    if (plot.use === 'logistics') plot.name = naming.place('logistics');
    if (plot.use === 'hospital') plot.name = naming.place('clinic');
    if (plot.use === 'school') plot.name = naming.place('primary');
    if (plot.use === 'market') plot.name = naming.place('market');
    if (plot.use === 'government') plot.use = 'green';
  }
}
