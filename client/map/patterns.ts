// The fills that say a level without its colour: 45° hatch and dots, as seamless tiles.
import { type Rgb, rgb } from '../layers/palette.ts';

export type Tile = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };
export const PATTERN_RATIO = 2; // drawn at two pixels per CSS pixel, crisp on both kinds of screen

/** Lines from lower left to upper right. @param size CSS pixels of the tile; lines are size / √2 apart */
export function hatch(hex: string, size = 8, thickness = 1.1): Tile {
  const side = size * PATTERN_RATIO;
  const half = (thickness * PATTERN_RATIO) / 2;
  return tile(side, rgb(hex), (x, y) => {
    const along = (((x + y) % side) + side) % side;
    return half + 0.5 - Math.min(along, side - along) / Math.SQRT2;
  });
}

/** Two dots to a tile, staggered. @param size CSS pixels of the tile */
export function dots(hex: string, size = 10, radius = 1.05): Tile {
  const side = size * PATTERN_RATIO;
  const reach = radius * PATTERN_RATIO;
  const centres = [side / 4, (3 * side) / 4];
  return tile(side, rgb(hex), (x, y) => Math.max(...centres.map((at) => reach + 0.5 - Math.hypot(x - at, y - at))));
}

/** Thin grey lines the other way where nobody said anything: a class of its own, not one more shade, and no risk's hatch. */
export function backHatch(hex: string, size = 7, thickness = 0.8): Tile {
  const side = size * PATTERN_RATIO;
  const half = (thickness * PATTERN_RATIO) / 2;
  return tile(side, rgb(hex), (x, y) => {
    const along = (((x - y) % side) + side) % side;
    return half + 0.5 - Math.min(along, side - along) / Math.SQRT2;
  });
}

/** Room for a symbol that deck.gl draws, so that names keep clear of it. */
export const clear = (size: number): Tile => ({
  width: size,
  height: size,
  data: new Uint8ClampedArray(4 * size * size),
});

/** @param cover how much of the pixel around (x, y) is painted, clamped to 0…1 */
function tile(side: number, [red, green, blue]: Rgb, cover: (x: number, y: number) => number): Tile {
  const data = new Uint8ClampedArray(4 * side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const alpha = Math.min(1, Math.max(0, cover(column + 0.5, row + 0.5)));
      data.set([red, green, blue, Math.round(255 * alpha)], 4 * (row * side + column));
    }
  }
  return { width: side, height: side, data };
}
