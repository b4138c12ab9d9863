// How coverage is said over HTTP: null where nobody told, floored texts, ages, and what only persons can tell.
import type { Forecast } from '#shared/domain/forecast/forecast.ts';
import { coveragePercent, rateOf } from '#shared/domain/rate.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant } from '#shared/time.ts';
import { movesOf, type RoundCoverage, subRoundsOf, within } from '../engine/coverage.ts';
import type { CoverageArea, CoverageZone } from '../engine/coverage-areas.ts';
import type { Window } from '../engine/coverage-prepared.ts';
import { watermarkOf } from '../engine/watermark.ts';
import type { Context } from './context.ts';

export const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function shown(coverage: RoundCoverage) {
  const { isKnown, due } = coverage;
  const number = (name: 'due' | 'sampled' | 'resulted' | 'uploaded') => (isKnown[name] ? coverage[name] : null);
  const each = <T>(make: (n: number) => T | null) => {
    const of = (name: 'sampled' | 'resulted' | 'uploaded') =>
      isKnown.due && isKnown[name] ? make(coverage[name]) : null;
    return { sampled: of('sampled'), resulted: of('resulted'), uploaded: of('uploaded') };
  };
  return {
    due: number('due'),
    sampled: number('sampled'),
    resulted: number('resulted'),
    uploaded: number('uploaded'),
    missing: isKnown.due && isKnown.sampled ? coverage.missing : null,
    waiting: isKnown.sampled && isKnown.uploaded ? coverage.waiting : null,
    coverage: each((n) => rateOf(n, due)),
    percent: each((n) => coveragePercent(n, due)),
    repeat: coverage.repeat,
    late: coverage.late,
    pooled: coverage.pooled,
    notDue: coverage.notDue,
    offRoll: coverage.offRoll,
    countBased: coverage.countBased,
    unheardAreas: coverage.unheardAreas,
  };
}

/** With its name: areas below the compound are in no copy that a screen keeps. */
export function areaShown(situation: Situation, { areaId, coverage }: CoverageArea) {
  const { name, nameEn } = situation.get('areas', areaId) ?? {};
  return { areaId, name, nameEn, ...shown(coverage) };
}

export function zoneShown({ zone, round, coverage }: CoverageZone) {
  const { id, name, nameEn, level, areaIds } = zone;
  const { start, deadline } = round;
  return { zoneId: id, name, nameEn, level, areaIds, roundId: round.id, start, deadline, ...shown(coverage) };
}

export function freshness(situation: Situation, coverage: RoundCoverage, round: Round, at: number) {
  const watermark = watermarkOf(situation);
  const isDone = coverage.due > 0 && coverage.isKnown.uploaded && coverage.uploaded === coverage.due;
  return {
    asOf: iso(coverage.asOf),
    watermark: iso(watermark),
    provisional: !isDone && round.status !== 'closed' && (watermark === null || at > watermark),
  };
}

export function forecastShown(forecast: Forecast | null) {
  if (forecast === null) return null;
  return { ...forecast, p10: iso(forecast.p10), p50: iso(forecast.p50), p90: iso(forecast.p90) };
}

/** Sub-rounds, moves and the headline at the deadline: what only persons can tell. */
export function details(
  context: Context,
  situation: Situation,
  { round, areaIds }: { round: Round; areaIds?: readonly string[] },
  window: Window,
  at: number,
) {
  if (window !== 'round') return {};
  const book = context.rounds.books(situation).book(round.id, at);
  const isInside = within(situation, areaIds);
  const deadline = instant(round.deadline);
  const then =
    at > deadline ? context.rounds.coverage(situation, { round, areaIds }, 'round', deadline, Number.NaN) : undefined;
  const children = [...situation.all('rounds').values()].filter(({ parentRound }) => parentRound === round.id);
  return {
    ...(then === undefined ? {} : { atDeadline: shown(then) }),
    subRounds: (book === undefined ? [] : subRoundsOf(book, at, isInside)).map((sub) => ({
      ...sub,
      from: iso(sub.from),
      deadline: iso(sub.deadline),
    })),
    childRounds: children.map(({ id }) => id).sort(),
    moved: book === undefined ? 0 : movesOf(book, at, isInside).length,
  };
}
