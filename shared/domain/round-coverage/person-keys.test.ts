import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PersonKeys } from './person-keys.ts';

/** Hex like the keys of a round, other lengths of it, and every other text an id may be. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 30, maxLength: 34 }),
  fc.string({ minLength: 1, maxLength: 128 }),
  fc.string({ unit: fc.constantFrom('张', '三', 'é', '😀', 'a'), minLength: 1, maxLength: 40 }),
);

it('numbers keys in order of first appearance and gives each back whole, as a Map would', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 200 }), fc.nat(40), (keys, expected) => {
      const ours = new PersonKeys(expected);
      const theirs = new Map<string, number>();
      for (const one of [...keys, ...keys]) {
        if (!theirs.has(one)) expect(ours.find(one)).toBe(-1);
        if (!theirs.has(one)) theirs.set(one, theirs.size);
        expect(ours.intern(one)).toBe(theirs.get(one));
        expect(ours.find(one)).toBe(theirs.get(one));
      }
      expect(ours.size).toBe(theirs.size);
      for (const [one, number] of theirs) expect(ours.keyOf(number)).toBe(one);
    }),
  );
});

it('tells an upper-case key from a lower-case one', () => {
  const keys = new PersonKeys();
  const lower = 'ab'.repeat(16);
  expect([keys.intern(lower), keys.intern(lower.toUpperCase())]).toEqual([0, 1]);
  expect(keys.keyOf(1)).toBe(lower.toUpperCase());
});

it('stays exact over many chunks and widenings', () => {
  const keys = new PersonKeys();
  const many = 300_000;
  for (let i = 0; i < many; i += 1) keys.intern(`person-${i}-of-the-round`);
  for (let i = 0; i < many; i += 997) expect(keys.find(`person-${i}-of-the-round`)).toBe(i);
  expect(keys.size).toBe(many);
});
