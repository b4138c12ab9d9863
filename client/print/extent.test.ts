import { expect, it } from 'vitest';
import { extentOnScreen } from './extent.ts';

const screen = { longitude: 109.2, latitude: 39, zoom: 12, width: 1000, height: 600 };

it('is the whole map where nothing covers it, with its middle in the middle', () => {
  const [west, south, east, north] = extentOnScreen({ ...screen, covered: { left: 0, right: 0, bottom: 0 } });
  expect((west + east) / 2).toBeCloseTo(109.2, 9);
  expect(east - west).toBeCloseTo((1000 * 360) / (512 * 2 ** 12), 9);
  // Degrees of latitude are as long as those of longitude times the cosine: the map keeps angles.
  expect((north - south) / (east - west)).toBeCloseTo(0.6 * Math.cos((39 * Math.PI) / 180), 3);
});

it('leaves out what panels cover', () => {
  const whole = extentOnScreen({ ...screen, covered: { left: 0, right: 0, bottom: 0 } });
  const part = extentOnScreen({ ...screen, covered: { left: 300, right: 200, bottom: 60 } });
  const degree = (512 * 2 ** 12) / 360;
  expect((part[0] - whole[0]) * degree).toBeCloseTo(300, 6);
  expect((whole[2] - part[2]) * degree).toBeCloseTo(200, 6);
  expect(part[1]).toBeGreaterThan(whole[1]);
  expect(part[3]).toBe(whole[3]);
});
