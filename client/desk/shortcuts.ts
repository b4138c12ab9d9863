// The keyboard of the desk. Single letters only where nobody is typing.
import { useEffect } from 'react';
import { useView } from '../store/view-store.ts';
import { isTyping } from '../ui/is-typing.ts';
import { commandOf } from './commands.ts';
import { DRAW_LETTERS } from './draw/letters.ts';

export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape') {
        closeTopmost();
        return;
      }
      const isControlled = event.ctrlKey || event.metaKey;
      if (event.altKey || (!isControlled && isTyping(event.target))) return;
      // While somebody draws, some letters are tools of the hand.
      if (!isControlled && useView.getState().panel === 'draw' && DRAW_LETTERS.has(event.key.toLowerCase())) return;
      const run = commandOf(event.key, isControlled);
      if (run === undefined) return;
      // Without: the letter would land in the field that opens, and the browser would print half a map.
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Esc undoes the last thing opened: a tool, a panel over the layers, then the list, the selection, the layers. */
function closeTopmost(): void {
  // A popover or a dialog over all of it closes itself.
  if (document.querySelector(':popover-open, dialog[open]') !== null) return;
  const { panel, list, selection, measure, pin, openPanel, openList, select, measuring, putPin } = useView.getState();
  if (measure !== null) measuring(null);
  else if (panel !== null && panel !== 'layers') openPanel('layers');
  else if (pin !== null) putPin(null);
  else if (selection !== null) select(null);
  else if (list !== null) openList(null);
  else openPanel(null);
}
