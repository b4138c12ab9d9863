// Says what kinds of things are on the screen, now and then: a legend need not follow each frame.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '#shared/situation.ts';
import { kindsOnScreen } from '../layers/on-screen.ts';
import { inView, type Target } from '../layers/pick.ts';
import type { Extent } from '../layers/polygons.ts';
import { viewOf } from './finder.ts';
import type { OnScreen } from './legend-entries.ts';
import type { Stage } from './stage.ts';

const EVERY = 2000; // milliseconds

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
    const now = onScreen(map, stage, visible());
    const text = JSON.stringify(now);
    if (text === last) return;
    last = text;
    say(now);
  };
  const timer = setInterval(look, EVERY);
  return () => clearInterval(timer);
}

/** What can be seen now. */
export function onScreen(map: MapLibreMap, stage: Stage, seen: ReadonlySet<Layer>): OnScreen {
  const targets = stage.stack.targets(seen);
  const kinds = kindsOnScreen(targets, viewOf(map));
  const zones = seen.has('zones') ? stage.scene.zones.within(boundsOf(map)) : [];
  const unique = new Map(zones.map((zone) => [`${zone.level}|${zone.isPending}`, zone]));
  return {
    kinds: [...kinds].sort(),
    hasIdle: hasIdle(targets, map),
    zones: [...unique.entries()].sort().map(([, zone]) => zone),
    coverage: seen.has('areaTests') ? coverageOf(stage) : ('none' as const),
  };
}

/** Places that stand there and do not work now are drawn faded. */
const FADING: ReadonlySet<string> = new Set(['sites', 'checkpoints']);

function hasIdle(targets: readonly Target[], map: MapLibreMap): boolean {
  return targets.some((target) => {
    if (!FADING.has(target.name)) return false;
    const { table } = target;
    return inView([target], viewOf(map), 0, 0, table.length).some(({ id }) => {
      const row = table.rowOf(id);
      return row !== undefined && (table.color[4 * row + 3] as number) < 255;
    });
  });
}

function boundsOf(map: MapLibreMap): Extent {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

function coverageOf({ scene, coverage }: Stage): OnScreen['coverage'] {
  if (coverage.size > 0) return 'shown';
  return scene.isUnheard ? 'unheard' : 'none';
}
