// What the map must know of drawing before any of it is loaded.
import { useView } from '../../store/view-store.ts';
import { useDrafts } from './drafts.ts';
import { useDraw } from './draw-store.ts';
import { useEditor } from './editor.ts';

/** @returns `isDrawing`: a tool has the hand, a click on the map chooses nothing; `hasDrafts`: there is something to show */
export function useIsDrawing(): { readonly isDrawing: boolean; readonly hasDrafts: boolean } {
  const hasTool = useDraw((state) => state.tool !== null);
  const isEditing = useEditor((state) => state.editing !== null);
  const isOpen = useView((state) => state.panel === 'draw');
  const staysOnMap = useDraw((state) => state.staysOnMap);
  const hasAny = useDrafts((state) => state.drafts.size > 0) && staysOnMap;
  const hasRing = useDraw((state) => state.lasso !== null);
  const isHandingOut = useView((state) => state.panel === 'teams') && hasRing;
  const isDrawing = hasTool || isEditing;
  return { isDrawing, hasDrafts: isDrawing || isOpen || hasAny || isHandingOut };
}
