// What the drawing tools are set to, and what is going on with them.
import { create } from 'zustand';
import type { EditError } from '#shared/geo/edit/edit-error.ts';
import type { Corner, Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Progress } from '../../map/draw/drawing-hand.ts';
import { SNAP_KINDS, type Snap, type SnapKind } from '../../map/draw/snap.ts';
import type { Operation } from './operations.ts';

/** The hand draws something new; `split` and `hole` draw on the chosen draft. */
export const TOOLS = [
  'polygon',
  'rectangle',
  'circle',
  'freehand',
  'corridor',
  'lasso',
  'addresses',
  'split',
  'hole',
] as const;
export type Tool = (typeof TOOLS)[number];

export type Notice =
  | { readonly kind: 'failed'; readonly error: EditError }
  /** a tool wants drafts chosen first */
  | { readonly kind: 'choose'; readonly how: 'one' | 'several' }
  | { readonly kind: 'split-editing' };

export type Lasso = {
  /** the line of the hand */
  readonly shape: Shape;
  readonly cases: readonly string[];
  readonly places: readonly Position[];
};

type DrawStore = {
  readonly tool: Tool | null;
  /** the hand moves the whole shape that is edited, not one corner */
  readonly movesAll: boolean;
  readonly corner: Corner | null;
  readonly progress: Progress | null;
  readonly snapped: Snap | null;
  readonly notice: Notice | null;
  /** computed in the worker now */
  readonly busy: Operation | null;
  readonly lasso: Lasso | null;
  /** registered areas picked one by one, by id */
  readonly picked: readonly { readonly id: string; readonly name: string; readonly geometry: Shape }[];
  /** metres from edge to edge */
  readonly width: number;
  /** metres outward, negative inward */
  readonly margin: number;
  /** drafts stay on the map beside other panels, too */
  readonly staysOnMap: boolean;
  readonly isSnapping: boolean;
  readonly snapTo: ReadonlySet<SnapKind>;
  /** pixels */
  readonly tolerance: number;
  readonly set: (some: Partial<Omit<DrawStore, 'set'>>) => void;
};

export const useDraw = create<DrawStore>((set) => ({
  tool: null,
  movesAll: false,
  corner: null,
  progress: null,
  snapped: null,
  notice: null,
  busy: null,
  lasso: null,
  picked: [],
  width: 60,
  margin: 50,
  staysOnMap: false,
  isSnapping: true,
  snapTo: new Set(SNAP_KINDS),
  tolerance: 12,
  set,
}));
