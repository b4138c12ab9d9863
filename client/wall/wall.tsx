// The wall: the map in a dark hall, read from five metres, touched by nobody.
import './wall.css';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import { situation } from '../connection/browser-connection.ts';
import { useConnection, useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { StaleVeil } from '../ui/stale-veil.tsx';
import { CasesPanel } from './panels/cases-panel.tsx';
import { ClocksPanel } from './panels/clocks-panel.tsx';
import { CoveragePanel } from './panels/coverage-panel.tsx';
import { FeedsPanel } from './panels/feeds-panel.tsx';
import { PeoplePanel } from './panels/people-panel.tsx';
import { PostsPanel } from './panels/posts-panel.tsx';
import { RoomsPanel } from './panels/rooms-panel.tsx';
import { Ticker } from './ticker.tsx';
import { useIdleCursor } from './use-idle-cursor.ts';
import { WallBar } from './wall-bar.tsx';
import { WallLegend } from './wall-legend.tsx';

const MapView = lazy(() => import('../map/map-view.tsx').then((module) => ({ default: module.MapView })));

const VISIBLE: ReadonlySet<Layer> = new Set(LAYER_NAMES);
const WHATEVER: readonly Layer[] = ['cases', 'zones', 'checkpoints', 'sites', 'areas'];

export function Wall() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { freshness, hasCopy } = useConnection();
  const inset = useInset();
  useIdleCursor();
  return (
    <div className="wall">
      <WallBar />
      <main className="wall-main">
        <Suspense fallback={null}>
          <MapView
            situation={situation}
            visible={VISIBLE}
            selection={null}
            onSelect={ignore}
            language={language}
            theme="dark"
            stale={hasCopy && (freshness === 'stale' || freshness === 'offline')}
            inset={inset}
          />
        </Suspense>
        <StaleVeil />
        <Nothing />
        <WallLegend />
        <section className="wall-column wall-left" aria-label={t('wall.scenes.coverage')}>
          <CoveragePanel />
          <FeedsPanel />
        </section>
        <section className="wall-column wall-right" aria-label={t('wall.cases.title')}>
          <CasesPanel />
          <ClocksPanel />
          <PeoplePanel />
          <RoomsPanel />
          <PostsPanel />
        </section>
      </main>
      <Ticker />
    </div>
  );
}

const ignore = () => {};

/** Wider than it is high: columns stand beside the map; else they stand under it. */
const LANDSCAPE = '(min-aspect-ratio: 4/3)';
const [LEFT, RIGHT] = [23.75, 26.25]; // rem, as in wall.css

function followSize(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}

/** CSS pixels that the columns cover, at the size the screen has now. */
function useInset(): { readonly left: number; readonly right: number } {
  const rem = useSyncExternalStore(followSize, () =>
    window.matchMedia(LANDSCAPE).matches ? Number.parseFloat(getComputedStyle(document.documentElement).fontSize) : 0,
  );
  return { left: LEFT * rem, right: RIGHT * rem };
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
