import { describe, expect, it } from 'vitest';
import { Teller } from '../../subject/zone.fixture.ts';
import type { Zone } from '../../subject/zone.ts';
import { HOUR } from '../../time.ts';
import { policy } from '../policy/policy.fixture.ts';
import { effectiveLevel, isFence, isInForce, rankOf } from './level.ts';

const NOW = Date.parse('2022-11-01T04:00:00Z');
const zone = (id: string, level: string | undefined, more: Partial<Zone> = {}): Zone => {
  const at = new Date(NOW - HOUR).toISOString();
  const known = {
    id,
    version: 1,
    observedAt: at,
    recordedAt: at,
    source: 's',
    status: 'active',
    policyId: 'p',
    publishedAt: at,
    steps: [],
  } as const;
  return { ...known, ...(level === undefined ? {} : { level }), ...more };
};
const policyOf = () => policy('cn-2022-06-v9');
const effective = (zones: readonly Zone[]) => effectiveLevel(zones, policyOf, NOW);

describe('one level at a place', () => {
  it('is the highest of those in force, whatever their order', () => {
    const zones = [zone('a', 'low'), zone('b', 'high'), zone('c', 'mediumAfterHigh'), zone('d', 'medium')];
    expect(effective(zones)).toEqual({ level: 'high', rank: 3, zoneId: 'b' });
    expect(effective([...zones].reverse())).toEqual({ level: 'high', rank: 3, zoneId: 'b' });
    expect(effective(zones.filter(({ id }) => id !== 'b'))).toMatchObject({ rank: 2, zoneId: 'c' });
    expect(effective([])).toBeUndefined();
  });

  it('is not that of a draft, of a zone that is over, or of a hold that lapsed', () => {
    const over = (['proposed', 'submitted', 'approved', 'released', 'cancelled'] as const).map((status) =>
      zone(status, 'high', { status }),
    );
    expect(effective([...over, zone('a', 'low')])).toMatchObject({ zoneId: 'a' });
    expect(
      isInForce(zone('h', 'high', { status: 'held', observedAt: new Date(NOW - 4 * HOUR).toISOString() }), NOW),
    ).toBe(false);
    expect(
      isInForce(zone('h', 'high', { status: 'held', observedAt: new Date(NOW - 4 * HOUR + 1).toISOString() }), NOW),
    ).toBe(true);
  });

  it('goes on while a hold that was approved waits for its publication, and past the end of an order', () => {
    const teller = new Teller();
    teller.say('zone.held', { id: 'h', reason: 'r' }, { hour: 0 });
    teller.say(
      'zone.approved',
      { id: 'h', authority: 'a', legalBasis: 'b', orderNo: '1', objectionChannel: 'c' },
      { by: 'b', hour: 1 },
    );
    expect(isInForce(teller.zone('h'), NOW)).toBe(true);
    expect(isInForce(zone('late', 'high', { expiresAt: new Date(NOW - HOUR).toISOString() }), NOW)).toBe(true);
  });

  it('takes a level nobody knows as seriously as the highest usual one', () => {
    expect(rankOf('ring-7', undefined)).toBe(3);
    expect(rankOf(undefined, undefined)).toBe(3);
    expect(rankOf('medium', undefined)).toBe(2);
    expect(rankOf('high', policy('cn-2022-11-20measures'))).toBe(2);
  });
});

describe('a polluted-area fence', () => {
  it('is ground, and no risk area that could be a nail by itself', () => {
    expect(isFence({ level: 'pollutedArea' })).toBe(true);
    for (const level of ['high', 'medium', 'nail', 'controlled', undefined])
      expect(isFence({ level }), level).toBe(false);
  });
});
