// Which cases wait for somebody to say where their address is (domain 2.9): shown in a queue, counted in sight of all.
import type { Case } from '../../subject/case.ts';

/** Good enough to draw a fence by; everything else waits for a person. */
const SETTLED: ReadonlySet<Case['matchLevel']> = new Set<Case['matchLevel']>(['door', 'building']);

/** With an address, and without a place or with one that is worse than a building. */
export const isUnsettled = ({ address, position, matchLevel, status }: Case): boolean =>
  status !== 'excluded' && address !== undefined && (position === undefined || !SETTLED.has(matchLevel));
