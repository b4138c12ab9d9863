// Opens the vertex editor on a draft, for whichever panel wants a shape adjusted by hand. It always works on a draft, so
// that every step of it can be undone and is still there after a reload.
import { create } from 'zustand';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { useDrafts } from './drafts.ts';

export type { Shape } from '#shared/geo/edit/shape.ts';

export type EditRequest = {
  /** the draft to work on, or the shape of a new one */
  readonly of:
    | { readonly draft: string }
    | { readonly name: string; readonly geometry: Shape; readonly tags?: Readonly<Record<string, string>> };
  /** with every movement of a vertex, at most once a frame, also after each undo; the shape may be invalid meanwhile */
  readonly onChange?: (geometry: Shape) => void;
  /** Enter or the button; the draft holds the same shape and stays until it is removed */
  readonly onFinish?: (geometry: Shape) => void;
  /** Escape or the button: the draft is as it was when the editor opened */
  readonly onCancel?: () => void;
};

/** what `onChange` was last told */
let told: Shape | undefined;

export type Editing = {
  readonly draft: string;
  /** as it was when the editor opened */
  readonly before: Shape;
  readonly request: EditRequest;
};

type EditorStore = {
  readonly editing: Editing | null;
  /** the shape while the hand is on it; null between two movements, when the draft itself is right */
  readonly live: Shape | null;
  readonly setLive: (live: Shape | null) => void;
};

export const useEditor = create<EditorStore>((set) => ({
  editing: null,
  live: null,
  setLive: (live) => set({ live }),
}));

/**
 * Another editing that is open is finished first.
 * @returns the id of the draft; undefined where there is no such draft
 */
export function openEditor(request: EditRequest): string | undefined {
  finishEditing();
  const drafts = useDrafts.getState();
  const id =
    'draft' in request.of ? request.of.draft : drafts.add(request.of.name, request.of.geometry, request.of.tags);
  const draft = useDrafts.getState().drafts.get(id);
  if (draft === undefined) return undefined;
  drafts.choose([id]);
  told = draft.geometry;
  useEditor.setState({ editing: { draft: id, before: draft.geometry, request }, live: null });
  return id;
}

/** The shape as it is this moment: under the hand, or in the draft. */
export function shapeNow(): Shape | undefined {
  const { editing, live } = useEditor.getState();
  return editing === null ? undefined : (live ?? useDrafts.getState().drafts.get(editing.draft)?.geometry);
}

export function finishEditing(): void {
  const { editing, live } = useEditor.getState();
  if (editing === null) return;
  if (live !== null) useDrafts.getState().replace(editing.draft, live);
  const geometry = useDrafts.getState().drafts.get(editing.draft)?.geometry;
  useEditor.setState({ editing: null, live: null });
  if (geometry !== undefined) editing.request.onFinish?.(geometry);
  else editing.request.onCancel?.();
}

export function cancelEditing(): void {
  const { editing } = useEditor.getState();
  if (editing === null) return;
  useEditor.setState({ editing: null, live: null });
  useDrafts.getState().replace(editing.draft, editing.before);
  editing.request.onCancel?.();
}

// One call for every change, whoever made it: the hand, undo, an exact figure, another window.
let frame = 0;
const tell = (): void => {
  if (useEditor.getState().editing === null) {
    told = undefined;
    return;
  }
  if (frame !== 0) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    const shape = shapeNow();
    const { editing } = useEditor.getState();
    if (editing === null || shape === undefined || shape === told) return;
    told = shape;
    editing.request.onChange?.(shape);
  });
};
useEditor.subscribe(tell);
useDrafts.subscribe(tell);
