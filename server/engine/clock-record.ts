// What the clocks know of one case: its two clocks, those of its contacts, and when it was moved. Made of what was reported.
import {
  type CaseFacts,
  contactLimit,
  type Done,
  reportClock,
  responseClock,
  type Stage,
} from '#shared/domain/clock/case-clocks.ts';
import type { Positive } from '#shared/domain/clock/clearance.ts';
import type { Clock } from '#shared/domain/clock/clock.ts';
import { contactClock } from '#shared/domain/clock/contact-clock.ts';
import { isSocial } from '#shared/domain/counter/social-zero.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { chainOf } from './case-nodes.ts';
import type { Controls } from './clock-controls.ts';
import type { ClockLinks } from './clock-links.ts';
import type { ClockPolicies } from './clock-policies.ts';

type Case = Entities['cases'];

export type Run = {
  readonly clock: Clock;
  readonly subject: { readonly layer: 'cases' | 'contacts' | 'tubes'; readonly id: string };
  /** the home and all that holds it, the nearest first; empty where nobody gave an address */
  readonly chain: readonly string[];
  /** the site that takes part in it, where one is named */
  readonly siteId?: string;
  readonly policyId?: string;
  readonly degree?: 'close' | 'secondary';
};
export type ContactRun = {
  readonly contact: Entities['contacts'];
  readonly identifiedAt: number;
  readonly controlledAt?: number;
  readonly limitHours?: number;
  /** its clock, where a rule gives it a limit */
  readonly run?: Run;
};
export type CaseRecord = {
  readonly chain: readonly string[];
  readonly runs: readonly Run[];
  readonly contacts: readonly ContactRun[];
  readonly positive?: Positive;
};
export type Connected = CaseFacts['isConnected'];

export type RecordParts = {
  readonly situation: Situation;
  readonly links: ClockLinks;
  readonly controls: Controls;
  readonly policies: ClockPolicies;
  readonly isConnected: Connected;
};

const time = (iso: string | undefined): number | undefined => (iso === undefined ? undefined : instant(iso));
const least = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};
const found = <K extends string>(key: K, at: number | undefined) =>
  (at === undefined ? {} : { [key]: at }) as { readonly [N in K]?: number };

/** Where the case lives, or else where it stands by its first place. */
export function chainOfCase(situation: Situation, known: Case | undefined): string[] {
  const places = known?.places ?? [];
  const home = places.find(({ role, areaId }) => role === 'residence' && areaId !== undefined) ?? places[0];
  return home?.areaId === undefined ? [] : chainOf(situation, home.areaId);
}

const positionOf = (known: Case | undefined): Position | undefined =>
  known?.places?.find(({ role, position }) => role === 'residence' && position !== undefined)?.position ??
  known?.position;

/** When the positive result of a person came; a preliminary one, of a pool or a first screening, is not it. */
export function positiveAt({ status, statusSince, stages, observedAt }: Case): number | undefined {
  if (status === 'preliminary') return undefined;
  const said = least(time(statusSince?.confirmed), time(statusSince?.asymptomatic));
  if (status === 'excluded') return said;
  return least(said, time(stages?.tested)) ?? instant(observedAt);
}

/** @param caseId of a case that was reported, or that only its contacts name */
export function recordOf(caseId: string, parts: RecordParts): CaseRecord {
  const { situation, links } = parts;
  const known = situation.get('cases', caseId);
  const chain = chainOfCase(situation, known);
  const position = positionOf(known);
  const contacts = links.of('contacts', caseId).map((contact) => contactRun(contact, chain, position, parts));
  const facts = known === undefined ? undefined : factsOf(known, chain, position, contacts, parts);
  return {
    chain,
    contacts,
    runs: facts === undefined ? [] : caseRuns(facts, chain, position, parts),
    ...(facts?.positiveAt === undefined ? {} : { positive: positive(facts, facts.positiveAt) }),
  };
}

function factsOf(
  known: Case,
  chain: readonly string[],
  position: Position | undefined,
  contacts: readonly ContactRun[],
  { links, controls, isConnected }: RecordParts,
): CaseFacts {
  const { id, status, statusSince, route } = known;
  const stages = Object.fromEntries(
    Object.entries(known.stages ?? {}).flatMap(([name, at]) => (at === undefined ? [] : [[name, instant(at)]])),
  ) as { readonly [S in Stage]?: number };
  const preliminaryAt =
    time(statusSince?.preliminary) ?? (status === 'preliminary' ? instant(known.observedAt) : undefined);
  const start = least(preliminaryAt, positiveAt(known)) ?? 0;
  const done = (
    layer: 'transfers' | 'disinfections',
    entry: { readonly id: string },
    at: string | undefined,
  ): Done[] => (at === undefined ? [] : [{ at: instant(at), ref: { layer, id: entry.id } }]);
  const jobs = links.of('disinfections', id);
  return {
    id,
    ...found('preliminaryAt', preliminaryAt),
    ...found('positiveAt', positiveAt(known)),
    ...(status === 'excluded' ? { excludedAt: time(statusSince?.excluded) ?? instant(known.observedAt) } : {}),
    stages,
    isControlled: !isSocial(route),
    contacts: contacts.map(({ contact, controlledAt }) => ({
      id: contact.id,
      degree: contact.degree,
      ...found('controlledAt', controlledAt),
    })),
    admissions: links.of('transfers', id).flatMap((transfer) => done('transfers', transfer, transfer.admittedAt)),
    controls: controls.over(chain, position, start),
    disinfected: jobs.flatMap((job) => done('disinfections', job, job.doneAt)),
    disinfections: jobs.map((job) => ({ layer: 'disinfections', id: job.id })),
    isConnected,
  };
}

function caseRuns(
  facts: CaseFacts,
  chain: readonly string[],
  position: Position | undefined,
  { links, policies }: RecordParts,
): Run[] {
  const subject = { layer: 'cases', id: facts.id } as const;
  const siteId = links.of('transfers', facts.id).at(-1)?.siteId;
  const said = { subject, chain, ...(siteId === undefined ? {} : { siteId }) };
  const under = (at: number | undefined) => (at === undefined ? {} : policies.at(chain, position, at));
  const eight = under(facts.preliminaryAt ?? facts.positiveAt)['positive-clock'];
  const { 'report-clock': reports, contacts: rule } = under(facts.positiveAt);
  const response = eight === undefined ? undefined : responseClock(facts, eight.policy);
  // A rule that says of secondary contacts only a word determines none of them (cn-contact-20m).
  const hasSecondary = typeof rule?.policy['secondary'] !== 'string';
  const report = reports === undefined ? undefined : reportClock(facts, reports.policy, hasSecondary);
  return [
    ...(response === undefined ? [] : [{ clock: response, ...said, policyId: eight!.policy.id }]),
    ...(report === undefined ? [] : [{ clock: report, ...said, policyId: reports!.policy.id }]),
  ];
}

function contactRun(
  contact: Entities['contacts'],
  chain: readonly string[],
  position: Position | undefined,
  { policies, isConnected }: RecordParts,
): ContactRun {
  const { id, siteId, degree } = contact;
  const times = { identifiedAt: instant(contact.identifiedAt), ...found('controlledAt', time(contact.controlledAt)) };
  const rule = policies.at(chain, position, times.identifiedAt)['report-clock'];
  const limitHours = rule === undefined ? undefined : contactLimit(rule.policy, degree);
  if (limitHours === undefined) return { contact, ...times };
  const run: Run = {
    clock: contactClock({ id, ...times }, limitHours, isConnected.contacts),
    subject: { layer: 'contacts', id },
    chain,
    degree,
    policyId: rule!.policy.id,
    ...(siteId === undefined ? {} : { siteId }),
  };
  return { contact, ...times, limitHours, run };
}

function positive({ id, stages, admissions, excludedAt }: CaseFacts, knownAt: number): Positive {
  const movedAt = least(stages.transferred, ...admissions.map(({ at }) => at));
  return {
    id,
    knownAt,
    ...found('movedAt', movedAt),
    ...found('homeAt', stages.homePermitted),
    ...found('excludedAt', excludedAt),
  };
}
