// Where a principal's rights hold: the areas given to them, everything registered inside those, and the ground they cover.
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import { type Box, boxOf, polygonsOf } from '#shared/geo/shapes.ts';
import type { Entity, Layer, Reading, Situation } from '#shared/situation.ts';

export type Territory = {
  /** changes when, and only when, the territory does: part of the view's hash */
  readonly key: string;
  holdsArea(areaId: string): boolean;
  holdsPosition(position: Position): boolean;
};

type Ground = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>;

/** @param areas ids of areas, known or not yet known; a territory of unknown areas holds nothing */
export function territoryOf(areas: readonly string[], situation: Situation): Territory {
  const known = situation.all('areas');
  const children = new Map<string, string[]>();
  for (const { id, parent } of known.values()) {
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const inside = new Set(areas);
  for (const id of inside) for (const child of children.get(id) ?? []) inside.add(child); // a Set grows while it is walked
  const grounds: Ground[] = [];
  const versions: string[] = [];
  for (const id of areas) {
    const area = known.get(id);
    versions.push(`${id}@${area?.version ?? 0}`);
    const geometry = area?.geometry;
    if (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon') grounds.push(geometry);
  }
  return {
    key: `${versions.join(',')}#${inside.size}`,
    holdsArea: (areaId) => inside.has(areaId),
    holdsPosition: (position) => grounds.some((ground) => booleanPointInPolygon(position, ground)),
  };
}

/** @returns the box around all of these areas, WGS-84; undefined for none, and where one is unknown or has no outline */
export function boundsOf(areas: readonly string[], situation: Reading): Box | undefined {
  const outlines = areas.map((id) => polygonsOf(situation.get('areas', id)?.geometry));
  return areas.length === 0 || outlines.some(({ length }) => length === 0) ? undefined : boxOf(outlines.flat());
}

/** What an entity or a report says about where it is; whatever of it is known. */
export type Place = {
  readonly id?: string;
  readonly position?: Position | null;
  readonly areaId?: string | null;
  readonly parent?: string | null;
  readonly areaIds?: readonly string[] | null;
  readonly siteId?: string | null;
  readonly gateId?: string | null;
  readonly checkpointId?: string | null;
  readonly caseId?: string | null;
  readonly contactId?: string | null;
  readonly places?: readonly { readonly areaId?: string; readonly position?: Position; readonly role: string }[] | null;
};

/** @returns undefined where nothing says where it is */
export function isInside(territory: Territory, place: Place, situation: Reading): boolean | undefined {
  const said: boolean[] = [];
  if (place.position != null) said.push(territory.holdsPosition(place.position));
  for (const areaId of [place.areaId, place.parent, ...(place.areaIds ?? [])]) {
    if (areaId != null) said.push(territory.holdsArea(areaId));
  }
  for (const { areaId, position, role } of place.places ?? []) {
    if (role !== 'residence') continue;
    if (areaId !== undefined) said.push(territory.holdsArea(areaId));
    if (position !== undefined) said.push(territory.holdsPosition(position));
  }
  for (const [layer, id] of [
    ['sites', place.siteId],
    ['gates', place.gateId],
    ['checkpoints', place.checkpointId],
    ['cases', place.caseId],
    ['contacts', place.contactId],
  ] as const) {
    const other = id == null ? undefined : situation.get(layer, id);
    const inside = other === undefined ? undefined : isInside(territory, other as Place, situation);
    if (inside !== undefined) said.push(inside);
  }
  return said.length === 0 ? undefined : said.some((inside) => inside);
}

export const placeOf = (layer: Layer, entity: Entity): Place =>
  layer === 'areas' ? { areaId: entity.id } : (entity as unknown as Place);
