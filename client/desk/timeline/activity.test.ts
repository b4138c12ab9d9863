import { expect, it } from 'vitest';
import { type Entity, Situation } from '#shared/situation.ts';
import { heightsOf, marksOf, stepOf } from './activity.ts';

const at = (hour: number): string => `2022-10-30T${String(hour).padStart(2, '0')}:00:00Z`;
const ms = (hour: number): number => Date.parse(at(hour));

it('marks the steps that change what holds, and the alarms, within the span, in order', () => {
  const copy = new Situation();
  const stamp = { version: 1, observedAt: at(0), recordedAt: at(0), source: 's' };
  const steps = [
    { kind: 'zone.proposed', at: at(1) },
    { kind: 'zone.published', at: at(5) },
    { kind: 'zone.released', at: at(20) },
  ];
  copy.put('zones', 'z', { ...stamp, id: 'z', status: 'active', steps } as unknown as Entity);
  copy.put('alarms', 'a', { ...stamp, id: 'a', type: 'zoneOverdue', raisedAt: at(3) } as unknown as Entity);
  expect(marksOf(copy, ms(2), ms(10))).toEqual([
    { at: ms(3), kind: 'alarm', id: 'a', step: 'zoneOverdue' },
    { at: ms(5), kind: 'zone', id: 'z', step: 'zone.published' },
  ]);
});

it('draws the busiest stretch full, a quarter of it half, and nothing where nothing came in', () => {
  expect(heightsOf([0, 25, 100])).toEqual([0, 0.5, 1]);
  expect(heightsOf([0, 0])).toEqual([0, 0]);
});

it('goes at the rate it says', () => {
  for (const rate of [1, 60, 600, 3600] as const) {
    const { by, every } = stepOf(rate);
    expect(by / every).toBe(rate);
  }
});
