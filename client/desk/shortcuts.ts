// The keyboard of the desk. Single letters only where nobody is typing.
import { useEffect } from 'react';
import { type Panel, useView } from '../store/view-store.ts';
import { chooseFile } from './import/choose-file.ts';

const PANELS: Readonly<Record<string, Panel>> = { '/': 'search', l: 'layers', i: 'import', '?': 'help' };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select') !== null;

export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape') closeTopmost();
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') open(event, 'search');
      else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      else if (event.key === 'm') focusMap();
      else if (event.key === 'o' && useView.getState().panel === 'import') chooseFile();
      else {
        const panel = PANELS[event.key.toLowerCase()];
        if (panel !== undefined) open(event, panel);
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

/** Esc undoes the last thing opened: a panel over the layers, then the list, then the selection, then the layers. */
function closeTopmost(): void {
  const { panel, list, selection, openPanel, openList, select } = useView.getState();
  if (panel !== null && panel !== 'layers') openPanel('layers');
  else if (selection !== null) select(null);
  else if (list !== null && panel === 'layers') openList(null);
  else openPanel(null);
}

const focusMap = (): void => document.querySelector<HTMLElement>('.maplibregl-canvas')?.focus();
