// A map drawn larger than its pixels, for who stands five metres away.

export type Inset = {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
};

/** Set on the element: a style attribute would be refused by a strict style-src. */
export function magnify({ style }: HTMLElement, times: number): void {
  const size = times === 1 ? '' : `${100 / times}%`;
  style.width = size;
  style.height = size;
  style.transformOrigin = '0 0';
  style.transform = times === 1 ? '' : `scale(${times})`;
}

/** What panels cover, in the pixels of the map. */
export const inMapPixels = (inset: Inset = {}, magnification: number): Inset =>
  Object.fromEntries(Object.entries(inset).map(([side, pixels = 0]) => [side, pixels / magnification]));
