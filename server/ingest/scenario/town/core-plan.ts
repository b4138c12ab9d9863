// The core on paper: arterials, seven streets cut into communities and these into blocks; the river goes to its banks.
import { dice, share } from '../dice.ts';
import { distance, mix, type Point } from './flat.ts';
import {
  blocks,
  communities,
  type Grain,
  type Line,
  type LineClass,
  middleOf,
  type Plan,
  plan,
  type Quad,
  type Side,
} from './street-plan.ts';
import { CORE, type Quarter, quarterOf } from './warp.ts';

/** The ways along the river banks, metres from its middle. */
export const BANK = 92;
export const CORE_COMMUNITIES = 55;

export type PlannedBlock = {
  readonly quad: Quad;
  /** 0 to 6, the street (township) it belongs to: four north of the river from west to east, three south */
  readonly street: number;
  /** 0 to 54 */
  readonly community: number;
  readonly isRiver: boolean;
};
export type CorePlan = {
  readonly paper: Plan;
  readonly blocks: readonly PlannedBlock[];
  readonly columns: readonly Line[];
  readonly rows: readonly Line[];
  /** the middle of the river */
  readonly river: Line;
};

const GRAINS: Readonly<Record<Quarter, Grain>> = {
  old: { block: 36_000, least: 105, wild: 1 },
  inner: { block: 66_000, least: 160, wild: 0.45 },
  new: { block: 112_000, least: 250, wild: 0.06 },
  edge: { block: 105_000, least: 220, wild: 0.35 },
};
const NORTH = [0, 0, 1, 2, 3, 3];
const SOUTH = [4, 4, 5, 5, 6, 6];
/** Index of the river's row among the lines along it. */
const RIVER = 4;

type Bank = 'north' | 'south';
type Cell = { readonly quad: Quad; readonly street: number; readonly bank: Bank | undefined };
type Part = Cell & { readonly community: number };

/** Persons to a square metre, in proportion: falls outward, less on the new ground. */
export function crowd([s, t]: Point): number {
  const far = Math.hypot(s + 300, (t - 150) * 1.35);
  return 0.16 + Math.exp(-((far / 1900) ** 1.5)) * (quarterOf([s, t]) === 'new' ? 0.8 : 1);
}

export function corePlan(seed: string): CorePlan {
  const paper = plan();
  const { columns, rows } = arterials(seed, paper);
  const cells = superblocks(columns, rows);
  const water = strips(columns, rows);
  const sizes = cells.map(({ quad }) => crowd(middleOf(quad)) * area(quad));
  const counts = share(CORE_COMMUNITIES - cells.length, sizes).map((more) => 1 + more);
  // Two passes: all communities are cut before any block, so that main streets run through and small ones end at them.
  let next = 0;
  const parts = cells.flatMap((cell, i): Part[] =>
    communities(paper, cell.quad, counts[i]!, dice(seed, 'communities', i)).map((quad) => ({
      ...cell,
      quad,
      community: next++,
    })),
  );
  const river = parts.flatMap((part) => (part.bank === undefined ? [] : bed(paper, rows, part, part.bank, water)));
  const land = parts.flatMap(({ quad, ...rest }, i) =>
    blocks(paper, quad, GRAINS[quarterOf(middleOf(quad))], dice(seed, 'blocks', i)).map((block) => ({
      quad: block,
      ...rest,
      isRiver: false,
    })),
  );
  return { paper, blocks: [...land, ...river], columns, rows, river: rows[RIVER]! };
}

function arterials(seed: string, paper: Plan): { columns: Line[]; rows: Line[] } {
  const draw = dice(seed, 'arterials');
  const off = (by: number) => draw.between(-by, by);
  const { east, north, south } = CORE;
  const across = [-east, -2150 + off(90), -1180 + off(80), -170 + off(80), 860 + off(80), 1980 + off(90), east];
  const alongside = [-south, -1360 + off(50), -740 + off(40), -BANK, 0, BANK, 780 + off(50), 1430 + off(60), north];
  const columns = across.map((s, i) => {
    const isEnd = i === 0 || i === across.length - 1;
    const slant = isEnd ? 0 : off(70);
    return paper.line('t', isEnd ? 'ring' : 'primary', [s - slant, -south], [s + slant, north]);
  });
  const rows = alongside.map((t, i) => {
    const isEnd = i === 0 || i === alongside.length - 1;
    const kind: LineClass = isEnd ? 'ring' : t === 0 ? 'none' : Math.abs(t) === BANK ? 'secondary' : 'primary';
    const slant = isEnd || Math.abs(t) <= BANK ? 0 : off(60);
    return paper.line('s', kind, [-east, t - slant], [east, t + slant]);
  });
  for (const row of rows) {
    for (const column of columns) {
      const [u, v] = meet(row, column);
      const { node } = paper.mark(row, u, 0);
      paper.mark(column, v, 0, node);
    }
  }
  return { columns, rows };
}

/** The shares of two lines at their crossing. */
function meet(a: Line, b: Line): readonly [number, number] {
  const [dx, dy, ex, ey] = [a.to[0] - a.from[0], a.to[1] - a.from[1], b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const by = dx * ey - dy * ex;
  const [gx, gy] = [b.from[0] - a.from[0], b.from[1] - a.from[1]];
  return [(gx * ey - gy * ex) / by, (gx * dy - gy * dx) / by];
}

/** Between the crossings i and i + 1: true only before anything else is cut. */
const between = (line: Line, i: number): Side => ({ line, from: line.marks[i]!.part, to: line.marks[i + 1]!.part });

function superblocks(columns: readonly Line[], rows: readonly Line[]): Cell[] {
  return rows.slice(0, -1).flatMap((row, r) => {
    if (r === RIVER - 1 || r === RIVER) return [];
    return columns.slice(0, -1).map((column, c) => ({
      quad: {
        south: between(row, c),
        north: between(rows[r + 1]!, c),
        west: between(column, r),
        east: between(columns[c + 1]!, r),
      },
      street: (r > RIVER ? NORTH : SOUTH)[c]!,
      bank: r === RIVER + 1 ? 'north' : r === RIVER - 2 ? 'south' : undefined,
    }));
  });
}

/** What crosses the river from its middle to a bank, by the node on the bank. */
type Strips = Readonly<Record<Bank, Map<number, Side>>>;
const strips = (columns: readonly Line[], rows: readonly Line[]): Strips => {
  const of = (bank: Bank) => {
    const dry = rows[bank === 'north' ? RIVER + 1 : RIVER - 1]!;
    const at = bank === 'north' ? RIVER : RIVER - 1;
    return new Map(columns.map((column, c) => [dry.marks[c]!.node, between(column, at)]));
  };
  return { north: of('north'), south: of('south') };
};

/** The river in front of a community on its bank: one quad, or none where the community lies behind another. */
function bed(paper: Plan, rows: readonly Line[], part: Part, bank: Bank, water: Strips): PlannedBlock[] {
  const [dry, middle] = [rows[bank === 'north' ? RIVER + 1 : RIVER - 1]!, rows[RIVER]!];
  const shore = bank === 'north' ? part.quad.south : part.quad.north;
  if (shore.line !== dry) return [];
  const fence = (at: number): Side => {
    const { node } = dry.marks.find((mark) => mark.part === at)!;
    const known = water[bank].get(node);
    if (known !== undefined) return known;
    const foot = paper.mark(middle, (paper.nodes[node]![0] + CORE.east) / (2 * CORE.east), 0);
    const [from, to] = bank === 'north' ? [foot.node, node] : [node, foot.node];
    const line = paper.line('t', 'none', paper.nodes[from]!, paper.nodes[to]!);
    line.marks.push({ part: 0, node: from }, { part: 1, node: to });
    const made: Side = { line, from: 0, to: 1 };
    water[bank].set(node, made);
    return made;
  };
  const [west, east] = [fence(shore.from), fence(shore.to)];
  const foot = ({ line, from, to }: Side): number => {
    const end = bank === 'north' ? from : to;
    const { node } = line.marks.find((mark) => mark.part === end)!;
    return middle.marks.find((mark) => mark.node === node)!.part;
  };
  const wet: Side = { line: middle, from: foot(west), to: foot(east) };
  const quad = bank === 'north' ? { south: wet, north: shore, west, east } : { south: shore, north: wet, west, east };
  return [{ quad, street: part.street, community: part.community, isRiver: true }];
}

const area = (quad: Quad): number => {
  const length = ({ line, from, to }: Side) => distance(mix(line.from, line.to, from), mix(line.from, line.to, to));
  return length(quad.south) * length(quad.west);
};
