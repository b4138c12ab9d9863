// The page of the update bench: 100,000 cases and 2,000 zones, 500 changes of cases a second, through the product's own
// map or through MapLibre's. Changes come as they come, ten every 20 ms, not as frames want them.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { createRoot } from 'react-dom/client';
import type { DeltaChange } from '#shared/delta.ts';
import type { Case } from '#shared/subject/case.ts';
import { SituationStore } from '../../store/situation-store.ts';
import { MapView } from '../map-view.tsx';
import { watchPixels } from './pixels.fixture.ts';
import { asked, CAMERA, CASES, GROUND, makeZones, outlinesOf, random, somewhere, stamp } from './town.fixture.ts';

const mode = asked.get('mode') ?? 'product';
const PER_TICK = 10;
const TICK = 20; // milliseconds
/** Where the probe goes to and fro: inside the screen, and so far outside the cases that no cluster takes it in at zoom 10. */
const SPOTS = [
  [116.945, 31.7],
  [116.945, 31.8],
] as const;

const found = (id: string, version: number, position: readonly [number, number], isRing = false): Case => ({
  ...stamp(id, version),
  status: 'confirmed',
  route: isRing ? 'fever' : 'homeIsolation',
  position: [...position],
});
const any = (n: number, version: number) => found(`P${n}`, version, somewhere(), n % 2 === 0);
const zones = makeZones();
const cases = [...Array.from({ length: CASES }, (_, n) => any(n, 1)), found('probe', 1, SPOTS[0])];
const someChanges = () => Array.from({ length: PER_TICK }, () => any(Math.floor(random() * CASES), 2));

const root = document.getElementById('root') as HTMLDivElement;
const pixels = asked.has('watch') ? watchPixels(CAMERA, SPOTS) : undefined;
const apply = mode === 'product' ? product() : await maplibre(mode);

function product(): (changed: readonly Case[]) => void {
  const store = new SituationStore();
  store.replace({ cases, zones }, 1);
  const visible = new Set(['cases', 'zones'] as const);
  const view = { center: [...CAMERA.center] as [number, number], zoom: CAMERA.zoom };
  createRoot(root).render(
    <MapView
      situation={store}
      visible={visible}
      selection={null}
      onSelect={() => {}}
      language="en"
      theme="dark"
      initialView={view}
    />,
  );
  let seq = 1;
  return (changed) => {
    const changes = changed.map(
      (entity): DeltaChange => ({ layer: 'cases', id: entity.id, version: entity.version, op: 'put', entity }),
    );
    store.apply({ from: seq, to: seq + 1, changes });
    seq += 1;
  };
}

/** The peers: one GeoJSON source, changed in the same frames, over the same zones. */
async function maplibre(how: string): Promise<(changed: readonly Case[]) => void> {
  root.className = 'map-view';
  const feature = ({ id, position }: Case) => ({
    type: 'Feature' as const,
    properties: { id },
    geometry: { type: 'Point' as const, coordinates: [...(position as readonly number[])] },
  });
  const all = new Map(cases.map((each) => [each.id, feature(each)]));
  const collection = () => ({ type: 'FeatureCollection' as const, features: [...all.values()] });
  const map = new MapLibreMap({
    container: root,
    center: [...CAMERA.center] as [number, number],
    zoom: CAMERA.zoom,
    attributionControl: false,
    style: {
      version: 8,
      sources: {
        zones: { type: 'geojson', data: { type: 'FeatureCollection', features: outlinesOf(zones) }, promoteId: 'id' },
        cases: { type: 'geojson', data: collection(), promoteId: 'id' },
      },
      layers: [
        ...GROUND,
        { id: 'cases', type: 'circle', source: 'cases', paint: { 'circle-radius': 4, 'circle-color': '#ff5a52' } },
      ],
    },
  });
  await map.once('idle');
  let frame = 0;
  const waiting = new Map<string, ReturnType<typeof feature>>();
  return (changed) => {
    for (const each of changed) waiting.set(each.id, feature(each));
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      for (const [id, each] of waiting) all.set(id, each);
      const source = map.getSource<GeoJSONSource>('cases');
      void (how === 'setData' ? source?.setData(collection()) : source?.updateData({ add: [...waiting.values()] }));
      waiting.clear();
    });
  };
}

const counted = { frames: 0, longTasks: 0, longest: 0 };
const count = () => {
  counted.frames += 1;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) {
    counted.longTasks += 1;
    counted.longest = Math.max(counted.longest, duration);
  }
}).observe({ type: 'longtask' });

let version = 2;
Object.assign(window, {
  counted,
  start: () => setInterval(() => apply(someChanges()), TICK),
  /** Sends the probe to its other spot. @returns milliseconds until it was seen there */
  probe: (): Promise<number> => {
    const to = version % 2 === 0 ? 1 : 0;
    version += 1;
    const sent = performance.now();
    apply([found('probe', version, SPOTS[to])]);
    return pixels?.seen(to, sent) ?? Promise.reject(new Error('nobody watches the pixels'));
  },
});
