// The corners of what is being measured, from hand or keyboard.
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { useEffect, useReducer } from 'react';
import type { Position } from '#shared/schema.ts';
import { isTyping } from '../../ui/is-typing.ts';

export type Sketch = {
  readonly points: readonly Position[];
  /** where the next corner would be */
  readonly next: Position | undefined;
  readonly isDone: boolean;
  /** the middle of the map is marked: corners are put there */
  readonly hasCross: boolean;
};
type Action =
  | { readonly type: 'add' | 'hover' | 'aim'; readonly at: Position }
  | { readonly type: 'undo' | 'done' | 'leave' };

const EMPTY: Sketch = { points: [], next: undefined, isDone: false, hasCross: false };

export function sketch(state: Sketch, action: Action): Sketch {
  switch (action.type) {
    case 'add': {
      const before = state.isDone ? [] : state.points;
      const last = before.at(-1);
      // The second click of a double-click lies on the first.
      if (last !== undefined && last[0] === action.at[0] && last[1] === action.at[1]) return state;
      return { ...state, points: [...before, action.at], isDone: false, next: undefined };
    }
    case 'hover':
      return { ...state, hasCross: false, next: state.isDone || state.points.length === 0 ? undefined : action.at };
    case 'aim':
      return { ...state, hasCross: true, next: state.isDone || state.points.length === 0 ? undefined : action.at };
    case 'undo':
      return { ...state, points: state.points.slice(0, -1), isDone: false };
    case 'done':
      return state.points.length < 2 ? state : { ...state, isDone: true, next: undefined };
    case 'leave':
      return { ...state, next: undefined };
  }
}

export function useSketch(map: MapLibreMap): Sketch {
  const [state, act] = useReducer(sketch, EMPTY);
  useEffect(() => {
    const canvas = map.getCanvas();
    const at = ({ lngLat }: MapMouseEvent): Position => [lngLat.lng, lngLat.lat];
    const middle = (): Position => [map.getCenter().lng, map.getCenter().lat];
    const click = (event: MapMouseEvent) => act({ type: 'add', at: at(event) });
    const move = (event: MapMouseEvent) => act({ type: 'hover', at: at(event) });
    const twice = () => act({ type: 'done' });
    const out = () => act({ type: 'leave' });
    const moved = (event: { readonly originalEvent?: unknown }) => {
      if (event.originalEvent instanceof KeyboardEvent) act({ type: 'aim', at: middle() });
    };
    const key = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Backspace') act({ type: 'undo' });
      else if (event.target === canvas && event.key === 'Enter') {
        act({ type: 'aim', at: middle() });
        act({ type: 'add', at: middle() });
      } else return;
      event.preventDefault();
    };
    map.doubleClickZoom.disable();
    canvas.classList.add('map-canvas-measuring');
    map.on('click', click);
    map.on('dblclick', twice);
    map.on('mousemove', move);
    map.on('mouseout', out);
    map.on('moveend', moved);
    window.addEventListener('keydown', key);
    return () => {
      map.doubleClickZoom.enable();
      canvas.classList.remove('map-canvas-measuring');
      map.off('click', click);
      map.off('dblclick', twice);
      map.off('mousemove', move);
      map.off('mouseout', out);
      map.off('moveend', moved);
      window.removeEventListener('keydown', key);
    };
  }, [map]);
  return state;
}
