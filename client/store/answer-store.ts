// Answers of the engine that are more than one number (a round in detail, its townships, the clocks): asked for again every
// few seconds while somebody shows them, one question however many show it, in the past that of the moment shown.
import { useCallback, useSyncExternalStore } from 'react';
import { connection } from '../connection/browser-connection.ts';
import { momentQuery } from '../connection/connection-status.ts';
import { type ApiProblem, api } from '../connection/http.ts';
import { figuresAreOf, followFigures } from './figures-store.ts';

/** Milliseconds between two questions; figures are asked as often (figures-store.ts). */
const EVERY = 5_000;

const NOT_YET = { value: undefined, problem: undefined };

class Answer {
  /** replaced as a whole, so that who follows it sees that it is another one */
  now: { readonly value: unknown; readonly problem: ApiProblem | undefined } = NOT_YET;
  readonly #path: string;
  readonly #readers = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #stops: (() => void)[] = [];
  #asked = 0;
  #moment: string | undefined | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  follow(tell: () => void): () => void {
    this.#readers.add(tell);
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => void this.#ask(), EVERY);
      const askIfMoved = () => {
        if (connection.status.past?.shown !== this.#moment) void this.#ask();
      };
      this.#stops = [connection.onStatus(askIfMoved)];
      // After those who show it: another moment may have another round, and nobody shows this one any more.
      if (isOfRound(this.#path)) this.#stops.push(followFigures(() => setTimeout(askIfMoved)));
      void this.#ask();
    }
    return () => {
      this.#readers.delete(tell);
      if (this.#readers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
      for (const stop of this.#stops) stop();
      answers.delete(this.#path);
    };
  }

  async #ask(): Promise<void> {
    if (document.visibilityState === 'hidden' || this.#readers.size === 0) return;
    const past = connection.status.past?.shown;
    // A round is named by a figure, and was not there yet at every moment: the figures of the moment say which one was.
    if (isOfRound(this.#path) && !figuresAreOf(past)) return;
    const query = momentQuery(connection.status);
    this.#moment = past;
    this.#asked += 1;
    const turn = this.#asked;
    const answer = await api(query === undefined ? this.#path : `${this.#path}${join(this.#path)}${query}`);
    // A slow answer to an earlier question must not stand over a later one. No answer changes nothing: ages show it.
    if (turn !== this.#asked) return;
    if (answer.ok) this.now = { value: answer.value, problem: undefined };
    else if (this.now.value === undefined) this.now = { value: undefined, problem: answer.error };
    else return;
    for (const tell of [...this.#readers]) tell();
  }
}

const isOfRound = (path: string): boolean => /[?&]roundId=/.test(path);
const join = (path: string): string => (path.includes('?') ? '&' : '?');

const answers = new Map<string, Answer>();
function answerOf(path: string): Answer {
  let answer = answers.get(path);
  if (answer === undefined) {
    answer = new Answer(path);
    answers.set(path, answer);
  }
  return answer;
}

/** @param path with its query, a leading slash; undefined asks nothing @returns undefined until the first answer */
export const useAnswer = <T>(path: string | undefined): T | undefined => useAnswerOr<T>(path).value;

/** The same, with why there is none: `problem` stands only until the first answer. */
export function useAnswerOr<T>(path: string | undefined): {
  readonly value: T | undefined;
  readonly problem: ApiProblem | undefined;
} {
  const follow = useCallback(
    (tell: () => void) => (path === undefined ? () => {} : answerOf(path).follow(tell)),
    [path],
  );
  const now = useSyncExternalStore(follow, () => (path === undefined ? NOT_YET : (answers.get(path)?.now ?? NOT_YET)));
  return now as { readonly value: T | undefined; readonly problem: ApiProblem | undefined };
}
