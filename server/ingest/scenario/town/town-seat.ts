// The seat of a town: two rows of plots on each side of the road, a back street between them.
import type { Dice } from '../dice.ts';
import { beside, piece } from './flat.ts';
import type { Naming } from './naming.ts';
import type { Plot } from './plots.ts';
import { lot, type Roadside, type Stretch } from './roadside.ts';
import type { StreetSpec } from './streets.ts';
import type { Way, Ways } from './ways.ts';

export type Roads = {
  readonly net: Ways;
  readonly valleyWays: readonly Way[];
  readonly streets: StreetSpec[];
  readonly naming: Naming;
};

/** Metres from the middle of the main road to the back street. */
const BACK = 130;

/** Behind the first row, joined to the main road at both ends. */
export function backStreet(
  { net, streets, naming }: Roads,
  main: Way,
  { taken, side }: Roadside,
  [from, to]: Stretch,
): void {
  const path = beside(piece(main.path, from, to), side * BACK);
  const street = streets.push({ name: naming.side(), class: 'residential', paths: [path] }) - 1;
  const whole = net.add(path, { class: 'residential', street });
  for (const [node, metres] of [
    [whole.from, from],
    [whole.to, to],
  ] as const) {
    const joint = net.tap(main, metres);
    const link = [net.nodes[joint]!, net.nodes[node]!];
    net.add(link, { class: 'residential', street }, joint, node);
    streets[street]!.paths.push(link);
    taken.line(link, 9);
  }
  taken.line(path, 8);
}

/** Works dwellings and shops in front, older quarters behind; health centre, market and school in the middle. */
export function seatPlots(place: Roadside, [from, to]: Stretch, draw: Dice): Plot[] {
  const out: Plot[] = [];
  const { off, side } = place;
  const count = Math.floor((to - from) / 150);
  const step = (to - from) / Math.max(1, count);
  const half = Math.floor(count / 2);
  for (let i = 0; i < count; i += 1) {
    const along: Stretch = [from + i * step + 10, from + (i + 1) * step - 6];
    const homes = draw.pick(['walkUp', 'walkUp', 'midRise', 'oneStorey'] as const);
    const first = i !== half ? homes : side > 0 ? 'hospital' : 'market';
    const older = draw.pick(['oneStorey', 'walkUp', 'oneStorey'] as const);
    const second = i === half - 1 && side > 0 ? 'school' : older;
    const plots = [lot(place, along, [off, off + 96], first, draw)];
    if (i > 0 && i < count - 1) plots.push(lot(place, along, [off + 125, off + 205], second, draw));
    out.push(...plots.filter((plot) => plot !== undefined));
  }
  return out;
}
