// The map as the desk uses it: its layers, its selection, its wishes to go somewhere, and the veil when data are old.
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LAYER_NAMES } from '#shared/situation.ts';
import { situation } from '../connection/browser-connection.ts';
import type { MapHandle } from '../map/map-view.tsx';
import { useConnection, useVersion } from '../store/hooks.ts';
import { useImportPreview } from '../store/import-preview-store.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useSession } from '../store/session-store.ts';
import { type Flight, useView } from '../store/view-store.ts';
import { boundsOfAll, middleOf, placeOf, zoomFor } from '../ui/place-of.ts';
import { StaleVeil } from '../ui/stale-veil.tsx';
import { chooseFile } from './import/choose-file.ts';

/** Milliseconds from the first data to a link's own place. */
const FIRST_FLIGHT = 1200;

const MapView = lazy(() => import('../map/map-view.tsx').then((module) => ({ default: module.MapView })));

export function DeskMap() {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { hidden, selection, select, flight, place, moved, panel } = useView();
  const isDemo = useSession((state) => state.isDemo);
  const { freshness, hasCopy } = useConnection();
  const preview = useImportPreview((state) => state.positions);
  const handle = useRef<MapHandle>(null);
  const visible = useMemo(() => new Set(LAYER_NAMES.filter((layer) => !hidden.has(layer))), [hidden]);
  // Where the address says; later places come from the map itself and must not push it back.
  const initial = useRef(place);

  useEffect(() => {
    if (flight !== null) go(handle.current, flight);
  }, [flight]);

  // Somebody who drops a file wants to see at once whether it lies where it should.
  useEffect(() => {
    const around = boundsOfAll(preview);
    if (around !== undefined) handle.current?.flyTo(middleOf({ bounds: around }), zoomFor(around));
  }, [preview]);

  // A link that names an entity and no place shows that entity, once there are data and the map has fitted them.
  useEffect(() => {
    const { selection: chosen, fly } = useView.getState();
    if (!hasCopy || initial.current !== null || chosen === null) return;
    const timer = setTimeout(() => fly({ layer: chosen.layer, id: chosen.id }), FIRST_FLIGHT);
    return () => clearTimeout(timer);
  }, [hasCopy]);

  return (
    <>
      <Suspense fallback={<p className="map-opening">{t('app.loading')}</p>}>
        <MapView
          ref={handle}
          situation={situation}
          visible={visible}
          selection={selection}
          onSelect={select}
          language={language}
          theme={theme}
          stale={hasCopy && (freshness === 'stale' || freshness === 'offline')}
          preview={preview}
          initialView={
            initial.current === null
              ? undefined
              : { center: [initial.current.longitude, initial.current.latitude], zoom: initial.current.zoom }
          }
          onView={({ center, zoom }) => moved({ longitude: center[0], latitude: center[1], zoom })}
          label={isDemo === true ? t('app.demo') : undefined}
          inset={{ left: panel === null ? 0 : panel === 'import' ? 420 : 320, right: selection === null ? 0 : 360 }}
        />
      </Suspense>
      <StaleVeil />
      {preview.length === 0 && <Nothing />}
    </>
  );
}

function go(map: MapHandle | null, flight: Flight): void {
  if (map === null) return;
  if ('position' in flight) {
    map.flyTo(flight.position);
    return;
  }
  if (map.flyToEntity(flight.layer, flight.id)) return;
  const place = placeOf(situation.copy, flight.layer, flight.id);
  if (place !== undefined) map.flyTo(middleOf(place));
}

/** Nothing at all is known yet: say what to do first. */
function Nothing() {
  const { t } = useTranslation();
  const { phase } = useConnection();
  useVersion(...LAYER_NAMES);
  const isEmpty = situation.copy.size() - situation.copy.all('clock').size === 0;
  if (phase !== 'live' || !isEmpty) return null;
  return (
    <div className="empty">
      <strong>{t('desk.emptyTitle')}</strong>
      <p>{t('desk.empty')}</p>
      <button type="button" className="button" onClick={chooseFile}>
        {t('desk.emptyButton')}
      </button>
    </div>
  );
}
