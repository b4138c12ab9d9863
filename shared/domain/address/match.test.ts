// Addresses as case lists have them, against a small register: what is meant is found, what is doubtful says so.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressArea, AddressIndex, type AddressRoad } from './address-index.ts';
import { matchAddress } from './match.ts';
import { numberOf, slips, spelled, unitsIn } from './spelling.ts';

const box = (x: number, y: number, size: number): NonNullable<AddressArea['geometry']> => ({
  type: 'Polygon',
  coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]],
}); // biome-ignore format: one ring
const area = (id: string, level: AddressArea['level'], name: string, parent?: string, geometry?: AddressArea['geometry']): AddressArea => ({ id, level, name, parent, geometry }) as AddressArea; // biome-ignore format: one line
const estate = (id: string, name: string, parent: string, x: number): AddressArea[] => [
  area(id, 'compound', name, parent, box(x, 39, 0.004)),
  ...[1, 2, 3, 12].flatMap((b) => [
    area(`${id}-${b}`, 'building', `${b}号楼`, id, box(x + b * 0.0003, 39.001, 0.0002)),
    ...[1, 2].flatMap((s) => [
      area(`${id}-${b}-${s}`, 'staircase', `${s}单元`, `${id}-${b}`),
      ...[`${s}01`, `${s}02`, '502'].map((d) => area(`${id}-${b}-${s}-${d}`, 'household', d, `${id}-${b}-${s}`)),
    ]),
  ]),
];
const AREAS = [
  area('d', 'county', '云岭区'),
  area('t1', 'township', '柳湾街道', 'd', box(109, 39, 0.1)),
  area('t2', 'township', '北岸镇', 'd', box(109.1, 39, 0.1)),
  area('c1', 'community', '柳湾社区', 't1', box(109, 39, 0.02)),
  area('c2', 'community', '渡口社区', 't2', box(109.1, 39, 0.02)),
  ...estate('e1', '柳湾小区', 'c1', 109.001),
  ...estate('e2', '东风家园', 'c1', 109.01),
  ...estate('e3', '东风家园', 'c2', 109.11),
  ...estate('e4', '西风家园', 'c2', 109.12),
  ...estate('e5', '三里亭小区', 'c2', 109.13),
  area('v1', 'village', '白杨村', 't2', box(109.15, 39, 0.01)),
  area('v1-12', 'household', '12号', 'v1'),
  { ...area('p1', 'place', '云岭体育馆', 'c1', box(109.018, 39, 0.001)), code: 'CN-999001-7' },
];
const ROADS: AddressRoad[] = [
  { id: 'r1', name: '站前大道', geometry: { type: 'LineString', coordinates: [[109, 39], [109.02, 39]] } },
]; // biome-ignore format: one line
const index = new AddressIndex(AREAS, ROADS);
const match = (text: string) => matchAddress(index, text);
const first = (text: string) => {
  const { level, isSure, candidates } = match(text);
  return [level, isSure, candidates[0]?.areaId];
};

describe('the spelling of addresses', () => {
  it.each([
    ['柳湾小区３号楼２单元５０２室', '柳湾小区3号楼2单元502室'],
    ['柳湾小区三号楼二单元502', '柳湾小区3号楼2单元502室'],
    ['柳湾小区 12幢 1门 101', '柳湾小区12号楼1单元101室'],
    ['柳湾小区十二栋一单元一〇一室', '柳湾小区12号楼1单元101室'],
    ['柳湾小区3-2-502', '柳湾小区3号楼2单元502室'],
    ['柳湾小区3#2－502', '柳湾小区3号楼2单元502室'],
    ['三里亭小区3号楼', '三里亭小区3号楼'],
    ['（云岭区）柳湾小区，B座1203', '云岭区柳湾小区B号楼1203室'],
  ])('%s', (given, expected) => expect(spelled(given)).toBe(expected));

  it('reads units and numbers', () => {
    expect(unitsIn('03号楼2单元5层502室')).toEqual({ building: '3', staircase: '2', floor: '5', door: '502' });
    expect([numberOf('12号楼'), numberOf('二单元'), numberOf('502'), numberOf('B座')]).toEqual(['12', '2', '502', 'B']);
  });

  it('counts slips as the plain recursion does', () => {
    const plain = (a: string, b: string): number => {
      if (a === '' || b === '') return a.length + b.length;
      const [x, y] = [a.slice(1), b.slice(1)];
      const swap = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
      return Math.min(
        plain(x, b) + 1,
        plain(a, y) + 1,
        plain(x, y) + (a[0] === b[0] ? 0 : 1),
        swap ? plain(a.slice(2), b.slice(2)) + 1 : Number.POSITIVE_INFINITY,
      );
    };
    const word = fc.string({ unit: fc.constantFrom('柳', '湾', '区'), maxLength: 5 });
    fc.assert(
      fc.property(word, word, (a, b) => slips(a, b, 9) === plain(a, b)),
      { numRuns: 200 },
    );
  });
});

describe('an address', () => {
  it.each([
    ['云岭区柳湾街道柳湾社区柳湾小区3号楼2单元502室', 'door', 'e1-3-2-502'],
    ['柳湾小区三号楼二单元502', 'door', 'e1-3-2-502'],
    ['柳湾小区 12 幢 1 单元', 'building', 'e1-12-1'],
    ['柳湾小区3号楼', 'building', 'e1-3'],
    ['北岸镇东风家园2号楼', 'building', 'e3-2'],
    ['柳湾街道东风家园2号楼', 'building', 'e2-2'],
    ['北岸镇白杨村12号', 'door', 'v1-12'],
    ['云岭体育馆', 'place', 'p1'],
    ['CN-999001-7', 'place', 'p1'],
    ['三里亭小区1-1-101', 'door', 'e5-1-1-101'],
  ])('%s is %s for sure', (text, level, id) => expect(first(text)).toEqual([level, true, id]));

  it('is settled by no guess: a door of two staircases, a building that nobody registered, a compound alone', () => {
    expect(first('柳湾小区3号楼502室')).toEqual(['building', true, 'e1-3']);
    expect(match('柳湾小区3号楼502室').candidates[0]?.doubts).toEqual(['noDoor']);
    expect(first('柳湾小区99号楼')).toEqual(['compound', false, 'e1']);
    expect(match('柳湾小区99号楼').candidates[0]?.doubts).toEqual(['noBuilding']);
    expect(first('柳湾小区')).toEqual(['compound', true, 'e1']);
  });

  it('of two places of one name is neither, and both are offered', () => {
    const { isSure, candidates } = match('东风家园2号楼');
    expect(isSure).toBe(false);
    expect(candidates.map(({ areaId }) => areaId)).toEqual(['e3-2', 'e2-2']);
    expect(candidates[0]?.doubts).toContain('sameName');
    expect(candidates[0]?.names).toEqual(['云岭区', '北岸镇', '渡口社区', '东风家园', '2号楼']);
  });

  it('with a slip of the pen is proposed, never sure; 东 and 西 are no slip', () => {
    const slip = match('三里停小区1号楼');
    expect(slip.candidates[0]).toMatchObject({ areaId: 'e5-1', doubts: ['spelling'] });
    expect(slip.isSure).toBe(false);
    expect(match('南风家园1号楼').candidates.map(({ areaId }) => areaId)).not.toContain('e4-1');
  });

  it('in another township than it says is doubted', () => {
    const { isSure, candidates } = match('柳湾街道西风家园1号楼');
    expect([isSure, candidates[0]?.areaId, candidates[0]?.doubts]).toEqual([false, 'e4-1', ['otherArea']]);
  });

  it('on a road is as long as the road, and nothing at all has failed', () => {
    const [road] = match('站前大道18号').candidates;
    expect(road).toMatchObject({ level: 'street', doubts: ['noBuilding'] });
    expect(road?.accuracy).toBeGreaterThan(800);
    expect(match('地址待核')).toEqual({ level: 'failed', isSure: false, candidates: [] });
    expect(match('')).toEqual({ level: 'failed', isSure: false, candidates: [] });
  });

  it('lies within its ring', () => {
    const [door] = match('柳湾小区3号楼2单元502室').candidates;
    expect(door?.accuracy).toBeGreaterThanOrEqual(5);
    expect(door?.accuracy).toBeLessThan(30);
    expect(door?.position?.[0]).toBeCloseTo(109.002, 5);
  });

  it('says the same whatever the order of the register, and of any text', () => {
    const turned = new AddressIndex(AREAS.toReversed(), ROADS);
    const piece = fc.constantFrom(
      '柳湾',
      '小区',
      '社区',
      '东风',
      '家园',
      '3号楼',
      '2单元',
      '502',
      '北岸镇',
      '三',
      '-',
      '（',
      '大道',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(matchAddress(turned, text)).toEqual(match(text));
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => match(text).candidates.length <= 9),
      { numRuns: 100 },
    );
  });
});
