// How ground is cut by streets, on paper: lines in a plan where the river is straight, and quads between them. A cut runs
// from side to side of a quad and puts a node on both, so every T-junction is a vertex of both its neighbours.
import type { Dice } from '../dice.ts';
import { distance, mix, type Point } from './flat.ts';

/** `none` is a border that nobody drives on. */
export type LineClass = 'ring' | 'primary' | 'secondary' | 'residential' | 'none';
/** `s` lines run along the river, `t` lines across it. */
export type Axis = 's' | 't';

export type Mark = { readonly part: number; readonly node: number };
export type Line = {
  readonly id: number;
  readonly axis: Axis;
  readonly class: LineClass;
  readonly from: Point;
  readonly to: Point;
  /** nodes on it by share of its length, in order */
  readonly marks: Mark[];
};
/** From one node of a line to another, in the line's direction. */
export type Side = { readonly line: Line; readonly from: number; readonly to: number };
export type Quad = { readonly south: Side; readonly east: Side; readonly north: Side; readonly west: Side };

export type Plan = {
  readonly lines: Line[];
  /** plan coordinates of each node */
  readonly nodes: Point[];
  line(axis: Axis, kind: LineClass, from: Point, to: Point): Line;
  /** The node on a line at this share; one that is already within `near` metres is taken instead. */
  mark(line: Line, part: number, near: number, node?: number): Mark;
  /** Two quads, south and north or west and east of a new line. */
  cut(quad: Quad, axis: Axis, part: number, slant: number, kind: LineClass, near: number): [Quad, Quad];
};

export function plan(): Plan {
  const lines: Line[] = [];
  const nodes: Point[] = [];
  const made = (axis: Axis, kind: LineClass, from: Point, to: Point): Line => {
    const line: Line = { id: lines.length, axis, class: kind, from, to, marks: [] };
    lines.push(line);
    return line;
  };
  const mark = (line: Line, part: number, near: number, node?: number): Mark => {
    const length = distance(line.from, line.to);
    const close = line.marks.filter((it) => Math.abs(it.part - part) * length <= near);
    if (close.length > 0) return close.reduce((a, b) => (Math.abs(b.part - part) < Math.abs(a.part - part) ? b : a));
    const fresh = { part, node: node ?? nodes.push(mix(line.from, line.to, part)) - 1 };
    line.marks.push(fresh);
    line.marks.sort((a, b) => a.part - b.part);
    return fresh;
  };
  const inner = (side: Side, part: number) => side.from + (side.to - side.from) * part;
  const cut: Plan['cut'] = (quad, axis, part, slant, kind, near) => {
    const [low, high] = axis === 't' ? [quad.south, quad.north] : [quad.west, quad.east];
    const a = within(low, mark(low.line, inner(low, part - slant / 2), near), mark);
    const b = within(high, mark(high.line, inner(high, part + slant / 2), near), mark);
    const line = made(axis, kind, nodes[a.node]!, nodes[b.node]!);
    line.marks.push({ part: 0, node: a.node }, { part: 1, node: b.node });
    const side: Side = { line, from: 0, to: 1 };
    const before = (it: Side, at: Mark): Side => ({ ...it, to: at.part });
    const after = (it: Side, at: Mark): Side => ({ ...it, from: at.part });
    return axis === 't'
      ? [
          { ...quad, south: before(quad.south, a), north: before(quad.north, b), east: side },
          { ...quad, south: after(quad.south, a), north: after(quad.north, b), west: side },
        ]
      : [
          { ...quad, west: before(quad.west, a), east: before(quad.east, b), north: side },
          { ...quad, west: after(quad.west, a), east: after(quad.east, b), south: side },
        ];
  };
  return { lines, nodes, line: made, mark, cut };
}

/** A cut may not fall on a corner: then a node of its own in the middle of the side is better than none. */
function within(side: Side, at: Mark, mark: Plan['mark']): Mark {
  if (at.part > side.from && at.part < side.to) return at;
  return mark(side.line, (side.from + side.to) / 2, 1);
}

export const sideLength = (side: Side): number => distance(side.line.from, side.line.to) * (side.to - side.from);

/** Metres along and across the river, means of opposite sides. */
export const extent = (quad: Quad): readonly [along: number, across: number] => [
  (sideLength(quad.south) + sideLength(quad.north)) / 2,
  (sideLength(quad.west) + sideLength(quad.east)) / 2,
];

export const middleOf = (quad: Quad): Point => {
  const end = (side: Side, part: number) => mix(side.line.from, side.line.to, part);
  return mix(
    mix(end(quad.south, quad.south.from), end(quad.south, quad.south.to), 0.5),
    mix(end(quad.north, quad.north.from), end(quad.north, quad.north.to), 0.5),
    0.5,
  );
};

export type Grain = {
  /** square metres of a block */
  readonly block: number;
  /** least side, metres */
  readonly least: number;
  /** how far from the middle and how slanted cuts are, 0 to 1 */
  readonly wild: number;
};

/** Cuts a quad into blocks, always across its longer side. */
export function blocks(plan: Plan, quad: Quad, grain: Grain, draw: Dice): Quad[] {
  const [along, across] = extent(quad);
  const longer = Math.max(along, across);
  const isSmall = along * across < grain.block * draw.between(1.1, 1.7) || longer < grain.least * 2.1;
  if (isSmall && longer < Math.min(along, across) * 2.6) return [quad];
  if (longer < grain.least * 2) return [quad];
  const part = 0.5 + draw.between(-0.16, 0.16) * (0.4 + grain.wild);
  const slant = draw.between(-0.22, 0.22) * grain.wild;
  const pair = plan.cut(quad, along >= across ? 't' : 's', part, slant, 'residential', 38);
  return pair.flatMap((half) => blocks(plan, half, grain, draw));
}

/** Cuts a quad into this many communities of about the same size. */
export function communities(plan: Plan, quad: Quad, count: number, draw: Dice): Quad[] {
  if (count <= 1) return [quad];
  const [along, across] = extent(quad);
  const less = Math.floor(count / 2);
  const part = less / count + draw.between(-0.06, 0.06);
  const [a, b] = plan.cut(quad, along >= across ? 't' : 's', part, draw.between(-0.06, 0.06), 'secondary', 45);
  return [...communities(plan, a, less, draw), ...communities(plan, b, count - less, draw)];
}
