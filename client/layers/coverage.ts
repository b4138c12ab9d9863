// Coverage by community: who of those due in the running round is uploaded. What is missing shows brightest, and where
// nobody said anything at all is brighter than all (interface.md, rule 4).
import type { Reading, Situation } from '#shared/situation.ts';
import type { Area } from '#shared/subject/area.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant } from '#shared/time.ts';

/** Share of those due who are not uploaded yet: a class ends below its bound. The last one is everything above. */
export const MISSING_BOUNDS = [0.02, 0.1, 0.3, 0.6, 0.9] as const;
export const COVERAGE_CLASSES = MISSING_BOUNDS.length + 2;
/** Nobody said how many are due, or how many are uploaded. */
export const UNHEARD = MISSING_BOUNDS.length + 1;

export type Coverage = { readonly due: number; readonly uploaded: number };

/** How far along a sample is: taken, its result in, its result in the register. */
export const COVERAGE_STEPS = ['uploaded', 'resulted', 'sampled'] as const;
export type CoverageStep = (typeof COVERAGE_STEPS)[number];

/** What the engine answers of one area; null where nobody told. */
export type AreaCoverage = { readonly [S in CoverageStep | 'due']: number | null };
/** The engine's coverage of the running round, of whoever shows it; the copy's own counts stand in until it has answered. */
export type RoundCoverage = {
  readonly step: CoverageStep;
  readonly areas: ReadonlyMap<string, AreaCoverage>;
  /** more is on its way */
  readonly isProvisional: boolean;
  /** observed time of the newest report it stands on, ISO 8601 */
  readonly asOf: string | null;
};

/** Every area with the class of one step; what nobody told of is a class of its own, and never the class of 0. */
export function classesOf({ areas, step }: RoundCoverage): Map<string, number> {
  const classes = new Map<string, number>();
  for (const [id, area] of areas) {
    const [due, done] = [area.due, area[step]];
    classes.set(id, coverageClass(due === null || done === null ? undefined : { due, uploaded: done }));
  }
  return classes;
}

/** @returns 0 for nearly all uploaded … 5 for hardly any, 6 for not heard of */
export function coverageClass(coverage: Coverage | undefined): number {
  if (coverage === undefined) return UNHEARD;
  // A roll that says that nobody lives here (a works, a station) is an answer: nothing is missing.
  if (coverage.due <= 0) return 0;
  const missing = 1 - Math.min(1, coverage.uploaded / coverage.due);
  const found = MISSING_BOUNDS.findIndex((bound) => missing < bound);
  return found === -1 ? MISSING_BOUNDS.length : found;
}

/** The round of the whole place that runs now: of those still open the one that began last. Rounds of one zone are its own. */
export function runningRound(copy: Situation): Round | undefined {
  let running: Round | undefined;
  for (const round of copy.all('rounds').values()) {
    if (round.status !== 'open' || round.zoneId !== undefined) continue;
    if (running === undefined || instant(round.start) > instant(running.start)) running = round;
  }
  return running;
}

/** @returns undefined where the roll or the count is missing: an estimate would look like a figure */
export function coverageOf(copy: Reading, roundId: string, areaId: string): Coverage | undefined {
  const due = (copy.get('rolls', `${roundId}|${areaId}`) ?? copy.get('rolls', `|${areaId}`))?.due;
  const tests = copy.get('areaTests', `${roundId}|${areaId}`);
  if (due === undefined || tests?.uploaded === undefined || !tests.cumulative) return undefined;
  return { due, uploaded: tests.uploaded };
}

const IS_COMMUNITY: ReadonlySet<Area['level']> = new Set(['community', 'village']);

/**
 * Every community of the running round with its class. None when no round runs, and none when not one community has a
 * count: then the whole lane is without a feed, which is said once, in words (`isUnheard`), and not by a bright map.
 */
export function coverageClasses(copy: Situation): Map<string, number> {
  const classes = new Map<string, number>();
  const round = runningRound(copy);
  if (round === undefined || isUnheard(copy, round)) return classes;
  const members = new Set(round.areaIds);
  const isMember = (area: Area | undefined, depth = 0): boolean =>
    area !== undefined &&
    depth < 8 &&
    (members.has(area.id) || (area.parent !== undefined && isMember(copy.get('areas', area.parent), depth + 1)));
  for (const area of copy.all('areas').values()) {
    if (!IS_COMMUNITY.has(area.level) || area.geometry === undefined || !isMember(area)) continue;
    // A village is a community, or lies in one that counts it: the same ground is not coloured twice.
    if (area.level === 'village' && isPartOfCommunity(copy, area)) continue;
    classes.set(area.id, coverageClass(coverageOf(copy, round.id, area.id)));
  }
  return classes;
}

function isPartOfCommunity(copy: Situation, { parent }: Area, depth = 0): boolean {
  const above = parent === undefined || depth > 8 ? undefined : copy.get('areas', parent);
  return above !== undefined && (above.level === 'community' || isPartOfCommunity(copy, above, depth + 1));
}

/** Whether a round runs of which no source counts anything by area. */
export function isUnheard(copy: Situation, round: Round | undefined = runningRound(copy)): boolean {
  if (round === undefined) return false;
  for (const { roundId, uploaded } of copy.all('areaTests').values()) {
    if (roundId === round.id && uploaded !== undefined) return false;
  }
  return true;
}
