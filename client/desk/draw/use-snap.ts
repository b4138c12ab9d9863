// The lines that corners snap to, built when somebody draws and again when what they are made of has changed.
import { useCallback, useMemo } from 'react';
import type { Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Geometry } from '#shared/schema.ts';
import { situation } from '../../connection/browser-connection.ts';
import { nearestSnap, type Snap, SnapLines } from '../../map/draw/snap.ts';
import { useVersion } from '../../store/hooks.ts';
import { useDrafts } from './drafts.ts';
import { useDraw } from './draw-store.ts';

function* geometriesOf(layer: 'areas' | 'roads' | 'zones'): Generator<Geometry> {
  for (const { geometry } of situation.copy.all(layer).values()) if (geometry !== undefined) yield geometry;
}

function useLines(layer: 'areas' | 'roads' | 'zones', isWanted: boolean): SnapLines | undefined {
  const version = useVersion(layer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(() => (isWanted ? new SnapLines(layer, geometriesOf(layer)) : undefined), [layer, version, isWanted]);
}

/** @returns the place a corner goes to; tells the store what it was drawn to */
export function useSnap(
  isActive: boolean,
  edited: string | undefined,
  scale: (at: Position) => readonly [number, number],
): (at: Position) => Position {
  const { isSnapping, snapTo } = useDraw();
  const on = isActive && isSnapping;
  const areas = useLines('areas', on && snapTo.has('areas'));
  const roads = useLines('roads', on && snapTo.has('roads'));
  const zones = useLines('zones', on && snapTo.has('zones'));
  const drafts = useDrafts((state) => state.drafts);
  const own = useMemo(() => {
    if (!on || !snapTo.has('drafts')) return undefined;
    const shapes: Shape[] = [...drafts.values()].filter(({ id }) => id !== edited).map(({ geometry }) => geometry);
    return new SnapLines('drafts', shapes);
  }, [on, snapTo, drafts, edited]);
  // The corners that were just put, but for the last one: a line may come back to itself.
  const path = useDraw((state) => state.progress?.path);
  const length = path?.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is another object with every movement, and only a corner more changes it
  const begun = useMemo(
    () =>
      on && snapTo.has('drafts') && path !== undefined && length > 2
        ? new SnapLines('drafts', [{ type: 'LineString', coordinates: path.slice(0, -1) }])
        : undefined,
    [on, snapTo, length],
  );
  const lines = useMemo(
    () => [begun, own, zones, areas, roads].filter((one) => one !== undefined),
    [begun, own, zones, areas, roads],
  );
  return useCallback(
    (at) => {
      const { tolerance, snapped, set } = useDraw.getState();
      const found = lines.length === 0 ? undefined : nearestSnap(lines, at, tolerance, scale(at));
      if (!sameSnap(snapped, found)) set({ snapped: found ?? null });
      return found?.at ?? at;
    },
    [lines, scale],
  );
}

const sameSnap = (a: Snap | null, b: Snap | undefined): boolean =>
  a?.kind === b?.kind && a?.at[0] === b?.at[0] && a?.at[1] === b?.at[1];
