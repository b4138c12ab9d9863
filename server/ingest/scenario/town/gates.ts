// Gates in walls and the short ways from them to the street; lanes inside quarters and villages.
import { type Dice, dice } from '../dice.ts';
import { distance, mix, nearest, type Path, type Point, piece } from './flat.ts';
import type { Obstacles } from './obstacles.ts';
import { isHome, type Plot } from './plots.ts';
import { areaOf, holds } from './rings.ts';
import type { RoadClass, TownGate } from './town.ts';
import type { Joint, Ways } from './ways.ts';

export type PlannedGate = {
  readonly plot: number;
  readonly at: Point;
  readonly state: TownGate['state'];
  readonly main: boolean;
  /** the way to the street */
  readonly way: number;
};

const STREETS: readonly RoadClass[] = ['trunk', 'primary', 'secondary', 'residential', 'county'];
/** Nobody likes to turn out of a gate into an arterial. */
const DISLIKE: Readonly<Partial<Record<RoadClass, number>>> = { trunk: 12, primary: 16, secondary: 3 };

type Candidate = { readonly at: Point; readonly joint: Joint; readonly cost: number };

/** Gives every home plot its gates; one that no street can be reached from becomes a garden. */
export function gates(seed: string, net: Ways, plots: readonly Plot[], taken: Obstacles): PlannedGate[] {
  return plots.flatMap((plot, i): PlannedGate[] => {
    if (!isHome(plot.use)) return [];
    const draw = dice(seed, 'gates', i);
    const found = plot.lanes === undefined ? walled(plot, net, taken, draw) : laned(plot, net, taken);
    if (found.length === 0) {
      plot.use = 'green';
      plot.houses = [];
      delete plot.lanes;
      return [];
    }
    return found.map(({ at, joint, node }, k) => {
      const foot = net.tap(joint.way, joint.along);
      const path = [at, net.nodes[foot]!];
      const way = net.add(path, { class: 'service' }, node, foot);
      const state = k === 0 ? 'guarded' : draw.pick(['open', 'guarded', 'blocked', 'emergency'] as const);
      return { plot: i, at, state, main: k === 0, way: way.id };
    });
  });
}

/** A gate near the street, a second one to another street, a third where the plot is large. */
function walled({ ring }: Plot, net: Ways, taken: Obstacles, draw: Dice): { at: Point; joint: Joint; node: number }[] {
  const candidates: Candidate[] = [];
  for (const [i, a] of ring.entries()) {
    const b = ring[(i + 1) % ring.length]!;
    const length = distance(a, b);
    if (length < 16) continue;
    const parts = length > 130 ? [0.25, 0.5, 0.75] : [draw.between(0.4, 0.6)];
    for (const part of parts) {
      const at = mix(a, b, part);
      const joint = net.nearest(at, 70, STREETS);
      if (joint === undefined || !reaches(ring, at, joint, taken)) continue;
      candidates.push({ at, joint, cost: joint.metres + (DISLIKE[joint.way.class] ?? 0) + draw.between(0, 6) });
    }
  }
  candidates.sort((p, q) => p.cost - q.cost);
  const [first] = candidates;
  if (first === undefined) return [];
  const chosen = [first];
  const wanted = areaOf(ring) > 45_000 ? 3 : areaOf(ring) > 9000 ? 2 : 1;
  for (const next of candidates) {
    if (chosen.length >= wanted) break;
    const isOther = chosen.every(
      ({ at, joint }) => joint.way.street !== next.joint.way.street && distance(at, next.at) > 50,
    );
    if (isOther) chosen.push(next);
  }
  return chosen.map(({ at, joint }) => ({ at, joint, node: net.node(at) }));
}

/** Whether the straight way from the wall to the street leaves the plot at once and meets no other. */
function reaches(ring: Path, at: Point, joint: Joint, taken: Obstacles): boolean {
  if ([0.05, 0.3, 0.6].some((part) => holds(ring, mix(at, joint.at, part)))) return false;
  return taken.isOpen(mix(at, joint.at, 0.02), joint.at, ring);
}

/** The ends of the lane that runs through, as far as a street can be reached from them; then all lanes join the graph. */
function laned({ ring, lanes }: Plot, net: Ways, taken: Obstacles): { at: Point; joint: Joint; node: number }[] {
  const { middle, sides } = lanes!;
  const ends = [middle[0]!, middle.at(-1)!].flatMap((at) => {
    const isInWall = nearest([...ring, ring[0]!], at).metres < 0.3;
    const joint = isInWall ? net.nearest(at, 70, STREETS) : undefined;
    return joint !== undefined && reaches(ring, at, joint, taken) ? [{ at, joint }] : [];
  });
  if (ends.length === 0) return [];
  const stops = [middle[0]!, ...sides.map(({ cross }) => cross), middle.at(-1)!];
  const nodes = stops.map((at) => net.node(at));
  for (let i = 1; i < stops.length; i += 1) {
    if (distance(stops[i - 1]!, stops[i]!) > 0.5)
      net.add([stops[i - 1]!, stops[i]!], { class: 'lane', foot: true }, nodes[i - 1], nodes[i]);
  }
  for (const [i, { path, cross }] of sides.entries()) {
    const on = nearest(path, cross);
    const whole = on.along + distance(path.at(-1)!, on.at);
    const node = nodes[i + 1]!;
    if (on.along > 3)
      net.add([...piece(path, 0, on.along).slice(0, -1), cross], { class: 'lane', foot: true }, undefined, node);
    const rest = piece(path, on.along, Number.MAX_VALUE);
    if (whole - on.along > 3) net.add([cross, ...rest.slice(1)], { class: 'lane', foot: true }, node);
  }
  return ends.map(({ at, joint }) => ({ at, joint, node: at === middle[0] ? nodes[0]! : nodes.at(-1)! }));
}
