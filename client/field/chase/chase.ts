// The chase of a pooled positive, person by person: which of the five steps are told, which follow from them, which is next.
import { POOL_STEPS, type PoolStep, type PoolTimes, provenTimes } from '#shared/domain/clock/pool-clock.ts';
import type { Case } from '#shared/subject/case.ts';
import type { Entry } from '../outbox/entry.ts';

export type ChaseStep = {
  readonly step: PoolStep;
  /** ms; undefined: not yet */
  readonly at?: number;
  /** not told itself: a later step proves it */
  readonly isImplied: boolean;
  /** on this phone only */
  readonly isWaiting: boolean;
};
export type Chase = {
  readonly known: Case;
  /** ms; when it was found */
  readonly since: number;
  readonly steps: readonly ChaseStep[];
  readonly next: PoolStep | undefined;
};

/** Those that somebody has to follow: of a pool, or preliminary; the longest known first. What is excluded is over. */
export function chasesOf(cases: Iterable<Case>, entries: readonly Entry[]): Chase[] {
  const waiting = waitingSteps(entries);
  const chases: Chase[] = [];
  for (const known of cases) {
    if (known.status === 'excluded' || (known.poolId === undefined && known.status !== 'preliminary')) continue;
    const chase = chaseOf(known, waiting.get(known.id) ?? {});
    // Just done here: it leaves once the server knows.
    if (chase.next !== undefined || waiting.has(known.id)) chases.push(chase);
  }
  return chases.sort((a, b) => a.since - b.since || (a.known.id < b.known.id ? -1 : 1));
}

/**
 * What the server took and this phone's answer of it does not show yet counts as still said here only: no step that was just
 * done is offered again.
 * @param cases as they were last asked for
 */
export function unseenHere(entries: readonly Entry[], cases: readonly Case[]): readonly Entry[] {
  const known = new Map(cases.map(({ id, stages = {} }) => [id, stages as Said]));
  return entries.map((entry) => {
    const { report, end } = entry;
    if (report.kind !== 'case.updated' || report.data.stages == null || (end !== 'applied' && end !== 'merged'))
      return entry;
    const shown = known.get(report.data.id);
    const said = report.data.stages;
    // An older time of the step is that of an earlier sample.
    const isSeen = (step: PoolStep) => !said[step] || Date.parse(shown?.[step] ?? '') >= Date.parse(said[step]);
    return shown === undefined || POOL_STEPS.every(isSeen) ? entry : { ...entry, end: undefined };
  });
}

type Said = { readonly [S in PoolStep]?: string };

function chaseOf(known: Case, here: Said): Chase {
  const saidAt = Object.values(known.statusSince ?? {});
  const since = Math.min(...(saidAt.length === 0 ? [known.observedAt] : saidAt).map(Date.parse));
  const times: { [S in PoolStep]?: number } = {};
  for (const step of POOL_STEPS) {
    const at = known.stages?.[step];
    // The sample that made it positive is not the second one.
    const told = at === undefined || Date.parse(at) < since ? undefined : Date.parse(at);
    const mine = here[step] === undefined ? undefined : Date.parse(here[step]);
    const time = told ?? mine;
    if (time !== undefined) times[step] = time;
  }
  const proven = provenTimes(times as PoolTimes);
  const steps = POOL_STEPS.map((step): ChaseStep => {
    const one = proven[step];
    const isWaiting = here[step] !== undefined && known.stages?.[step] !== here[step];
    return { step, isImplied: one?.isImplied === true, isWaiting, ...(one === undefined ? {} : { at: one.at }) };
  });
  return { known, since, steps, next: steps.find(({ at }) => at === undefined)?.step };
}

/** Steps that this phone said and the server has not answered. */
function waitingSteps(entries: readonly Entry[]): ReadonlyMap<string, Said> {
  const found = new Map<string, Said>();
  for (const { report, end } of entries) {
    if (report.kind !== 'case.updated' || end !== undefined || report.data.stages == null) continue;
    const { id, stages } = report.data;
    const said = Object.fromEntries(POOL_STEPS.flatMap((step) => (stages[step] ? [[step, stages[step]]] : [])));
    found.set(id, { ...said, ...found.get(id) });
  }
  return found;
}
