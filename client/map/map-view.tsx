// The map of the situation. The only owner of the MapLibre map of a screen and of the deck.gl overlay on it.
import './map-view.css';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { Geometry, Position } from '#shared/schema.ts';
import type { Layer } from '#shared/situation.ts';
import { ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import type { RoundCoverage } from '../layers/coverage.ts';
import { PALETTES, type Theme } from '../layers/palette.ts';
import { type Extent, isSomewhere } from '../layers/polygons.ts';
import type { LiveSituation } from '../store/live-situation.ts';
import { shortTime } from '../ui/format.ts';
import { LABEL_FONT } from './atlas.ts';
import { Credit } from './basemap/credit.tsx';
import { layGround } from './basemap/ground.ts';
import { useBasemap } from './basemap/use-basemap.ts';
import { describe, describeCluster } from './describe.ts';
import { describeCoverage } from './describe-coverage.ts';
import { keepGrid } from './grid.ts';
import { Legend } from './legend.tsx';
import { useLegend } from './legend-choice.ts';
import type { OnScreen } from './legend-entries.ts';
import { type Inset, inMapPixels, magnify } from './magnify.ts';
import { MapControls } from './map-controls.tsx';
import { keepNameRoom } from './name-room.ts';
import { type MapCamera, openMap } from './open-map.ts';
import { type Hover, type Walk, watchPointer } from './pointer.ts';
import { type Selection, Stage, type StageLook } from './stage.ts';
import { ScaleBar } from './tools/scale-bar.tsx';
import { Tooltip } from './tooltip.tsx';
import { watchBlank } from './watch-blank.ts';
import { watchScreen } from './watch-screen.ts';
import { wordsOf } from './words.ts';

export type MapHandle = {
  /** Moves to a place; without a zoom it comes near enough to tell it from its neighbours. */
  flyTo(center: Position, zoom?: number): void;
  /** Moves to an entity. @returns false when it has no place on the map */
  flyToEntity(layer: Layer, id: string): boolean;
  fitAll(): void;
};

export type MapViewProps = {
  readonly situation: LiveSituation;
  readonly visible: ReadonlySet<Layer>;
  readonly selection: Selection | null;
  /** @param at where the hand was, if it was a hand */
  readonly onSelect: (selection: Selection | null, at?: Position) => void;
  readonly language: Language;
  readonly theme: Theme;
  readonly stale?: boolean;
  /** points of a file that is about to be imported, WGS-84 */
  readonly preview?: readonly Position[];
  readonly initialView?: MapCamera;
  readonly onView?: (view: MapCamera) => void;
  /** ms of the situation's time; by the screen's own clock, which may be wrong, where nobody gives it */
  readonly now?: () => number;
  /** drawn over the map: tools, marks */
  readonly over?: (map: MapLibreMap) => ReactNode;
  /** the engine's coverage of the running round; the copy's own counts stand in where nobody asks it */
  readonly coverage?: RoundCoverage;
  /** the engine's distinct persons of each key area, by zone; what the copy shows stands in where nobody asks it */
  readonly persons?: ReadonlyMap<string, number>;
  /** outlines of houses, which the copy does not hold, for the zones that stand on them */
  readonly houses?: ReadonlyMap<string, Geometry>;
  /** rows of one layer that are let through; the others of it are not drawn */
  readonly sieve?: StageLook['sieve'];
  /** a tool has the hand: clicks choose nothing */
  readonly isBusy?: boolean;
  /** buttons beside those of the map */
  readonly controls?: ReactNode;
  /** CSS pixels that panels cover, kept free when fitting */
  readonly inset?: Inset;
  /** how many times larger everything on it is drawn, names and symbols too: for who stands five metres away */
  readonly magnification?: number;
  readonly ref?: Ref<MapHandle>;
};

const NEAR = 15.5;
const CLOSEST_FIT = 15;
const NEAREST = 18.5; // a cluster that is one even here is a pile on one spot: its cases are walked through instead
const SPREAD = 60; // CSS pixels that the cases of a cluster must be able to spread over to be worth the journey
const CLUSTER_MARGIN = 140; // CSS pixels
const MARGIN = 56; // CSS pixels around what is fitted
const PATIENCE = 3000; // milliseconds a lost graphics context may take to come back by itself
/** The mark in the page's timeline of the first complete map. */
const DRAWN = 'cordon-map-drawn';
const NO_POINTS: readonly Position[] = [];
const NOTHING: OnScreen = { kinds: [], zones: [], coverage: 'none' };

export function MapView(props: MapViewProps) {
  const { situation, visible, selection, language, theme, stale = false, preview = NO_POINTS, coverage } = props;
  const { magnification = 1, persons, houses, sieve = null } = props;
  const words = wordsOf(language);
  const container = useRef<HTMLDivElement>(null);
  const [generation, setGeneration] = useState(0);
  const [hover, setHover] = useState<Hover | null>(null);
  const [said, setSaid] = useState('');
  const [onScreen, setOnScreen] = useState<OnScreen>(NOTHING);
  const held = useRef<{ map: MapLibreMap; stage: Stage } | null>(null);
  const { left: coveredLeft = 0, right: coveredRight = 0 } = props.inset ?? {};
  const legend = useLegend(container, props.controls !== undefined, coveredLeft + coveredRight);
  const basemap = useBasemap();
  const [styled, setStyled] = useState<MapLibreMap | null>(null);
  // Symbols are there before the ground and the zones: until those are, nobody should take their absence for a fact.
  const [isDrawing, setDrawing] = useState(false);
  const ground = useRef<ReturnType<typeof layGround> | null>(null);
  const camera = useRef<MapCamera | undefined>(props.initialView);
  const look = useMemo<StageLook>(
    () => ({
      theme,
      visible,
      selection,
      preview,
      language,
      level: (code) => term(ZONE_LEVEL_TERMS, code ?? '', language),
      until: (time) => wordsOf(language).until(shortTime(time)),
      ...(coverage === undefined ? {} : { coverage }),
      ...(persons === undefined ? {} : { persons }),
      ...(houses === undefined ? {} : { houses }),
      sieve,
    }),
    [theme, visible, selection, preview, language, coverage, persons, houses, sieve],
  );
  // What the map's own listeners read: the latest props, without building the map again for each.
  const latest = useRef({ ...props, look });
  latest.current = { ...props, look, inset: inMapPixels(props.inset, magnification) };

  const frame = (extent: Extent, margin: number, maxZoom: number, animate = true) => {
    const { top = 0, right = 0, bottom = 0, left = 0 } = latest.current.inset ?? {};
    const padding = { top: top + margin, right: right + margin, bottom: bottom + margin, left: left + margin };
    held.current?.map.fitBounds([...extent] as [number, number, number, number], { padding, maxZoom, animate });
  };
  const fitAll = (animate = true) => {
    const extent = held.current?.stage.scene.dataExtent();
    if (extent !== undefined && isSomewhere(extent)) frame(extent, MARGIN, CLOSEST_FIT, animate);
  };
  /** To the middle of what panels leave free. */
  const fly = (center: Position, zoom?: number) => {
    const { top = 0, right = 0, bottom = 0, left = 0 } = latest.current.inset ?? {};
    const map = held.current?.map;
    map?.flyTo({
      center: [center[0], center[1]],
      zoom: zoom ?? Math.max(NEAR, map.getZoom()),
      offset: [(left - right) / 2, (top - bottom) / 2],
      maxDuration: 1800,
    });
  };
  const first = useRef(fitAll);
  first.current = fitAll;
  const fitTo = useRef(frame);
  fitTo.current = frame;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `generation` builds the map again after a lost context
  useEffect(() => {
    const at = camera.current;
    const lookNow = latest.current.look;
    const box = container.current as HTMLDivElement;
    magnify(box, magnification);
    const sharpness = devicePixelRatio * magnification;
    const { map, overlay } = openMap(box, { palette: PALETTES[lookNow.theme], at, sharpness });
    const onFirst = () => {
      if (camera.current === undefined) first.current(false);
      map.on('render', markDrawn);
      setDrawing(true);
    };
    const stage = new Stage(map, overlay, situation.copy, lookNow, onFirst, latest.current.now);
    // For whoever measures: the first frame in which everything that is to be seen is there.
    const markDrawn = () => {
      if (ground.current === null || !map.loaded()) return;
      performance.mark(DRAWN);
      map.off('render', markDrawn);
      setDrawing(false);
    };
    held.current = { map, stage };
    let stopGrid: (() => void) | undefined;
    let stopBlank: (() => void) | undefined;
    let patience: ReturnType<typeof setTimeout> | undefined;
    map.once('style.load', () => {
      stage.start();
      setStyled(map);
      stopGrid = keepGrid(map);
      stopBlank = watchBlank(map, { isHidden: () => document.hidden, blank: rebuild, generation });
    });
    map.on('zoom', () => stage.zoomed());
    map.on('moveend', () => {
      const { lng, lat } = map.getCenter();
      camera.current = { center: [lng, lat], zoom: map.getZoom() };
      latest.current.onView?.(camera.current);
    });
    // deck.gl does not survive a lost context: the map is built again, at once when the context comes back, and after a
    // while when it does not.
    const rebuild = () => setGeneration((before) => before + 1);
    // Two contexts, the ground's and the symbols': with either of them gone, both are made again. The events do not
    // bubble; on the way down they pass here.
    const lost = () => {
      patience ??= setTimeout(rebuild, PATIENCE);
      letGo();
    };
    box.addEventListener('webglcontextlost', lost, true);
    box.addEventListener('webglcontextrestored', rebuild, true);
    const stopWatching = situation.onChange((changed) => stage.note(changed));
    const stopScreen = watchScreen(map, stage, () => latest.current.visible, setOnScreen);
    const inset = () => latest.current.inset ?? {};
    const stopRoom = keepNameRoom(map, stage, () => latest.current.visible, inset);
    const stopPointer = watchPointer(map, stage, {
      visible: () => latest.current.visible,
      isBusy: () => latest.current.isBusy === true,
      selection: () => latest.current.selection,
      select: (chosen, at) => {
        latest.current.onSelect(chosen, at);
        setSaid(announce(chosen));
      },
      hover: setHover,
      isApart: ([west, south, east, north]) => {
        const [a, b] = [map.project([west, north]), map.project([east, south])];
        const stays = map.getZoom() + Math.log2(SPREAD / Math.max(1, b.x - a.x, b.y - a.y));
        return stays > map.getMaxZoom() || map.getZoom() >= NEAREST;
      },
      open: (extent) => {
        fitTo.current(extent, CLUSTER_MARGIN, NEAREST);
      },
      walk: (walk) => setSaid(announceWalk(walk)),
    });
    const fontsWanted = document.fonts.load(`700 13px ${LABEL_FONT}`, '0123456789');
    fontsWanted
      .then((faces) => faces.length > 0 && held.current?.stage === stage && stage.redrawSymbols())
      .catch(() => {});
    const letGo = () => {
      held.current = null;
      for (const stop of [stopWatching, stopPointer, stopScreen, stopRoom, stopGrid, stopBlank]) stop?.();
      stopGrid = undefined;
      stage.stop();
    };
    return () => {
      clearTimeout(patience);
      box.removeEventListener('webglcontextlost', lost, true);
      box.removeEventListener('webglcontextrestored', rebuild, true);
      letGo();
      map.remove();
    };
  }, [situation, generation, magnification]);

  useEffect(() => {
    if (held.current !== null) held.current.stage.look = look;
  }, [look]);

  useEffect(() => {
    if (basemap === undefined || styled === null || held.current?.map !== styled) return;
    ground.current = layGround(styled, basemap, latest.current);
  }, [basemap, styled]);

  useEffect(() => {
    if (held.current !== null) ground.current?.({ theme, language });
  }, [theme, language]);

  useEffect(() => {
    const canvas = held.current?.map.getCanvas();
    canvas?.setAttribute('aria-label', `${words.map}. ${words.keys}`);
    canvas?.setAttribute('aria-keyshortcuts', '[ ] Enter Escape');
  });

  useImperativeHandle(props.ref, () => ({
    flyTo: (center, zoom) => fly(center, zoom),
    flyToEntity: (layer, id) => {
      const { map, stage } = held.current ?? {};
      const extent = layer === 'areas' || layer === 'zones' ? stage?.scene.extentOf(layer, id) : undefined;
      const position = stage?.scene.positionOf(layer, id);
      if (map !== undefined && extent !== undefined) {
        fitTo.current(extent, 2 * MARGIN, 17);
      } else if (position !== undefined) fly(position);
      return extent !== undefined || position !== undefined;
    },
    fitAll: () => first.current(),
  }));

  const describeNow = ({ layer, id }: Selection) =>
    (layer === 'areaTests' && coverage !== undefined
      ? describeCoverage(situation.copy, coverage, id, latest.current.language)
      : undefined) ?? describe(situation.copy, layer, id, latest.current.language);
  const announce = (chosen: Selection | null) => {
    const now = wordsOf(latest.current.language);
    if (chosen === null) return now.cleared;
    const { title, detail } = describeNow(chosen);
    return `${now.selected} ${title} ${detail}`;
  };
  const announceWalk = (walk: Walk | null) => {
    const now = wordsOf(latest.current.language);
    if (walk === null) return now.nothingHere;
    const { title, detail } = describeNow(walk.selection);
    return `${title} ${detail}. ${now.of(walk.index, walk.total)}`;
  };

  return (
    <div className="map-view" data-theme={theme} data-stale={stale}>
      <div ref={container} className="map-canvas" />
      {hover !== null && (
        <Tooltip
          hover={hover}
          description={
            hover.cluster === undefined ? describeNow(hover.selection) : describeCluster(hover.cluster, language)
          }
          words={words}
        />
      )}
      {isDrawing && (
        <p className="map-drawing" role="status">
          {words.drawing}
        </p>
      )}
      {styled !== null && <ScaleBar map={styled} language={language} />}
      {styled !== null && props.over?.(styled)}
      <Credit info={basemap} language={language} />
      {legend.isOpen && (
        <Legend onScreen={onScreen} hasPreview={preview.length > 0} language={language} coverage={coverage} />
      )}
      <MapControls
        words={words}
        hasLegend={legend.isOpen}
        onLegend={legend.toggle}
        onFit={fitAll}
        onZoom={(by) => held.current?.map.easeTo({ zoom: Math.round(held.current.map.getZoom() + by) })}
      >
        {props.controls}
      </MapControls>
      <p className="map-said" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
