// What is at a place of the screen: symbols from the tables, then zones, roads and areas from the map.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '#shared/situation.ts';
import type { BadgeLayer } from '../layers/badge-rows.ts';
import type { Tally } from '../layers/case-grid.ts';
import { inView, pick, type Seen, TOLERANCE, type View } from '../layers/pick.ts';
import { mercatorX, mercatorY } from '../layers/point-table.ts';
import { type Extent, NOWHERE, widen } from '../layers/polygons.ts';
import type { Selection, Stage } from './stage.ts';

const TILE = 512;
const ROAD_REACH = 4; // CSS pixels
const SHAPES = [
  ['zones', ['zone-fill', 'zone-names']],
  ['roads', ['road-lane', 'road-street', 'road-second', 'road-main', 'road-express', 'road-foot']],
  ['areas', ['name-township', 'name-county', 'area-fill-building', 'area-fill-block', 'area-fill-coarse', 'water']],
] as const;

export function viewOf(map: MapLibreMap): View {
  const centre = map.getCenter();
  const origin = map.project(centre);
  const { clientWidth, clientHeight } = map.getContainer();
  return {
    x: mercatorX(centre.lng),
    y: mercatorY(centre.lat),
    world: TILE * 2 ** map.getZoom(),
    originX: origin.x,
    originY: origin.y,
    width: clientWidth,
    height: clientHeight,
  };
}

/** Clusters by the name of their target, and the grid they are in. */
const GRIDS = { caseClusters: 'cases', softClusters: 'soft' } as const;
const isCluster = (name: string): name is keyof typeof GRIDS => name in GRIDS;

/** A row of a table as what the rest of the product calls it. Badges and clusters stand for all their things. */
function selectionsOf(stage: Stage, name: string, id: string): Selection[] {
  if (name === 'soft') return [{ layer: 'cases', id }];
  if (isCluster(name)) {
    return stage.scene.grids[GRIDS[name]].members(id).map((member) => ({ layer: 'cases', id: member }));
  }
  if (name === 'nails') return [{ layer: 'zones', id }];
  if (name !== 'badges') return [{ layer: name as Layer, id }];
  const layer = id.slice(0, id.indexOf('|')) as BadgeLayer;
  return stage.scene.badges.members(id).map((member) => ({ layer, id: member }));
}

/** Symbols at a place, nearest first. */
export function symbolsAt(
  stage: Stage,
  map: MapLibreMap,
  visible: ReadonlySet<Layer>,
  x: number,
  y: number,
): Selection[] {
  const hits = pick(stage.stack.targets(visible), viewOf(map), x, y, TOLERANCE);
  return hits.flatMap(({ name, id }) => selectionsOf(stage, name, id));
}

export type Cluster = Tally & { readonly extent: Extent };

/** The cluster that is hit first at a place, if that is what is hit first. */
export function clusterAt(
  stage: Stage,
  map: MapLibreMap,
  visible: ReadonlySet<Layer>,
  x: number,
  y: number,
): Cluster | undefined {
  const [hit] = pick(stage.stack.targets(visible), viewOf(map), x, y, TOLERANCE);
  if (hit === undefined || !isCluster(hit.name)) return undefined;
  const grid = stage.scene.grids[GRIDS[hit.name]];
  let whole = NOWHERE;
  for (const id of grid.members(hit.id)) {
    const at = stage.scene.positionOf('cases', id);
    if (at !== undefined) whole = widen(whole, [at[0], at[1], at[0], at[1]]);
  }
  return { ...grid.tally(hit.id), extent: whole };
}

/** Shapes at a place: what is smaller and on top first. Ground outside every area answers with nothing. */
export function shapesAt(map: MapLibreMap, x: number, y: number): Selection[] {
  const found: Selection[] = [];
  for (const [layer, styleLayers] of SHAPES) {
    const reach = layer === 'roads' ? ROAD_REACH : 0;
    const features = map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: [...styleLayers] },
    );
    const byRank = features.sort((a, b) => Number(b.properties.rank ?? 0) - Number(a.properties.rank ?? 0));
    const smallest = byRank[0];
    // One area is enough: its parents are its parents. Zones may overlap, and each of them counts.
    const taken = layer === 'zones' ? byRank : smallest === undefined ? [] : [smallest];
    for (const { properties } of taken) {
      const id = String(properties.id);
      if (!found.some((other) => other.layer === layer && other.id === id)) found.push({ layer, id });
    }
  }
  return found;
}

/** The community under a place, where the engine has told how far its round is. */
export function coveredAt(
  stage: Stage,
  map: MapLibreMap,
  visible: ReadonlySet<Layer>,
  x: number,
  y: number,
): string | undefined {
  if (!visible.has('areaTests') || !stage.isTold) return undefined;
  for (const { properties } of map.queryRenderedFeatures([x, y], { layers: ['coverage'] })) {
    const id = String(properties.id);
    if (stage.coverage.has(id)) return id;
  }
  return undefined;
}

export type Stop = { readonly selection: Selection; readonly seen: Seen };

/** Everything a keyboard can walk to: the symbols in view, nearest to the middle of the map first. */
export function stopsInView(stage: Stage, map: MapLibreMap, visible: ReadonlySet<Layer>): Stop[] {
  const view = viewOf(map);
  const seen = inView(stage.stack.targets(visible), view, view.originX, view.originY);
  return seen.flatMap((each) => {
    const [selection] = selectionsOf(stage, each.name, each.id);
    return selection === undefined ? [] : [{ selection, seen: each }];
  });
}
