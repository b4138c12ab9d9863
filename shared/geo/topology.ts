// Whether closed rings make valid polygons (OGC Simple Features 6.1.11, 6.1.14): one spatial index over all segments,
// exact predicates, and a bound on the work, so that no input takes quadratic time. turf.kinks misses cases (#1896, #2627).
import Flatbush from 'flatbush';
import { type Problem, problem } from '../errors.ts';
import type { Position } from './position.ts';
import { isSpike, meet, turn } from './segments.ts';

/** A closed ring without consecutive duplicates. `source[i]` is the index of `positions[i]` in what was sent, `field` its path. */
export type Ring = { readonly positions: Position[]; readonly source: readonly number[]; readonly field: string };

// A drawing of n segments whose boxes all overlap would need n²/2 tests; real rings need a few per segment.
const MAX_TESTS = 20_000_000;

type Rings = { readonly ring: Ring; readonly polygon: number; readonly first: number; readonly isShell: boolean }[];
type Touch = { readonly segment: number; readonly other: number; readonly at: Position };

/** Exact for any simple ring: the turn at its lexicographically least vertex. */
export function isCounterClockwise(positions: readonly Position[]): boolean {
  const count = positions.length - 1;
  let least = 0;
  for (let i = 1; i < count; i++) {
    const [x, y] = positions[i] as Position;
    const [leastX, leastY] = positions[least] as Position;
    if (x < leastX || (x === leastX && y < leastY)) least = i;
  }
  const before = positions[(least + count - 1) % count] as Position;
  return turn(before, positions[least] as Position, positions[least + 1] as Position) > 0;
}

class Topology {
  readonly rings: Rings = [];
  readonly #ringOf: Uint32Array;
  readonly #index: Flatbush;
  readonly #touches: Touch[] = [];
  #tests = 0;

  constructor(polygons: readonly (readonly Ring[])[]) {
    let total = 0;
    for (const [polygon, list] of polygons.entries()) {
      for (const [index, ring] of list.entries()) {
        this.rings.push({ ring, polygon, first: total, isShell: index === 0 });
        total += ring.positions.length - 1;
      }
    }
    this.#ringOf = new Uint32Array(total);
    this.#index = new Flatbush(total);
    for (const [number, { ring, first }] of this.rings.entries()) {
      for (let i = 0; i < ring.positions.length - 1; i++) {
        this.#ringOf[first + i] = number;
        const [a, b] = [ring.positions[i] as Position, ring.positions[i + 1] as Position];
        this.#index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
      }
    }
    this.#index.finish();
  }

  check(): Problem | undefined {
    return this.#crossings() ?? this.#cuts() ?? this.#nesting() ?? this.#sides();
  }

  #of(segment: number) {
    return this.rings[this.#ringOf[segment] ?? 0] as Rings[number];
  }

  #ends(segment: number): [Position, Position] {
    const { ring, first } = this.#of(segment);
    return [ring.positions[segment - first] as Position, ring.positions[segment - first + 1] as Position];
  }

  #problem(rule: string, segment: number, at?: Position): Problem {
    const { ring, first } = this.#of(segment);
    const vertex = ring.source[segment - first] ?? 0;
    const place = at ?? ring.positions[segment - first];
    return problem('bad-geometry', `${rule}, near vertex ${vertex} at [${place}]`, `${ring.field}.${vertex}`);
  }

  /** Every pair of segments whose boxes meet, once. */
  #crossings(): Problem | undefined {
    let found: Problem | undefined;
    for (let segment = 0; segment < this.#ringOf.length; segment++) {
      const [a, b] = this.#ends(segment);
      const box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] as const;
      this.#index.collides(...box, (other) => {
        if (other <= segment) return false;
        found = ++this.#tests > MAX_TESTS ? this.#problem('too tangled to check', segment) : this.#pair(segment, other);
        return found !== undefined;
      });
      if (found) return found;
    }
    return undefined;
  }

  #pair(segment: number, other: number): Problem | undefined {
    const [a, b] = this.#ends(segment);
    const [c, d] = this.#ends(other);
    const mine = this.#of(segment);
    const theirs = this.#of(other);
    if (mine === theirs) {
      const last = mine.first + mine.ring.positions.length - 2;
      if (other === segment + 1 || (segment === mine.first && other === last)) {
        const spike = other === segment + 1 ? isSpike(a, b, d) : isSpike(c, d, b);
        return spike ? this.#problem('the ring turns back on itself (a spike)', other) : undefined;
      }
      const { how } = meet(a, b, c, d);
      if (how === 'apart') return undefined;
      return this.#problem(how === 'touch' ? 'the ring touches itself' : 'the ring crosses itself', segment);
    }
    const meeting = meet(a, b, c, d);
    if (meeting.how === 'apart') return undefined;
    if (meeting.how === 'touch') {
      this.#touches.push({ segment, other, at: meeting.at });
      return undefined;
    }
    const who = mine.polygon === theirs.polygon ? 'two rings of one polygon' : 'two parts of the geometry';
    return this.#problem(`${who} ${meeting.how === 'cross' ? 'cross' : 'share an edge'}`, segment);
  }

  /** Rings of one polygon may touch, but a closed chain of touches cuts its inside in two: a cycle in the graph of rings and points. */
  #cuts(): Problem | undefined {
    const parent = new Map<string, string>();
    const root = (node: string): string => {
      let at = node;
      for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
      return at;
    };
    const joined = new Set<string>();
    for (const { segment, other, at } of this.#touches) {
      const polygon = this.#of(segment).polygon;
      if (polygon !== this.#of(other).polygon) continue;
      const point = `${polygon}:${at}`;
      for (const ring of [String(this.#ringOf[segment]), String(this.#ringOf[other])]) {
        if (joined.has(`${ring}@${point}`)) continue;
        joined.add(`${ring}@${point}`);
        const [left, right] = [root(ring), root(point)];
        if (left === right) return this.#problem('rings touch so that they cut the inside of the polygon', segment, at);
        parent.set(left, right);
      }
    }
    return undefined;
  }

  /** Rings that hold the point inside, by a ray to the east. The point must not lie on a ring that matters. */
  #holders(point: Position): Set<number> {
    const inside = new Set<number>();
    this.#index.collides(point[0], point[1], 180, point[1], (segment) => {
      this.#tests++;
      const [a, b] = this.#ends(segment);
      if (a[1] > point[1] === b[1] > point[1]) return false;
      const side = b[1] > a[1] ? turn(a, b, point) : turn(b, a, point);
      const ring = this.#ringOf[segment] ?? 0;
      if (side > 0 && !inside.delete(ring)) inside.add(ring);
      return this.#tests > 4 * MAX_TESTS;
    });
    return inside;
  }

  /** After #crossings, a ring lies on one side of any ring it touches at most once; one of its points tells which. */
  #nesting(): Problem | undefined {
    if (this.rings.length < 2) return undefined;
    const touched = new Set(this.#touches.map(({ at }) => String(at)));
    for (const [number, { ring, polygon, first, isShell }] of this.rings.entries()) {
      const free = ring.positions.findIndex((position) => !touched.has(String(position)));
      const [a, b] = this.#ends(first);
      const holders = this.#holders(
        free < 0 ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : (ring.positions[free] as Position),
      );
      holders.delete(number);
      if (this.#tests > 4 * MAX_TESTS) return this.#problem('too tangled to check', first);
      if (isShell) {
        if (this.#isCovered(holders, polygon)) return this.#problem('two parts of the geometry overlap', first);
        continue;
      }
      const own = [...holders].map((holder) => this.rings[holder]).filter((holder) => holder?.polygon === polygon);
      if (!own.some((holder) => holder?.isShell)) return this.#problem('the hole lies outside its shell', first);
      if (own.length > 1) return this.#problem('the hole lies inside another hole', first);
    }
    return undefined;
  }

  /** Whether a point with these holders lies inside any polygon but its own. */
  #isCovered(holders: ReadonlySet<number>, own: number, only?: number): boolean {
    const depth = new Map<number, number>();
    for (const holder of holders) {
      const { polygon, isShell } = this.rings[holder] as Rings[number];
      depth.set(polygon, (depth.get(polygon) ?? 0) + (isShell ? 1 : -1));
    }
    return [...depth].some(([polygon, net]) => polygon !== own && net > 0 && (only === undefined || polygon === only));
  }

  /** Parts may touch at many points; between two touches each stays on one side of the other, so each stretch is asked once. */
  #sides(): Problem | undefined {
    const stretches = new Map<string, { segment: number; polygon: number; stops: Position[] }>();
    for (const { segment, other, at } of this.#touches) {
      for (const [mine, theirs] of [[segment, other] as const, [other, segment] as const]) {
        const polygon = this.#of(theirs).polygon;
        if (this.#of(mine).polygon === polygon) continue;
        const key = `${mine}:${polygon}`;
        const entry = stretches.get(key) ?? { segment: mine, polygon, stops: this.#ends(mine) };
        entry.stops.push(at);
        stretches.set(key, entry);
      }
    }
    for (const { segment, polygon, stops } of stretches.values()) {
      stops.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
      for (const [i, stop] of stops.entries()) {
        const next = stops[i + 1];
        if (!next || (next[0] === stop[0] && next[1] === stop[1])) continue;
        const holders = this.#holders([(stop[0] + next[0]) / 2, (stop[1] + next[1]) / 2]);
        if (this.#tests > 4 * MAX_TESTS) return this.#problem('too tangled to check', segment);
        if (this.#isCovered(holders, this.#of(segment).polygon, polygon)) {
          return this.#problem('two parts of the geometry overlap', segment);
        }
      }
    }
    return undefined;
  }
}

/**
 * @param polygons each a shell and its holes, closed, at least 4 positions, no consecutive duplicates, degrees
 * @returns the first rule broken, as `bad-geometry` naming rule, vertex and coordinate; undefined when valid
 */
export const checkTopology = (polygons: readonly (readonly Ring[])[]): Problem | undefined =>
  new Topology(polygons).check();
