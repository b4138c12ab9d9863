// The rounds as the engine knows them: coverage and forecast of any part at any moment, live or of a situation of the past.
import { type Forecast, forecastSteps } from '#shared/domain/forecast/forecast.ts';
import type { Situation } from '#shared/situation.ts';
import { atOnce } from '#shared/steps.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant, MINUTE } from '#shared/time.ts';
import { inTurns } from '../in-turns.ts';
import type { Projector } from '../situation/projector.ts';
import { coverageFor, coverageIn, type RoundCoverage } from './coverage.ts';
import { kept, type Prepared, prepare, type Window } from './coverage-prepared.ts';
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
  /** what a moment that is held knows of its rounds: those that ran then, and others as they are asked for */
  readonly #held = new WeakMap<Situation, Map<string, Prepared>>();
  readonly #forecasts = new Map<
    string,
    { readonly at: number; readonly madeAt: number; readonly forecast: Forecast; readonly isDone: boolean }
  >();
  readonly #forecasting = new Map<string, Promise<Forecast | null>>();
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
    if (situation === this.#projector.situation || this.#held.has(situation)) return this.#live;
    let books = this.#past.get(situation);
    if (books === undefined) {
      books = new RoundBooks(() => situation);
      this.#past.set(situation, books);
    }
    return books;
  }

  /**
   * From here on the held situation is answered from what the books say now.
   * @param now the present; undefined where another moment is asked about, to which the live books must not move
   */
  hold(held: Situation, now: number | undefined): void {
    const known = new Map<string, Prepared>();
    this.#held.set(held, known);
    if (now === undefined) return;
    for (const { id, status, start } of held.all('rounds').values()) {
      if (status === 'closed' || instant(start) > now) continue;
      const question = { roundId: id, window: 'round', at: now, isNow: true } as const;
      known.set(`${id} ${now}`, kept(prepare(held, this.#live, question)));
    }
  }

  /** @param now the situation's own present; questions about earlier moments leave the live books where they are */
  coverage(situation: Situation, { round, areaIds }: Part, window: Window, at: number, now: number): RoundCoverage {
    const held = this.#held.get(situation);
    if (held !== undefined && window === 'round') {
      const key = `${round.id} ${at}`;
      // Of a round that is over nothing more is told.
      const question = { roundId: round.id, window, at, isNow: false };
      const prepared = held.get(key) ?? prepare(situation, this.#live, question);
      held.set(key, prepared);
      return coverageIn(situation, prepared, areaIds);
    }
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

  /**
   * @returns null for a round that is over or has nobody due, and for a moment that is not the situation's present; of a
   * moment that is held the last one that was made before it
   */
  forecast(situation: Situation, part: Part, now: number): Forecast | null {
    if (this.#held.has(situation))
      return isRunning(part, now) ? (this.#forecasts.get(keyOf(part))?.forecast ?? null) : null;
    return atOnce(this.forecastSteps(situation, part, now));
  }

  /** The same in turns of the event loop; all who ask for the same meanwhile wait for the same. */
  forecastSoon(situation: Situation, part: Part, now: number): Promise<Forecast | null> {
    if (situation !== this.#projector.situation) return inTurns(this.forecastSteps(situation, part, now));
    const key = keyOf(part);
    const running = this.#forecasting.get(key);
    if (running !== undefined) return running;
    const made = inTurns(this.forecastSteps(situation, part, now)).finally(() => this.#forecasting.delete(key));
    this.#forecasting.set(key, made);
    return made;
  }

  /** … and in steps, for who has turns of their own. */
  *forecastSteps(situation: Situation, part: Part, now: number): Generator<void, Forecast | null> {
    if (!isRunning(part, now)) return null;
    const { round, areaIds } = part;
    const isLive = situation === this.#projector.situation;
    const key = keyOf(part);
    const known = isLive ? this.#forecasts.get(key) : undefined;
    const wall = performance.now();
    const coverage = this.coverage(situation, part, 'round', now, now);
    const isFresh =
      known !== undefined &&
      now >= known.at &&
      (now - known.at < FORECAST_HOLDS || wall - known.madeAt < FORECAST_REST);
    // Not a minute longer "cannot be done" of what is done.
    const isDone = coverage.missing <= 0 && coverage.waiting <= 0;
    if (isFresh && (!isDone || known.isDone)) return known.forecast;
    if (coverage.due === 0 || !coverage.isKnown.due) return null;
    const whole = areaIds === undefined ? coverage : this.coverage(situation, { round }, 'round', now, now);
    const asked = { round, areaIds, coverage, whole, now };
    const made = yield* forecastSteps(yield* forecastQuestion(situation, this.books(situation), asked));
    if (isLive) {
      if (this.#forecasts.size >= FORECASTS_KEPT) this.#forecasts.clear();
      this.#forecasts.set(key, { at: now, madeAt: performance.now(), forecast: made, isDone });
    }
    return made;
  }
}

const keyOf = ({ round, areaIds }: Part): string => `${round.id}|${(areaIds ?? []).join(',')}`;
const isRunning = ({ round }: Part, now: number): boolean => round.status !== 'closed' && instant(round.start) <= now;

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
