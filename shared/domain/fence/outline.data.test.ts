// Turf's own fixtures for the operations that fences use; skipped where ../shared/data is absent.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGeometry, type Geometry } from '../../geo/geometry.ts';
import { isInside } from '../../geo/inside.ts';
import type { Position } from '../../geo/position.ts';
import { areaOf, convexHull, polygonsOf, ringArea } from '../../geo/shapes.ts';
import { ZoneIndex } from '../../geo/zone-index.ts';
import { unite } from './outline.ts';

const fixtures = '../shared/data/conformance/turf_fixtures.tar.xz';
type Feature = { readonly geometry: Geometry; readonly properties?: Readonly<Record<string, unknown>> };
type Json = { readonly features?: readonly Feature[] } & Feature;

describe.skipIf(!existsSync(fixtures))(`Turf's fixtures (needs ${fixtures})`, () => {
  const names = existsSync(fixtures) ? execFileSync('tar', ['tJf', fixtures], { encoding: 'utf8' }).split('\n') : [];
  const read = (name: string): Json =>
    JSON.parse(execFileSync('tar', ['xJf', fixtures, '-O', name], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  const of = (operation: string): string[] =>
    names
      .filter((name) => name.startsWith(`packages/turf-${operation}/test/in/`) && name.endsWith('.geojson'))
      // some of union's have no answer beside them: there Turf only asks not to fail
      .filter((name) => operation.includes('point') || names.includes(name.replace('/in/', '/out/')));
  const positions = (value: unknown): Position[] =>
    Array.isArray(value)
      ? typeof value[0] === 'number'
        ? [[value[0], value[1] as number]]
        : value.flatMap(positions)
      : [];

  it('has fixtures of the operations', () => {
    expect([of('union').length, of('convex').length, of('boolean-point-in-polygon').length].every((n) => n > 0)).toBe(
      true,
    );
  });

  it.each(of('union'))('unites as %s wants', (name) => {
    const given = (read(name).features ?? []).map(({ geometry }) => polygonsOf(geometry));
    const [out] = [read(name.replace('/in/', '/out/'))].map((json) => (json.features?.[0] ?? json).geometry);
    const united = unite(given);
    expect(areaOf(united) / areaOf(polygonsOf(out))).toBeCloseTo(1, 6);
    expect(checkGeometry({ type: 'MultiPolygon', coordinates: united }).ok).toBe(true);
  });

  it.each(of('convex'))('draws the hull of %s', (name) => {
    const points = (read(name).features ?? []).flatMap(({ geometry }) => positions(geometry.coordinates));
    const out = read(name.replace('/in/', '/out/'));
    const wanted = [...(out.features ?? [out])]
      .map(({ geometry }) => geometry)
      .filter(({ type }) => type === 'Polygon')
      .at(-1);
    const [shell = []] = polygonsOf(wanted)[0] ?? [];
    expect(ringArea(convexHull(points)) / ringArea(shell)).toBeCloseTo(1, 6);
  });

  it.each(of('boolean-point-in-polygon'))('the index agrees with isInside on %s', (name) => {
    const json = read(name);
    const geometry = (json.features?.[0] ?? json).geometry;
    const index = new ZoneIndex();
    index.set('z', geometry);
    const corners = positions(geometry.coordinates);
    const probes = corners.flatMap((a, i): Position[] => {
      const b = corners[(i * 7 + 3) % corners.length]!;
      return [a, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], [a[0], b[1]]];
    });
    expect(probes.filter((at) => (index.at(at).length === 1) !== isInside(at, geometry))).toEqual([]);
    expect(probes.some((at) => isInside(at, geometry))).toBe(true);
  });
});
