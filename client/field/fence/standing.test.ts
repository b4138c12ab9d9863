import { describe, expect, it } from 'vitest';
import { Fences, Track } from '#shared/geo/crossings.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import { Wayfarer } from './standing.ts';

const M = 1 / 111_195; // degrees a metre, near enough at the equator
const box = (west: number, south: number, east: number, north: number): Position[] =>
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map(([x = 0, y = 0]) => [x * M, y * M] as const) as unknown as Position[];
const polygon = (...rings: Position[][]) => ({ type: 'Polygon', coordinates: rings }) as unknown as Geometry;
/** 400 m square with a courtyard of 100 m in its middle */
const zone = { id: 'zone', geometry: polygon(box(0, 0, 400, 400), box(150, 150, 250, 250).reverse()) };
const at = (x: number, y: number): Position => [x * M, y * M];

function walker() {
  const wayfarer = new Wayfarer();
  wayfarer.surround([zone]);
  let time = 0;
  const go = (x: number, y: number, accuracy = 20) => {
    time += 5_000;
    return wayfarer.step({ at: time, position: at(x, y), accuracy });
  };
  return { wayfarer, go };
}

describe('where I stand', () => {
  it('says how far the line is from outside, and nothing of it from far away', () => {
    const { go } = walker();
    expect(go(-800, 200).standing).toEqual({ inside: [], isBlurred: false });
    const { near } = go(-140, 200).standing;
    expect(near?.id).toBe('zone');
    expect(near?.metres).toBeCloseTo(140, 0);
  });

  it('warns once on the way in and once on the way out, and not for twenty metres of noise on the line', () => {
    const { go } = walker();
    const kinds: string[] = [];
    const walk = (x: number) => kinds.push(...go(x, 80).crossings.map(({ kind }) => kind));
    walk(-100);
    // Ten minutes on the border, to and fro by chance.
    for (let i = 0; i < 120; i++) walk([-18, 12, -3, 19, -11, 7][i % 6]!);
    expect(kinds).toEqual([]);
    for (let i = 0; i < 4; i++) walk(80);
    expect(kinds).toEqual(['enter']);
    for (let i = 0; i < 60; i++) walk([-15, 14][i % 2]!);
    expect(kinds).toEqual(['enter']);
    for (let i = 0; i < 4; i++) walk(-90);
    expect(kinds).toEqual(['enter', 'exit']);
  });

  it('keeps what was known while the fix is in doubt, and says when it is too coarse to tell', () => {
    const { go } = walker();
    expect(go(80, 80).standing.inside).toEqual(['zone']);
    expect(go(-10, 80).standing.inside).toEqual(['zone']);
    expect(go(-2000, 80, 900).standing).toEqual({ inside: ['zone'], isBlurred: true });
    expect(go(-100, 80).standing.inside).toEqual([]);
  });

  it('leaves out the holes', () => {
    const { go } = walker();
    expect(go(200, 200).standing.inside).toEqual([]);
    expect(go(80, 80).standing.inside).toEqual(['zone']);
  });

  it('takes a zone that is published around a phone that stands still for an entry, and one that is released for no exit', () => {
    const wayfarer = new Wayfarer();
    const still = (time: number) => wayfarer.step({ at: time, position: at(80, 80), accuracy: 10 });
    expect(still(0).standing.inside).toEqual([]);
    wayfarer.surround([zone]);
    expect(still(5_000).standing.inside).toEqual(['zone']);
    expect(still(10_000).crossings).toEqual([]);
    expect(still(20_000).crossings.map(({ kind }) => kind)).toEqual(['enter']);
    wayfarer.surround([]);
    expect(still(25_000)).toEqual({ standing: { inside: [], isBlurred: false }, crossings: [] });
  });
});

it('a track knows by what it has crossed where it is', () => {
  const track = new Track(new Fences([zone]), { dwell: 0, accuracy: 1, gap: 1e9 });
  expect(track.inside).toEqual([]);
  track.step({ at: 0, position: at(80, 80) });
  expect(track.inside).toEqual(['zone']);
});
