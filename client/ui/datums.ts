// The datums in which people exchange degrees; how they are converted is loaded only when one of them is asked for.
import type { Position } from '#shared/geo/position.ts';

export const DEGREE_DATUMS = ['WGS-84', 'GCJ-02', 'BD-09'] as const;
export type DegreeDatum = (typeof DEGREE_DATUMS)[number];

export type Converter = {
  /** @returns undefined where there is no such place */
  readonly toWgs84: (position: Position, datum: DegreeDatum) => Position | undefined;
  readonly fromWgs84: (position: Position, datum: DegreeDatum) => Position;
};

let loaded: Promise<Converter> | undefined;

export function loadConverter(): Promise<Converter> {
  loaded ??= import('#shared/geo/datum.ts').then(({ toWgs84, fromWgs84 }) => ({
    toWgs84: (position, datum) => {
      const found = toWgs84(position, datum);
      return found.ok ? found.value : undefined;
    },
    fromWgs84,
  }));
  // A line that was down when it was asked for may be up the next time.
  loaded.catch(() => {
    loaded = undefined;
  });
  return loaded;
}
