// What panels lay over the map without its being part of the situation: fences that are only thought of, and marks on them.
import { create } from 'zustand';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';

/** `draft`: thought of; `other`: the version it is compared with. */
export type Outline = { readonly geometry: Geometry; readonly as: 'draft' | 'other' };
/** `chosen`: a case that was taken; `gate`, `leak`, `ordered`: an opening guarded, open, or with a task; `spot`: what a row points at. */
export type MarkKind = 'chosen' | 'gate' | 'leak' | 'ordered' | 'spot';
export type Drawing = {
  readonly outlines?: readonly Outline[];
  readonly marks?: readonly { readonly position: Position; readonly kind: MarkKind }[];
};

type Store = {
  /** by the panel that put it there */
  readonly drawings: ReadonlyMap<string, Drawing>;
  readonly put: (owner: string, drawing: Drawing) => void;
  readonly drop: (owner: string) => void;
};

export const useDrawings = create<Store>((set) => ({
  drawings: new Map(),
  put: (owner, drawing) => set(({ drawings }) => ({ drawings: new Map(drawings).set(owner, drawing) })),
  drop: (owner) =>
    set(({ drawings }) => {
      if (!drawings.has(owner)) return {};
      const left = new Map(drawings);
      left.delete(owner);
      return { drawings: left };
    }),
}));
