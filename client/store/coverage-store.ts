// Coverage of every community of a round, from the engine: what the choropleth and the list of shortfalls both read.
import { useAnswer } from './answer-store.ts';
import { useFigure } from './figures-store.ts';

/** One row of GET /api/coverage/areas; null where nobody told. */
export type CoverageArea = {
  readonly areaId: string;
  readonly due: number | null;
  readonly sampled: number | null;
  readonly resulted: number | null;
  readonly uploaded: number | null;
};
export type CoverageAreas = {
  readonly roundId: string;
  readonly at: string;
  readonly areas: readonly CoverageArea[];
};

export const useCoverageAreas = (roundId: string | undefined): CoverageAreas | undefined =>
  useAnswer<CoverageAreas>(
    roundId === undefined ? undefined : `/api/coverage/areas?roundId=${encodeURIComponent(roundId)}&level=community`,
  );

/** The running round by the engine's own choice, told by the link of its figure; undefined while none runs. */
export function useRunningRoundId(): string | undefined {
  const link = useFigure('coverage.uploaded')?.list;
  const query = link?.split('?')[1];
  return query === undefined ? undefined : (new URLSearchParams(query).get('roundId') ?? undefined);
}
