import { expect, it } from 'vitest';
import { charactersOf } from './sheet.ts';

it('finds every character that a sheet will draw, wherever it stands, and looks into no picture', () => {
  class Picture {
    readonly title = '隐';
  }
  const found = charactersOf({
    title: '云岭',
    map: { canvas: new Picture(), scale: 25_000 },
    groups: [{ figures: [{ value: '73.4%', name: undefined }] }],
  });
  expect([...found].sort().join('')).toBe('%.023457云岭');
  expect(found.has('隐')).toBe(false);
});
