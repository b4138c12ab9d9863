// When something that speaks again and again does so: often once the story is dense, seldom in the past before.
export type Beat = {
  /** minutes between two words once the story is dense */
  readonly every: number;
  /** hours between two words before */
  readonly hours: number;
  /** minutes into the hour of the first word */
  readonly offset: number;
  /** minute from which the story is dense */
  readonly dense: number;
};

/** The minutes of one hour in which it speaks. */
export function beats(hour: number, { every, hours, offset, dense }: Beat): number[] {
  const start = hour * 60;
  if (start < dense) return hour % hours === 0 ? [start + (offset % 60)] : [];
  return Array.from({ length: 60 / every }, (_, i) => start + i * every + (offset % every));
}

/** The last time it spoke before this minute that passes, or undefined if it never has. */
export function lastBeat(
  before: number,
  beat: Beat,
  passes: (minute: number) => boolean = () => true,
): number | undefined {
  for (let hour = Math.floor(before / 60); hour >= 0; hour -= 1) {
    const last = beats(hour, beat).findLast((minute) => minute < before && passes(minute));
    if (last !== undefined) return last;
  }
  return undefined;
}
