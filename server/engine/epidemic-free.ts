// Which communities are epidemic-free (无疫小区/村) at a moment, and what stands in the way of the others. Domain 6.9.
import { type Eligibility, eligibility, type UnitEvent } from '#shared/domain/epidemic-free.ts';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import { isInForce } from '#shared/domain/zone/level.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import { DAY, HOUR, instant } from '#shared/time.ts';
import { chainOf } from './case-nodes.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';
import { caseReporting } from './zone-facts.ts';

type Area = Entities['areas'];
type Case = Entities['cases'];

/** The words of the rules for units, by what an area has to be. */
const UNITS: Readonly<Record<string, (area: Area) => boolean>> = {
  compound: ({ level }) => level === 'compound',
  village: ({ level }) => level === 'village',
  oneStoreyArea: ({ level, type }) => level === 'compound' && type === 'oneStorey',
  community: ({ level }) => level === 'community',
  street: ({ level }) => level === 'township',
  district: ({ level }) => level === 'county',
};
/** Levels that any rule may name: others are never asked. */
const LEVELS: ReadonlySet<string> = new Set(['compound', 'village', 'community', 'township', 'county']);

export type Unit = Eligibility & { readonly area: Area; readonly policy: Policy };
export type EpidemicFree = {
  readonly units: readonly Unit[];
  /** contacts whose home nobody told: any unit may be theirs, so what is eligible is provisional */
  readonly unplacedContacts: number;
};

export function* epidemicFreeSteps(
  situation: Situation,
  library: Pick<PolicyLibrary, 'policies'>,
  now: number,
): Generator<void, EpidemicFree> {
  const policyOf = (id: string) => policyAt(situation, library, id);
  const adoptions = [...situation.all('policies').values()].filter(
    ({ policyId }) => policyOf(policyId)?.series === 'epidemic-free',
  );
  if (adoptions.length === 0) return { units: [], unplacedContacts: 0 };
  const reporting = caseReporting(situation, now);
  const { events, unplaced } = yield* eventsOf(situation, now);
  const held = heldOf(situation, now);
  const units: Unit[] = [];
  yield* through(situation.all('areas').values(), (area) => {
    if (!LEVELS.has(area.level)) return;
    const chain = chainOf(situation, area.id);
    const policy = inForce(adoptions, policyOf, chain, now)[0]?.policy;
    const wanted = (policy?.['units'] as readonly string[] | undefined) ?? ['compound'];
    if (policy === undefined || !wanted.some((unit) => UNITS[unit]?.(area) === true)) return;
    const found = eligibility(policy, {
      // What nobody watched does not count: days run only as far as the source of cases was heard.
      now: Math.min(now, reporting?.until ?? now),
      events: reporting === undefined ? undefined : (events.get(area.id) ?? []),
      isCleared: !held.inside.has(area.id) && !chain.some((id) => held.areas.has(id)),
    });
    units.push({ ...found, area, policy });
  });
  units.sort((a, b) => (a.area.id < b.area.id ? -1 : 1));
  return { units, unplacedContacts: unplaced };
}

/** Events by every area that holds the place: of cases by their home and by stays overnight, of contacts where it is known. */
function* eventsOf(
  situation: Situation,
  now: number,
): Generator<void, { events: Map<string, UnitEvent[]>; unplaced: number }> {
  const events = new Map<string, UnitEvent[]>();
  const chains = new Map<string, readonly string[]>();
  const tell = (areaId: string, event: UnitEvent): void => {
    const chain = chains.get(areaId) ?? chainOf(situation, areaId);
    chains.set(areaId, chain);
    for (const id of chain) {
      const list = events.get(id);
      if (list === undefined) events.set(id, [event]);
      else list.push(event);
    }
  };
  yield* through(situation.all('cases').values(), (known) => {
    const at = sampledAt(known);
    if (known.status === 'excluded' || at > now) return;
    // A preliminary positive is a positive until it is excluded.
    const event: UnitEvent = { class: known.status === 'confirmed' ? 'confirmed' : 'asymptomatic', at };
    for (const { role, areaId, from, to } of known.places ?? [])
      if (areaId !== undefined && (role === 'residence' || isOvernight(from, to))) tell(areaId, event);
  });
  let unplaced = 0;
  yield* through(situation.all('contacts').values(), ({ caseId, degree, route, lastExposure, identifiedAt }) => {
    if (degree !== 'close' || instant(identifiedAt) > now) return;
    // Who lives with the case lives where the case lives; of the others nobody tells the home.
    const home =
      route === 'household'
        ? situation.get('cases', caseId)?.places?.find(({ role }) => role === 'residence')?.areaId
        : undefined;
    if (home === undefined) unplaced += 1;
    else tell(home, { class: 'closeContact', at: instant(lastExposure) });
  });
  return { events, unplaced };
}

const sampledAt = ({ sampledAt: at, stages, observedAt }: Case): number => instant(at ?? stages?.sampled ?? observedAt);

/** A stay over 03:00 of a local night is a night (6.9: a stay of one night or more). */
function isOvernight(from: string | undefined, to: string | undefined): boolean {
  if (from === undefined || to === undefined) return false;
  // 03:00 in China is 19:00 UTC of the day before.
  const three = Math.ceil((instant(from) - 19 * HOUR) / DAY) * DAY + 19 * HOUR;
  return three <= instant(to);
}

/** Areas of zones in force, and all that hold one of them: part of a unit under order is the unit not cleared. */
function heldOf(situation: Situation, now: number) {
  const areas = new Set<string>();
  const inside = new Set<string>();
  for (const zone of situation.all('zones').values()) {
    if (!isInForce(zone, now)) continue;
    for (const id of zone.areaIds ?? []) {
      areas.add(id);
      for (const above of chainOf(situation, id)) inside.add(above);
    }
  }
  return { areas, inside };
}
