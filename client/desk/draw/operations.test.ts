import { describe, expect, it } from 'vitest';
import type { Shape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import { perform } from './operations.ts';

const square = (x: number, y: number, size: number): Shape => {
  const at = (dx: number, dy: number): Position => [109.2 + (x + dx * size) * 1e-4, 39 + (y + dy * size) * 1e-4];
  return { type: 'Polygon', coordinates: [[at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)]] };
};
const [a, b] = [square(0, 0, 10), square(5, 5, 10)];

describe('what the worker computes', () => {
  it('takes the others from the first, never the first from the others', () => {
    const rest = perform('subtract', { shapes: [a, b] });
    const other = perform('subtract', { shapes: [b, a] });
    expect(rest.ok && rest.value[0]?.coordinates[0]).toContainEqual([109.2, 39]);
    expect(other.ok && other.value[0]?.coordinates[0]).not.toContainEqual([109.2, 39]);
    expect(perform('subtract', { shapes: [] })).toMatchObject({ error: { code: 'nothing-left' } });
  });

  it('answers a check with the shape or with its flaw, and a split with pieces', () => {
    expect(perform('check', { shape: a }).ok).toBe(true);
    expect(perform('check', { shape: { type: 'Polygon', coordinates: [[]] } })).toMatchObject({
      error: { flaw: { code: 'too-few' } },
    });
    const line: Position[] = [
      [109.1999, 39.0005],
      [109.2011, 39.0005],
    ];
    const pieces = perform('split', { shape: a, line });
    expect(pieces.ok && pieces.value).toHaveLength(2);
  });

  it('survives being sent to a worker and back', () => {
    const sent = structuredClone({ shapes: [a, b] });
    expect(structuredClone(perform('merge', sent))).toEqual(perform('merge', { shapes: [a, b] }));
  });
});
