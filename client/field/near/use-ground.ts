// What lies under the near map, made again only when areas, roads or zones change.
import { useEffect, useMemo } from 'react';
import type { Area } from '#shared/subject/area.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameIn } from '../../ui/name-in.ts';
import { useOutlines } from '../fence/outline-store.ts';
import { type StandingZone, zonesInForce } from '../fence/zones-here.ts';
import { type Ground, type Shape, shape, type ZoneLook } from './draw-map.ts';

const WATER: ReadonlySet<string | undefined> = new Set(['water', 'river', 'lake', 'canal', 'sea', 'pond', 'reservoir']);
const COARSE: ReadonlySet<Area['level']> = new Set(['county', 'township', 'community', 'village']);
const BLOCKS: ReadonlySet<Area['level']> = new Set(['compound', 'place', 'building']);
const LANES: ReadonlySet<string> = new Set(['residential', 'link', 'service', 'foot', 'path', 'lane', 'living']);

export function zoneLook(level: string | undefined): ZoneLook {
  if (level === 'pollutedArea' || level === 'epiArea' || level === 'epiPoint') return 'fence';
  if (level === 'high' || level === 'sealed' || level === 'nail') return 'high';
  if (level === 'medium' || level === 'controlled' || level === 'mediumAfterHigh') return 'medium';
  return level === 'low' || level === 'precaution' ? 'low' : 'neutral';
}

/** Zones end and begin by the clock as well; a minute late is early enough for a map. */
const LOOK_EVERY = 60_000;

export function useZones(): readonly StandingZone[] {
  const version = useVersion('zones', 'areas');
  const now = useNow(LOOK_EVERY);
  const { outlines, ask } = useOutlines();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the zones change
  useEffect(() => void ask(), [version, ask]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(() => zonesInForce(situation.copy, now, outlines), [version, now, outlines]);
}

export function useGround(): Ground {
  const version = useVersion('areas', 'roads');
  const language = usePreferences((state) => state.language);
  const standing = useZones();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const land = useMemo(() => {
    const areas: Shape<'coarse' | 'block' | 'water'>[] = [];
    for (const area of situation.copy.all('areas').values()) {
      const { geometry, level, type } = area;
      if (geometry === undefined) continue;
      if (WATER.has(type)) areas.push(shape('water', geometry));
      else if (COARSE.has(level)) areas.unshift(shape('coarse', geometry));
      else if (BLOCKS.has(level)) areas.push(shape('block', geometry, nameIn(area, language)));
    }
    const roads = [...situation.copy.all('roads').values()].map((road) =>
      shape(LANES.has(road.class) ? ('lane' as const) : ('main' as const), road.geometry),
    );
    return { areas, roads };
  }, [version, language]);
  return useMemo(
    () => ({ ...land, zones: standing.map(({ zone, geometry }) => shape(zoneLook(zone.level), geometry)) }),
    [land, standing],
  );
}
