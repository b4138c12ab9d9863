import { describe, expect, it } from 'vitest';
import type { Entities } from '#shared/situation.ts';
import { casesAt, floorOf, towerOf } from './tower.ts';

const stamp = { version: 1, observedAt: '', recordedAt: '', source: 's' };
const area = (
  id: string,
  level: Entities['areas']['level'],
  more: Partial<Entities['areas']> = {},
): Entities['areas'] => ({
  ...stamp,
  id,
  level,
  name: id,
  ...more,
});
const ill = (id: string, areaId: string, address: string, status: Entities['cases']['status'] = 'confirmed') =>
  ({
    ...stamp,
    id,
    status,
    route: 'door',
    address,
    places: [{ role: 'residence', type: 'flat', areaId }],
  }) as Entities['cases'];

const house = area('b4', 'building', { floors: 9 });
const stairs = [area('b4-1', 'staircase', { parent: 'b4' }), area('b4-2', 'staircase', { parent: 'b4' })];
const flats = [
  area('b4-2-0801', 'household', { parent: 'b4-2', name: '801室', population: 3 }),
  area('b4-2-0802', 'household', { parent: 'b4-2', name: '802室', population: 2 }),
];
const cases = [
  ill('c-flat', 'b4-2-0801', '鸥盟家园4号楼0801室'),
  ill('c-stair', 'b4-1', '鸥盟家园4号楼0302室 Oumeng Homes, Building 4, 0302'),
  ill('c-house', 'b4', '鸥盟家园4号楼'),
  ill('c-other', 'b5-1', '鸥盟家园5号楼0101室'),
  ill('c-not', 'b4-1', '鸥盟家园4号楼0101室', 'excluded'),
];

describe('a tower', () => {
  const tower = towerOf(house, stairs, flats, cases);
  const cell = (floor: number, column: number) => tower.floors.find((one) => one.floor === floor)?.cells[column];

  it('has every floor, the highest first, with a column for each staircase', () => {
    expect(tower.floors.map(({ floor }) => floor)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(tower.columns.map(({ id }) => id)).toEqual(['b4-1', 'b4-2']);
  });
  it('puts each positive on its floor and under its staircase, and lists who has none', () => {
    expect(cell(8, 1)?.cases.map(({ id }) => id)).toEqual(['c-flat']);
    expect(cell(3, 0)?.cases.map(({ id }) => id)).toEqual(['c-stair']);
    expect(tower.unplaced.map(({ id }) => id)).toEqual(['c-house']);
    expect(tower.total).toBe(3);
  });
  it('counts flats and persons where they are known, and says nothing where they are not', () => {
    expect(cell(8, 1)).toMatchObject({ persons: 5 });
    expect(cell(8, 1)?.flats).toHaveLength(2);
    expect(cell(7, 1)).toMatchObject({ flats: [], persons: undefined });
  });
  it('is one column for a single staircase, and as high as what is known of it', () => {
    const single = towerOf(area('s', 'staircase'), [], [area('f', 'household', { parent: 's', name: '1203室' })], []);
    expect(single.columns.map(({ id }) => id)).toEqual(['s']);
    expect(single.floors).toHaveLength(12);
    expect(single.floors[0]?.cells[0]?.flats.map(({ id }) => id)).toEqual(['f']);
  });
});

describe('doors', () => {
  it.each([
    ['101室 Flat 101', 1],
    ['4号楼0801室 Oumeng Homes, Building 4, 0801', 8],
    ['1203', 12],
    ['滨水路 8 号', undefined],
    ['7号楼', undefined],
    ['', undefined],
  ])('%s', (text, floor) => expect(floorOf(text)).toBe(floor));
});

describe('who lives there', () => {
  it('is found by home, without those who were excluded', () => {
    expect(casesAt(cases, (id) => id.startsWith('b4')).map(({ id }) => id)).toEqual(['c-flat', 'c-stair', 'c-house']);
  });
});
