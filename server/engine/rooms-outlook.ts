// What the coming days ask of the quarantine rooms: who leaves when, how many come for each case. Domain 6.4.

import { HORIZON, type Outlook, roomsOf, roomsOutlook, type Scenario } from '#shared/domain/occupancy.ts';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import { DAY, instant, MINUTE } from '#shared/time.ts';
import { originOf } from '../situation/held.ts';

/** Days in central isolation where no rule of contacts is in force: the 9th edition's. */
const STAY_DAYS = 7;
/** Days over which cases are averaged, and over which contacts are counted for each of them. */
const [CASE_DAYS, CONTACT_DAYS] = [3, 7];

const known = new WeakMap<Situation, { readonly key: string; readonly outlook: Record<Scenario, Outlook> | null }>();

/** @returns null where no site says its rooms, or nobody says which contact is where: there is nothing to go by */
export function* outlookSteps(situation: Situation, now: number): Generator<void, Record<Scenario, Outlook> | null> {
  const asOf = (['sites', 'contacts', 'cases', 'policies'] as const).map((layer) => situation.asOf.get(layer));
  const key = `${asOf.join()} ${Math.floor(now / MINUTE)}`;
  const held = known.get(originOf(situation));
  if (held?.key === key) return held.outlook;
  const outlook = yield* make(situation, now);
  known.set(originOf(situation), { key, outlook });
  return outlook;
}

function* make(situation: Situation, now: number): Generator<void, Record<Scenario, Outlook> | null> {
  const sites = [...situation.all('sites').values()].filter(({ type }) => type === 'quarantine');
  const { occupied, usable, persons } = roomsOf(sites);
  if (occupied === null || usable <= 0) return null;
  const isSite = new Set(sites.map(({ id }) => id));
  const stayDays = stayDaysOf(situation, now);
  const stays: { readonly leavesIn: number }[] = [];
  let came = 0;
  yield* through(situation.all('contacts').values(), ({ siteId, controlledAt, lastExposure }) => {
    if (siteId === undefined || !isSite.has(siteId) || controlledAt === undefined) return;
    const since = instant(controlledAt);
    if (since > now) return;
    if (now - since <= CONTACT_DAYS * DAY) came += 1;
    const leavesIn = (instant(lastExposure) + stayDays * DAY - now) / DAY;
    if (leavesIn > 0) stays.push({ leavesIn });
  });
  if (came === 0) return null;
  let [recent, lately, latelyInside] = [0, 0, 0];
  yield* through(situation.all('cases').values(), (known) => {
    const at = foundAt(known);
    if (known.status === 'excluded' || !isWithin(at, now, CONTACT_DAYS)) return;
    recent += 1;
    if (!isWithin(at, now, CASE_DAYS)) return;
    lately += 1;
    if (known.route === 'centralIsolation') latelyInside += 1;
  });
  if (recent === 0) return null;
  // A room for several: families share. Where nobody counts the persons, one each.
  const roomsPerPerson = persons === null || persons === 0 ? 1 : Math.min(1, occupied / persons);
  return roomsOutlook({
    occupied,
    usable,
    stays: stays.slice(0, Math.round(stays.length * roomsPerPerson)),
    casesPerDay: lately / CASE_DAYS,
    roomsPerCase: (came / recent) * roomsPerPerson,
    stayDays: Math.min(stayDays, HORIZON),
    toHospital: occupied === 0 ? 0 : Math.min(1, latelyInside / CASE_DAYS / (persons ?? (occupied || 1))),
  });
}

const foundAt = ({ sampledAt, stages, observedAt }: Entities['cases']): number =>
  instant(sampledAt ?? stages?.sampled ?? observedAt);
const isWithin = (at: number, now: number, days: number): boolean => at <= now && now - at <= days * DAY;

/** Days of central isolation, counted from the last exposure, by the rule of contacts that was adopted last. */
function stayDaysOf(situation: Situation, now: number): number {
  const ruleOf = (id: string) => situation.get('rules', id)?.versions.at(-1)?.content as Rule | undefined;
  const chain = [...situation.all('policies').values()].map(({ areaId }) => areaId);
  const rule = inForce(situation.all('policies').values(), ruleOf, chain, now).find(
    ({ policy }) => policy.series === 'contacts',
  )?.policy;
  return rule?.close?.centralDays ?? STAY_DAYS;
}
type Rule = { readonly series: string; readonly hazard: string; readonly close?: { readonly centralDays?: number } };
