import { describe, expect, it } from 'vitest';
import type { Zone } from '#shared/subject/zone.ts';
import { iconKey, iconsOf } from '../ui/symbols/keys.ts';
import { foundInIsolation } from './case-rows.ts';
import { flowLevel, siteLevel } from './place-rows.ts';
import type { Polygons } from './polygons.ts';
import { roadRank, zoneFeature, zoneLook, zonePhase } from './shape-features.ts';

const site = (fields: object) => fields as Parameters<typeof siteLevel>[0];

describe('what a symbol says', () => {
  it('draws rings for the community and filled dots for isolation', () => {
    for (const route of ['screening', 'clinic', 'fever', 'checkpoint', 'unknown'])
      expect(foundInIsolation(route)).toBe(false);
    for (const route of ['centralIsolation', 'homeIsolation', 'closedLoop']) expect(foundInIsolation(route)).toBe(true);
  });

  it('never takes unknown for zero', () => {
    expect(siteLevel(site({ type: 'quarantine', capacity: 300 }))).toBeUndefined();
    expect(siteLevel(site({ type: 'quarantine', rooms: { occupied: 3 } }))).toBeUndefined();
    expect(siteLevel(site({ type: 'quarantine', capacity: 300, rooms: { occupied: 0 } }))).toBe(0);
    expect(flowLevel(undefined)).toBeUndefined();
    expect(iconKey('quarantine')).not.toBe(iconKey('quarantine', { level: 0 }));
  });

  it('has a drawing for every state that a row can ask for', () => {
    const keys = new Set(iconsOf('checkpoint').map(({ key }) => key));
    for (const level of [undefined, 0, 0.33, 1, 2]) {
      for (const out of [undefined, 0, 0.5, 1]) expect(keys).toContain(iconKey('checkpoint', { level, out }));
    }
    const nails = iconsOf('nail').map(({ key }) => key);
    for (const count of [undefined, 0, 17, 5000]) expect(nails).toContain(iconKey('nail', { count }));
    expect(iconKey('nail')).not.toBe(iconKey('nail', { count: 0 }));
    expect(iconsOf('boxes').map(({ key }) => key)).toContain(iconKey('boxes', { count: 77 }));
  });

  it('makes no claim about risk for a level that nobody named, and leaves ended zones off', () => {
    expect(zoneLook('sealed')).toBe('high');
    expect(zoneLook('somethingNew')).toBe('neutral');
    expect(zoneLook(undefined)).toBe('neutral');
    const zone = (status: Zone['status']) => ({ id: 'z', status, steps: [] }) as unknown as Zone;
    const square: Polygons = [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ];
    expect(zoneFeature(zone('released'), square)).toBeUndefined();
    expect(zonePhase(zone('held'))).toBe('waiting');
    expect(zoneFeature(zone('active'), square)?.properties.phase).toBe('active');
  });

  it('draws a road of an unknown class all the same', () => {
    expect(roadRank({ class: 'boulevard', drive: true })).toBe(4);
    expect(roadRank({ class: 'stairs', drive: false })).toBe(6);
  });
});
