// Crossings: a plain walk in and out, flutter on the line, wild fixes, silences.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CROSSING_RULE, crossingsOf, Fences, type Fix } from './crossings.ts';
import type { Position } from './position.ts';

const SECOND = 1000;
const [EAST, NORTH] = [1 / 86_500, 1 / 111_195];
/** Metres east of the fence's west wall; the fence reaches 500 m east. */
const at = (x: number, y = 0): Position => [109.1 + x * EAST, 38.9 + y * NORTH];
const corners = [at(0, -300), at(500, -300), at(500, 300), at(0, 300), at(0, -300)];
const fences = new Fences([{ id: 'f', geometry: { type: 'Polygon', coordinates: [corners] } }]);
const walk = (xs: readonly number[], step = 10, accuracy?: number): Fix[] =>
  xs.map((x, i) => ({ at: i * step * SECOND, position: at(x), ...(accuracy === undefined ? {} : { accuracy }) }));
const line = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.abs(to - from) / step + 1 }, (_, i) => from + Math.sign(to - from) * i * step);
const said = (fixes: readonly Fix[]) => crossingsOf(fixes, fences).map(({ kind }) => kind);

describe('crossingsOf', () => {
  it('tells who walks in and out, dated to the first fix that was certainly across', () => {
    const found = crossingsOf(walk([...line(-200, 200, 10), ...line(190, -200, 10)]), fences);
    expect(found.map(({ kind }) => kind)).toEqual(['enter', 'exit']);
    // the first fix more than 15 m beyond the wall
    expect(found[0]!.position).toEqual(at(20));
    expect(found[0]!.knownAt - found[0]!.at).toBe(CROSSING_RULE.dwell);
    expect(found[1]!.position).toEqual(at(-20));
  });

  it('makes nothing of flutter on the border', () => {
    const flutter = fc.array(fc.double({ min: -14.9, max: 14.9, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(flutter, (xs) => {
        expect(said(walk(xs))).toEqual([]);
        // nor of it between a stay outside and another
        expect(said(walk([...line(-200, -100, 10), ...xs, ...line(-100, -200, 10)]))).toEqual([]);
        // and of a stay inside with flutter in it one entry, no exit
        expect(said(walk([...line(100, 200, 10), ...xs, ...line(100, 200, 10)]))).toEqual(['enter']);
      }),
      { numRuns: 100 },
    );
  });

  it('makes nothing of wild fixes shorter than the stay that counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 10 }), (runs) => {
        const xs = runs.flatMap((run) => [...Array<number>(run).fill(250), -100]);
        expect(said(walk([-200, ...xs]))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('takes entries and exits by turns, whatever the track', () => {
    const any = fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 300 });
    fc.assert(
      fc.property(any, (xs) => {
        const kinds = said(walk(xs, 30));
        for (const [i, kind] of kinds.entries()) expect(kind).toBe(i % 2 === 0 ? 'enter' : 'exit');
      }),
      { numRuns: 100 },
    );
  });

  it('believes a fix no more than it believes itself', () => {
    expect(said(walk(line(-200, 250, 10), 10, 100))).toEqual(['enter']);
    expect(said(walk(line(-200, 200, 10), 10, 300))).toEqual([]);
  });

  it('counts no stay over a silence', () => {
    const [a, b] = [walk(line(-200, -100, 10)), { at: 200 * SECOND, position: at(100) }];
    const after = { at: b.at + CROSSING_RULE.gap + SECOND, position: at(100) };
    expect(said([...a, b, after])).toEqual([]);
    expect(said([...a, b, after, { at: after.at + CROSSING_RULE.dwell, position: at(100) }])).toEqual(['enter']);
  });

  it('holds many fences side by side: who goes from one to the next leaves and enters', () => {
    const next = [at(500, -300), at(900, -300), at(900, 300), at(500, 300), at(500, -300)];
    const two = new Fences([
      { id: 'f', geometry: { type: 'Polygon', coordinates: [corners] } },
      { id: 'g', geometry: { type: 'Polygon', coordinates: [next] } },
    ]);
    const found = crossingsOf(walk(line(-200, 1_100, 10)), two);
    expect(found.map(({ fenceId, kind }) => `${kind} ${fenceId}`)).toEqual(['enter f', 'exit f', 'enter g', 'exit g']);
  });
});
