// All 2,785 real testing sites from a hundred places, against a slow list that measures everything by another formula; skipped
// where ../shared/data is absent.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/geo/position.ts';
import { Situation } from '#shared/situation.ts';
import { nearby } from './nearby.ts';

const file = '../shared/data/haidian/beijing-test-sites.utf8.csv';
const stamp = { version: 1, observedAt: '2022-05-10T08:00:00Z', recordedAt: '2022-05-10T08:00:00Z', source: 's' };

/** Metres on the sphere by the angle between two directions (Kahan's formula, stable near and far), not by the haversine. */
function slowDistance(a: Position, b: Position): number {
  const direction = ([lon, lat]: Position) => {
    const [x, y] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
  };
  const [u, v] = [direction(a), direction(b)];
  const length = (sign: 1 | -1) => Math.hypot(...u.map((part, i) => part + sign * (v[i] ?? 0)));
  return 6_371_008.8 * 2 * Math.atan2(length(-1), length(1));
}

describe.skipIf(!existsSync(file))(`2,785 real sites (needs ${file})`, () => {
  const rows = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line, i) => {
        // Names may hold commas inside quotes; the two numbers and the city stand at the end of every row.
        const [, lon, lat] = /,([\d.]+),([\d.]+),\d+\s*$/.exec(line) ?? [];
        return { id: `s${String(i).padStart(4, '0')}`, position: [Number(lon), Number(lat)] as Position };
      });

  it('come in the same order as in a slow exact list, from a hundred places', () => {
    const sites = rows();
    expect(sites.length).toBe(2_785);
    const copy = new Situation();
    for (const { id, position } of sites) copy.put('sites', id, { ...stamp, id, name: id, type: 'testing', position });
    let swapped = 0;
    for (let i = 0; i < 100; i++) {
      // Among the sites, on top of some of them, and far outside the town.
      const site = sites[(i * 27) % sites.length]!.position;
      const far = i % 4 === 0 ? 0 : i % 4 === 3 ? 2 : 0.01;
      const from: Position = [site[0] + far * Math.cos(i), site[1] + far * Math.sin(i)];
      const slow = sites
        .map(({ id, position }) => ({ key: `sites/${id}`, metres: slowDistance(from, position) }))
        .sort((a, b) => a.metres - b.metres || (a.key < b.key ? -1 : 1));
      const rank = new Map(slow.map(({ key, metres }) => [key, metres]));
      const quick = nearby(copy, from).map(({ key }) => key);
      expect(quick.length).toBe(sites.length);
      for (const [at, key] of quick.entries()) {
        if (key === slow[at]?.key) continue;
        // Two formulas round differently: only places at one distance, to a hundredth of a millimetre, may change places.
        swapped += 1;
        expect(Math.abs((rank.get(key) ?? 0) - (slow[at]?.metres ?? 1e9))).toBeLessThan(1e-5);
      }
    }
    expect(swapped).toBe(0);
  });
});
