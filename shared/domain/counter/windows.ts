// Reporting windows: the day a count is about is not the same everywhere. National 0-24, Haidian in May 2022 15-15, and
// Beijing's partial 0-15 of November 2022, which is less than a day and has to say so. Domain 1.11, 8.2; V24.
import { DAY, HOUR } from '../../time.ts';
import { localMidnight } from '../day-count.ts';

export const WINDOWS = ['0-24', '15-15', '0-15'] as const;
export type WindowName = (typeof WINDOWS)[number];

export type ReportingWindow = {
  readonly name: WindowName;
  /** ms, inclusive and exclusive */
  readonly from: number;
  readonly to: number;
  /** less than 24 hours long by its rule: never compared with a whole day */
  readonly isPartial: boolean;
  /** it has not ended yet */
  readonly isRunning: boolean;
};

/** The window of a kind that holds an instant, or the one that ended last where the kind leaves a gap. @param offset minutes */
export function windowAt(name: WindowName, at: number, offset?: number): ReportingWindow {
  const midnight = localMidnight(at, offset);
  const [from, hours] = beginOf(name, midnight, at);
  const to = from + hours * HOUR;
  return { name, from, to, isPartial: hours < 24, isRunning: at < to };
}

function beginOf(name: WindowName, midnight: number, at: number): readonly [from: number, hours: number] {
  const three = midnight + 15 * HOUR;
  if (name === '0-24') return [midnight, 24];
  if (name === '0-15') return [midnight, 15];
  return [at < three ? three - DAY : three, 24];
}
