// A Draft is a report before it has an id: what is said, by whom, when it happened and when it became known.
// Times inside the scenario are incident minutes since the story began; fractions are seconds.
import type { DataOf, Kind } from '#shared/report.ts';
import { MINUTE } from '#shared/time.ts';

/** The story begins (api.md, Time). */
export const STORY_START = Date.parse('2022-10-27T00:00:00+08:00');
/** `npm start` joins it, unless told otherwise: 2022-10-30T14:00+08:00, three days and fourteen hours later. */
export const JOIN_MINUTE = (3 * 24 + 14) * 60;
/** Incident seconds per wall second at which the scenario was tuned: three to ten reports a wall second. */
export const DEMONSTRATION_RATE = 10;
/** The last minute at which it can be joined: what came before is told at once, and nobody waits for weeks of it. */
export const LAST_JOIN = 10 * 24 * 60;
/** From here on the sources speak as often as they do live; before, only often enough to tell what happened. */
export const denseFrom = (join: number): number => join - 120;

/** Whose right it takes (server/access/principal.ts). */
export type Voice = 'machine' | 'analyst' | 'commander';

export type Telling = {
  /** minute in which it reaches Cordon */
  readonly known: number;
  /** minute in which it happened; the same unless said */
  readonly observed?: number;
  readonly by?: Voice;
  readonly source: string;
  /** a name for reports that others refer to; the rest are named by where they come from */
  readonly key?: string;
  readonly baseVersion?: number;
  /** said so that the fold answers with a conflict: a stale baseVersion */
  readonly expects?: 'conflict';
};

export type Draft = { readonly [K in Kind]: { readonly kind: K; readonly data: DataOf<K> } }[Kind] & Telling;

export const say = <K extends Kind>(kind: K, telling: Telling, data: DataOf<K>): Draft =>
  ({ kind, ...telling, data }) as unknown as Draft;

/**
 * What one part of the story says because of what began in one hour: everything that follows from it, however late.
 * `hours`: how long anything born is still talked about, counting the hour of its birth.
 */
export type Teller = {
  readonly name: string;
  readonly hours: number;
  readonly born: (hour: number) => readonly Draft[];
};

const CHINA = 8 * 60 * MINUTE;

/** ISO 8601 in China's time, whole seconds. */
export function iso(minute: number): string {
  const local = new Date(STORY_START + Math.round(minute * 60) * 1000 + CHINA).toISOString();
  return `${local.slice(0, 19)}+08:00`;
}
export const day = (minute: number): string => iso(minute).slice(0, 10);
/** Minute of a clock time on a day of the story; day 0 is 27 October. */
export const clock = (onDay: number, hour: number, minute = 0): number => (onDay * 24 + hour) * 60 + minute;
export const hourOfDay = (minute: number): number => (((minute / 60) % 24) + 24) % 24;
