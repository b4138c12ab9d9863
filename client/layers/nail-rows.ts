// Nails: a pin on each zone that has nail items, with the count of its positives.
import type { Zone } from '#shared/subject/zone.ts';
import { iconKey } from '../ui/symbols/keys.ts';
import { mercatorX, mercatorY, type PointTable, type Row } from './point-table.ts';
import type { Polygons } from './polygons.ts';
import { contains, extent } from './polygons.ts';
import { symbolScale } from './sizes.ts';

/**
 * @param position the label point of the zone, degrees
 * @param count undefined for a reader who may not know: the pin stays without a number, never with a 0
 */
export function nailRow(position: readonly [number, number], count: number | undefined): Row {
  const [longitude, latitude] = position;
  return { longitude, latitude, size: 42, icon: iconKey('nail', { count }), color: [255, 255, 255, 255] };
}

const TILE = 512; // CSS pixels of the world at zoom 0
/** A district on one screen, where pins of neighbouring compounds meet. Zoom */
const FAR = 10.25;
/** Of a pin's head, CSS pixels before the scale; and how far one may lean from its place. */
const HEAD = 30;
const LEAN = 16;

/**
 * Pins whose heads would lie over one another stand beside each other: a count that another pin covers cannot be read.
 * @param pins by zone @returns the offset of each that has one, CSS pixels to the right before the scale
 */
export function leaning(pins: ReadonlyMap<string, Row>): ReadonlyMap<string, number> {
  const world = (TILE * 2 ** FAR) / symbolScale(FAR);
  const places = [...pins].map(([id, { longitude, latitude }]) => ({
    id,
    x: mercatorX(longitude) * world,
    y: mercatorY(latitude) * world,
    lean: 0,
  }));
  places.sort((a, b) => a.x - b.x || (a.id < b.id ? -1 : 1));
  for (let turn = 0; turn < 4; turn += 1) {
    for (const [i, west] of places.entries()) {
      for (const east of places.slice(i + 1)) {
        const apart = east.x + east.lean - west.x - west.lean;
        if (apart >= HEAD || Math.abs(east.y - west.y) >= HEAD) continue;
        west.lean = Math.max(-LEAN, west.lean - (HEAD - apart) / 2);
        east.lean = Math.min(LEAN, east.lean + (HEAD - apart) / 2);
      }
    }
  }
  return new Map(places.flatMap(({ id, lean }) => (lean === 0 ? [] : [[id, lean] as const])));
}

/**
 * The cases the order names, and those whose dots lie inside: who was found there since is one of its positives too.
 * @param masked of the reader's cases: where those are is not known to him, nor then how many lie inside
 * @returns ids; undefined when it cannot be told
 */
export function positivesOf(
  zone: Zone,
  polygons: Polygons,
  cases: PointTable,
  masked: PointTable,
): ReadonlySet<string> | undefined {
  const found = new Set(zone.caseIds);
  // Nobody pins a place without positives: none to be seen here means that this reader is not shown them.
  if (masked.entities > 0) return found.size === 0 ? undefined : found;
  const [west, south, east, north] = extent(polygons);
  for (let row = 0; row < cases.length; row += 1) {
    if (cases.size[row] === 0) continue;
    const longitude = cases.position[2 * row] as number;
    const latitude = cases.position[2 * row + 1] as number;
    if (longitude < west || longitude > east || latitude < south || latitude > north) continue;
    const id = cases.idAt(row);
    if (id !== undefined && contains(polygons, longitude, latitude)) found.add(id);
  }
  return found.size === 0 ? undefined : found;
}

/** The cases that pins stand for: the same set until another case is among them. */
export class PinnedCases {
  #all: ReadonlySet<string> = new Set();
  readonly #ofZone = new Map<string, ReadonlySet<string>>();

  get all(): ReadonlySet<string> {
    return this.#all;
  }

  /** @param cases undefined where no pin stands, or nobody knows what it counts */
  set(zone: string, cases: ReadonlySet<string> | undefined): void {
    if (cases === undefined) this.#ofZone.delete(zone);
    else this.#ofZone.set(zone, cases);
    const all = new Set([...this.#ofZone.values()].flatMap((each) => [...each]));
    if (all.size !== this.#all.size || [...all].some((id) => !this.#all.has(id))) this.#all = all;
  }

  clear(): void {
    this.#ofZone.clear();
    this.#all = new Set();
  }
}
