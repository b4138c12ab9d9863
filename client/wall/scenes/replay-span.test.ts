import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { momentAt, replaySpan, stepsOf } from './replay-span.ts';

const now = Date.parse('2022-10-30T14:20:00+08:00');

it('plays the last day in a minute, to the full hour, where nobody says more', () => {
  const span = replaySpan('', now);
  expect([span.from, span.to]).toEqual([now - 20 * MINUTE - DAY, now - 20 * MINUTE]);
  expect(span.by).toBe('known');
  expect(stepsOf(span)).toBe(24);
  expect(momentAt(span, 1) - momentAt(span, 0)).toBe(HOUR);
  expect((stepsOf(span) + 1) * span.each).toBeCloseTo(60_000, 6);
});

it('plays the span of its address, by when things happened, and ends at its very end', () => {
  const span = replaySpan('?from=2022-10-29T08:00%2B08:00&to=2022-10-29T18:07%2B08:00&time=happened&seconds=120', now);
  expect(span.by).toBe('happened');
  expect(momentAt(span, 0)).toBe(Date.parse('2022-10-29T08:00:00+08:00'));
  expect(momentAt(span, stepsOf(span))).toBe(Date.parse('2022-10-29T18:07:00+08:00'));
  expect(momentAt(span, stepsOf(span) - 1)).toBeLessThan(momentAt(span, stepsOf(span)));
  expect(span.each).toBeGreaterThanOrEqual(2_400);
});

it('never plays what is still to come, nor backwards, nor faster than anybody reads', () => {
  expect(replaySpan('?to=2030-01-01T00:00Z', now).to).toBe(now);
  const turned = replaySpan('?from=2022-10-30T10:00%2B08:00&to=2022-10-30T09:00%2B08:00', now);
  expect(turned.to - turned.from).toBe(DAY);
  for (const seconds of ['0', '-5', 'x', '1e9', '10'])
    expect(replaySpan(`?seconds=${seconds}`, now).each).toBeGreaterThanOrEqual(1_600);
});
