// Who came into a fence and who left it: crossings of a track, with the doubt of each fix and a stay on the other side.
import Flatbush from 'flatbush';
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';
import { polygonsOf, toSegment } from './shapes.ts';
import { ZoneIndex } from './zone-index.ts';

export type Fix = {
  /** milliseconds */
  readonly at: number;
  readonly position: Position;
  /** metres; undefined where the device does not say */
  readonly accuracy?: number;
};
export type Crossing = {
  readonly fenceId: string;
  readonly kind: 'enter' | 'exit';
  /** of the first fix that was certainly on the other side */
  readonly at: number;
  readonly position: Position;
  /** of the fix that made it certain */
  readonly knownAt: number;
};
export type CrossingRule = {
  /** milliseconds on the other side before it counts */
  readonly dwell: number;
  /** metres, of a fix that does not tell its own */
  readonly accuracy: number;
  /** after a longer silence nobody knows where somebody was: a stay begins anew. Milliseconds */
  readonly gap: number;
};
export const CROSSING_RULE: CrossingRule = { dwell: 60_000, accuracy: 15, gap: 600_000 };

export type Fence = { readonly id: string; readonly geometry: Geometry };

/** Fences to hold tracks against; made once for any number of tracks. */
export class Fences {
  readonly #inside = new ZoneIndex();
  readonly #edges: readonly { readonly id: string; readonly a: Position; readonly b: Position }[];
  readonly #boxes: Flatbush | undefined;

  constructor(fences: Iterable<Fence>) {
    const edges: { id: string; a: Position; b: Position }[] = [];
    for (const { id, geometry } of fences) {
      this.#inside.set(id, geometry);
      for (const ring of polygonsOf(geometry).flat())
        for (let i = 0; i + 1 < ring.length; i++) edges.push({ id, a: ring[i]!, b: ring[i + 1]! });
    }
    this.#edges = edges;
    if (edges.length === 0) return;
    this.#boxes = new Flatbush(edges.length);
    for (const { a, b } of edges)
      this.#boxes.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
    this.#boxes.finish();
  }

  holding(position: Position): string[] {
    return this.#inside.at(position);
  }

  /** Fences of which the line lies within `metres`: of these nobody knows on which side of it a fix is. */
  doubtful(position: Position, metres: number): Set<string> {
    return new Set(this.near(position, metres).keys());
  }

  /** How far the line of each fence is, metres, of those within `metres`; from inside as from outside. */
  near(position: Position, metres: number): Map<string, number> {
    const [lon, lat] = position;
    const north = metres / 111_000;
    const east = north / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
    const found = new Map<string, number>();
    for (const i of this.#boxes?.search(lon - east, lat - north, lon + east, lat + north) ?? []) {
      const { id, a, b } = this.#edges[i]!;
      const away = toSegment(position, a, b);
      if (away <= metres && away < (found.get(id) ?? Number.POSITIVE_INFINITY)) found.set(id, away);
    }
    return found;
  }
}

type State = { isIn: boolean; other?: { readonly at: number; readonly position: Position } };

/**
 * One track against fences, fix by fix. A fix within its own accuracy of a line is on no side of it: it neither makes nor
 * unmakes a crossing. A crossing is made by fixes certainly on the other side for `dwell` without one certainly on this side
 * between, and dated to the first of them. So flutter on a border makes none, and neither does a single wild fix. Before the
 * first fix a track is outside all fences: whoever begins inside enters.
 */
export class Track {
  #fences: Fences;
  readonly #rule: CrossingRule;
  readonly #states = new Map<string, State>();
  #last: number | undefined;

  constructor(fences: Fences, rule: CrossingRule = CROSSING_RULE) {
    this.#fences = fences;
    this.#rule = rule;
  }

  /** Fences changed while somebody walks: where they were is remembered by id, and what is gone is left without a word. */
  replace(fences: Fences, ids: ReadonlySet<string>): void {
    this.#fences = fences;
    for (const id of [...this.#states.keys()]) if (!ids.has(id)) this.#states.delete(id);
  }

  /** ids of the fences that the track is in, by what has been crossed */
  get inside(): string[] {
    return [...this.#states].filter(([, { isIn }]) => isIn).map(([id]) => id);
  }

  /** @param fix not before the last one */
  step({ at, position, accuracy = this.#rule.accuracy }: Fix): Crossing[] {
    const states = this.#states;
    const out: Crossing[] = [];
    if (this.#last !== undefined && at - this.#last > this.#rule.gap)
      for (const state of states.values()) delete state.other;
    this.#last = at;
    const inside = new Set(this.#fences.holding(position));
    const doubtful = this.#fences.doubtful(position, accuracy);
    for (const id of inside) if (!states.has(id)) states.set(id, { isIn: false });
    for (const [id, state] of states) {
      if (doubtful.has(id)) continue;
      if (inside.has(id) === state.isIn) {
        delete state.other;
        if (!state.isIn) states.delete(id);
        continue;
      }
      state.other ??= { at, position };
      if (at - state.other.at < this.#rule.dwell) continue;
      state.isIn = !state.isIn;
      out.push({ fenceId: id, kind: state.isIn ? 'enter' : 'exit', ...state.other, knownAt: at });
      delete state.other;
    }
    return out;
  }
}

/** @param fixes in order of time */
export function crossingsOf(fixes: Iterable<Fix>, fences: Fences, rule: CrossingRule = CROSSING_RULE): Crossing[] {
  const track = new Track(fences, rule);
  return [...fixes].flatMap((fix) => track.step(fix));
}
