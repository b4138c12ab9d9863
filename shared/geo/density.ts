// Groups of places that lie close together (DBSCAN), in time near linear in their number, whatever order they come in.
import { distance, MEAN_RADIUS } from './distance.ts';
import type { Position } from './position.ts';

const METRES_PER_DEGREE = (Math.PI / 180) * MEAN_RADIUS;

/**
 * DBSCAN (Ester, Kriegel, Sander, Xu 1996) by great circle. A place is core when `isCore` says so of the places within
 * `epsilon` of it, itself included; core places within epsilon of each other are one group; a place that is near a core one
 * but not core itself belongs to every group that reaches it. (The paper gives it to the first that finds it: then a group
 * could lose a place by the arrival of another, and a fence would shrink as evidence grows.)
 * @param epsilon metres, under 100 km
 * @returns groups of indices, ascending, in order of their least core index; places in no group are in none
 */
export function densityGroups(
  places: readonly Position[],
  epsilon: number,
  isCore: (neighbours: readonly number[]) => boolean,
): number[][] {
  const lattice = new Lattice(places, epsilon);
  const neighbours = places.map((_, i) => lattice.near(i));
  const core = neighbours.map((near) => isCore(near));
  const groupOf = new Int32Array(places.length).fill(-1);
  const groups: number[][] = [];
  for (let start = 0; start < places.length; start++) {
    if (!core[start] || groupOf[start] !== -1) continue;
    const number = groups.length;
    const members = new Set<number>([start]);
    const open = [start];
    groupOf[start] = number;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of neighbours[at]!) {
        members.add(next);
        if (!core[next] || groupOf[next] !== -1) continue;
        groupOf[next] = number;
        open.push(next);
      }
    }
    groups.push([...members].sort((a, b) => a - b));
  }
  return groups;
}

/** Places by rows of one epsilon of latitude, columns of one epsilon at the row's latitude. */
class Lattice {
  readonly #places: readonly Position[];
  readonly #epsilon: number;
  readonly #height: number;
  readonly #rows = new Map<number, Map<number, number[]>>();

  constructor(places: readonly Position[], epsilon: number) {
    this.#places = places;
    this.#epsilon = epsilon;
    this.#height = epsilon / METRES_PER_DEGREE;
    for (const [i, [lon, lat]] of places.entries()) {
      const row = Math.floor(lat / this.#height);
      const column = Math.floor(lon / this.#width(row));
      let columns = this.#rows.get(row);
      if (columns === undefined) {
        columns = new Map();
        this.#rows.set(row, columns);
      }
      const cell = columns.get(column);
      if (cell === undefined) columns.set(column, [i]);
      else cell.push(i);
    }
  }

  /** Degrees of longitude in a column: epsilon where the row is narrowest, so that two columns beside one hold all near it. */
  #width(row: number): number {
    const farthest = Math.min(89.9, Math.max(Math.abs(row), Math.abs(row + 1)) * this.#height);
    return this.#height / Math.cos((farthest * Math.PI) / 180);
  }

  near(i: number): number[] {
    const place = this.#places[i]!;
    const [lon, lat] = place;
    const row = Math.floor(lat / this.#height);
    const found: number[] = [];
    for (let r = row - 1; r <= row + 1; r++) {
      const columns = this.#rows.get(r);
      if (columns === undefined) continue;
      const width = this.#width(r);
      // The reach in longitude is that of the widest of the three rows; over the antimeridian the same place has two names.
      const reach = Math.max(this.#width(row - 1), this.#width(row), this.#width(row + 1));
      const middles = lon - reach < -180 ? [lon, lon + 360] : lon + reach > 180 ? [lon, lon - 360] : [lon];
      for (const middle of middles) {
        for (let c = Math.floor((middle - reach) / width); c <= Math.floor((middle + reach) / width); c++) {
          for (const other of columns.get(c) ?? [])
            if (distance(place, this.#places[other]!) <= this.#epsilon) found.push(other);
        }
      }
    }
    return found;
  }
}
