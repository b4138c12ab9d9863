// What was ordered for a zone that has ended, or for the part of it that was released, and that nobody recalled: people still
// stand there. Pure, over the copy.
import { isInForce } from '#shared/domain/zone/level.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import { boxOf, type Polygons, polygonsOf, toSegment } from '#shared/geo/shapes.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { zoneOutline } from '../../../layers/zone-outline.ts';
import { crossingsOf } from '../../../ui/crossing-gate.ts';
import type { HeldShown } from './answers.ts';
import { POST } from './openings.ts';

type Zone = Entities['zones'];
type Task = Entities['tasks'];

/** A gate this near to the line of another zone is that one's too; metres (shared/domain/fence/gates.ts). */
const AT_GATE = 20;
/** More than that in degrees, this side of the polar circles. */
const NEAR = 0.0005;
const STANDS: ReadonlySet<Task['status']> = new Set<Task['status']>(['assigned', 'received']);

export type PostsLeft = {
  /** to be recalled, in order of id */
  readonly open: readonly Task[];
  /** how many stay because another zone in force has its line there */
  readonly needed: number;
  /** what else was ordered inside, in order of id: each to be decided by itself, since some of it is wanted all the same */
  readonly others: readonly Task[];
};
const NOTHING: PostsLeft = { open: [], needed: 0, others: [] };

export const isOver = ({ status }: Zone): boolean => status === 'released' || status === 'cancelled';

/** Whether a part of the zone went before the whole did. Undefined where this reader sees no steps. */
export function wasReleasedInPart(zone: Zone): boolean {
  const steps = (zone.steps as Zone['steps'] | undefined) ?? [];
  const isWhole = zone.status === 'released' && steps.at(-1)?.kind === 'zone.released';
  return steps.filter(({ kind }) => kind === 'zone.released').length > (isWhole ? 1 : 0);
}

type Said = { readonly kind: string; readonly data: Readonly<Record<string, unknown>> };
/** Areas that were released one by one and that the zone does not hold again. @param history of the zone, in any order */
export function freedOf(zone: Zone, history: readonly Said[]): string[] {
  const held = new Set(isOver(zone) ? [] : zone.areaIds);
  const freed = history.flatMap(({ kind, data }) =>
    kind === 'zone.released' ? ((data.areaIds as string[]) ?? []) : [],
  );
  return [...new Set(freed)].filter((id) => !held.has(id));
}

/**
 * @param held of the zone as it stands; of one that has ended, as it stood last
 * @param freed areas that were released before the whole was
 * @param now ms since 1970, in the time the situation lives in
 */
export function postsLeft(
  zone: Zone,
  held: HeldShown,
  freed: readonly string[],
  copy: Situation,
  now: number,
): PostsLeft {
  if (!isOver(zone) && freed.length === 0) return NOTHING;
  const standing = [...copy.all('tasks').values()]
    .filter(({ status }) => STANDS.has(status))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (standing.length === 0) return NOTHING;
  const isOurs = ours(zone, held, freed, copy);
  const posts = standing.filter(({ type, gateId }) => type === POST && gateId !== undefined && isOurs(gateId));
  const at = ({ gateId = '' }: Task) => copy.get('gates', gateId)?.position;
  const isNeeded = linesInForce(
    zone,
    copy,
    now,
    posts.map(at).filter((place) => place !== undefined),
  );
  const open = posts.filter((post) => {
    const place = at(post);
    return place === undefined || !isNeeded(place);
  });
  const isFree = freeAreas(zone, freed, copy, now);
  return {
    open,
    needed: posts.length - open.length,
    others: standing.filter(({ type, areaId }) => type !== POST && areaId !== undefined && isFree(areaId)),
  };
}

/** Which gates are those of the zone that has ended, or of the part that was released and of no line that it still has. */
function ours(zone: Zone, { gates }: HeldShown, freed: readonly string[], copy: Situation): (id: string) => boolean {
  const made = crossingsOf(zone.id);
  const onLine = new Set(gates.flatMap(({ gateId }) => gateId ?? []));
  const ground = freed.map((id) => copy.get('areas', id)?.geometry).filter((geometry) => geometry !== undefined);
  const isFreed = (id: string): boolean => {
    const at = copy.get('gates', id)?.position;
    return at !== undefined && ground.some((shape) => isInside(at, shape) || isOn(polygonsOf(shape), at));
  };
  if (isOver(zone)) return (id) => onLine.has(id) || id.startsWith(made) || isFreed(id);
  const line = lineOf(zone, copy);
  // What the server counted may be a moment old: a crossing that has become a gate since is seen by where it is.
  const isNeeded = (id: string): boolean => {
    const at = copy.get('gates', id)?.position;
    return onLine.has(id) || (at !== undefined && isOn(line, at));
  };
  return (id) => (id.startsWith(made) || isFreed(id)) && !isNeeded(id);
}

/** Areas that nobody holds any more: released ones and what lies in them, unless this zone or another has them still. */
function freeAreas(zone: Zone, freed: readonly string[], copy: Situation, now: number): (id: string) => boolean {
  const gone = new Set([...freed, ...(isOver(zone) ? (zone.areaIds ?? []) : [])]);
  const kept = new Set<string>();
  for (const one of copy.all('zones').values())
    if (isInForce(one, now)) for (const id of one.areaIds ?? []) kept.add(id);
  return (areaId) => {
    let isGone = false;
    const seen = new Set<string>();
    for (let id: string | undefined = areaId; id !== undefined && !seen.has(id); id = copy.get('areas', id)?.parent) {
      if (kept.has(id)) return false;
      isGone ||= gone.has(id);
      seen.add(id);
    }
    return isGone;
  };
}

const lineOf = (zone: Zone, copy: Situation): Polygons => zoneOutline(zone, (id) => copy.get('areas', id)?.geometry);

/** Whether another zone in force has its line at a place. Only outlines that come near one of the places are made. */
function linesInForce(but: Zone, copy: Situation, now: number, places: readonly Position[]): (at: Position) => boolean {
  const lines = [...copy.all('zones').values()].filter((zone) => {
    if (places.length === 0 || zone.id === but.id || !isInForce(zone, now)) return false;
    const shapes =
      zone.geometry === undefined ? (zone.areaIds ?? []).map((id) => copy.get('areas', id)?.geometry) : [zone.geometry];
    const [west, south, east, north] = boxOf(shapes.flatMap(polygonsOf));
    return places.some(([x, y]) => west - NEAR <= x && x <= east + NEAR && south - NEAR <= y && y <= north + NEAR);
  });
  const outlines = lines.map((zone) => lineOf(zone, copy));
  return (at) => outlines.some((line) => isOn(line, at));
}

const isOn = (lines: Polygons, at: Position): boolean =>
  lines.some((rings) =>
    rings.some((line) =>
      line.some((to, i) => {
        const from = line[i - 1];
        return from !== undefined && toSegment(at, from, to) <= AT_GATE;
      }),
    ),
  );
