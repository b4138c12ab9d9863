// The question behind the dialog: its extent, its ids, its moment, and the name the file comes back with.
import { describe, expect, it } from 'vitest';
import { bboxOf, bodyOf, type Choice, countPath, nameIn, scopesOf } from './export-query.ts';

const choice: Choice = { layer: 'cases', scope: 'all', format: 'csv', datum: 'GCJ-02' };
const around = { filtered: ['a', 'b'], selected: 'a', bbox: '1,2,3,4', knownAt: null };

describe('the question of an export', () => {
  it('has the extent of the map in sight', () => {
    // At zoom 0 the world is 512 pixels: a map of that size shows all of it, down to the edge of web mercator.
    expect(bboxOf({ longitude: 0, latitude: 0, zoom: 0 }, 512, 512)).toBe(
      '-180.000000,-85.051129,180.000000,85.051129',
    );
    const [west, south, east, north] = bboxOf({ longitude: 109.2, latitude: 39, zoom: 12 }, 1024, 512).split(',').map(Number) as [number, number, number, number]; // biome-ignore format: one line
    expect(east - west).toBeCloseTo((2 * 360) / 2 ** 12, 5);
    expect((north - south) / ((east - west) / 2)).toBeCloseTo(Math.cos((39 * Math.PI) / 180), 3);
  });

  it('asks by ids, by extent, or for everything, and for what was known then', () => {
    expect(bodyOf(choice, around)).toEqual({ layer: 'cases', format: 'csv', datum: 'GCJ-02' });
    expect(bodyOf({ ...choice, scope: 'filtered' }, around)).toMatchObject({ ids: ['a', 'b'] });
    expect(bodyOf({ ...choice, scope: 'selected' }, around)).toMatchObject({ ids: ['a'] });
    expect(bodyOf({ ...choice, scope: 'window' }, around)).toMatchObject({ bbox: '1,2,3,4' });
    expect(bodyOf({ ...choice, format: 'kml' }, around)).toMatchObject({ datum: 'WGS-84' });
    const then = '2022-10-28T08:00:00+08:00';
    expect(bodyOf(choice, { ...around, knownAt: then })).toMatchObject({ knownAt: then });
    expect(countPath({ ...choice, scope: 'window' }, { ...around, knownAt: then })).toBe(
      '/api/cases?limit=0&bbox=1%2C2%2C3%2C4&knownAt=2022-10-28T08%3A00%3A00%2B08%3A00',
    );
  });

  it('offers only what there is, and keeps the Chinese name of the file', () => {
    expect(scopesOf({ filtered: undefined, selected: undefined, bbox: undefined, knownAt: null })).toEqual(['all']);
    expect(scopesOf(around)).toEqual(['filtered', 'selected', 'all', 'window']);
    const full = `attachment; filename="a.csv"; filename*=UTF-8''${encodeURIComponent('演示.csv')}`;
    expect(nameIn(full)).toBe('演示.csv');
    expect(nameIn('attachment; filename="a.csv"')).toBe('a.csv');
  });
});
