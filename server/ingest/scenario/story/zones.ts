// Zones: the orders of the story, each step by who may take it; four eyes are the analyst's and the commander's.
import type { DataOf } from '#shared/report.ts';
import { type Draft, iso, say, type Voice } from '../telling.ts';
import type { TownArea } from '../town/town.ts';
import { AUTHORITY } from './plan.ts';
import { sourceId } from './sources.ts';

export const ZONING = 'cn-2022-06-v9';
const source = sourceId('command');

type StepKind = Extract<keyof Says, string>;
type Says = {
  [K in Extract<Parameters<typeof say>[0], `zone.${string}`>]: Omit<DataOf<K>, 'id' | 'version'>;
};

/** Who takes which step (server/access/principal.ts). */
const VOICE: { readonly [K in StepKind]: Voice } = {
  'zone.held': 'commander',
  'zone.proposed': 'analyst',
  'zone.submitted': 'analyst',
  'zone.returned': 'commander',
  'zone.approved': 'commander',
  'zone.published': 'commander',
  'zone.extended': 'commander',
  'zone.split': 'commander',
  'zone.escalated': 'commander',
  'zone.downgraded': 'analyst',
  'zone.released': 'analyst',
  'zone.cancelled': 'analyst',
  'zone.recorded': 'analyst',
};

/** The state a step leaves a zone in (api.md, Zones); parts of a split are active, the whole is released. */
const STATE = {
  'zone.held': 'held',
  'zone.proposed': 'proposed',
  'zone.submitted': 'submitted',
  'zone.returned': 'proposed',
  'zone.approved': 'approved',
  'zone.published': 'active',
  'zone.extended': 'active',
  'zone.escalated': 'active',
  'zone.downgraded': 'active',
  'zone.split': 'released',
  'zone.released': 'released',
  'zone.cancelled': 'cancelled',
  'zone.recorded': 'active',
} as const satisfies { readonly [K in StepKind]: string };
export type ZoneState = (typeof STATE)[StepKind];

export type ZoneTold = { readonly id: string; readonly drafts: readonly Draft[] };

/**
 * The steps of one zone in order; each names the version it was decided on, as people's screens do.
 * @param versioned false where people may have had a hand in the zone meanwhile (the live story)
 */
export function zone(id: string, versioned = true) {
  const drafts: Draft[] = [];
  const step = <K extends StepKind>(known: number, kind: K, said: Says[K], observed = known): void => {
    const version = versioned && drafts.length > 0 && kind !== 'zone.recorded' ? { version: drafts.length } : {};
    const data = { id, ...version, ...said } as unknown as DataOf<K>;
    drafts.push(say(kind, { known, observed, by: VOICE[kind], source }, data));
  };
  return { id, drafts, step };
}

/** In which state each zone is, from the steps known before a minute. */
export function statesBefore(zones: readonly ZoneTold[], before: number): Map<string, ZoneState> {
  const states = new Map<string, ZoneState>();
  for (const { id, drafts } of zones) {
    for (const { kind, known, data } of drafts) {
      if (known >= before) continue;
      states.set(id, STATE[kind as StepKind]);
      if (kind === 'zone.split') for (const part of data.parts) states.set(part.id, 'active');
    }
  }
  return states;
}

export const shape = (area: TownArea) => ({ areaIds: [area.id], geometry: area.geometry });

export const order = (number: number, until: number): Says['zone.approved'] => ({
  authority: AUTHORITY,
  legalBasis: `${ZONING}(演示 demonstration)`,
  orderNo: `演示〔2022〕第${number}号`,
  expiresAt: iso(until),
  objectionChannel: '演示热线 demonstration hotline',
});
