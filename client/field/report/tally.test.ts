import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reportOf, type Slot, slotOf, sumOf, TALLIES, tapped } from './tally.ts';

const slot: Slot = {
  key: 'k',
  account: 'field',
  checkpointId: 'post',
  direction: 'in',
  ...slotOf(Date.parse('2022-10-30T14:07:12+08:00')),
  counts: {},
  tappedAt: 0,
  isDirty: false,
};

it('cuts time into quarters of an hour that touch and do not overlap', () => {
  expect([slot.from, slot.to]).toEqual(['2022-10-30T06:00:00.000Z', '2022-10-30T06:15:00.000Z']);
  expect(slotOf(Date.parse(slot.to)).from).toBe(slot.to);
  expect(slotOf(Date.parse(slot.to) - 1).from).toBe(slot.from);
});

it('tells as many as were tapped and not taken back, and leaves what nobody counted unknown', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...TALLIES), fc.constantFrom(1 as const, -1 as const))), (taps) => {
      const plain = new Map<string, number>();
      let after = slot;
      for (const [tally, step] of taps) {
        after = tapped(after, tally, step, 1);
        plain.set(tally, Math.max(0, (plain.get(tally) ?? 0) + step));
      }
      const { id, counter, from, to, direction, vehicles, ...rest } = reportOf(after, 'phone-1');
      expect([id, counter, from, to, direction]).toEqual(['post', 'phone-1', slot.from, slot.to, 'in']);
      expect(vehicles).toBe(plain.get('vehicles') ?? 0);
      plain.delete('vehicles');
      expect(new Map(Object.entries(rest))).toEqual(plain);
    }),
    { numRuns: 200 },
  );
});

it('sums one direction', () => {
  const other: Slot = { ...slot, key: 'o', direction: 'out', counts: { vehicles: 5 } };
  expect(sumOf([{ ...slot, counts: { vehicles: 2 } }, other], 'in', 'vehicles')).toBe(2);
});
