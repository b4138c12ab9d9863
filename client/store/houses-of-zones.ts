// Zones that hold houses or staircases and bear no outline of their own (what is left after a partial release, the part of a
// split): the copy has no houses, so their outlines are asked for, that such a zone is on the map like any other.
import { useEffect, useMemo } from 'react';
import type { Geometry } from '#shared/schema.ts';
import type { Situation } from '#shared/situation.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { situation } from '../connection/browser-connection.ts';
import { type Area, useFineAreas } from './fine-area-store.ts';
import { useVersion } from './hooks.ts';

/** Asked for at once: beside them the page has other questions. */
const AT_ONCE = 4;

/** Ids of areas that stand in a zone without an outline and are not in the copy, in order. Pure. */
export function housesWanted(copy: Situation): string[] {
  const wanted = new Set<string>();
  for (const { status, geometry, areaIds = [] } of copy.all('zones').values()) {
    if (geometry !== undefined || status === 'released' || status === 'cancelled') continue;
    for (const id of areaIds) if (copy.get('areas', id) === undefined) wanted.add(id);
  }
  return [...wanted].sort();
}

/** Whether a zone has a place by its houses alone. */
export const standsOnHouses = ({ areaIds }: Pick<Zone, 'areaIds'>, areas: ReadonlyMap<string, Area>): boolean =>
  areaIds?.some((id) => areas.get(id)?.geometry !== undefined) === true;

/** Resolves when all of them have been answered; those that could not be had are asked for again the next time. */
export async function fetchHouses(ids: readonly string[], isWanted: () => boolean = () => true): Promise<void> {
  const left = ids.filter((id) => !useFineAreas.getState().areas.has(id));
  const next = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined && isWanted(); id = left.pop())
      await useFineAreas.getState().wantArea(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** The outlines that are known of these areas. */
export function outlinesOf(ids: readonly string[]): ReadonlyMap<string, Geometry> {
  const { areas } = useFineAreas.getState();
  return new Map(
    ids.flatMap((id) => {
      const geometry = areas.get(id)?.geometry;
      return geometry === undefined ? [] : [[id, geometry] as const];
    }),
  );
}

/** @returns outlines by area, as far as they are known; the same map while they are the same */
export function useHousesOfZones(): ReadonlyMap<string, Geometry> {
  const version = useVersion('zones', 'areas');
  const areas = useFineAreas((state) => state.areas);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const key = useMemo(() => housesWanted(situation.copy).join('\n'), [version]);
  const wanted = useMemo(() => (key === '' ? [] : key.split('\n')), [key]);
  useEffect(() => {
    let isWanted = true;
    void fetchHouses(wanted, () => isWanted);
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  const known = wanted.filter((id) => areas.has(id)).join('\n');
  return useMemo(() => outlinesOf(known === '' ? [] : known.split('\n')), [known]);
}
