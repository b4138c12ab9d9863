// Says what kinds of things are on the screen, now and then: a legend need not follow each frame.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '#shared/situation.ts';
import { kindsOnScreen } from '../layers/on-screen.ts';
import type { Extent } from '../layers/polygons.ts';
import { viewOf } from './finder.ts';
import type { OnScreen } from './legend-entries.ts';
import type { Stage } from './stage.ts';

const EVERY = 1000; // milliseconds

/** @param say called only when the answer is another one. @returns how to stop */
export function watchScreen(
  map: MapLibreMap,
  stage: Stage,
  visible: () => ReadonlySet<Layer>,
  say: (onScreen: OnScreen) => void,
): () => void {
  let last = '';
  const look = () => {
    if (document.hidden || map.getLayer('zone-fill') === undefined) return;
    const kinds = kindsOnScreen(stage.stack.targets(visible()), viewOf(map));
    const seen = visible();
    const zones = seen.has('zones') ? stage.scene.zonesIn(boundsOf(map)) : [];
    const unique = new Map(zones.map((zone) => [`${zone.level}|${zone.isPending}`, zone]));
    const now = {
      kinds: [...kinds].sort(),
      zones: [...unique.entries()].sort().map(([, zone]) => zone),
      coverage: seen.has('areaTests') ? coverageOf(stage) : ('none' as const),
    };
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    say(now);
  };
  const timer = setInterval(look, EVERY);
  return () => clearInterval(timer);
}

function boundsOf(map: MapLibreMap): Extent {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

function coverageOf({ scene }: Stage): OnScreen['coverage'] {
  if (scene.isUnheard) return 'unheard';
  return scene.coverage.size > 0 ? 'shown' : 'none';
}
