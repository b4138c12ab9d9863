import { describe, expect, it } from 'vitest';
import { type ClockShown, openStep } from './urgency.ts';

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
});
