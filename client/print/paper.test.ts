import { expect, it } from 'vitest';
import { dots, MAP_PIXEL, roundScale, scaleAt, scaleBar, sheetSize, zoomOfScale } from './paper.ts';

it('has sheets of ISO 216, at two hundred dots to the inch', () => {
  expect(sheetSize('A4', 'landscape')).toEqual({ width: 297, height: 210 });
  expect(sheetSize('A3', 'portrait')).toEqual({ width: 297, height: 420 });
  expect([dots(297), dots(210)]).toEqual([2339, 1654]);
});

it('knows the scale of a map on paper, and the zoom that has a scale, at every latitude', () => {
  for (const latitude of [0, 39, -52, 66]) {
    for (const scale of [2_500, 25_000, 100_000]) {
      const zoom = zoomOfScale([109.2, latitude], scale);
      expect(scaleAt([109.2, latitude], zoom)).toBeCloseTo(scale, -1);
    }
  }
  // At the equator a pixel of zoom 14 is 40,075,017 m / (512 * 2^14).
  expect(scaleAt([0, 0], 14)).toBeCloseTo(((40_075_017 / (512 * 2 ** 14)) * 1000) / MAP_PIXEL, 0);
});

it('draws a bar of a round length that is as long on paper as on the ground', () => {
  expect(scaleBar(25_000, 45)).toEqual({ metres: 1000, millimetres: 40 });
  const { metres, millimetres } = scaleBar(23_417, 45);
  expect(metres).toBe(1000);
  expect(millimetres).toBeCloseTo(42.7, 1);
  expect(roundScale(23_417)).toBe(23_400);
});
