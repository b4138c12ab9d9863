// The meter's own figures while the line moves: near enough to steer by, and counted right where nothing is cut.
import { expect, it } from 'vitest';
import { type Entities, Situation } from '#shared/situation.ts';
import { Estimator } from './estimate.ts';

const stamp = { version: 1, observedAt: 'x', recordedAt: 'x', source: 's' };
const box = (x: number, y: number, width: number, height: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ] as [number, number][],
  ],
});
const copy = new Situation();
const area = (id: string, level: string, geometry: object, population: number) =>
  copy.put('areas', id, {
    ...stamp,
    id,
    name: id,
    level,
    geometry,
    population,
    households: population / 4,
  } as Entities['areas']);
area('west', 'compound', box(109.2, 39, 0.002, 0.002), 400);
area('east', 'compound', box(109.204, 39, 0.002, 0.002), 800);
area('all', 'community', box(109.19, 38.99, 0.05, 0.05), 5_000);
copy.put('cases', 'c', {
  ...stamp,
  id: 'c',
  position: [109.2005, 39.0005],
} as unknown as Entities['cases']);
copy.put('cases', 'nowhere', { ...stamp, id: 'nowhere' } as unknown as Entities['cases']);
const estimator = new Estimator(copy, ['c', 'nowhere']);

it('counts whole compounds whole, and nobody twice by the community around them', () => {
  expect(estimator.of(box(109.199, 38.999, 0.004, 0.004))).toMatchObject({
    persons: 400,
    households: 100,
    positives: { inside: 1, total: 2 },
  });
  expect(estimator.of(box(109.199, 38.999, 0.01, 0.004)).persons).toBe(1_200);
  expect(estimator.of(box(109.3, 39, 0.01, 0.01))).toMatchObject({ persons: 0, positives: { inside: 0, total: 2 } });
});

it('shares the people of a compound that the line cuts by its ground', () => {
  expect(estimator.of(box(109.199, 38.999, 0.002, 0.004)).persons).toBe(200);
  // 0.004 by 0.004 degrees at 39 north: 345.7 m by 444.8 m
  expect(Math.round(estimator.of(box(109.199, 38.999, 0.004, 0.004)).squareMetres / 1_000)).toBe(154);
});
