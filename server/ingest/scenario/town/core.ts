// The core on the ground: the plan's lines bent by the warp into chains of shared vertices, its quads into blocks.
import { corePlan, type PlannedBlock } from './core-plan.ts';
import { distance, mix, type Point } from './flat.ts';
import { type Axis, type Line, type LineClass, middleOf, type Side } from './street-plan.ts';
import { type Chain, ringOf, type Vertices } from './vertices.ts';
import { type Quarter, quarterOf, type Warp } from './warp.ts';

export type CoreBlock = Omit<PlannedBlock, 'quad'> & {
  /** open, counter-clockwise */
  readonly ring: Chain;
  /** of the edge from vertex i to i + 1 */
  readonly sides: readonly LineClass[];
  readonly quarter: Quarter;
  /** in the plan */
  readonly middle: Point;
};
export type CoreLine = {
  readonly axis: Axis;
  readonly class: LineClass;
  readonly chain: Chain;
  /** which of the chain's vertices are crossings, its ends included */
  readonly nodes: ReadonlySet<number>;
  /** lines that go on from one another carry one number */
  readonly course: number;
  /** the plan's distance from the middle of the town, across the line */
  readonly at: number;
};
export type Core = {
  readonly blocks: readonly CoreBlock[];
  readonly lines: readonly CoreLine[];
  /** the ring road, counter-clockwise from the south-west corner; open */
  readonly perimeter: Chain;
  /** where arterials end at the ring: from west to east, from south to north */
  readonly ends: Readonly<Record<'west' | 'east' | 'north' | 'south', Chain>>;
  /** the middle of the river from west to east */
  readonly river: Chain;
};

type Drawn = {
  readonly chain: readonly number[];
  readonly parts: readonly number[];
  readonly nodes: ReadonlySet<number>;
};

export function core(seed: string, net: Vertices, ground: Warp): Core {
  const { paper, blocks, columns, rows, river } = corePlan(seed);
  const vertexOf = paper.nodes.map((node) => net.add(ground(node)));
  const drawn = paper.lines.map((line) => draw(line, vertexOf, net, ground));
  const walk = ({ line, from, to }: Side): number[] => {
    const { chain, parts } = drawn[line.id]!;
    return chain.filter((_, i) => parts[i]! >= from - 1e-9 && parts[i]! <= to + 1e-9);
  };
  const whole = (line: Line): readonly number[] => drawn[line.id]!.chain;
  const [south, north, west, east] = [rows[0]!, rows.at(-1)!, columns[0]!, columns.at(-1)!];
  const ends = (line: Line, of: readonly Line[]) =>
    line.marks
      .map(({ node }) => node)
      .filter((node) => of.some(({ marks }) => marks.some((mark) => mark.node === node)));
  const primary = (line: Line) => line.class === 'primary';
  const vertex = (nodes: readonly number[]) => nodes.map((node) => vertexOf[node]!);
  const courses = joined(paper.lines);
  return {
    blocks: blocks.map(({ quad, ...rest }) => {
      const chains = [walk(quad.south), walk(quad.east), walk(quad.north).toReversed(), walk(quad.west).toReversed()];
      const kinds = [quad.south, quad.east, quad.north, quad.west].map(({ line }) => line.class);
      const middle = middleOf(quad);
      return {
        ...rest,
        ring: ringOf(...chains),
        sides: chains.flatMap((chain, i) => chain.slice(1).map(() => kinds[i]!)),
        quarter: quarterOf(middle),
        middle,
      };
    }),
    lines: paper.lines.map((line) => ({
      axis: line.axis,
      class: line.class,
      chain: whole(line),
      nodes: drawn[line.id]!.nodes,
      course: courses[line.id]!,
      at: line.axis === 't' ? (line.from[0] + line.to[0]) / 2 : (line.from[1] + line.to[1]) / 2,
    })),
    perimeter: ringOf(whole(south), whole(east), whole(north).toReversed(), whole(west).toReversed()),
    ends: {
      north: vertex(ends(north, columns.filter(primary))),
      south: vertex(ends(south, columns.filter(primary))),
      west: vertex(ends(west, rows.filter(primary))),
      east: vertex(ends(east, rows.filter(primary))),
    },
    river: whole(river),
  };
}

/** A vertex at every node and about every 45 metres between two of them. */
function draw(line: Line, vertexOf: readonly number[], net: Vertices, ground: Warp): Drawn {
  const chain: number[] = [];
  const parts: number[] = [];
  for (const [i, { part, node }] of line.marks.entries()) {
    const before = line.marks[i - 1];
    if (before !== undefined) {
      const [a, b] = [mix(line.from, line.to, before.part), mix(line.from, line.to, part)];
      const steps = Math.max(1, Math.round(distance(a, b) / 45));
      for (let k = 1; k < steps; k += 1) {
        chain.push(net.add(ground(mix(a, b, k / steps))));
        parts.push(before.part + ((part - before.part) * k) / steps);
      }
    }
    chain.push(vertexOf[node]!);
    parts.push(part);
  }
  return { chain, parts, nodes: new Set(line.marks.map(({ node }) => vertexOf[node]!)) };
}

/** A number for each course: a line that begins where another of its kind ends goes on as the same street. */
function joined(lines: readonly Line[]): number[] {
  const course = lines.map((line) => line.id);
  const root = (id: number): number => (course[id] === id ? id : root(course[id]!));
  const begins = new Map<string, number>();
  const key = (line: Line, node: number) => `${line.axis} ${line.class} ${node}`;
  for (const line of lines) if (line.class !== 'none') begins.set(key(line, line.marks[0]!.node), line.id);
  for (const line of lines) {
    const next = begins.get(key(line, line.marks.at(-1)!.node));
    if (next !== undefined && next !== line.id) course[root(next)] = root(line.id);
  }
  return lines.map((line) => root(line.id));
}
