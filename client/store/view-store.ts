// What the desk shows right now, kept equal to the address, so that links and the back button work.
import { create } from 'zustand';
import type { Position } from '#shared/geo/position.ts';
import type { Layer } from '#shared/situation.ts';
import type { PastBy } from '../connection/connection-status.ts';
import type { CoverageStep } from '../layers/coverage.ts';
import { type DeskView, type MapPlace, readView, type Selection, writeView } from './view-url.ts';

export type Panel =
  | 'layers'
  | 'situation'
  | 'coverage'
  | 'clocks'
  | 'nails'
  | 'tasks'
  | 'teams'
  | 'propose'
  | 'compare'
  | 'inbox'
  | 'search'
  | 'import'
  | 'addresses'
  | 'draw'
  | 'walls'
  | 'print'
  | 'shift'
  | 'help';

/** Asks the map to go somewhere; a new object for each wish, so that the same place can be asked for twice. */
export type Flight = Selection | { readonly position: Position; readonly zoom?: number };

/** What is being measured, if anything is. */
export type Measure = 'line' | 'area';

type ViewStore = DeskView & {
  readonly panel: Panel | null;
  readonly flight: Flight | null;
  readonly measure: Measure | null;
  /** a place that was searched for and belongs to no entity */
  readonly pin: Position | null;
  readonly isTimelineOpen: boolean;
  /** which step of the running round the map shows */
  readonly coverageStep: CoverageStep;
  readonly showStep: (step: CoverageStep) => void;
  readonly select: (selection: Selection | null) => void;
  /** @param list a layer, the id of a figure, or a list of the engine's (desk/table/list-target.ts) */
  readonly openList: (list: string | null) => void;
  /** CSS pixels that the table takes from below; 0 without one */
  readonly dock: number;
  readonly dockHeight: (dock: number) => void;
  /** the moment with which another one is compared */
  readonly compare: string | null;
  readonly compareFrom: (compare: string | null) => void;
  readonly isPaletteOpen: boolean;
  readonly openPalette: (isOpen: boolean) => void;
  readonly openPanel: (panel: Panel | null) => void;
  readonly show: (layer: Layer, isShown: boolean) => void;
  readonly moved: (place: MapPlace) => void;
  readonly fly: (flight: Flight) => void;
  readonly measuring: (measure: Measure | null) => void;
  readonly putPin: (pin: Position | null) => void;
  /** @param time ISO 8601 with an offset; null: back to now */
  readonly travel: (time: string | null) => void;
  readonly travelBy: (by: PastBy) => void;
  readonly openTimeline: (isOpen: boolean) => void;
  /** back or forward in the browser */
  readonly restore: (view: DeskView) => void;
};

export const useView = create<ViewStore>((set) => ({
  ...readView(location.search),
  panel: 'layers',
  flight: null,
  measure: null,
  pin: null,
  isTimelineOpen: readView(location.search).time !== null,
  coverageStep: 'uploaded',
  showStep: (coverageStep) => set({ coverageStep }),
  select: (selection) => set({ selection }),
  openList: (list) => set({ list }),
  dock: 0,
  dockHeight: (dock) => set({ dock }),
  compare: null,
  compareFrom: (compare) => set({ compare }),
  isPaletteOpen: false,
  openPalette: (isPaletteOpen) => set({ isPaletteOpen }),
  openPanel: (panel) => set({ panel }),
  show: (layer, isShown) =>
    set(({ hidden }) => {
      const next = new Set(hidden);
      if (isShown) next.delete(layer);
      else next.add(layer);
      return { hidden: next };
    }),
  moved: (place) => set({ place }),
  fly: (flight) => set({ flight }),
  measuring: (measure) => set({ measure }),
  putPin: (pin) => set({ pin }),
  travel: (time) => set({ time }),
  travelBy: (by) => set({ by }),
  openTimeline: (isTimelineOpen) => set({ isTimelineOpen }),
  restore: (view) => set(view),
}));

const sameSelection = (a: Selection | null, b: Selection | null): boolean => a?.layer === b?.layer && a?.id === b?.id;

/**
 * Writes each change into the address: another thing looked at is a step that "back" undoes, another place of the map is
 * not. Call once, on the desk. @returns how to stop
 */
export function followAddress(): () => void {
  const onBack = () => useView.getState().restore(readView(location.search));
  window.addEventListener('popstate', onBack);
  const stop = useView.subscribe((now, before) => {
    const query = writeView(now);
    if (query === location.search.slice(1)) return;
    const url = `${location.pathname}${query === '' ? '' : `?${query}`}`;
    const wentInTime = (now.time === null) !== (before.time === null);
    const isStep = !sameSelection(now.selection, before.selection) || now.list !== before.list || wentInTime;
    if (isStep) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  });
  return () => {
    window.removeEventListener('popstate', onBack);
    stop();
  };
}
