// Coverage of every area of one level in one pass over the counters, and of every zone: what a choropleth and a ranking need.
import { isInForce } from '#shared/domain/zone/level.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { instant } from '#shared/time.ts';
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

/** `round`: its own, where one runs in it; else the one asked about. */
export type CoverageZone = { readonly zone: Zone; readonly round: Round; readonly coverage: RoundCoverage };

/**
 * Zones in force that lie in the round or are tested by a round of their own, in order of id. A zone drawn without address
 * nodes has nobody on a roll of the whole place: it is told only by a round of its own.
 */
export function coverageByZone(situation: Situation, books: RoundBooks, round: Round, at: number): CoverageZone[] {
  const isInRound = within(situation, round.areaIds);
  const ask = (roundId: string) => prepare(situation, books, { roundId, window: 'round', at, isNow: false });
  const whole = ask(round.id);
  const found: CoverageZone[] = [];
  for (const zone of situation.all('zones').values()) {
    const { areaIds = [] } = zone;
    if (!isInForce(zone, at)) continue;
    const own = ownRound(situation, zone.id, at);
    if (own !== undefined) found.push({ zone, round: own, coverage: coverageIn(situation, ask(own.id), undefined) });
    else if (areaIds.length > 0 && areaIds.every(isInRound))
      found.push({ zone, round, coverage: coverageIn(situation, whole, areaIds) });
  }
  return found.sort((a, b) => (a.zone.id < b.zone.id ? -1 : 1));
}

/** The round ordered for this very zone that runs at the moment; of several the one that began last. */
function ownRound(situation: Situation, zoneId: string, at: number): Round | undefined {
  let own: Round | undefined;
  for (const round of situation.all('rounds').values()) {
    if (round.zoneId !== zoneId || round.status !== 'open' || instant(round.start) > at) continue;
    if (own === undefined || instant(round.start) > instant(own.start)) own = round;
  }
  return own;
}
