// Coverage of every community of a round, from the engine: what the choropleth and the list of shortfalls both read.
import { useMemo } from 'react';
import type { CoverageStep, RoundCoverage } from '../layers/coverage.ts';
import { useAnswer } from './answer-store.ts';
import { useFigure } from './figures-store.ts';
import { useRoundChoice } from './round-store.ts';

/** One row of GET /api/coverage/areas; null where nobody told. */
export type CoverageArea = {
  readonly areaId: string;
  readonly name?: string;
  readonly nameEn?: string;
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

/** @param parent only areas inside this one */
export function useCoverageAreas(
  roundId: string | undefined,
  level = 'community',
  parent?: string,
): CoverageAreas | undefined {
  const inside = parent === undefined ? '' : `&parent=${encodeURIComponent(parent)}`;
  return useAnswer<CoverageAreas>(
    roundId && `/api/coverage/areas?roundId=${encodeURIComponent(roundId)}&level=${level}${inside}`,
  );
}

/** The running round by the engine's own choice, told by the link of its figure; undefined while none runs. */
export function roundOf(link: string | undefined): string | undefined {
  const query = link?.split('?')[1];
  return query === undefined ? undefined : (new URLSearchParams(query).get('roundId') ?? undefined);
}

/** What the map shows of it. @param isShown nobody asks for what is not shown */
export function useRoundCoverage(step: CoverageStep, isShown: boolean): RoundCoverage | undefined {
  const figure = useFigure('coverage.uploaded');
  const chosen = useRoundChoice((state) => state.chosen);
  const answer = useCoverageAreas(isShown ? (chosen ?? roundOf(figure?.list)) : undefined);
  const isProvisional = figure?.state === 'provisional';
  const asOf = figure?.asOf ?? null;
  return useMemo(() => answer && roundCoverage(answer, step, isProvisional, asOf), [answer, step, isProvisional, asOf]);
}

export const roundCoverage = (
  { areas }: CoverageAreas,
  step: CoverageStep,
  isProvisional: boolean,
  asOf: string | null,
): RoundCoverage => ({ step, isProvisional, asOf, areas: new Map(areas.map((area) => [area.areaId, area] as const)) });
