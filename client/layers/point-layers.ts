// The tables as deck.gl layers. A layer whose table did not change is the same object as before, and deck.gl skips it;
// one that did hands over only the ranges of rows that changed (`_dataDiff`).
import type { Layer } from '@deck.gl/core';
import { IconLayer } from '@deck.gl/layers';
import { DotLayer } from './dot-layer.ts';
import type { PointTable, RowRange } from './point-table.ts';

/** Stands for the rows of a table at one moment; a new object whenever something changed. */
export type Rows = { readonly length: number; readonly table: PointTable; readonly changed: RowRange[] };
export const rowsOf = (table: PointTable): Rows => ({ length: table.length, table, changed: table.takeDirty() });

export type Atlas = {
  readonly image: HTMLCanvasElement;
  readonly mapping: {
    readonly [key: string]: { x: number; y: number; width: number; height: number; anchorY: number; mask: boolean };
  };
  /** on-screen pixels of a cell for each pixel of the symbol in it: cells have room for the halo */
  readonly room: number;
};

export type Look = {
  readonly id: string;
  readonly rows: Rows;
  readonly visible: boolean;
  readonly scale: number;
  /** the MapLibre layer to draw below; above all without one */
  readonly beforeId?: string;
};

type Info = { readonly index: number; readonly target: number[] };

// deck.gl calls accessors with a row number when data is not iterable; `target` saves an array per row.
const accessors = ({ table }: Rows) => ({
  getPosition: (_: unknown, { index, target }: Info) => {
    target[0] = table.position[2 * index] as number;
    target[1] = table.position[2 * index + 1] as number;
    target[2] = 0;
    return target as [number, number, number];
  },
  color: (_: unknown, { index, target }: Info) => {
    for (let channel = 0; channel < 4; channel += 1) target[channel] = table.color[4 * index + channel] as number;
    return target as [number, number, number, number];
  },
  offset: (_: unknown, { index, target }: Info) => {
    target[0] = table.offset[2 * index] as number;
    target[1] = table.offset[2 * index + 1] as number;
    return target as [number, number];
  },
});

// deck.gl's own type of the difference asks for more than it reads.
const _dataDiff = (after: unknown) => (after as Rows).changed as { startRow: number; endRow: number }[];
// Typed as texture or address, but a canvas is taken as it is; an address would need img-src and a request.
const imageOf = (atlas: Atlas) => atlas.image as unknown as string;
const FLAT = { depthCompare: 'always', depthWriteEnabled: false } as const;

const common = ({ id, rows, visible, beforeId }: Look) => ({
  id,
  data: rows,
  visible,
  pickable: false,
  parameters: FLAT,
  _dataDiff,
  ...(beforeId === undefined ? {} : { beforeId }),
});

/** Dots and rings, sizes in CSS pixels. */
export function dotLayer(look: Look): Layer {
  const { table } = look.rows;
  const { getPosition, color } = accessors(look.rows);
  return new DotLayer({
    ...common(look),
    scale: look.scale,
    getPosition,
    getColor: color,
    getShape: (_: unknown, { index, target }: Info) => {
      target[0] = table.size[index] as number;
      target[1] = table.ring[index] as number;
      return target as [number, number];
    },
  });
}

/** Symbols from an atlas, sizes in CSS pixels. */
export function iconLayer(look: Look, atlas: Atlas): Layer {
  const { table } = look.rows;
  const { getPosition, color, offset } = accessors(look.rows);
  return new IconLayer<unknown>({
    ...common(look),
    iconAtlas: imageOf(atlas),
    iconMapping: atlas.mapping,
    sizeScale: look.scale * atlas.room,
    getPosition,
    getColor: color,
    getPixelOffset: offset,
    getIcon: (_: unknown, { index }: Info) => table.icon[index] as string,
    getSize: (_: unknown, { index }: Info) => table.size[index] as number,
    getAngle: (_: unknown, { index }: Info) => table.angle[index] as number,
    alphaCutoff: 0,
  });
}

/** Soft circles, sizes in metres: somewhere in here. */
export function softLayer(look: Look, atlas: Atlas): Layer {
  const { table } = look.rows;
  const { getPosition, color } = accessors(look.rows);
  return new IconLayer<unknown>({
    ...common(look),
    iconAtlas: imageOf(atlas),
    iconMapping: atlas.mapping,
    sizeUnits: 'meters',
    sizeMinPixels: 14,
    getPosition,
    getColor: color,
    getIcon: (_: unknown, { index }: Info) => table.icon[index] as string,
    getSize: (_: unknown, { index }: Info) => table.size[index] as number,
    alphaCutoff: 0,
  });
}
