// The keyboard of the desk. Single letters only where nobody is typing.
import { useEffect } from 'react';
import { type Panel, useView } from '../store/view-store.ts';
import { isTyping } from '../ui/is-typing.ts';
import { toggleFullscreen } from '../ui/use-fullscreen.ts';
import { DRAW_LETTERS } from './draw/letters.ts';
import { chooseFile } from './import/choose-file.ts';

const PANELS: Readonly<Record<string, Panel>> = {
  '/': 'search',
  l: 'layers',
  s: 'situation',
  v: 'coverage',
  k: 'clocks',
  p: 'nails',
  j: 'tasks',
  z: 'propose',
  x: 'compare',
  q: 'inbox',
  i: 'import',
  a: 'addresses',
  d: 'draw',
  w: 'walls',
  b: 'print',
  h: 'shift',
  '?': 'help',
};

const ACTIONS: Readonly<Record<string, () => void>> = {
  m: () => document.querySelector<HTMLElement>('.maplibregl-canvas')?.focus(),
  r: () => {
    const { measure, measuring } = useView.getState();
    measuring(measure === null ? 'line' : null);
  },
  f: toggleFullscreen,
  t: () => {
    const { isTimelineOpen, openTimeline } = useView.getState();
    openTimeline(!isTimelineOpen);
  },
  n: () => useView.getState().travel(null),
  o: () => {
    if (useView.getState().panel === 'import') chooseFile();
  },
};

export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (event.key === 'Escape') closeTopmost();
      else if ((event.ctrlKey || event.metaKey) && key === 'k') open(event, 'search');
      // The browser would print the panels and half a map.
      else if ((event.ctrlKey || event.metaKey) && key === 'p') open(event, 'print');
      else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      else if (useView.getState().panel === 'draw' && DRAW_LETTERS.has(key)) return;
      else {
        const panel = PANELS[key];
        if (panel !== undefined) open(event, panel);
        else ACTIONS[key]?.();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function open(event: KeyboardEvent, panel: Panel): void {
  event.preventDefault();
  const { openPanel, panel: now } = useView.getState();
  openPanel(now === panel && panel !== 'search' ? null : panel);
}

/** Esc undoes the last thing opened: a tool, a panel over the layers, then the list, the selection, the layers. */
function closeTopmost(): void {
  // A popover over all of it closes itself.
  if (document.querySelector(':popover-open') !== null) return;
  const { panel, list, selection, measure, pin, openPanel, openList, select, measuring, putPin } = useView.getState();
  if (measure !== null) measuring(null);
  else if (panel !== null && panel !== 'layers') openPanel('layers');
  else if (pin !== null) putPin(null);
  else if (selection !== null) select(null);
  else if (list !== null) openList(null);
  else openPanel(null);
}
