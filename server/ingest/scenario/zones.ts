// Zones: the orders of the story, each step by who may take it; four eyes are the analyst's and the commander's.

import type { DataOf } from '#shared/report.ts';
import words from '../../../data/scenarios/small/place.json' with { type: 'json' };
import type { Compound } from './compounds.ts';
import { polygon } from './plane.ts';
import { sourceId } from './sources.ts';
import { type Draft, iso, say, type Voice } from './telling.ts';
import { caseId } from './wave.ts';

export const ZONING = 'cn-2022-06-v9';
const source = sourceId('command');
const AUTHORITY = `${words.authority.zh} ${words.authority.en}`;

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
  return { drafts, step };
}

export const shape = (compound: Compound) => ({ areaIds: [compound.id], geometry: polygon(compound.ring) });

export const order = (number: number, until: number): Says['zone.approved'] => ({
  authority: AUTHORITY,
  legalBasis: `${ZONING}(演示 demonstration)`,
  orderNo: `演示〔2022〕第${number}号`,
  expiresAt: iso(until),
  objectionChannel: '演示热线 demonstration hotline',
});

/** The cases of the story numbered from `first` to `last`, from 0, both inclusive. */
export const caseIds = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => caseId(first + i));
