// Rounds have no names: the third round of the whole place is the third.
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';

/** @returns counted from 1 by their start; 0 for a round of one zone, which is not one of them */
export function roundOrdinal(copy: Situation, roundId: string): number {
  const rounds = [...copy.all('rounds').values()].filter(
    ({ zoneId, parentRound }) => zoneId === undefined && parentRound === undefined,
  );
  rounds.sort((a, b) => instant(a.start) - instant(b.start) || (a.id < b.id ? -1 : 1));
  return rounds.findIndex(({ id }) => id === roundId) + 1;
}
