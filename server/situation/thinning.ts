// Which checkpoints are kept. What a look into the past costs is the events between it and the checkpoint before it, so
// distance is counted in events, not hours: a quiet week needs no checkpoint, a wild hour several.

/** The newest are all kept: this is where people look back most. */
const NEWEST = 24;
/** Further back one per so many events (about a second of folding) … */
const SPACING = 50_000;
/** … and never more than so many in all, however long the log: the file stays bounded. */
const MOST = 256;

/** @param ascending all checkpoints, oldest first @returns those to be removed */
export function toRemove(ascending: readonly number[]): number[] {
  const newest = ascending.at(-1) ?? 0;
  const spacing = Math.max(SPACING, Math.ceil(newest / MOST));
  let kept = Number.NEGATIVE_INFINITY;
  return ascending.slice(0, -NEWEST).filter((seq) => {
    if (seq - kept < spacing) return true;
    kept = seq;
    return false;
  });
}
