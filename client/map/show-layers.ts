// Which layers of the map's own canvas are on: those of what is visible, the names and room of its symbols, the one selected.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '#shared/situation.ts';
import type { StyleLayer } from './expressions.ts';
import { PLACE_LAYERS, placesOf } from './name-style.ts';

type Shown = {
  readonly visible: ReadonlySet<Layer>;
  readonly selection: { readonly layer: Layer; readonly id: string } | null;
};

export function showLayers(map: MapLibreMap, layers: readonly StyleLayer[], { visible, selection }: Shown): void {
  for (const { id } of layers) {
    const of = layerOf(id);
    if (of !== undefined) map.setLayoutProperty(id, 'visibility', visible.has(of) ? 'visible' : 'none');
  }
  for (const id of PLACE_LAYERS) map.setFilter(id, placesOf(visible));
  for (const name of ['areas', 'roads', 'zones'] as const) {
    map.setFilter(`selected-${name}`, ['==', ['get', 'id'], selection?.layer === name ? selection.id : '']);
  }
}

function layerOf(id: string): Layer | undefined {
  if (id === 'ground' || id.startsWith('taken') || id.startsWith('grid')) return undefined;
  if (id.startsWith('zone')) return 'zones';
  if (id.startsWith('road')) return 'roads';
  if (id.startsWith('coverage')) return 'areaTests';
  if (id.startsWith('selected')) return id.slice('selected-'.length) as Layer;
  return (PLACE_LAYERS as readonly string[]).includes(id) ? undefined : 'areas';
}
