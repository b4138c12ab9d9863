// Up to when everything that feeds the rounds has arrived. Domain 6.1 (Lateness of data).
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';

/** Layers whose sources tell of samples and results. */
const FEEDS: ReadonlySet<string> = new Set(['tubes', 'areaTests', 'boxes']);

/**
 * The earliest of the last words of all sources that feed the rounds: after it, somebody may still have something to say.
 * @returns ms since 1970; null where no such source is registered, or one of them was never heard
 */
export function watermarkOf(situation: Situation): number | null {
  let earliest: number | null = null;
  for (const { id, layers } of situation.all('sources').values()) {
    if (!layers.some((layer) => FEEDS.has(layer))) continue;
    const heard = situation.heard.get(id);
    if (heard === undefined) return null;
    earliest = Math.min(earliest ?? Number.POSITIVE_INFINITY, instant(heard));
  }
  return earliest;
}
