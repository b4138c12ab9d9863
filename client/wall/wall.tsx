// The wall: the map in a dark hall, read from five metres, touched by nobody.
import './wall.css';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useConnection, useNow, useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { EntitySymbol } from '../ui/entity-symbol.tsx';
import { ageOf, number } from '../ui/format.ts';
import { FreshnessBadge } from '../ui/freshness-badge.tsx';
import { incidentDay, jurisdictionOf } from '../ui/jurisdiction.ts';
import { SituationClock } from '../ui/situation-clock.tsx';
import { StaleVeil } from '../ui/stale-veil.tsx';
import { Ticker } from './ticker.tsx';
import { useIdleCursor } from './use-idle-cursor.ts';

const MapView = lazy(() => import('../map/map-view.tsx').then((module) => ({ default: module.MapView })));

const COUNTED: readonly Layer[] = ['cases', 'zones', 'checkpoints', 'sites', 'tasks', 'areas'];
const VISIBLE: ReadonlySet<Layer> = new Set(LAYER_NAMES);

export function Wall() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { freshness, hasCopy } = useConnection();
  useIdleCursor();
  // Design pixels of the wall, as CSS pixels of this screen.
  const pixel = useMemo(() => window.innerHeight / 1080, []);
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
            inset={{ left: 380 * pixel }}
          />
        </Suspense>
        <StaleVeil />
        <Nothing />
        <section className="wall-counts" aria-label={t('wall.onMap')}>
          {COUNTED.map((layer) => (
            <Count key={layer} layer={layer} />
          ))}
        </section>
      </main>
      <Ticker />
    </div>
  );
}

const ignore = () => {};

function WallBar() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(60_000);
  useVersion('areas', 'policies');
  const jurisdiction = jurisdictionOf(situation.copy, language);
  const day = incidentDay(situation.copy, now);
  return (
    <header className="wall-bar">
      <h1>
        {jurisdiction} {t('wall.title')}
      </h1>
      {day !== undefined && <span className="muted">{t('wall.day', { n: day })}</span>}
      <span className="wall-bar-end">
        <FreshnessBadge />
        <SituationClock />
      </span>
    </header>
  );
}

/** Nothing at all is known yet: say what to do. */
function Nothing() {
  const { t } = useTranslation();
  const { phase } = useConnection();
  useVersion(...COUNTED);
  if (phase !== 'live' || COUNTED.some((layer) => situation.copy.all(layer).size > 0)) return null;
  return (
    <p className="wall-empty">
      <strong>{t('wall.empty')}</strong>
      {t('wall.emptyHint')}
    </p>
  );
}

function Count({ layer }: { readonly layer: Layer }) {
  const language = usePreferences((state) => state.language);
  const { asOf } = useConnection();
  const now = useNow(10_000);
  useVersion(layer);
  const { size } = situation.copy.all(layer);
  const time = asOf[layer];
  return (
    <div className="wall-count" data-empty={size === 0}>
      <EntitySymbol layer={layer} size={28} />
      <p className="wall-count-name">
        {term(LAYER_TERMS, layer, language)}
        {time !== undefined && size > 0 && <span className="wall-count-age">{ageOf(time, now, language)}</span>}
      </p>
      <p className="wall-count-number">{number(size)}</p>
    </div>
  );
}
