// A reason is wanted for more than the least that suffices, never for less.
import { expect, it } from 'vitest';
import { beyondLeast } from './larger.ts';

const of = (id: string, persons: number | null) => ({ id, persons });

it('asks for a reason for anything larger, by how much, and never for anything smaller', () => {
  const least = of('building', 80);
  expect(beyondLeast(least, least)).toBeUndefined();
  expect(beyondLeast(of('compound', 400), least)).toBe(320);
  expect(beyondLeast(of('staircase', 40), least)).toBeUndefined();
  expect(beyondLeast(of('drawn', 80), least)).toBeUndefined();
});

it('takes what nobody counted for larger, and compares with nothing where the least was never counted', () => {
  expect(beyondLeast(of('hull', null), of('building', 80))).toBeNull();
  expect(beyondLeast(of('compound', 400), of('building', null))).toBeUndefined();
});
