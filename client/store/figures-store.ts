// The figures, live: asked for every few seconds while somebody shows one; the browser's cache turns an unchanged answer
// into a 304 (docs/decisions/0009). In the past, those of the moment that is shown.
import { useSyncExternalStore } from 'react';
import type { Figure, Figures } from '#shared/domain/figure.ts';
import { connection } from '../connection/browser-connection.ts';
import { momentQuery } from '../connection/connection-status.ts';
import { api } from '../connection/http.ts';

/** Milliseconds between two questions: that of the heartbeat, so that a figure and the word LIVE grow old together. */
const EVERY = 5_000;

let figures: Figures = {};
const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let stop = (): void => {};
let asked = 0;
let shown: string | undefined;
/** the moment that `figures` tell of; null before the first answer */
let told: string | undefined | null = null;

async function ask(): Promise<void> {
  if (document.visibilityState === 'hidden') return;
  const past = connection.status.past?.shown;
  const query = momentQuery(connection.status);
  shown = past;
  asked += 1;
  const turn = asked;
  const answer = await api<Figures>(query === undefined ? '/api/figures' : `/api/figures?${query}`);
  // A slow answer to an earlier question must not stand over a later one. No answer changes nothing: `asOf` shows the age.
  if (!answer.ok || turn !== asked) return;
  figures = answer.value;
  told = past;
  for (const tell of [...readers]) tell();
}

/** Whether the figures held are those of this moment: a link of theirs leads somewhere only then. */
export const figuresAreOf = (moment: string | undefined): boolean => told === moment;

export function followFigures(tell: () => void): () => void {
  readers.add(tell);
  if (timer === undefined) {
    timer = setInterval(() => void ask(), EVERY);
    // Another moment is shown: its figures at once, not with the next question.
    stop = connection.onStatus(() => {
      if (connection.status.past?.shown !== shown) void ask();
    });
    void ask();
  }
  return () => {
    readers.delete(tell);
    if (readers.size > 0) return;
    clearInterval(timer);
    stop();
    timer = undefined;
  };
}

/** @param id as documented in docs/figures.md; undefined until the first answer, and for an id this reader is not told */
export const useFigure = (id: string): Figure | undefined => useSyncExternalStore(followFigures, () => figures[id]);
