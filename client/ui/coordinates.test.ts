import { describe, expect, it } from 'vitest';
import { positionText, readCoordinates } from './coordinates.ts';

const HERE: [number, number] = [109.2, 39];
const read = (text: string, near = HERE) =>
  readCoordinates(text, near)?.read.map(({ position: [x, y], order }) => `${x.toFixed(4)} ${y.toFixed(4)} ${order}`);

describe('coordinates as people write them', () => {
  it.each([
    ['109.2014, 39.0021', 'lonLat'],
    ['39.0021,109.2014', 'latLon'],
    ['39.0021 109.2014', 'latLon'],
    ['（109.2014，39.0021）', 'lonLat'],
    ['１０９．2014，39．0021', 'lonLat'],
    ['39.0021N 109.2014E', 'latLon'],
    ['E109.2014 N39.0021', 'lonLat'],
    ['lat: 39.0021, lng: 109.2014', 'latLon'],
    ['纬度：39.0021 经度：109.2014', 'latLon'],
    ['北纬39°0′7.56″ 东经109°12′5.04″', 'latLon'],
    ['东经109度12分5.04秒，北纬39度0分7.56秒', 'lonLat'],
    ['39°0\'7.56"N 109°12\'5.04"E', 'latLon'],
    ["39°00'07.56'' 109°12'05.04''", 'latLon'],
    ["39° 0.126' N, 109° 12.084' E", 'latLon'],
    ['39 0 7.56 N 109 12 5.04 E', 'latLon'],
    ['39:00:07.56 109:12:05.04', 'latLon'],
    ['39 0 7.56 109 12 5.04', 'latLon'],
  ])('%s', (text, order) => expect(read(text)).toEqual([`109.2014 39.0021 ${order}`]));

  it('knows south and west', () => {
    expect(read('36.85S 174.76E')).toEqual(['174.7600 -36.8500 latLon']);
    expect(read('-23.5, -46.6', [-46, -23])).toEqual(['-46.6000 -23.5000 latLon', '-23.5000 -46.6000 lonLat']);
    expect(read('西经46.6 南纬23.5')).toEqual(['-46.6000 -23.5000 lonLat']);
  });

  it('offers both orders where both are on the earth, the nearer first', () => {
    expect(read('43.8, 87.6')).toEqual(['87.6000 43.8000 latLon', '43.8000 87.6000 lonLat']);
    expect(read('87.6, 43.8')).toEqual(['87.6000 43.8000 lonLat', '43.8000 87.6000 latLon']);
  });

  it.each([
    ['109.2, 39.0 GCJ-02', 'GCJ-02'],
    ['高德 109.2, 39.0', 'GCJ-02'],
    ['百度坐标：109.2,39.0', 'BD-09'],
    ['bd09 109.2 39.0', 'BD-09'],
    ['WGS84: 109.2 39.0', 'WGS-84'],
    ['109.2 39.0', undefined],
  ])('takes the datum that is named in %s', (text, datum) =>
    expect(readCoordinates(text, HERE)).toMatchObject(datum === undefined ? {} : { datum }),
  );
  it('names no datum that was not named', () => {
    expect(readCoordinates('109.2 39.0', HERE)).not.toHaveProperty('datum');
  });

  it.each([
    '',
    '滨水路 8',
    '8 12',
    'case-17',
    '2022-10-30 14:03',
    '109.2',
    '109.2, 39.0, 12',
    '190.5, 95.2',
    '39°70\'00" 109°12\'05"',
    "39.5°30' 109°12'",
    '4号楼0801室',
    'N39.1 N109.2',
    'N39.1S 109.2E',
    '1.2.3 4.5.6',
    `${'1'.repeat(200)}.5 3`,
  ])('does not take “%s” for a place', (text) => expect(readCoordinates(text, HERE)).toBeUndefined());

  it('are written with latitude first, to the metre', () => {
    expect(positionText([109.2, 39])).toBe('39.00000, 109.20000');
  });
});
