// Step 8 of a fence: where ways lead through its line: gates that are there, leaks that nobody guards, the emergency route.
import Flatbush from 'flatbush';
import { distance } from '../../geo/distance.ts';
import { isInside } from '../../geo/inside.ts';
import { NearestIndex } from '../../geo/nearest.ts';
import type { Position } from '../../geo/position.ts';
import { meet, turn } from '../../geo/segments.ts';
import { type Box, boxOf, type Polygons, toSegment } from '../../geo/shapes.ts';
import type { GATE_STATES } from '../../subject/road.ts';
import { type Ground, type GroundGate, type GroundRoad, linesOf } from './ground.ts';

export type FenceGate = {
  readonly position: Position;
  /** of the gate that stands there; to be set where none is registered */
  readonly state: (typeof GATE_STATES)[number];
  readonly gateId?: string;
  readonly roadId?: string;
};
/** A way through the line where no gate stands. */
export type Leak = { readonly position: Position; readonly roadId: string; readonly drive: boolean };
export type Openings = { readonly gates: readonly FenceGate[]; readonly leaks: readonly Leak[] };

/** A gate belongs to a crossing this near; two crossings this near are one post. Metres. */
const AT_GATE = 20;
const SAME_POST = 15;
/** A way that keeps this close to the line runs along it. Metres. */
const ALONG = 1.5;

/** All openings of a fence, in order of position. A gate without a way that we know is listed where it stands on the line. */
export function openingsOf(fence: Polygons, ground: Ground): Openings {
  const line = new Line(fence);
  const box = boxOf(fence);
  const crossings = ground
    .roadsNear(box)
    .filter(({ walk, drive }) => walk || drive)
    .flatMap((road) => line.crossedBy(road).map((position) => ({ position, road })))
    .sort((a, b) => byPosition(a.position, b.position) || (a.road.id < b.road.id ? -1 : 1));
  const nearBox = ({ position: [x, y] }: GroundGate): boolean =>
    x >= box[0] - 0.001 && x <= box[2] + 0.001 && y >= box[1] - 0.001 && y <= box[3] + 0.001;
  const standing = [...ground.gates].filter(nearBox).sort((a, b) => (a.id < b.id ? -1 : 1));

  const posts = new NearestIndex(standing.map(({ position }) => [position[0], position[1]]));

  const gates = new Map<string, FenceGate>();
  const leaks: Leak[] = [];
  for (const { position, road } of crossings) {
    const [nearest] = posts.nearest(position, 1);
    const gate = nearest === undefined || nearest.metres > AT_GATE ? undefined : standing[nearest.index];
    if (gate !== undefined) {
      const { id, state, position: at } = gate;
      if (!gates.has(id)) gates.set(id, { position: [at[0], at[1]], state, gateId: id, roadId: road.id });
    } else {
      const known = samePost(leaks, position);
      if (known === -1) leaks.push({ position, roadId: road.id, drive: road.drive });
      else if (road.drive && !leaks[known]!.drive) leaks[known] = { ...leaks[known]!, roadId: road.id, drive: true };
    }
  }
  for (const { id, state, position } of standing) {
    const at: Position = [position[0], position[1]];
    if (!gates.has(id) && line.distanceTo(at) <= AT_GATE / 4) gates.set(id, { position: at, state, gateId: id });
  }
  return { gates: [...gates.values()].sort((a, b) => byPosition(a.position, b.position)), leaks };
}

/**
 * A fence needs one way that a fire engine or an ambulance can take (domain.md 5.3 safeguards, 6.7 step 9 c).
 * @returns whether one is left: a drivable opening that is not blocked. A fence that no drivable way enters blocks none.
 */
export function hasEmergencyRoute({ gates, leaks }: Openings, ground: Ground): boolean {
  const driven = gates.filter(({ roadId }) => roadId === undefined || ground.road(roadId)?.drive === true);
  if (leaks.some(({ drive }) => drive)) return true;
  return driven.length === 0 ? gates.length === 0 || gates.some(isOpen) : driven.some(isOpen);
}
const isOpen = ({ state }: FenceGate): boolean => state !== 'blocked';

/** Which of the leaks found so far is one post with a crossing. They come in order of longitude. @returns -1: none */
function samePost(leaks: readonly Leak[], position: Position): number {
  for (let i = leaks.length - 1; i >= 0; i--) {
    const { position: known } = leaks[i]!;
    if (distance(known, position) <= SAME_POST) return i;
    if (distance([known[0], position[1]], position) > SAME_POST) return -1;
  }
  return -1;
}

const byPosition = (a: Position, b: Position): number => a[0] - b[0] || a[1] - b[1];

/** The line of a fence, asked where ways cross it. */
class Line {
  readonly #pieces: Polygons;
  readonly #shells: Flatbush | undefined;
  readonly #rings: readonly (readonly Position[])[];
  readonly #index: Flatbush | undefined;

  constructor(fence: Polygons) {
    this.#pieces = fence;
    this.#shells = boxesOf(fence.map((rings) => boxOf([rings])));
    this.#rings = fence.flat();
    this.#index = boxesOf(this.#rings.map((ring) => boxOf([[ring]])));
  }

  #ringsNear(west: number, south: number, east: number, north: number): (readonly Position[])[] {
    return (this.#index?.search(west, south, east, north) ?? []).sort((a, b) => a - b).map((i) => this.#rings[i]!);
  }

  crossedBy({ geometry }: GroundRoad): Position[] {
    const found: Position[] = [];
    for (const way of linesOf(geometry)) {
      // A way along the line is neither in nor out. It may come from one side and leave to the other all the same.
      let run: { readonly at: Position; readonly isFromInside: boolean } | undefined;
      for (let i = 0; i + 1 < way.length; i++) {
        const a = way[i]!;
        const b = way[i + 1]!;
        if (a[0] === b[0] && a[1] === b[1]) continue;
        const shares = this.#meetings(a, b).sort((x, y) => x - y);
        if (shares.length === 0 && run === undefined) continue;
        if (this.#runsAlong(a, b)) {
          if (shares.length > 0) run ??= { at: at(a, b, shares[0]!), isFromInside: this.#isInsideBefore(way, i) };
          continue;
        }
        const stops = [0, ...shares, 1];
        // A crossing is where the way is inside on one side of the line and not on the other.
        const isIn = stops.slice(1).map((stop, k) => stop > stops[k]! && this.#holds(at(a, b, (stop + stops[k]!) / 2)));
        const goesIn = isIn[stops.findIndex((stop) => stop > 0) - 1] === true;
        if (run !== undefined && run.isFromInside !== goesIn) found.push(run.at);
        run = undefined;
        for (const [k, share] of shares.entries())
          if (isIn[k] !== isIn[k + 1] && (share > 0 || isIn[k + 1]) && (share < 1 || isIn[k]))
            found.push(at(a, b, share));
      }
      if (run !== undefined && run.isFromInside !== this.#isInsideAtEnd(way, -1)) found.push(run.at);
    }
    return found;
  }

  /** On which side a way was before the stretch `i`, with which it comes to run along the line. */
  #isInsideBefore(way: readonly Position[], i: number): boolean {
    for (let k = i - 1; k >= 0; k--) {
      const [a, b] = [way[k]!, way[k + 1]!];
      if ((a[0] === b[0] && a[1] === b[1]) || this.#runsAlong(a, b)) continue;
      const last = Math.max(0, ...this.#meetings(a, b).filter((share) => share < 1));
      return this.#holds(at(a, b, (last + 1) / 2));
    }
    return this.#isInsideAtEnd(way, 0);
  }

  /** On which side a way begins (0) or ends (-1); on the line itself it is outside, where another may go on from it. */
  #isInsideAtEnd(way: readonly Position[], end: 0 | -1): boolean {
    const b = way.at(end)!;
    const a = (end === 0 ? way : way.toReversed()).find(([x, y]) => x !== b[0] || y !== b[1]);
    if (a === undefined) return false;
    const last = Math.max(0, ...this.#meetings(a, b));
    return last < 1 && this.#holds(at(a, b, (last + 1) / 2));
  }

  distanceTo(point: Position): number {
    let least = Number.POSITIVE_INFINITY;
    const slack = 0.001; // about 100 m: nobody asks about farther ones
    for (const ring of this.#ringsNear(point[0] - slack, point[1] - slack, point[0] + slack, point[1] + slack)) {
      for (let i = 0; i + 1 < ring.length; i++) least = Math.min(least, toSegment(point, ring[i]!, ring[i + 1]!));
    }
    return least;
  }

  #holds(point: Position): boolean {
    const [x, y] = point;
    const isIn = (i: number): boolean =>
      isInside(point, { type: 'Polygon', coordinates: this.#pieces[i] as Position[][] });
    return this.#shells?.search(x, y, x, y).some(isIn) ?? false;
  }

  #runsAlong(a: Position, b: Position): boolean {
    return [0, 0.5, 1].every((share) => this.distanceTo(at(a, b, share)) <= ALONG);
  }

  /** Where along a-b, 0 to 1, the line is met. */
  #meetings(a: Position, b: Position): number[] {
    const shares: number[] = [];
    const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    for (const ring of this.#ringsNear(west, south, east, north)) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const c = ring[i]!;
        const d = ring[i + 1]!;
        if ((c[0] > east && d[0] > east) || (c[0] < west && d[0] < west)) continue;
        if ((c[1] > north && d[1] > north) || (c[1] < south && d[1] < south)) continue;
        const met = meet(a, b, c, d);
        if (met.how === 'touch') shares.push(shareOf(a, b, met.at));
        if (met.how === 'cross') {
          const [left, right] = [turn(c, d, a), turn(c, d, b)];
          shares.push(left / (left - right));
        }
      }
    }
    return [...new Set(shares)];
  }
}

function boxesOf(boxes: readonly Box[]): Flatbush | undefined {
  if (boxes.length === 0) return undefined;
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  return index;
}

const at = (a: Position, b: Position, share: number): Position => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];
const shareOf = (a: Position, b: Position, point: Position): number => {
  const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
  return Math.min(1, Math.max(0, (point[axis] - a[axis]) / (b[axis] - a[axis])));
};
