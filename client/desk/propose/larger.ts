// Whether taking an alternative wants a reason: anything that holds more than the least sufficient, never anything smaller.
import type { Alternative } from '#shared/domain/fence/propose.ts';

/** @returns persons held beyond the least; undefined where no reason is wanted. What nobody counted is taken for larger. */
export function beyondLeast(
  one: Pick<Alternative, 'id' | 'persons'>,
  least: Pick<Alternative, 'id' | 'persons'>,
): number | null | undefined {
  if (one.id === least.id) return undefined;
  if (one.persons === null) return null;
  if (least.persons === null) return undefined;
  return one.persons > least.persons ? one.persons - least.persons : undefined;
}

/** What is written down of an alternative that was not taken: enough to see that it was larger, or did not suffice. */
export const summaryOf = ({ id, unit, persons, households, positives, gates, leaks }: Alternative) => ({
  id,
  unit,
  persons,
  households,
  positives,
  gates: gates.length,
  leaks: leaks.length,
});
