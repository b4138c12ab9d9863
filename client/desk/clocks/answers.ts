// GET /api/clocks, as far as the desk shows it.
import type { ClockKind, ClockState } from '#shared/domain/clock/clock.ts';
import { useAnswer } from '../../store/answer-store.ts';
import type { ClockShown } from './urgency.ts';

export type ClocksAnswer = {
  readonly total: number;
  readonly byState: { readonly [S in ClockState]: number };
  readonly clocks: readonly ClockShown[];
};

/** As many as a list is read of, the most urgent; `total` says how many there are, and the table has them all. */
const MOST = 300;

export function useClocks(state: ClockState, kind: ClockKind | undefined): ClocksAnswer | undefined {
  const query = new URLSearchParams({
    state,
    order: 'urgent',
    limit: String(MOST),
    ...(kind === undefined ? {} : { kind }),
  });
  return useAnswer<ClocksAnswer>(`/api/clocks?${query}`);
}
