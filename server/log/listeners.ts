// Those who follow a log: told in order, once each, and never able to disturb one another or the acknowledgment.
import type { Event } from '#shared/event.ts';
import type { Report } from '#shared/report.ts';

type Listener = (events: readonly Event[]) => void;

/** The report itself is not copied deeper than its first level. @param recordedAt ms since 1970 */
export const toEvent = (report: Report, seq: number, recordedAt: number, actor: string): Event => ({
  ...report,
  seq,
  recordedAt: new Date(recordedAt).toISOString(),
  actor,
});

export class Listeners {
  // A box each, so that one function may be added twice and each removal takes its own.
  readonly #boxes = new Set<{ readonly listener: Listener }>();

  add(listener: Listener): () => void {
    const box = { listener };
    this.#boxes.add(box);
    return () => {
      this.#boxes.delete(box);
    };
  }

  tell(events: readonly Event[]): void {
    for (const { listener } of this.#boxes) {
      try {
        listener(events);
      } catch (error) {
        // A bug in a listener is uncaught, as bugs are; but the events are on disk and their senders must hear it.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
