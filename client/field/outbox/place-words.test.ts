import { beforeAll, expect, it, vi } from 'vitest';
import type { Door } from '../doors/doors.ts';
import type { Entry } from './entry.ts';

// The page's own connection reaches for the browser as soon as it is imported.
beforeAll(() => {
  vi.stubGlobal('document', { addEventListener: () => {} });
  vi.stubGlobal('window', { addEventListener: () => {} });
});

it('calls a box by its number, a door by its address, a positive by where it was found', async () => {
  const { placeOf } = await import('./place-words.ts');
  const step = (id: string, level: string, name: string, nameEn?: string) => ({ id, level, name, nameEn });
  const path = [
    step('c', 'compound', '柳湾小区', 'Willow Court'),
    step('b', 'building', '3号楼'),
    step('h', 'household', '501'),
  ];
  const doors = new Map([['h', { areaId: 'h', missing: 2, path } as unknown as Door]]);
  const said = (kind: string, data: object) => placeOf({ kind, data } as Entry['report'], 'zh', doors);
  expect(said('box.sealed', { boxId: 'X-7QF3', siteId: 'booth' })).toBe('X-7QF3');
  expect(said('door.visited', { roundId: 'r', areaId: 'h' })).toBe('柳湾小区 3号楼 501');
  expect(said('door.visited', { roundId: 'r', areaId: 'elsewhere' })).toBe('elsewhere');
  expect(said('case.reported', { id: 'x', poolId: 'GUAN-7', address: '柳湾 3 号楼' })).toBe('柳湾 3 号楼');
  expect(said('case.reported', { id: 'x', poolId: 'GUAN-7' })).toBe('GUAN-7');
});
