// What a page says about its freshness, and what it had heard when it said so, noted ten times a second in the page itself:
// there a busy machine slows the note and the noted alike.
import type { BrowserContext, Page } from 'playwright-core';

export type Note = {
  /** milliseconds since the page received its newest heartbeat; null before the first */
  readonly age: number | null;
  /** milliseconds since the server sent that heartbeat */
  readonly sentAge: number | null;
  /** live, delayed, stale, offline; null while there is no badge */
  readonly says: string | null;
  /** the grey veil is over the map */
  readonly veiled: boolean;
};

/** Call before the page is opened. Only for a server on the wall clock: its heartbeats are dated by it. */
export async function recordFreshness(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const notes: unknown[] = [];
    Object.assign(globalThis, { freshnessNotes: notes });
    let heardAt: number | undefined;
    let sentAt: number | undefined;
    const Real = WebSocket;
    class Heard extends Real {
      constructor(...given: ConstructorParameters<typeof Real>) {
        super(...given);
        this.addEventListener('message', ({ data }) => {
          const time = /"heartbeat".*"serverTime":"([^"]+)"/.exec(String(data))?.[1];
          if (time === undefined) return;
          heardAt = performance.now();
          sentAt = Date.parse(time);
        });
      }
    }
    globalThis.WebSocket = Heard;
    setInterval(() => {
      const badge = document.querySelector<HTMLElement>('.freshness');
      notes.push({
        age: heardAt === undefined ? null : performance.now() - heardAt,
        sentAge: sentAt === undefined ? null : Date.now() - sentAt,
        says: badge?.dataset.opening === 'true' ? null : (badge?.dataset.freshness ?? null),
        veiled: document.querySelector('.stale-veil') !== null,
      });
    }, 100);
  });
}

export const notesOf = (page: Page): Promise<Note[]> =>
  page.evaluate(() => (globalThis as unknown as { freshnessNotes: Note[] }).freshnessNotes);

/** Between what is true and what is drawn lie a check every 250 ms and a frame of a busy machine. */
const SLACK = 1_500;

/** @returns the notes in which a page claimed to be fresher than it was, for longer than one frame */
export function tooFresh(notes: readonly Note[], ageOf: (note: Note) => number | null = ({ age }) => age): Note[] {
  const isWrong = (note: Note): boolean => {
    const { says, veiled } = note;
    const age = ageOf(note) ?? 0;
    if (says === 'live') return age >= 10_000 + SLACK;
    if (says === 'delayed') return age >= 30_000 + SLACK;
    return says !== null && !veiled && age >= 30_000 + SLACK;
  };
  return notes.filter((note, index) => isWrong(note) && isWrong(notes[index - 1] ?? note));
}

/** @returns the notes in which a page cried wolf: it called what was fresh old */
export function tooOld(notes: readonly Note[]): Note[] {
  return notes.filter(
    ({ age, says }) => age !== null && ((says === 'delayed' && age < 9_500) || (says === 'stale' && age < 29_500)),
  );
}
