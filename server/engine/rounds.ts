// The rounds as the engine knows them: coverage and forecast of any part at any moment, live or of a situation of the past.
import { type Forecast, forecast } from '#shared/domain/forecast/forecast.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant, MINUTE } from '#shared/time.ts';
import type { Projector } from '../situation/projector.ts';
import { coverageFor, type RoundCoverage, type Window } from './coverage.ts';
import { RoundBooks } from './round-books.ts';
import { forecastQuestion } from './round-forecast.ts';
import type { RoundCount } from './zone-facts.ts';

export type Part = { readonly round: Round; readonly areaIds?: readonly string[] | undefined };

/** A forecast is asked by every screen and moves by minutes: one holds for so long, in the situation's time. */
const FORECAST_HOLDS = MINUTE;
/** … and for so many wall milliseconds at least, where a demonstration's minutes fly: 500 draws take a processor's while. */
const FORECAST_REST = 5_000;
const FORECASTS_KEPT = 200;

export class Rounds {
  readonly #projector: Pick<Projector, 'situation' | 'onSteps'>;
  readonly #live: RoundBooks;
  readonly #past = new WeakMap<Situation, RoundBooks>();
  readonly #forecasts = new Map<
    string,
    { readonly at: number; readonly madeAt: number; readonly forecast: Forecast }
  >();
  readonly #stop: () => void;

  constructor(projector: Pick<Projector, 'situation' | 'onSteps'>) {
    this.#projector = projector;
    this.#live = new RoundBooks(() => projector.situation);
    this.#stop = projector.onSteps((steps) => this.#live.follow(steps));
  }

  /** Begins what is asked first, before anybody asks. */
  ready(now: number): void {
    this.#live.ready(now);
  }

  close(): void {
    this.#stop();
  }

  books(situation: Situation): RoundBooks {
    if (situation === this.#projector.situation) return this.#live;
    let books = this.#past.get(situation);
    if (books === undefined) {
      books = new RoundBooks(() => situation);
      this.#past.set(situation, books);
    }
    return books;
  }

  /** @param now the situation's own present; questions about earlier moments leave the live books where they are */
  coverage(situation: Situation, { round, areaIds }: Part, window: Window, at: number, now: number): RoundCoverage {
    const isNow = at === now && situation === this.#projector.situation;
    return coverageFor(situation, this.books(situation), { roundId: round.id, areaIds, window, at, isNow });
  }

  /**
   * What a round came to in some areas, for a zone's release; where the part is not told, the whole, which is never more
   * favourable: a whole that is complete is complete in each part.
   */
  countIn(
    situation: Situation,
    part: Part & { readonly areaIds: readonly string[] },
    whole: RoundCount,
    at: number,
  ): RoundCount {
    const { isKnown, due, resulted, uploaded } = this.coverage(situation, part, 'round', at, at);
    if (part.areaIds.length === 0 || !isKnown.due || !isKnown.resulted || !isKnown.uploaded) return whole;
    return { ...whole, due, resulted, uploaded };
  }

  /** @returns null for a round that is over or has nobody due, and for a moment that is not the situation's present */
  forecast(situation: Situation, part: Part, now: number): Forecast | null {
    const { round, areaIds } = part;
    if (round.status === 'closed' || instant(round.start) > now) return null;
    const isLive = situation === this.#projector.situation;
    const key = `${round.id}|${(areaIds ?? []).join(',')}`;
    const known = isLive ? this.#forecasts.get(key) : undefined;
    const wall = performance.now();
    if (
      known !== undefined &&
      now >= known.at &&
      (now - known.at < FORECAST_HOLDS || wall - known.madeAt < FORECAST_REST)
    )
      return known.forecast;
    const coverage = this.coverage(situation, part, 'round', now, now);
    if (coverage.due === 0 || !coverage.isKnown.due) return null;
    const whole = areaIds === undefined ? coverage : this.coverage(situation, { round }, 'round', now, now);
    const made = forecast(forecastQuestion(situation, this.books(situation), { round, areaIds, coverage, whole, now }));
    if (isLive) {
      if (this.#forecasts.size >= FORECASTS_KEPT) this.#forecasts.clear();
      this.#forecasts.set(key, { at: now, madeAt: wall, forecast: made });
    }
    return made;
  }
}

/** Hours after the start at which a forecast is remembered against what came (domain 6.2, back-test). */
export const BACKTEST_HOURS = [2, 4, 8, 12] as const;

/** The moment from which all but one of those due are in the register; null while there is none. */
export function completedAt(rounds: Rounds, situation: Situation, round: Round, now: number): number | null {
  const uploaded = (at: number) => {
    const { due, uploaded: up } = rounds.coverage(situation, { round }, 'round', at, Number.NaN);
    return due > 0 && up >= due - 1;
  };
  if (!uploaded(now)) return null;
  let [low, high] = [instant(round.start), now];
  while (high - low > MINUTE) {
    const middle = Math.floor((low + high) / 2);
    if (uploaded(middle)) high = middle;
    else low = middle;
  }
  return high;
}
