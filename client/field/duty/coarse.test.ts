import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from '#shared/geo/distance.ts';
import type { Position } from '#shared/geo/position.ts';
import { coarse, type Duty, toShare } from './coarse.ts';

const place = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 18, max: 53, noNaN: true }));

it('says only in which square of a hundred metres somebody is, and never tells two places of it apart', () => {
  fc.assert(
    fc.property(place, (at) => {
      const said = coarse(at as unknown as Position);
      expect(distance(at as unknown as Position, said)).toBeLessThan(72);
      expect(coarse(said)).toEqual(said);
    }),
    { numRuns: 200 },
  );
  // A walk of 60 m in steps of one: three squares at most.
  const walk = Array.from({ length: 60 }, (_, i): Position => [109.2 + i / 86_400, 39]);
  expect(new Set(walk.map((at) => coarse(at).join())).size).toBeLessThanOrEqual(2);
});

describe('sharing', () => {
  const duty: Duty = {
    account: 'field',
    layer: 'sites',
    id: 'booth',
    staff: 2,
    from: '2022-10-30T00:00:00Z',
    to: '2022-10-30T08:00:00Z',
    teamId: 't',
    isSharing: true,
  };
  const fix = { position: [109.2, 39] as Position, accuracy: 12 };
  const now = Date.parse('2022-10-30T07:59:59Z');

  it('is of the square, until the end of the duty', () => {
    expect(toShare(duty, fix, 0, now)).toEqual({
      id: 't',
      position: coarse(fix.position),
      accuracy: 100,
      until: duty.to,
    });
    expect(toShare(duty, { ...fix, accuracy: 340 }, 0, now)?.accuracy).toBe(400);
  });

  it('is nothing off duty, without consent, without a team, and without a fresh position', () => {
    const { teamId: _, ...noTeam } = duty;
    expect([
      toShare(undefined, fix, 0, now),
      toShare({ ...duty, isSharing: false }, fix, 0, now),
      toShare(noTeam, fix, 0, now),
      toShare(duty, null, 0, now),
      toShare(duty, fix, 300_001, now),
      toShare(duty, fix, 0, now + 1_000),
    ]).toEqual(Array(6).fill(undefined));
  });
});
