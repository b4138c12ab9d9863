// The keyboard while somebody draws. It hears keys before the desk does: with a tool in hand the letters are the tools'.
import { type ComponentProps, useEffect } from 'react';
import type { Position } from '#shared/geo/position.ts';
import type { SketchCanvas } from '../../map/draw/sketch-canvas.tsx';
import { useView } from '../../store/view-store.ts';
import { isTyping } from '../../ui/is-typing.ts';
import { combine, startEditing, startTool, widenChosen } from './actions.ts';
import { chooseDraftFile } from './draft-file.ts';
import { useDrafts } from './drafts.ts';
import { type Tool, useDraw } from './draw-store.ts';
import { cancelEditing, finishEditing, useEditor } from './editor.ts';
import { hands } from './hands.ts';
import { ACTION_KEYS, type Action, TOOL_KEYS } from './letters.ts';

type Map = ComponentProps<typeof SketchCanvas>['map'];

export const ACT: { readonly [A in Action]: () => void } = {
  edit: () => startEditing(false),
  move: () => startEditing(true),
  merge: () => void combine('merge'),
  intersect: () => void combine('intersect'),
  subtract: () => void combine('subtract'),
  buffer: () => void widenChosen(),
  file: chooseDraftFile,
};

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One step back: a corner, the tool, the chosen corner, the editing. @returns false when there is nothing of ours */
export function stepBack(): boolean {
  const { tool, corner, set } = useDraw.getState();
  if (hands.drawing?.back()) return true;
  if (tool !== null) set({ tool: null, picked: [] });
  else if (corner !== null) set({ corner: null });
  else if (useEditor.getState().editing !== null) cancelEditing();
  else if (useDraw.getState().lasso !== null) set({ lasso: null });
  else return false;
  return true;
}

export const undo = (): void => {
  if (!hands.drawing?.back()) useDrafts.getState().undo();
};
export const redo = (): void => {
  if (!hands.drawing?.again()) useDrafts.getState().redo();
};

/** @param setCross whether the middle of the map is marked: the keyboard aims with it */
export function useDrawKeys(map: Map, setCross: (isShown: boolean) => void): void {
  useEffect(() => {
    const canvas = map.getCanvas();
    let hasCross = false;
    let put: Position | undefined;
    const cross = (isShown: boolean) => {
      if (hasCross !== isShown) setCross(isShown);
      hasCross = isShown;
    };
    const middle = (): Position => [map.getCenter().lng, map.getCenter().lat];
    const enter = (target: EventTarget | null): boolean => {
      if (hands.drawing === null) {
        if (useEditor.getState().editing === null || target instanceof HTMLButtonElement) return false;
        finishEditing();
        return true;
      }
      if (target !== canvas) return false;
      // Arrows move the map for a while: where it comes to rest is meant.
      if (map.isMoving()) {
        map.once('moveend', () => enter(target));
        return true;
      }
      const at = middle();
      // Twice at one place ends the line, as a double click does.
      if (hasCross && (put === undefined || put[0] !== at[0] || put[1] !== at[1])) {
        hands.drawing.put(at);
        put = at;
      } else hands.drawing.finish();
      return true;
    };
    const letter = (key: string): boolean => {
      if (useView.getState().panel !== 'draw') return false;
      const upper = key.toUpperCase();
      const tool = (Object.keys(TOOL_KEYS) as Tool[]).find((name) => TOOL_KEYS[name] === upper);
      const action = (Object.keys(ACTION_KEYS) as Action[]).find((name) => ACTION_KEYS[name] === upper);
      if (tool !== undefined) startTool(tool);
      else if (action !== undefined) ACT[action]();
      else return false;
      return true;
    };
    const edit = ({ key, shiftKey, target }: KeyboardEvent): boolean => {
      if (hands.drawing !== null) return key === 'Backspace' && hands.drawing.back();
      if (hands.corners === null) return false;
      if (key === 'Delete' || key === 'Backspace') return hands.corners.remove();
      if (key === '[' || key === ']') {
        const at = hands.corners.walk(key === ']' ? 1 : -1);
        if (at !== undefined && !map.getBounds().contains([at[0], at[1]])) map.panTo([at[0], at[1]]);
        return true;
      }
      const arrow = ARROWS[key];
      if (arrow === undefined || target !== canvas) return false;
      const by = shiftKey ? 10 : 1;
      return hands.corners.nudge(arrow[0] * by, arrow[1] * by);
    };
    const down = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
      const isOurs =
        useView.getState().panel === 'draw' ||
        useDraw.getState().tool !== null ||
        useEditor.getState().editing !== null;
      if (!isOurs || event.isComposing) return;
      if (isTyping(target)) {
        // Out of a field and back to the map, before anything is closed.
        if (key !== 'Escape' || !(target as HTMLElement).closest('.draw-bar, .draw-setting')) return;
        canvas.focus();
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const lower = key.toLowerCase();
      let done = false;
      if (ctrlKey || metaKey) {
        if (lower === 'z' || lower === 'y') {
          (lower === 'y' || shiftKey ? redo : undo)();
          done = true;
        }
      } else if (altKey) return;
      else if (key === 'Escape') done = stepBack();
      else if (key === 'Enter') done = enter(target);
      else done = edit(event) || (/^[a-z]$/i.test(key) && letter(key));
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const moved = ({ originalEvent }: { readonly originalEvent?: unknown }) => {
      if (hands.drawing === null || !(originalEvent instanceof KeyboardEvent)) return;
      cross(true);
      hands.drawing.aim(middle());
    };
    const hover = () => {
      put = undefined;
      cross(false);
    };
    window.addEventListener('keydown', down, true);
    map.on('move', moved);
    map.on('mousemove', hover);
    const stop = useDraw.subscribe((now, before) => {
      if (now.tool !== before.tool) hover();
    });
    return () => {
      window.removeEventListener('keydown', down, true);
      map.off('move', moved);
      map.off('mousemove', hover);
      stop();
    };
  }, [map, setCross]);
}
