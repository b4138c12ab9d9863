import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../outbox/entry.ts';
import { compareDoors, type Door, doorName, foundAt, walkName, walksOf } from './doors.ts';

const LEVELS = ['compound', 'building', 'staircase', 'household'];
const door = (...names: string[]): Door => ({
  areaId: names.join('/'),
  missing: 1,
  path: names.map((name, i) => ({ id: names.slice(0, i + 1).join('/'), level: LEVELS[i] ?? 'household', name })),
});
const order = (doors: readonly Door[]) =>
  walksOf(doors).flatMap((walk) => walk.doors.map((one) => `${walkName(walk, 'zh')} ${doorName(one, 'zh')}`));

describe('doors', () => {
  it('come building by building, staircase by staircase, upwards, by number and not by letter', () => {
    const wanted = [
      ['柳湾小区', '2号楼', '1单元', '101'],
      ['柳湾小区', '3号楼', '2单元', '501'],
      ['柳湾小区', '3号楼', '2单元', '1101'],
      ['柳湾小区', '3号楼', '10单元', '201'],
      ['柳湾小区', '十二号楼', '1单元', '102'],
      ['松涛苑', '1号楼', '1单元', '101'],
    ].map((names) => door(...names));
    fc.assert(
      fc.property(fc.shuffledSubarray(wanted, { minLength: wanted.length }), (shuffled) => {
        expect(order(shuffled)).toEqual(order(wanted));
        expect(walksOf(shuffled).map(({ doors }) => doors.map(({ areaId }) => areaId))).toEqual([
          wanted.slice(0, 5).map(({ areaId }) => areaId),
          wanted.slice(5).map(({ areaId }) => areaId),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('a whole building comes before its staircases, and an address nobody registered is called by its id', () => {
    const whole = door('柳湾小区', '3号楼');
    expect([door('柳湾小区', '3号楼', '1单元'), whole].toSorted(compareDoors)[0]).toBe(whole);
    const unknown: Door = { areaId: 'x-17', missing: 2, path: [] };
    expect(order([unknown])).toEqual(['x-17 x-17']);
    expect(doorName({ ...unknown, address: '滨水路 8 号' }, 'en')).toBe('滨水路 8 号');
  });

  it('are told apart by what was found last: here, elsewhere, refused', () => {
    const at = (minute: number) => `2022-10-30T08:${String(minute).padStart(2, '0')}:00+08:00`;
    const visit = (areaId: string, minute: number, reason?: string) => ({
      roundId: 'r',
      areaId,
      present: 0,
      missing: 2,
      observedAt: at(minute),
      ...(reason === undefined ? {} : { reason }),
    });
    const entry = (areaId: string, minute: number, reason: string, end?: Entry['end']): Entry => {
      const { observedAt, ...data } = visit(areaId, minute, reason);
      const report = { opId: `${areaId}${minute}`, kind: 'door.visited', observedAt, data } as Entry['report'];
      return { opId: report.opId, seq: minute, report, account: 'field', savedAt: 0, putOff: 0, ...(end && { end }) };
    };
    const found = foundAt(
      'r',
      [visit('a', 5, 'notAtHome'), visit('b', 5), { ...visit('c', 5), roundId: 'other' }],
      [
        entry('a', 9, 'refused'),
        entry('b', 1, 'infant', 'applied'),
        entry('d', 3, 'immobile', 'refused'),
        entry('e', 3, 'immobile', 'applied'),
      ],
    );
    expect([...found].map(([id, { reason, isWaiting }]) => [id, reason, isWaiting])).toEqual([
      ['a', 'refused', true],
      ['b', undefined, false],
      ['e', 'immobile', false],
    ]);
  });
});
