// Names keep off the dots and clusters: deck.gl draws those on a canvas above the map's, and the collision index of the map does
// not know them. The few that are on the screen are told to it as invisible symbols.
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '#shared/situation.ts';
import { inView, type Target } from '../layers/pick.ts';
import { viewOf } from './finder.ts';
import { DOT_ROOM_FROM } from './name-style.ts';
import type { Stage } from './stage.ts';

const EVERY = 1000; // milliseconds
/** Where there are more, most names have no room anyhow. */
const MOST = 300;

/** @returns how to stop */
export function keepDotRoom(map: MapLibreMap, stage: Stage, visible: () => ReadonlySet<Layer>): () => void {
  let last = '';
  const look = (): void => {
    const source = map.getSource<GeoJSONSource>('dotRoom');
    if (document.hidden || source === undefined) return;
    const isNear = map.getZoom() >= DOT_ROOM_FROM;
    const targets = isNear ? stage.stack.targets(visible()).filter(({ name }) => DOTS.has(name)) : [];
    const seen = inView(targets, viewOf(map), 0, 0, MOST);
    const features = seen.map(({ name, id, longitude, latitude }) => ({
      type: 'Feature' as const,
      properties: { id, width: widthOf(targets, name, id) },
      geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
    }));
    const now = JSON.stringify(features);
    if (now === last) return;
    last = now;
    void source.setData({ type: 'FeatureCollection', features });
  };
  const timer = setInterval(look, EVERY);
  map.on('moveend', look);
  return () => {
    clearInterval(timer);
    map.off('moveend', look);
  };
}

/** CSS pixels as it is drawn now. */
function widthOf(targets: readonly Target[], name: string, id: string): number {
  const target = targets.find((each) => each.name === name);
  const row = target?.table.rowOf(id);
  return target === undefined || row === undefined ? 0 : Math.round((target.table.size[row] as number) * target.scale);
}

const DOTS: ReadonlySet<string> = new Set(['cases', 'caseClusters']);
