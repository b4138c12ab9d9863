// The map as the desk uses it: its layers, its selection, its wishes to go somewhere, and the veil when data are old.
import { Suspense, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '#shared/geo/position.ts';
import { LAYER_NAMES } from '#shared/situation.ts';
import { situation } from '../connection/browser-connection.ts';
import { api } from '../connection/http.ts';
import type { MapHandle } from '../map/map-view.tsx';
import { useRoundCoverage } from '../store/coverage-store.ts';
import { useFineAreas } from '../store/fine-area-store.ts';
import { nowInSituation, useConnection, useVersion } from '../store/hooks.ts';
import { useHousesOfZones } from '../store/houses-of-zones.ts';
import { useImportPreview } from '../store/import-preview-store.ts';
import { usePersonsByZone } from '../store/nails-store.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useProposal } from '../store/proposal-store.ts';
import { useSieve } from '../store/sieve-store.ts';
import { type Flight, type Panel, useView } from '../store/view-store.ts';
import type { Selection } from '../store/view-url.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { boundsOf, boundsOfAll, middleOf, placeOf, zoomFor } from '../ui/place-of.ts';
import { StaleVeil } from '../ui/stale-veil.tsx';
import { useIsDrawing } from './draw/is-drawing.ts';
import { chooseFile } from './import/choose-file.ts';
import { MapToolButtons, MapTools } from './map-tools.tsx';

/** Panels that are wider than the others, as desk.css says. CSS pixels. */
const WIDE: { readonly [P in Panel]?: number } = { import: 420, propose: 440, compare: 440 };
/** Milliseconds from the first data to a link's own place. */
const FIRST_FLIGHT = 1200;

const MapView = lazyPart(() => import('../map/map-view.tsx').then((module) => module.MapView));

export function DeskMap() {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { hidden, selection, flight, place, moved, panel, measure, isTimelineOpen, coverageStep, dock } = useView();
  const sieve = useSieve((state) => state.sieve);
  const { freshness, hasCopy, past } = useConnection();
  const preview = useImportPreview((state) => state.positions);
  const coverage = useRoundCoverage(coverageStep, !hidden.has('areaTests'));
  const persons = usePersonsByZone(!hidden.has('nails'));
  const houses = useHousesOfZones();
  const isBoxing = useProposal((state) => state.isBoxing);
  const { isDrawing } = useIsDrawing();
  const handle = useRef<MapHandle>(null);
  const visible = useMemo(() => new Set(LAYER_NAMES.filter((layer) => !hidden.has(layer))), [hidden]);
  // Where the address says; later places come from the map itself and must not push it back.
  const initial = useRef(place);

  useEffect(() => {
    if (flight !== null) go(handle.current, flight);
  }, [flight]);

  // Somebody who drops a file wants to see at once whether it lies where it should.
  useEffect(() => {
    // Exactly 0, 0 is what tables say of a place that nobody knows: it is told, and not flown to.
    const around = boundsOfAll(preview.filter(([longitude, latitude]) => longitude !== 0 || latitude !== 0));
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
          onSelect={choose}
          language={language}
          theme={theme}
          stale={hasCopy && past === undefined && (freshness === 'stale' || freshness === 'offline')}
          preview={preview}
          coverage={coverage}
          persons={persons}
          houses={houses}
          sieve={sieve}
          now={nowInSituation}
          initialView={
            initial.current === null
              ? undefined
              : { center: [initial.current.longitude, initial.current.latitude], zoom: initial.current.zoom }
          }
          onView={({ center, zoom }) => moved({ longitude: center[0], latitude: center[1], zoom })}
          over={(map) => <MapTools map={map} />}
          controls={<MapToolButtons />}
          isBusy={measure !== null || isBoxing || isDrawing}
          inset={{
            left: panel === null ? 0 : (WIDE[panel] ?? 320),
            right: selection === null ? 0 : 360,
            // A table over the whole screen leaves no map to keep clear of.
            bottom: (isTimelineOpen ? 96 : 0) + Math.min(dock, 0.6 * innerHeight),
          }}
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
    map.flyTo(flight.position, flight.zoom);
    return;
  }
  if (map.flyToEntity(flight.layer, flight.id)) return;
  const place = placeOf(situation.copy, flight.layer, flight.id);
  if (place !== undefined) map.flyTo(middleOf(place));
  else if (flight.layer === 'areas') void goToFine(map, flight.id);
}

/** A building or a staircase, which the copy does not hold. */
async function goToFine(map: MapHandle, id: string): Promise<void> {
  const area = await useFineAreas.getState().wantArea(id);
  if (area?.geometry === undefined) return;
  const bounds = boundsOf(area.geometry);
  map.flyTo(middleOf({ bounds }), Math.min(18, zoomFor(bounds) + 2));
}

/** Near enough to tell houses apart, a hand on a compound means one of its buildings. Zoom. */
const HOUSES_FROM = 16;
const HAS_BUILDINGS: ReadonlySet<string | undefined> = new Set(['compound', 'village', 'block', 'community']);

async function choose(selection: Selection | null, at?: Position): Promise<void> {
  const { select, place, panel } = useView.getState();
  const proposal = useProposal.getState();
  // Whoever chooses cases for a fence takes them off the map as off the list.
  if (panel === 'propose' && selection?.layer === 'cases' && proposal.asked.state !== 'answered') {
    proposal.toggle(selection.id);
    return;
  }
  const level = selection?.layer === 'areas' ? situation.copy.get('areas', selection.id)?.level : undefined;
  if (at === undefined || !HAS_BUILDINGS.has(level) || (place?.zoom ?? 0) < HOUSES_FROM) {
    select(selection);
    return;
  }
  const query = new URLSearchParams({ lon: String(at[0]), lat: String(at[1]), level: 'building' });
  const answer = await api<{ readonly features: readonly { readonly id: string }[] }>(`/api/areas/containing?${query}`);
  const building = answer.ok ? answer.value.features[0] : undefined;
  select(building === undefined ? selection : { layer: 'areas', id: building.id });
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
