// How large things are drawn at each zoom: from a region, where a symbol is a mark, to a staircase, where it is a sign.

/** Linear between stops, constant outside. */
function ramp(zoom: number, stops: readonly (readonly [zoom: number, value: number])[]): number {
  let [before] = stops as [readonly [number, number]];
  for (const stop of stops) {
    if (zoom <= stop[0]) {
      const part = stop[0] === before[0] ? 1 : (zoom - before[0]) / (stop[0] - before[0]);
      return before[1] + (stop[1] - before[1]) * Math.max(0, part);
    }
    before = stop;
  }
  return before[1];
}

export const dotScale = (zoom: number): number =>
  ramp(zoom, [
    [8, 0.65],
    [11, 0.8],
    [14, 1],
    [18, 1.7],
  ]);

export const symbolScale = (zoom: number): number =>
  ramp(zoom, [
    [8, 0.6],
    [11, 0.8],
    [13.5, 1],
    [18, 1.2],
  ]);

/** The mark of a symbol that has no room, CSS pixels before the scale. */
export const PIP = 4.5;
