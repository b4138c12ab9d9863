// Which steps a person may take with a zone now, and what keeps them from the others. Pure; the server asks again.
import type { Right } from '#shared/rights.ts';
import type { Entities } from '#shared/situation.ts';
import { HOLD, ZONE_TABLE, type ZoneStanding, type ZoneVerb } from '#shared/subject/zone-table.ts';
import { instant } from '#shared/time.ts';

type Zone = Entities['zones'];
export type StepVerb = Exclude<ZoneVerb, 'held' | 'proposed' | 'recorded'>;

/** Rights of which one lets a person take a step, as server/access/principal.ts asks. In the order in which steps are offered. */
const WHO: { readonly [V in StepVerb]: readonly Right[] } = {
  submitted: ['submit'],
  approved: ['approve'],
  published: ['publish'],
  returned: ['approve'],
  extended: ['approve'],
  downgraded: ['release'],
  released: ['release'],
  escalated: ['approve'],
  split: ['approve', 'release'],
  cancelled: ['propose', 'approve'],
};
export const STEP_VERBS = Object.keys(WHO) as StepVerb[];

export type Person = { readonly name: string; readonly rights: readonly Right[] };
export type Steps = {
  readonly may: readonly StepVerb[];
  /** the next step of its way, where it is not this person's */
  readonly waits?: 'submitted' | 'approved' | 'published' | 'lapsed';
  /** this person submitted it, and would approve it otherwise */
  readonly isOwn: boolean;
};

/** A hold whose four hours are over waits to be put away. @param now ms */
export function standingOf(zone: Zone, now: number): ZoneStanding {
  return zone.status === 'held' && now >= instant(zone.observedAt) + HOLD ? 'lapsed' : zone.status;
}

/** Who submitted it or held it: the eyes that an approval must not share. */
export const submitterOf = ({ steps }: Zone): string | undefined =>
  (steps as Zone['steps'] | undefined)?.findLast(({ kind }) => kind === 'zone.submitted' || kind === 'zone.held')
    ?.actor;

const NEXT: { readonly [S in ZoneStanding]?: Steps['waits'] } = {
  proposed: 'submitted',
  submitted: 'approved',
  held: 'approved',
  lapsed: 'lapsed',
  approved: 'published',
};

export function stepsOf(zone: Zone, { name, rights }: Person, now: number): Steps {
  const standing = standingOf(zone, now);
  const has = (verb: StepVerb): boolean => WHO[verb].some((right) => rights.includes(right));
  const isOwn = submitterOf(zone) === name && has('approved') && ZONE_TABLE[standing].approved !== null;
  const may = STEP_VERBS.filter(
    (verb) => ZONE_TABLE[standing][verb] !== null && has(verb) && !(verb === 'approved' && isOwn),
  );
  const waits = NEXT[standing];
  const next = waits === 'lapsed' ? 'released' : waits;
  if (waits === undefined || next === undefined || may.includes(next)) return { may, isOwn };
  return { may, waits, isOwn };
}
