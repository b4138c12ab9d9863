// What waits for whom: each sees what is theirs to do, and nobody what they may not.
import { expect, it } from 'vitest';
import type { Right } from '#shared/rights.ts';
import type { Entities } from '#shared/situation.ts';
import { waitingFor } from './waiting.ts';

type Zone = Entities['zones'];
type Role = 'analyst' | 'commander' | 'observer';
/** What the demonstration's accounts may do with zones. */
const RIGHTS_OF: { readonly [R in Role]: readonly Right[] } = {
  analyst: ['report', 'tasks', 'propose', 'submit', 'release'],
  commander: ['hold', 'approve', 'publish'],
  observer: [],
};
const AT = '2022-10-30T10:00:00+08:00';
const now = Date.parse('2022-10-30T11:00:00+08:00');
const zone = (id: string, status: Zone['status'], kinds: readonly string[], more: Partial<Zone> = {}): Zone =>
  ({
    id,
    version: 1,
    observedAt: AT,
    recordedAt: AT,
    source: 's',
    status,
    steps: kinds.map((kind, i) => ({ kind, actor: 'li', at: AT, seq: i })),
    ...more,
  }) as Zone;
const ZONES = [
  zone('draft', 'proposed', ['zone.proposed']),
  zone('back', 'proposed', ['zone.proposed', 'zone.submitted', 'zone.returned']),
  zone('asked', 'submitted', ['zone.proposed', 'zone.submitted']),
  zone('signed', 'approved', ['zone.proposed', 'zone.submitted', 'zone.approved']),
  zone('stands', 'active', ['zone.published']),
  zone('ends', 'active', ['zone.published'], { expiresAt: '2022-10-30T18:00:00+08:00' }),
  zone('late', 'active', ['zone.published']),
  zone('hold', 'held', ['zone.held']),
  zone('gone', 'released', ['zone.released']),
];
const overdue = new Map([['late', '2022-10-29T10:00:00+08:00']]);
const seenBy = (name: string, ...roles: Role[]) =>
  waitingFor(ZONES, { name, rights: roles.flatMap((role) => RIGHTS_OF[role]) }, { overdue, now }).map(
    (one) => `${one.why} ${one.zone.id}`,
  );

it('gives the analyst what is to be written and released, the commander what is to be decided', () => {
  expect(seenBy('li', 'analyst')).toEqual(['overdue late', 'returned back', 'ending ends', 'draft draft']);
  expect(seenBy('wang', 'commander')).toEqual(['hold hold', 'approve asked', 'publish signed', 'ending ends']);
  expect(seenBy('an', 'observer')).toEqual([]);
});

it('never asks one to approve what is their own', () => {
  expect(seenBy('li', 'commander')).toEqual(['publish signed', 'ending ends']);
});

it('says since when, and until when an order holds', () => {
  const all = waitingFor(ZONES, { name: 'li', rights: RIGHTS_OF.analyst }, { overdue, now });
  expect(all.find(({ why }) => why === 'overdue')?.at).toBe('2022-10-29T10:00:00+08:00');
  expect(all.find(({ why }) => why === 'ending')?.at).toBe('2022-10-30T18:00:00+08:00');
});
