// Things that have no place of their own (boxes, transfers, disinfections, tasks): one small badge per kind at the site,
// gate or area they belong to, with how many are open there. Finished ones leave the map and stay in the lists.
import type { BoxEntity } from '#shared/subject/box.ts';
import type { Disinfection } from '#shared/subject/disinfection.ts';
import type { Task } from '#shared/subject/task.ts';
import type { TransferEntity } from '#shared/subject/transfer.ts';
import { iconKey } from '../ui/symbols/keys.ts';
import type { Row } from './point-table.ts';

export const BADGE_LAYERS = ['boxes', 'transfers', 'disinfections', 'tasks'] as const;
export type BadgeLayer = (typeof BADGE_LAYERS)[number];
export type Place = `${'sites' | 'gates' | 'areas'}/${string}`;

type Badged = { boxes: BoxEntity; transfers: TransferEntity; disinfections: Disinfection; tasks: Task };

const at = (layer: 'sites' | 'gates' | 'areas', id: string | undefined): Place | undefined =>
  id === undefined ? undefined : `${layer}/${id}`;

/** Where an open thing belongs; undefined when it is finished or nobody said where. */
export const PLACE_OF: { readonly [L in BadgeLayer]: (thing: Badged[L]) => Place | undefined } = {
  boxes: (box) => (box.status === 'received' ? undefined : at('sites', box.siteId)),
  transfers: (transfer) => (transfer.status === 'admitted' ? undefined : at('sites', transfer.siteId)),
  disinfections: (job) => (job.status === 'verified' ? undefined : at('areas', job.areaId ?? job.placeId)),
  tasks: (task) =>
    task.status === 'verified' || task.status === 'recalled'
      ? undefined
      : (at('gates', task.gateId) ?? at('sites', task.siteId) ?? at('areas', task.areaId)),
};

/** Each kind has its own corner of the symbol it stands at, so that four of them can be there at once. */
const CORNER: { readonly [L in BadgeLayer]: readonly [dx: number, dy: number] } = {
  boxes: [19, -10],
  transfers: [19, 10],
  disinfections: [-19, -10],
  tasks: [-19, 10],
};

/** At an area they stand in a row above its name, which is where the area's point is. */
const ABOVE: { readonly [L in BadgeLayer]: readonly [dx: number, dy: number] } = {
  boxes: [-27, -20],
  transfers: [-9, -20],
  disinfections: [9, -20],
  tasks: [27, -20],
};

/** @param position degrees, of the site, the gate or the label of the area */
export function badgeRow(layer: BadgeLayer, place: Place, position: readonly [number, number], count: number): Row {
  const [longitude, latitude] = position;
  const [dx, dy] = (place.startsWith('areas/') ? ABOVE : CORNER)[layer];
  return { longitude, latitude, size: 16, icon: iconKey(layer, { count }), color: [255, 255, 255, 255], dx, dy };
}

/** Who is where: the open things of every place, kept up to date one thing at a time. */
export class Badges {
  readonly #where = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();
  readonly #touched = new Set<string>();

  static key(layer: BadgeLayer, place: Place): string {
    return `${layer}|${place}`;
  }

  /** Moves one thing to a place, or off the map. */
  set(layer: BadgeLayer, id: string, place: Place | undefined): void {
    const before = this.#where.get(`${layer}/${id}`);
    const after = place === undefined ? undefined : Badges.key(layer, place);
    if (before === after) return;
    if (before !== undefined) {
      this.#members.get(before)?.delete(id);
      this.#where.delete(`${layer}/${id}`);
      this.#touched.add(before);
    }
    if (after === undefined) return;
    const members = this.#members.get(after) ?? new Set<string>();
    this.#members.set(after, members.add(id));
    this.#where.set(`${layer}/${id}`, after);
    this.#touched.add(after);
  }

  /** The place itself moved or went: its badges follow. */
  touch(place: Place): void {
    for (const layer of BADGE_LAYERS) {
      const key = Badges.key(layer, place);
      if (this.#members.has(key)) this.#touched.add(key);
    }
  }

  /** The badges to draw again since the last call. */
  takeTouched(): { key: string; layer: BadgeLayer; place: Place; count: number }[] {
    const touched = [...this.#touched].map((key) => {
      const bar = key.indexOf('|');
      const count = this.#members.get(key)?.size ?? 0;
      if (count === 0) this.#members.delete(key);
      return { key, layer: key.slice(0, bar) as BadgeLayer, place: key.slice(bar + 1) as Place, count };
    });
    this.#touched.clear();
    return touched;
  }

  /** The things behind a badge, in the order in which they came. */
  members(key: string): readonly string[] {
    return [...(this.#members.get(key) ?? [])];
  }

  clear(): void {
    this.#where.clear();
    this.#members.clear();
    this.#touched.clear();
  }
}
