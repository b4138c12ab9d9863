// Turf's own fixtures through every operation of the drawing tools; skipped where ../shared/data is absent. What Turf computed
// of them stands beside them: ours must be as large. What it is not asked for is held to laws that need no second library.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Geometry } from '../geometry.ts';
import { isInside } from '../inside.ts';
import type { Position } from '../position.ts';
import { merge, overlap, subtract } from './combine.ts';
import { planeArea } from './fixtures.fixture.ts';
import { checkShape } from './flaw.ts';
import { mend } from './mend.ts';
import { isShape, polygonsIn, type Shape } from './shape.ts';
import { split } from './split.ts';
import { simplify, widen } from './widen.ts';

const fixtures = '../shared/data/conformance/turf_fixtures.tar.xz';
const isThere = existsSync(fixtures);
type Feature = { readonly geometry: Geometry; readonly properties?: Readonly<Record<string, unknown>> | null };
type Json = Feature & { readonly features?: readonly Feature[] };

describe.skipIf(!isThere)(`Turf's fixtures (needs ${fixtures})`, { timeout: 60_000 }, () => {
  const home = mkdtempSync(join(tmpdir(), 'turf-'));
  afterAll(() => rmSync(home, { recursive: true }));
  // A group that is skipped is read all the same, to list what is skipped.
  if (isThere) execFileSync('tar', ['xJf', fixtures, '-C', home]);
  const folder = (operation: string, side: string) => join(home, `packages/turf-${operation}/test/${side}`);
  const read = (operation: string, side: string, name: string): Json =>
    JSON.parse(readFileSync(join(folder(operation, side), name), 'utf8'));
  const listed = (json: Json): readonly Feature[] =>
    json.features ?? (json.geometry === undefined ? [{ geometry: json as unknown as Geometry }] : [json]);
  const shapesOf = (json: Json): Shape[] =>
    listed(json).flatMap(({ geometry }) => (isShape(geometry) ? [geometry] : []));
  /** Those that hold so many shapes and nothing else. */
  const of = (operation: string, least = 1): string[] =>
    isThere
      ? readdirSync(folder(operation, 'in')).filter((name) => {
          const json = read(operation, 'in', name);
          return (
            shapesOf(json).length >= least && listed(json).every(({ geometry }) => isShape(geometry) || least === 1)
          );
        })
      : [];

  const positionsIn = (shape: Shape): Position[] => polygonsIn(shape).flat(2);
  /** What rounding every corner to a ten-millionth of a degree may do to an area, in the units of planeArea. */
  const slack = (...shapes: readonly Shape[]): number =>
    shapes.reduce((sum, shape) => {
      const rings = polygonsIn(shape).flat();
      const length = rings.reduce(
        (all, ring) =>
          all + ring.slice(1).reduce((one, [x, y], i) => one + Math.hypot(x - ring[i]![0], y - ring[i]![1]), 0),
        0,
      );
      return sum + (length * 1e-7) / 1e-8;
    }, 1);
  const mended = (shape: Shape): Shape[] => {
    const found = mend(shape);
    return found.ok ? [found.value] : [];
  };
  const codeOf = (found: ReturnType<typeof merge>): string =>
    found.ok ? 'ok' : (found.error.flaw?.code ?? found.error.code);
  const REFUSED: Readonly<Record<string, readonly string[]>> = {
    'unable-to-complete-output-ring-2048-2.geojson': ['position', 'position'],
    'issue-#721-inverse.geojson': ['no-area', 'ok'],
    'issue-#721.geojson': ['ok', 'no-area'],
  };
  const areaOf = (found: ReturnType<typeof merge>): number => {
    if (!found.ok) {
      expect(['apart', 'nothing-left']).toContain(found.error.code);
      return 0;
    }
    expect(checkShape(found.value).ok).toBe(true);
    expect(positionsIn(found.value).flat().every(Number.isFinite)).toBe(true);
    return planeArea(found.value);
  };

  it.each(
    ['union', 'intersect', 'difference'].flatMap((operation) =>
      of(operation, 2).map((name) => [operation, name] as const),
    ),
  )('%s of %s: nothing is lost, nothing counted twice, and all is as large as Turf says', (operation, name) => {
    const given = shapesOf(read(operation, 'in', name));
    const right = given.flatMap(mended);
    if (right.length < given.length) {
      // A triangle of a hand's breadth, and an example drawn on no earth: refused, and why.
      expect(given.map((shape) => codeOf(mend(shape)))).toEqual(REFUSED[name]);
      return;
    }
    const [a, b] = right as [Shape, Shape];
    const near = slack(a, b);
    if (positionsIn(a).length > 10_000) {
      // A country of 56,189 corners: seconds for each, so that one of them is asked, and not all four.
      expect(Math.abs(planeArea(a) + planeArea(b) - areaOf(merge([a, b])))).toBeLessThan(near);
      return;
    }
    const [all, both, rest, other] = [merge([a, b]), overlap([a, b]), subtract(a, [b]), subtract(b, [a])].map(areaOf);
    expect(Math.abs(planeArea(a) + planeArea(b) - all! - both!)).toBeLessThan(near);
    expect(Math.abs(planeArea(a) - both! - rest!)).toBeLessThan(near);
    expect(Math.abs(planeArea(b) - both! - other!)).toBeLessThan(near);
    if (!existsSync(join(folder(operation, 'out'), name))) return;
    // Beside what it computed, Turf keeps in the same file what it was given; nothing where nothing was left.
    const out = shapesOf(read(operation, 'out', name));
    const own = operation === 'union' ? out[0] : out[2];
    const mine = operation === 'union' ? areaOf(merge(right)) : operation === 'intersect' ? both! : rest!;
    expect(Math.abs((own === undefined ? 0 : planeArea(own)) - mine)).toBeLessThan(slack(...right));
  });

  /** Those whose pieces Turf cut out of a figure that goes round one place twice: by the rule of maps that is outside. */
  const TWICE: readonly string[] = ['complex.geojson', 'polygon-with-holes.geojson'];
  it.each(
    ['unkink-polygon', 'kinks', 'clean-coords'].flatMap((operation) =>
      of(operation).map((name) => [operation, name] as const),
    ),
  )('mends what %s is given in %s', (operation, name) => {
    const given = shapesOf(read(operation, 'in', name));
    const sizes = given.map((shape) => {
      const found = mend(shape);
      const size = areaOf(found);
      if (checkShape(shape).ok) expect(Math.abs(size - planeArea(shape))).toBeLessThan(slack(shape));
      // What is right is left alone from then on.
      expect(found.ok && mend(found.value)).toEqual(found);
      return size;
    });
    const sum = sizes.reduce((all, size) => all + size, 0);
    expect(sum).toBeGreaterThan(0);
    if (operation !== 'unkink-polygon' || TWICE.includes(name)) return;
    const out = shapesOf(read(operation, 'out', name)).reduce((all, shape) => all + planeArea(shape), 0);
    expect(Math.abs(out - sum)).toBeLessThan(slack(...given));
  });

  const OTHERS = ['union', 'intersect', 'difference', 'buffer', 'simplify', 'kinks', 'unkink-polygon'];
  it.each(OTHERS.flatMap((operation) => of(operation).map((name) => [operation, name] as const)))(
    'cuts, widens, narrows and smooths what %s is given in %s',
    (operation, name) => {
      for (const shape of shapesOf(read(operation, 'in', name)).flatMap(mended)) {
        const corners = positionsIn(shape);
        if (corners.length > 1_000) continue; // how long those take is asked in client/desk/draw
        const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
        const [west, south] = [Math.min(...xs), Math.min(...ys)];
        const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - south];
        const pieces = split(shape, [
          [west - width / 9, south + height * 0.43],
          [west + width + width / 9, south + height * 0.51],
        ]);
        const pieced = pieces.ok ? pieces.value.reduce((sum, piece) => sum + areaOf({ ok: true, value: piece }), 0) : 0;
        if (pieces.ok) expect(Math.abs(pieced - planeArea(shape))).toBeLessThan(2 * slack(shape));
        else expect(pieces.error.code).toBe('not-across');
        const metres = Math.max(1, Math.min(width, height) * 111_000 * 0.02);
        const [wide, narrow] = [widen(shape, metres), widen(shape, -metres)];
        expect(areaOf(wide)).toBeGreaterThan(planeArea(shape));
        expect(areaOf(narrow)).toBeLessThan(planeArea(shape));
        expect(corners.filter((at) => wide.ok && !isInside(at, wide.value))).toEqual([]);
        if (narrow.ok) expect(positionsIn(narrow.value).filter((at) => !isInside(at, shape))).toEqual([]);
        const smooth = simplify(shape, width / 100);
        expect(positionsIn(smooth).length).toBeLessThanOrEqual(corners.length);
        expect(positionsIn(smooth).flat().every(Number.isFinite)).toBe(true);
        // Fewer corners may make sides cross; one click mends that.
        expect(areaOf(mend(smooth))).toBeGreaterThan(0);
      }
    },
  );
});
