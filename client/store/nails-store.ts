// The key high-risk areas as the engine counts them: what the pins on the map and the lists beside it both read.
import { useMemo } from 'react';
import type { LANES } from '#shared/domain/nail/nail.ts';
import { useAnswer } from './answer-store.ts';

export type NailItem = { readonly item: string; readonly state: 'done' | 'open' | 'unknown'; readonly at?: string };
export type NailLane = {
  readonly lane: (typeof LANES)[number];
  readonly state: 'done' | 'open' | 'unknown' | 'notConnected';
  /** null where nobody counts */
  readonly done: number | null;
  readonly total: number | null;
};
export type NailShown = {
  readonly id: string;
  readonly status: 'candidate' | 'confirmed';
  /** null: persons enough, and nobody has zoned the place */
  readonly zoneId: string | null;
  readonly areaIds: readonly string[];
  readonly name: string | null;
  readonly nameEn?: string;
  readonly persons: number | null;
  readonly threshold: number;
  readonly days: number | null;
  readonly score: { readonly value: number | null; readonly partial: boolean };
  readonly itemsDone: number;
  readonly itemsTotal: number;
  readonly items: readonly NailItem[];
  readonly lanes: readonly NailLane[];
};
export type NailsAnswer = { readonly total: number; readonly nails: readonly NailShown[] };

/** @param isShown nobody asks for what is not shown @returns undefined before the first answer */
export const useNails = (isShown = true): NailsAnswer | undefined =>
  useAnswer<NailsAnswer>(isShown ? '/api/nails' : undefined);

/** Persons by zone, for the pins. The same map while nothing changed. */
export function usePersonsByZone(isShown: boolean): ReadonlyMap<string, number> | undefined {
  const nails = useNails(isShown)?.nails;
  const told = nails?.flatMap(({ zoneId, persons }) =>
    zoneId === null || persons === null ? [] : [`${zoneId} ${persons}`],
  );
  const key = told?.sort().join('\n');
  return useMemo(
    () =>
      key === undefined
        ? undefined
        : new Map(
            key === ''
              ? []
              : key.split('\n').map((line): [string, number] => {
                  const space = line.lastIndexOf(' ');
                  return [line.slice(0, space), Number(line.slice(space + 1))];
                }),
          ),
    [key],
  );
}
