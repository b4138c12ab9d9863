// Coverage of every area of one level in one pass over the counters: what a choropleth and a ranking need.
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { coverageIn, type RoundCoverage, within } from './coverage.ts';
import { prepare } from './coverage-prepared.ts';
import type { RoundBooks } from './round-books.ts';

export type CoverageArea = { readonly areaId: string; readonly coverage: RoundCoverage };

/** Areas of the level inside the round, and inside `parent` where one is named, in order of id. */
export function coverageByArea(
  situation: Situation,
  books: RoundBooks,
  round: Round,
  level: string,
  at: number,
  parent?: string,
): CoverageArea[] {
  const isInRound = within(situation, round.areaIds);
  const isInParent = within(situation, parent === undefined ? undefined : [parent]);
  const prepared = prepare(situation, books, { roundId: round.id, window: 'round', at, isNow: false });
  const found: CoverageArea[] = [];
  for (const area of situation.all('areas').values()) {
    const isOfLevel = area.level === level || (level === 'community' && area.level === 'village');
    if (!isOfLevel || !isInRound(area.id) || !isInParent(area.id)) continue;
    const coverage = coverageIn(situation, prepared, [area.id]);
    if (coverage.isKnown.due) found.push({ areaId: area.id, coverage });
  }
  return found.sort((a, b) => (a.areaId < b.areaId ? -1 : 1));
}
