// Settling an address and taking it back: the case is placed, its other places stay, and undo leaves no trace.
import { describe, expect, it } from 'vitest';
import type { AddressCandidate } from '#shared/domain/address/match.ts';
import { isUnsettled } from '#shared/domain/address/unsettled.ts';
import type { Case } from '#shared/subject/case.ts';
import { settled, unsettled, zoomForRing } from './settle.ts';

const work = { role: 'work', type: 'shop', areaId: 'shop' } as const;
const home = { role: 'residence', type: 'flat', address: '柳湾小区', from: '2022-10-01T00:00:00+08:00' } as const;
const one = { id: 'c', status: 'confirmed', route: 'screening', address: '柳湾小区' } as unknown as Case;
const choice: AddressCandidate = { areaId: 'e-3', level: 'building', names: ['3号楼'], position: [109, 39], accuracy: 12, confidence: 0.7, doubts: [] }; // biome-ignore format: one line

describe('a settled address', () => {
  it('places the case and its residence, and leaves its other places alone', () => {
    expect(settled({ ...one, places: [work] }, choice)).toEqual({
      id: 'c',
      position: [109, 39],
      accuracy: 12,
      matchLevel: 'building',
      places: [
        {
          role: 'residence',
          type: 'residence',
          areaId: 'e-3',
          address: '柳湾小区',
          position: [109, 39],
          matchLevel: 'building',
        },
        work,
      ],
    });
    const { places } = settled({ ...one, places: [work, home] }, choice);
    expect(places).toEqual([work, { ...home, areaId: 'e-3', position: [109, 39], matchLevel: 'building' }]);
  });

  it('leaves the queue, and comes back when it is taken back', () => {
    expect(isUnsettled(one)).toBe(true);
    expect(isUnsettled({ ...one, ...settled(one, choice) } as Case)).toBe(false);
    expect(unsettled(one)).toEqual({ id: 'c', position: null, accuracy: null, matchLevel: null, places: null });
    expect(isUnsettled({ ...one, position: [109, 39], matchLevel: 'compound' } as Case)).toBe(true);
    expect(isUnsettled({ ...one, status: 'excluded' } as Case)).toBe(false);
  });

  it('is looked at from where its ring is whole', () => {
    expect(zoomForRing(5)).toBe(18);
    expect(zoomForRing(240)).toBe(16);
    expect(zoomForRing(50_000)).toBe(10);
  });
});
