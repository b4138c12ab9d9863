import { describe, expect, it } from 'vitest';
import { byUrgency, type ClockShown, openStep } from './urgency.ts';

const clock = (id: string, ...steps: readonly [state: string, due: string][]) =>
  ({
    id,
    due: '2022-10-30T20:00:00Z',
    steps: steps.map(([state, due], i) => ({ step: `s${i}`, state, due, connected: true })),
  }) as unknown as ClockShown;

describe('the clocks in a list', () => {
  it('wait for what is late before what only runs, and for nothing when all is done', () => {
    expect(openStep(clock('a', ['running', '1'], ['late', '2']))?.step).toBe('s1');
    expect(openStep(clock('b', ['done', '1'], ['running', '2']))?.step).toBe('s1');
    expect(openStep(clock('c', ['done', '1'], ['needless', '2']))).toBeUndefined();
  });

  it('stand in the order in which somebody has to act: by the open step, not by the end', () => {
    const soon = clock('z', ['running', '2022-10-30T15:00:00Z'], ['running', '2022-10-30T20:00:00Z']);
    const later = clock('a', ['done', '2022-10-30T12:00:00Z'], ['running', '2022-10-30T18:00:00+00:00']);
    const over = clock('m', ['late', '2022-10-30T17:00:00+08:00']);
    expect([later, soon, over].sort(byUrgency).map(({ id }) => id)).toEqual(['m', 'z', 'a']);
    expect([clock('b'), clock('a')].sort(byUrgency).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
