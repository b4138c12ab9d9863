// Keeps the graticule in step with the view.
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { graticule } from '../layers/graticule.ts';

/** CSS pixels from the edge to the names of the lines. */
const EDGE = 6;

/** @returns how to stop */
export function keepGrid(map: MapLibreMap): () => void {
  const draw = () => {
    const bounds = map.getBounds();
    const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
    const corner = map.unproject([EDGE, EDGE]);
    const net = graticule(view, map.getZoom(), { top: corner.lat, left: corner.lng });
    net.features.forEach((feature, index) => {
      Object.assign(feature.properties, { id: String(index) }); // the source promotes it
    });
    void map.getSource<GeoJSONSource>('grid')?.setData(net);
  };
  map.on('moveend', draw);
  map.on('resize', draw);
  draw();
  return () => {
    map.off('moveend', draw);
    map.off('resize', draw);
  };
}
