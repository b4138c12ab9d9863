// The wall: the map in a dark hall, read from five metres, touched by nobody.
import './wall.css';
import { type RefObject, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import type { Site } from '#shared/subject/site.ts';
import type { Language } from '#shared/terms/term.ts';
import type { WallScene } from '#shared/wall.ts';
import { situation } from '../connection/browser-connection.ts';
import type { Sieve } from '../layers/sight.ts';
import type { MapHandle } from '../map/map-view.tsx';
import { useRoundCoverage } from '../store/coverage-store.ts';
import { nowInSituation, useConnection, useVersion } from '../store/hooks.ts';
import { useHousesOfZones } from '../store/houses-of-zones.ts';
import { usePersonsByZone } from '../store/nails-store.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { StaleVeil } from '../ui/stale-veil.tsx';
import { Brief } from './brief/brief.tsx';
import { CasesPanel } from './panels/cases-panel.tsx';
import { ClocksPanel } from './panels/clocks-panel.tsx';
import { CoveragePanel } from './panels/coverage-panel.tsx';
import { FeedsPanel } from './panels/feeds-panel.tsx';
import { PeoplePanel } from './panels/people-panel.tsx';
import { PostsPanel } from './panels/posts-panel.tsx';
import { RoomsPanel } from './panels/rooms-panel.tsx';
import { DigestScene } from './scenes/digest-scene.tsx';
import { NailsScene, useNailOfTurn } from './scenes/nails-scene.tsx';
import { PostsScene } from './scenes/posts-scene.tsx';
import { ReplayScene } from './scenes/replay-scene.tsx';
import { RoomsScene } from './scenes/rooms-scene.tsx';
import { useScene } from './scenes/use-scene.ts';
import { Ticker } from './ticker.tsx';
import { useIdleCursor } from './use-idle-cursor.ts';
import { useRenewal } from './use-renewal.ts';
import { WallBar } from './wall-bar.tsx';
import { WallLegend } from './wall-legend.tsx';

const MapView = lazyPart(() => import('../map/map-view.tsx').then((module) => module.MapView));

const ALL: ReadonlySet<Layer> = new Set(LAYER_NAMES);
/** What a scene is about, and the zones, which are always what it is about. */
const VISIBLE: { readonly [S in WallScene]?: ReadonlySet<Layer> } = {
  checkpoints: new Set<Layer>(['areas', 'zones', 'roads', 'gates', 'checkpoints']),
  quarantine: new Set<Layer>(['zones', 'sites', 'transfers']),
  coverage: new Set<Layer>(['areas', 'zones', 'sites', 'rounds', 'rolls', 'areaTests']),
};
/** Of the sites, those that a scene is about; the others are drawn in none but the overview. */
const SITES_OF: { readonly [S in WallScene]?: readonly Site['type'][] } = {
  quarantine: ['quarantine'],
  coverage: ['testing', 'laboratory'],
};
const WHATEVER: readonly Layer[] = ['cases', 'zones', 'checkpoints', 'sites', 'areas'];

export function Wall() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { freshness, hasCopy, past } = useConnection();
  const { scene } = useScene();
  const map = useRef<MapHandle>(null);
  const { inset, magnification, key } = useSize(language, scene in VISIBLE);
  const coverage = useRoundCoverage('uploaded', true);
  const persons = usePersonsByZone(true);
  const houses = useHousesOfZones();
  useIdleCursor();
  useRenewal();
  const [isReady, setReady] = useState(false);
  useFlights(scene, map, isReady, key);
  const visible = VISIBLE[scene] ?? ALL;
  const sieve = useSites(SITES_OF[scene]);
  // What is so now has no place under the mark of the past.
  const isComing = scene === 'replay' && past?.shown === undefined;
  return (
    <div className="wall">
      <WallBar />
      <main className="wall-main">
        <Suspense fallback={null}>
          <MapView
            situation={situation}
            ref={map}
            visible={isComing ? NOTHING_YET : visible}
            onView={() => setReady(true)}
            selection={null}
            onSelect={ignore}
            language={language}
            theme="dark"
            stale={hasCopy && past === undefined && (freshness === 'stale' || freshness === 'offline')}
            inset={inset}
            magnification={magnification}
            coverage={coverage}
            persons={persons}
            houses={houses}
            sieve={sieve}
            now={nowInSituation}
          />
        </Suspense>
        <StaleVeil />
        <Nothing />
        <Brief scene={scene} visible={visible} sieve={sieve} />
        <WallLegend visible={visible} sites={SITES_OF[scene]} coverage={coverage} />
        <section className="wall-column wall-left" aria-label={t(`wall.scenes.${scene}`)}>
          <Left scene={scene} />
        </section>
        <section className="wall-column wall-right" aria-label={t('wall.cases.title')}>
          {!isComing && <Right scene={scene} />}
        </section>
      </main>
      <Ticker />
    </div>
  );
}

const ignore = () => {};
const NOTHING_YET: ReadonlySet<Layer> = new Set();
/** In the scene that is about nothing else. */
const ALL_ROWS = { zones: 4, townships: 5 } as const;

function Right({ scene }: { readonly scene: WallScene }) {
  return (
    <>
      <CasesPanel />
      <ClocksPanel />
      <PeoplePanel />
      {scene !== 'quarantine' && <RoomsPanel />}
      {scene !== 'checkpoints' && <PostsPanel />}
    </>
  );
}

function Left({ scene }: { readonly scene: WallScene }) {
  switch (scene) {
    case 'nails':
      return <NailsScene />;
    case 'checkpoints':
      return <PostsScene />;
    case 'quarantine':
      return <RoomsScene />;
    case 'digest':
      return <DigestScene />;
    case 'replay':
      return <ReplayScene />;
    case 'coverage':
      return <CoveragePanel most={ALL_ROWS} />;
    default:
      return (
        <>
          <CoveragePanel />
          <FeedsPanel />
        </>
      );
  }
}

/**
 * To the whole when a scene begins; in the tour of nails to each in its turn.
 * @param isReady the map has shown something: before that it goes nowhere
 */
function useFlights(scene: WallScene, map: RefObject<MapHandle | null>, isReady: boolean, size: string): void {
  const { nail } = useNailOfTurn(scene === 'nails');
  const zoneId = nail?.zoneId ?? undefined;
  const areaId = nail?.areaIds[0];
  useEffect(() => {
    if (!isReady) return;
    if (scene !== 'nails') map.current?.fitAll();
    else if (zoneId !== undefined) map.current?.flyToEntity('zones', zoneId);
    else if (areaId !== undefined) map.current?.flyToEntity('areas', areaId);
  }, [scene, zoneId, areaId, map, isReady]);
  // Another screen under the same wall: the whole again, once the map has found its new size.
  const first = useRef(size);
  useEffect(() => {
    if (first.current === size) return;
    const timer = setTimeout(() => {
      first.current = size;
      map.current?.fitAll();
    }, SETTLES);
    return () => clearTimeout(timer);
  }, [size, map]);
}

/** Milliseconds after which a screen that changes its size has changed it. */
const SETTLES = 1500;

/** Wider than it is high: columns stand beside the map; else they stand under it. */
const LANDSCAPE = '(min-aspect-ratio: 4/3)';
const [LEFT, RIGHT] = [23.75, 26.25]; // rem, as in wall.css
/** Where columns stand under the map, rem. */
const [BAR, TICKER] = [6, 4];
/** What the legend of everything takes, rem: English needs more lines, and a narrow screen more of them. */
const LEGEND = { zh: { wide: 12.25, tall: 12.5 }, en: { wide: 14.5, tall: 17 } } as const;
/** That of a scene about few things, rem. */
const FEW = 10.5;
/** Share of the middle that columns cover where they stand under the map. */
const UNDER = 0.54;

function followSize(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}

/** Names and symbols of a map are drawn for a desk: from five metres they are as large as the text beside them. */
const LARGER = 1.75;

/** What the columns cover, CSS pixels, and how large the map is drawn, at the size the screen has now. */
function useSize(language: Language, hasFew: boolean) {
  const rem = useSyncExternalStore(followSize, () =>
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
  const isWide = useSyncExternalStore(followSize, () => window.matchMedia(LANDSCAPE).matches);
  const height = useSyncExternalStore(followSize, () => window.innerHeight);
  const legend = (hasFew ? FEW : LEGEND[language][isWide ? 'wide' : 'tall']) * rem;
  const under = UNDER * (height - (BAR + TICKER) * rem);
  const inset = isWide ? { left: LEFT * rem, right: RIGHT * rem, bottom: legend } : { bottom: under + legend };
  // Of the screen alone: another scene flies by itself.
  const key = `${rem} ${isWide} ${height}`;
  return { inset, magnification: (LARGER * rem) / 16, key };
}

/** @returns the sites of these types and no others, the same as long as they are the same; null: all that there are */
function useSites(types: readonly Site['type'][] | undefined): Sieve | null {
  useVersion('sites');
  const key =
    types === undefined
      ? undefined
      : [...situation.copy.all('sites').values()].flatMap(({ id, type }) => (types.includes(type) ? id : [])).join();
  return useMemo(() => (key === undefined ? null : { layer: 'sites', ids: new Set(key.split(',')) }), [key]);
}

/** Nothing at all is known yet: say what to do. */
function Nothing() {
  const { t } = useTranslation();
  const { phase } = useConnection();
  useVersion(...WHATEVER);
  if (phase !== 'live' || WHATEVER.some((layer) => situation.copy.all(layer).size > 0)) return null;
  return (
    <p className="wall-empty">
      <strong>{t('wall.empty')}</strong>
      {t('wall.emptyHint')}
    </p>
  );
}
