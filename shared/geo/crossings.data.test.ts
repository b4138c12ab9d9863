// A real GPS track across Haidian's townships, and Singapore's clusters; skipped where ../shared/data is absent.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CROSSING_RULE, crossingsOf, Fences } from './crossings.ts';
import { densityGroups } from './density.ts';
import { checkGeometry, type Geometry } from './geometry.ts';
import { HAIDIAN, townships, track } from './haidian.fixture.ts';
import { isInside } from './inside.ts';
import type { Position } from './position.ts';
import { areaOf, boxOf, circle, polygonsOf } from './shapes.ts';
import { ZoneIndex } from './zone-index.ts';

const data = '../shared/data';
type Feature = { readonly properties: Readonly<Record<string, string>>; readonly geometry: unknown };
const featuresOf = (file: string): Feature[] => JSON.parse(readFileSync(file, 'utf8')).features;

describe.skipIf(!existsSync(HAIDIAN))(`a GPS track of 108,607 fixes (needs ${HAIDIAN})`, () => {
  it('finds the township of every fix as looking at each outline does', () => {
    const fences = townships();
    const index = new ZoneIndex();
    for (const { id, geometry } of fences) index.set(id, geometry);
    const fixes = track();
    expect(fixes.length).toBe(108_607);
    const boxes = fences.map(({ geometry }) => boxOf(polygonsOf(geometry)));
    let inside = 0;
    const different = fixes.filter(({ position }) => {
      const [x, y] = position;
      const bySight = fences.flatMap(({ id, geometry }, i) => {
        const [west, south, east, north] = boxes[i]!;
        return x >= west && x <= east && y >= south && y <= north && isInside(position, geometry) ? [id] : [];
      });
      inside += bySight.length > 0 ? 1 : 0;
      return bySight.sort().join() !== index.at(position).join();
    });
    expect(different).toEqual([]);
    expect(inside).toBeGreaterThan(80_000);
  });

  it('makes crossings of stays, not of flutter', () => {
    const list = townships();
    const fences = new Fences(list);
    const fixes = track();
    const crossings = crossingsOf(fixes, fences);
    let flips = 0;
    let before = '';
    for (const { position } of fixes) {
      const now = fences.holding(position).join();
      if (now !== before) flips += 1;
      before = now;
    }
    expect(crossings.length).toBeGreaterThan(50);
    expect(crossings.length).toBeLessThan(flips);
    for (const { id } of list) {
      const own = crossings.filter(({ fenceId }) => fenceId === id);
      for (const [i, { kind, at }] of own.entries()) {
        expect(kind).toBe(i % 2 === 0 ? 'enter' : 'exit');
        // the other side was held for the whole dwell before it counted
        expect(i === 0 || at >= own[i - 1]!.knownAt).toBe(true);
        expect(own[i]!.knownAt - at).toBeGreaterThanOrEqual(CROSSING_RULE.dwell);
      }
    }
  });
});

const singapore = `${data}/singapore-dengue/clusters.geojson`;
describe.skipIf(!existsSync(singapore))(`424 drawn clusters (needs ${singapore})`, () => {
  type Cluster = { readonly id: string; readonly cases: number; readonly geometry: Geometry };
  const clusters = (): Cluster[] =>
    featuresOf(singapore).map(({ properties, geometry }, i) => {
      const checked = checkGeometry(geometry);
      if (!checked.ok) throw new Error(`${i}: ${checked.error.message}`);
      const cases = /CASE_SIZE<\/th>\s*<td>(\d+)/.exec(properties['Description'] ?? '')?.[1];
      return { id: properties['Name'] ?? String(i), cases: Number(cases), geometry: checked.value };
    });
  /** As many evidence points as the cluster has cases, spread evenly over its outline's box (a Halton sequence). */
  const pointsIn = ({ geometry, cases }: Cluster): Position[] => {
    const [west, south, east, north] = boxOf(polygonsOf(geometry));
    const halton = (i: number, base: number): number => {
      let [sum, part, left] = [0, 1 / base, i];
      for (; left > 0; left = Math.floor(left / base), part /= base) sum += (left % base) * part;
      return sum;
    };
    const out: Position[] = [];
    for (let i = 1; out.length < cases; i++) {
      const at: Position = [west + halton(i, 2) * (east - west), south + halton(i, 3) * (north - south)];
      if (isInside(at, geometry)) out.push(at);
    }
    return out;
  };

  it('finds each of 8,524 evidence points in its own outline, and in no other than looking finds', () => {
    const all = clusters();
    expect([all.length, all.reduce((sum, { cases }) => sum + cases, 0)]).toEqual([424, 8_524]);
    const index = new ZoneIndex();
    for (const { id, geometry } of all) index.set(id, geometry);
    const wrong = all.flatMap((cluster) =>
      pointsIn(cluster).filter((at) => {
        const bySight = all.flatMap(({ id, geometry }) => (isInside(at, geometry) ? [id] : []));
        return !bySight.includes(cluster.id) || bySight.sort().join() !== index.at(at).join();
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('groups the points of most clusters by the 150 m rule; circles of 150 m around them cover the outlines', () => {
    const all = clusters().filter(({ cases }) => cases >= 2);
    const points = all.flatMap((cluster) => pointsIn(cluster).map((at) => ({ at, id: cluster.id })));
    const groups = densityGroups(
      points.map(({ at }) => at),
      150,
      (near) => near.length >= 2,
    );
    // Most drawn clusters are one group of their points; where few points lie in a long outline they are farther apart than
    // 150 m, which says that the outlines were drawn around streets and not around homes.
    const whole = all.filter(({ id }) =>
      groups.some((group) => points.every((point, i) => point.id !== id || group.includes(i))),
    );
    expect(whole.length / all.length).toBeGreaterThan(0.5);
    // and what lies within 150 m of its points is nearly all of the outline: asked at a lattice of its ground
    const covered = all.map((cluster) => {
      const circles = pointsIn(cluster).map((at): Geometry => ({ type: 'Polygon', coordinates: [circle(at, 150)] }));
      const [west, south, east, north] = boxOf(polygonsOf(cluster.geometry));
      let [inside, held] = [0, 0];
      for (let i = 0; i < 100; i++) {
        const at: Position = [
          west + ((i % 10) + 0.5) * 0.1 * (east - west),
          south + (Math.floor(i / 10) + 0.5) * 0.1 * (north - south),
        ];
        if (!isInside(at, cluster.geometry)) continue;
        inside += 1;
        if (circles.some((ring) => isInside(at, ring))) held += 1;
      }
      return inside === 0 ? 1 : held / inside;
    });
    covered.sort((a, b) => a - b);
    expect(covered[Math.floor(covered.length / 2)]).toBeGreaterThan(0.95);
    expect(all.every(({ geometry }) => areaOf(polygonsOf(geometry)) > 0)).toBe(true);
  });
});
