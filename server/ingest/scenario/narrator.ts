// Who tells the scenario: a stretch of it at a time, in order. Beside the event loop in production (narrator-thread.ts), in
// the same thread in tests.
import type { Scenario, Told } from './scenario.ts';

/** A report on its way; `hash`: hex SHA-256 of its content, where somebody has had the time to make it. */
export type Sent = Told & { readonly hash?: string };
/** `next`: where the following stretch begins. */
export type Stretch = { readonly told: readonly Sent[]; readonly next: number };

export interface Narrator {
  /** What is registered before the story begins, from the n-th report on; nothing once all is told. */
  registrations(from: number): Promise<Stretch>;
  /** What becomes known from one incident minute up to, and without, another; it may stop sooner when there is much. */
  minutes(from: number, until: number): Promise<Stretch>;
  close(): Promise<void>;
}

/** A stretch ends after the minute in which it has so much; a report weighs as much as ten rows of it. */
const ENOUGH = 2_000;
const ROWS_A_REPORT = 10;

const weight = ({ report }: Told): number =>
  report.kind === 'test.batch' ? 1 + (report.data.rows?.length ?? 0) / ROWS_A_REPORT : 1;

export function narratorOf(story: Scenario): Narrator {
  let rest = { at: 0, reports: story.registrations() };
  return {
    registrations: async (from) => {
      if (from !== rest.at) {
        rest = { at: 0, reports: story.registrations() };
        while (rest.at < from && rest.reports.next().done !== true) rest.at += 1;
      }
      const told: Told[] = [];
      while (told.length < ENOUGH) {
        const { value, done } = rest.reports.next();
        if (done === true) break;
        told.push(value);
      }
      rest.at += told.length;
      return { told, next: rest.at };
    },
    minutes: async (from, until) => {
      const told: Told[] = [];
      let heavy = 0;
      let minute = from;
      while (minute < until && heavy < ENOUGH) {
        const said = story.slot(minute);
        told.push(...said);
        heavy += said.reduce((sum, one) => sum + weight(one), 0);
        minute += 1;
      }
      return { told, next: minute };
    },
    close: async () => {},
  };
}
