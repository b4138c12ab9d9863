// Haidian's townships as fences and a real GPS track through them, for tests that are skipped where the data are not.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Fence, Fix } from './crossings.ts';
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';

/** A folder from the repository's root. */
export const HAIDIAN = '../shared/data/haidian';

export function townships(): Fence[] {
  const { features } = JSON.parse(readFileSync(`${HAIDIAN}/townships.geojson`, 'utf8')) as {
    features: { properties: { name?: string }; geometry: Geometry }[];
  };
  return features.map(({ properties: { name = '' }, geometry }) => ({ id: name, geometry }));
}

/** 108,607 fixes, the earliest first; WGS-84. */
export const track = (): Fix[] =>
  gunzipSync(readFileSync(`${HAIDIAN}/gps-track.csv.gz`))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','))
    .map(([lat, lon, time]) => ({
      at: Date.parse(`${(time ?? '').replace(' ', 'T')}Z`),
      position: [Number(lon), Number(lat)] as Position,
    }))
    .sort((a, b) => a.at - b.at);
