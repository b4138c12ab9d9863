// Who may take which step with a zone, what a form says, and that no step is decided on less than was looked at.
import { describe, expect, it } from 'vitest';
import type { Right } from '#shared/rights.ts';
import type { Entities } from '#shared/situation.ts';
import { dataOf, EMPTY, type Values } from './step-data.ts';
import { STEP_VERBS, stepsOf } from './verbs.ts';

type Zone = Entities['zones'];
type Role = 'analyst' | 'commander' | 'observer';
/** What the demonstration's accounts may do with zones. */
const RIGHTS_OF: { readonly [R in Role]: readonly Right[] } = {
  analyst: ['report', 'tasks', 'propose', 'submit', 'release'],
  commander: ['hold', 'approve', 'publish'],
  observer: [],
};
const AT = '2022-10-30T10:00:00+08:00';
const NOW = Date.parse('2022-10-30T11:00:00+08:00');
const zone = (status: Zone['status'], more: Partial<Zone> = {}): Zone =>
  ({
    id: 'z',
    version: 3,
    observedAt: AT,
    recordedAt: AT,
    source: 's',
    status,
    areaIds: ['a', 'b', 'c'],
    steps: [
      { kind: 'zone.proposed', actor: 'li', at: AT, seq: 1 },
      { kind: 'zone.submitted', actor: 'li', at: AT, seq: 2 },
    ],
    ...more,
  }) as Zone;
const person = (name: string, ...roles: Role[]) => ({ name, rights: roles.flatMap((role) => RIGHTS_OF[role]) });

describe('who may take which step', () => {
  it('gives each role its own, and says for whom the next one waits', () => {
    expect(stepsOf(zone('proposed'), person('li', 'analyst'), NOW)).toMatchObject({ may: ['submitted', 'cancelled'] });
    expect(stepsOf(zone('submitted'), person('li', 'analyst'), NOW)).toMatchObject({
      may: ['cancelled'],
      waits: 'approved',
    });
    expect(stepsOf(zone('submitted'), person('wang', 'commander'), NOW).may).toEqual([
      'approved',
      'returned',
      'cancelled',
    ]);
    expect(stepsOf(zone('active'), person('li', 'analyst'), NOW).may).toEqual(['downgraded', 'released', 'split']);
    expect(stepsOf(zone('active'), person('an', 'observer'), NOW)).toMatchObject({ may: [] });
    expect(stepsOf(zone('released'), person('li', 'analyst', 'commander'), NOW)).toMatchObject({ may: [] });
  });

  it('never lets one approve what the same person submitted or held, and says why', () => {
    const both = person('li', 'analyst', 'commander');
    expect(stepsOf(zone('submitted'), both, NOW)).toMatchObject({ isOwn: true, waits: 'approved' });
    expect(stepsOf(zone('submitted'), both, NOW).may).not.toContain('approved');
    const held = zone('held', { steps: [{ kind: 'zone.held', actor: 'wang', at: AT, seq: 1 }] });
    expect(stepsOf(held, person('wang', 'commander'), NOW)).toMatchObject({ isOwn: true, may: ['cancelled'] });
    expect(stepsOf(held, person('zhao', 'commander'), NOW).may).toContain('approved');
  });

  it('knows that a hold is over after four hours', () => {
    const held = zone('held', { steps: [] });
    const later = Date.parse('2022-10-30T14:00:00+08:00');
    expect(stepsOf(held, person('zhao', 'commander'), later).may).not.toContain('approved');
    expect(stepsOf(held, person('li', 'analyst'), later).may).toEqual(['released', 'cancelled']);
  });
});

describe('what a form says', () => {
  const said = (verb: (typeof STEP_VERBS)[number], values: Partial<Values>, of: Zone = zone('active')) =>
    dataOf(verb, of, { ...EMPTY, ...values }, { version: 3, now: NOW, newId: () => 'new' });

  it('names the version that was looked at in every step', () => {
    const full = {
      remark: 'r',
      reason: 'r',
      authority: 'a',
      legalBasis: 'l',
      orderNo: '1',
      expiresAt: '2022-11-05 18:00',
      objection: 'o',
      level: 'low',
      partName: 'p',
      areaIds: new Set(['a']),
    };
    for (const verb of STEP_VERBS)
      expect(said(verb, full), verb).toMatchObject({ ok: true, value: { id: 'z', version: 3 } });
  });

  it('lacks what must be filled, and an end that has passed', () => {
    expect(said('returned', {})).toEqual({ ok: false, error: { lack: ['remark'] } });
    expect(said('approved', { authority: 'a', legalBasis: ' ' })).toMatchObject({
      error: { lack: ['legalBasis', 'orderNo', 'expiresAt', 'objection'] },
    });
    expect(said('extended', { reason: 'r', expiresAt: '2022-10-30 10:59' })).toEqual({
      ok: false,
      error: { lack: 'time' },
    });
    expect(said('extended', { reason: 'r', expiresAt: 'tomorrow' })).toEqual({ ok: false, error: { lack: 'time' } });
    expect(said('extended', { reason: 'r', expiresAt: '2022-11-05 18:00' })).toMatchObject({
      value: { expiresAt: '2022-11-05T10:00:00.000Z' },
    });
  });

  it('releases all or some, and splits into parts that leave nobody out', () => {
    expect(said('released', { reason: 'r' })).toEqual({ ok: true, value: { id: 'z', version: 3, reason: 'r' } });
    expect(said('released', { reason: 'r', areaIds: new Set(['b']) })).toMatchObject({ value: { areaIds: ['b'] } });
    expect(said('released', { reason: 'r', areaIds: new Set(['a', 'b', 'c']) })).not.toHaveProperty('value.areaIds');
    expect(said('split', { reason: 'r', partName: 'p', areaIds: new Set(['b']) })).toMatchObject({
      value: { parts: [{ areaIds: ['a', 'c'] }, { areaIds: ['b'], name: 'p' }] },
    });
    expect(said('split', { reason: 'r', partName: 'p' })).toEqual({ ok: false, error: { lack: 'part' } });
  });
});
