// The page of the update bench: 100,000 cases, 500 changes a second, through the product's own map or through MapLibre.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { createRoot } from 'react-dom/client';
import type { DeltaChange } from '#shared/delta.ts';
import type { Case } from '#shared/subject/case.ts';
import { SituationStore } from '../../store/situation-store.ts';
import { MapView } from '../map-view.tsx';

const CASES = Number(new URLSearchParams(location.search).get('cases') ?? 100_000);
const mode = new URLSearchParams(location.search).get('mode') ?? 'product';
const PER_TICK = 10;
const TICK = 20; // milliseconds: 500 changes a second, as they arrive, not as frames want them

let state = 7;
const random = () => {
  state = (state * 1664525 + 1013904223) % 4294967296;
  return state / 4294967296;
};
const AT = new Date().toISOString();
const found = (n: number, version: number): Case => ({
  id: `P${n}`,
  version,
  observedAt: AT,
  recordedAt: AT,
  source: 'bench',
  status: 'confirmed',
  route: n % 2 ? 'fever' : 'homeIsolation',
  position: [117 + random() * 0.4, 31.6 + random() * 0.3],
});
const changes = () => Array.from({ length: PER_TICK }, () => found(Math.floor(random() * CASES), 2));

const root = document.getElementById('root') as HTMLDivElement;
if (mode === 'product') product();
else await maplibre(mode);

function product(): void {
  const store = new SituationStore();
  store.replace({ cases: Array.from({ length: CASES }, (_, n) => found(n, 1)) }, 1);
  const visible = new Set(['cases'] as const);
  createRoot(root).render(
    <MapView situation={store} visible={visible} selection={null} onSelect={() => {}} language="en" theme="dark" />,
  );
  let seq = 1;
  start(() => {
    const puts = changes().map(
      (entity): DeltaChange => ({ layer: 'cases', id: entity.id, version: entity.version, op: 'put', entity }),
    );
    store.apply({ from: seq, to: seq + 1, changes: puts });
    seq += 1;
  });
}

/** The peer: one GeoJSON source, changed in the same frames. */
async function maplibre(how: string): Promise<void> {
  root.className = 'map-view';
  const feature = ({ id, position }: Case) => ({
    type: 'Feature' as const,
    properties: { id },
    geometry: { type: 'Point' as const, coordinates: [...(position as readonly number[])] },
  });
  const all = new Map(Array.from({ length: CASES }, (_, n) => [`P${n}`, feature(found(n, 1))]));
  const collection = () => ({ type: 'FeatureCollection' as const, features: [...all.values()] });
  const map = new MapLibreMap({
    container: root,
    center: [117.2, 31.75],
    zoom: 10,
    attributionControl: false,
    style: {
      version: 8,
      sources: { cases: { type: 'geojson', data: collection(), promoteId: 'id' } },
      layers: [
        { id: 'cases', type: 'circle', source: 'cases', paint: { 'circle-radius': 4, 'circle-color': '#ff5a52' } },
      ],
    },
  });
  await map.once('load');
  let frame = 0;
  const waiting = new Map<string, ReturnType<typeof feature>>();
  start(() => {
    for (const each of changes()) waiting.set(each.id, feature(each));
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      for (const [id, each] of waiting) all.set(id, each);
      const source = map.getSource<GeoJSONSource>('cases');
      void (how === 'setData' ? source?.setData(collection()) : source?.updateData({ add: [...waiting.values()] }));
      waiting.clear();
    });
  });
}

function start(tick: () => void): void {
  const counted = { frames: 0 };
  const count = () => {
    counted.frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  Object.assign(window, { start: () => setInterval(tick, TICK), counted });
}
