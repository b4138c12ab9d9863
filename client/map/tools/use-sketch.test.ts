import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/schema.ts';
import { type Sketch, sketch } from './use-sketch.ts';

const [A, B, C]: Position[] = [
  [109, 39],
  [109.1, 39],
  [109.1, 39.1],
];
const empty: Sketch = { points: [], next: undefined, isDone: false, hasCross: false };
const play = (...actions: Parameters<typeof sketch>[1][]) => actions.reduce(sketch, empty);
const add = (at: Position | undefined) => ({ type: 'add', at: at as Position }) as const;

describe('the corners of what is measured', () => {
  it('are added, and taken back one by one', () => {
    expect(play(add(A), add(B), add(C), { type: 'undo' }).points).toEqual([A, B]);
    expect(play(add(A), { type: 'undo' }, { type: 'undo' }).points).toEqual([]);
  });

  it('end with a double-click, whose second click is no corner of its own; the next click begins anew', () => {
    const done = play(add(A), add(B), add(B), { type: 'done' });
    expect(done).toMatchObject({ points: [A, B], isDone: true });
    expect(sketch(done, { type: 'hover', at: C as Position }).next).toBeUndefined();
    expect(sketch(done, add(C))).toMatchObject({ points: [C], isDone: false });
    expect(sketch(done, { type: 'undo' })).toMatchObject({ points: [A], isDone: false });
    expect(play(add(A), { type: 'done' }).isDone).toBe(false);
  });

  it('show where the next would be, under the hand or under the cross of the keyboard', () => {
    expect(play({ type: 'hover', at: B as Position }).next).toBeUndefined();
    expect(play(add(A), { type: 'hover', at: B as Position })).toMatchObject({ next: B, hasCross: false });
    expect(play(add(A), { type: 'aim', at: B as Position })).toMatchObject({ next: B, hasCross: true });
    expect(play(add(A), { type: 'hover', at: B as Position }, { type: 'leave' }).next).toBeUndefined();
  });
});
