// The page of the table bench: the desk's own map with the desk's own table of cases below it, one filter for both, over
// 100,000 cases, 2,000 zones and 5,000 sites; or MapLibre's GeoJSON sources with the same, which have no table: the cases
// each a circle, or clustered by MapLibre as ours are.
import 'maplibre-gl/dist/maplibre-gl.css';
import '../../../styles/tokens.css';
import '../../../styles/base.css';
import '../../../styles/controls.css';
import '../../desk.css';
import '../table.css';
import { type GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { createRoot } from 'react-dom/client';
import type { Case } from '#shared/subject/case.ts';
import type { Site } from '#shared/subject/site.ts';
import { situation } from '../../../connection/browser-connection.ts';
import { DESK_EN, DESK_ZH } from '../../../i18n/desk-texts.ts';
import { addTexts, startI18n } from '../../../i18n/i18n.ts';
import { MapView } from '../../../map/map-view.tsx';
import {
  asked,
  CAMERA,
  CASES,
  GROUND,
  makeZones,
  outlinesOf,
  random,
  somewhere,
  stamp,
} from '../../../map/update-bench/town.fixture.ts';
import { useSieve } from '../../../store/sieve-store.ts';
import { LayerTable } from '../layer-table.tsx';

const SITES = Number(asked.get('sites') ?? 5_000);

const pick = <T,>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const cases = Array.from(
  { length: CASES },
  (_, n): Case => ({
    ...stamp(`P${n}`),
    status: pick(['confirmed', 'asymptomatic', 'preliminary']),
    route: pick(['fever', 'homeIsolation', 'screening', 'clinic']),
    position: somewhere(),
    address: `Waterside ${1 + Math.floor(random() * 900)}, staircase ${1 + Math.floor(random() * 6)}`,
  }),
);
const zones = makeZones();
const TYPES = ['quarantine', 'testing', 'laboratory', 'clinic', 'depot'] as const;
const sites = Array.from(
  { length: SITES },
  (_, n): Site => ({
    ...stamp(`S${n}`),
    name: `site ${n}`,
    type: pick(TYPES),
    position: somewhere(),
  }),
);

const root = document.getElementById('root') as HTMLDivElement;
/** The map has its canvas, and what it shows; what that costs at first may still be going on. */
let isMade = () => document.querySelector('.maplibregl-canvas') !== null;
if (asked.get('mode') === 'product') product();
else void maplibre(asked.get('mode') === 'clustered');

function Both() {
  const sieve = useSieve((store) => store.sieve);
  return (
    <>
      <MapView
        situation={situation}
        visible={VISIBLE}
        selection={null}
        onSelect={() => {}}
        language="en"
        theme="dark"
        initialView={{ center: [...CAMERA.center], zoom: CAMERA.zoom }}
        sieve={sieve}
      />
      <section className="dock">
        <LayerTable layer="cases" members={undefined} figure={undefined} />
      </section>
    </>
  );
}
const VISIBLE = new Set(['cases', 'zones', 'sites'] as const);

function product(): void {
  startI18n();
  addTexts({ zh: DESK_ZH, en: DESK_EN });
  situation.replace({ cases, zones, sites }, 1);
  createRoot(root).render(<Both />);
}

async function maplibre(isClustered: boolean): Promise<void> {
  root.className = 'map-view';
  Object.assign(root.style, { position: 'absolute', inset: '0' });
  const point = (id: string, position: readonly number[] | undefined, properties: object) => ({
    type: 'Feature' as const,
    properties: { id, ...properties },
    geometry: { type: 'Point' as const, coordinates: [...(position ?? [])] },
  });
  const all = <F,>(features: F[]) => ({ type: 'FeatureCollection' as const, features });
  const map = new MapLibreMap({
    container: root,
    center: [...CAMERA.center] as [number, number],
    zoom: CAMERA.zoom,
    attributionControl: false,
    style: {
      version: 8,
      sources: {
        zones: { type: 'geojson', data: all(outlinesOf(zones)) },
        sites: { type: 'geojson', data: all(sites.map(({ id, position, type }) => point(id, position, { type }))) },
        cases: {
          type: 'geojson',
          data: all(cases.map(({ id, position, status }) => point(id, position, { status }))),
          ...(isClustered ? { cluster: true, clusterRadius: 46, clusterMaxZoom: 13 } : {}),
        },
      },
      layers: [
        ...GROUND,
        { id: 'sites', type: 'circle', source: 'sites', paint: { 'circle-radius': 5, 'circle-color': '#6cb6ff' } },
        {
          id: 'cases',
          type: 'circle',
          source: 'cases',
          paint: {
            'circle-radius': ['case', ['has', 'point_count'], 14, 4],
            'circle-color': '#ff5a52',
          },
        },
      ],
    },
  });
  isMade = () => false;
  await map.once('idle');
  isMade = () => true;
  Object.assign(window, {
    /** @returns when the cases of one status, and no others, are drawn; clusters have to be made anew for it */
    filter: async (status: string | null) => {
      if (isClustered) {
        const left = cases.filter((one) => status === null || one.status === status);
        const source = map.getSource<GeoJSONSource>('cases');
        source?.setData(all(left.map((one) => point(one.id, one.position, { status: one.status }))));
      } else map.setFilter('cases', status === null ? null : ['==', ['get', 'status'], status]);
      await map.once('idle');
    },
  });
}

/** Milliseconds between two frames that the page was asked for, and of tasks that the browser calls long (over 50 ms). */
const counted = { frames: [] as number[], tasks: [] as number[] };
let lastFrame = performance.now();
const count = (now: number) => {
  counted.frames.push(now - lastFrame);
  lastFrame = now;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);
let lastTask = 0;
const watch = new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    counted.tasks.push(duration);
    lastTask = startTime + duration;
  }
});
// Open when nothing long has happened for a while: at the end of the last long task.
const rest = setInterval(() => {
  if (!isMade() || performance.now() - lastTask < 2_000) return;
  performance.mark('bench-opened', { startTime: lastTask });
  clearInterval(rest);
}, 100);
watch.observe({ type: 'longtask', buffered: true });
Object.assign(window, { counted });
