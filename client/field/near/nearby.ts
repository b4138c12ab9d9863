// What is near, on the phone itself and so without a network too: posts, sites and open tasks in walking order.
import { bearing, distance } from '#shared/geo/distance.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import type { Site } from '#shared/subject/site.ts';
import { hasOwnPlace, middleOf, placeOf } from '../../ui/place-of.ts';

export const NEAR_KINDS = ['checkpoint', 'testing', 'quarantine', 'task', 'clinic', 'laboratory', 'depot'] as const;
export type NearKind = (typeof NEAR_KINDS)[number];

export type Near = {
  /** layer/id */
  readonly key: string;
  readonly kind: NearKind;
  /** WGS-84; undefined for what is known by its address alone */
  readonly position?: Position;
  /** metres by great circle, and degrees clockwise from north; undefined without a position or a start */
  readonly metres?: number;
  readonly bearing?: number;
} & (
  | { readonly layer: 'checkpoints'; readonly entity: Entities['checkpoints'] }
  | { readonly layer: 'sites'; readonly entity: Entities['sites'] }
  | { readonly layer: 'tasks'; readonly entity: Entities['tasks'] }
);

const OPEN_TASKS: ReadonlySet<Entities['tasks']['status']> = new Set(['assigned', 'received']);

/** Nearest first; of the same distance in order of key; what has no position comes last. @param from WGS-84 */
export function nearby(copy: Situation, from: Position | undefined, kind?: NearKind): Near[] {
  const found: Near[] = [];
  const wants = (one: NearKind) => kind === undefined || kind === one;
  if (wants('checkpoint'))
    for (const entity of copy.all('checkpoints').values())
      found.push({ key: `checkpoints/${entity.id}`, kind: 'checkpoint', layer: 'checkpoints', entity });
  for (const entity of copy.all('sites').values())
    if (wants(entity.type)) found.push({ key: `sites/${entity.id}`, kind: entity.type, layer: 'sites', entity });
  if (wants('task'))
    for (const entity of copy.all('tasks').values())
      if (OPEN_TASKS.has(entity.status))
        found.push({ key: `tasks/${entity.id}`, kind: 'task', layer: 'tasks', entity });
  return found.map((near) => measured(near, positionOf(copy, near), from)).sort(byDistance);
}

function positionOf(copy: Situation, { layer, entity }: Near): Position | undefined {
  if (layer !== 'tasks') return hasOwnPlace(entity) ? entity.position : undefined;
  const place = placeOf(copy, 'tasks', entity.id);
  return place === undefined ? undefined : middleOf(place);
}

function measured(near: Near, position: Position | undefined, from: Position | undefined): Near {
  if (position === undefined) return near;
  if (from === undefined) return { ...near, position };
  return { ...near, position, metres: distance(from, position), bearing: bearing(from, position) };
}

const byDistance = (a: Near, b: Near): number =>
  (a.metres ?? Number.POSITIVE_INFINITY) - (b.metres ?? Number.POSITIVE_INFINITY) ||
  (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Metres of street for each of the straight line, and metres a minute of somebody who carries something. */
const DETOUR = 1.3;
const PACE = 75;
/** Minutes on foot; a guess, and said as one. */
export const walkingMinutes = (metres: number): number => Math.max(1, Math.round((metres * DETOUR) / PACE));

/** Whom one meets there now: all departments on duty at a post at a moment. @returns undefined where nobody registered */
export function staffAt(copy: Situation, id: string, now: number): number | undefined {
  let staff: number | undefined;
  for (const duty of copy.all('duties').values()) {
    if ((duty.checkpointId ?? duty.siteId ?? duty.gateId) !== id) continue;
    if (Date.parse(duty.from) <= now && now < Date.parse(duty.to)) staff = (staff ?? 0) + duty.staff;
  }
  return staff;
}

/** Whether a testing point takes people now, as far as it says: words are not read. */
export const isOpen = ({ open }: Pick<Site, 'open'>): boolean | undefined =>
  typeof open === 'boolean' ? open : undefined;
