import { describe, expect, it } from 'vitest';
import { type HistoryEvent, historySteps } from './history-steps.ts';

const event = (seq: number, kind: string, data: Record<string, unknown>): HistoryEvent => ({
  seq,
  kind,
  observedAt: '2022-10-30T06:00:00Z',
  recordedAt: '2022-10-30T06:00:01Z',
  actor: 'analyst',
  data: { id: 's', ...data },
});

describe('the steps of a history', () => {
  it('are newest first, whatever order they come in, and tell only what changed', () => {
    const steps = historySteps([
      event(9, 'site.rooms', { ready: 3, occupied: 7 }),
      event(2, 'site.registered', { name: 'A', capacity: 10 }),
      event(5, 'site.rooms', { ready: 4, occupied: 6 }),
      event(7, 'site.rooms', { ready: 4, occupied: 6 }),
    ]);
    expect(steps.map(({ event: { seq }, changes }) => [seq, changes.map(({ field }) => field)])).toEqual([
      [9, ['ready', 'occupied']],
      [7, []],
      [5, ['ready', 'occupied']],
      [2, ['name', 'capacity']],
    ]);
    expect(steps[0]?.changes[0]).toEqual({ field: 'ready', before: 4, after: 3 });
    expect(steps.map(({ isFirst }) => isFirst)).toEqual([false, false, false, true]);
  });

  it('say that a field became unknown, by null or by being left out of a new registration, and say it once', () => {
    const steps = historySteps([
      event(1, 'site.registered', { name: 'A', phone: '1', unit: 'u' }),
      event(2, 'site.updated', { phone: null }),
      event(3, 'site.registered', { name: 'A' }),
      event(4, 'site.registered', { name: 'A' }),
    ]);
    expect(steps[2]?.changes).toEqual([{ field: 'phone', before: '1', after: null }]);
    expect(steps[1]?.changes).toEqual([{ field: 'unit', before: 'u', after: null }]);
    expect(steps[0]?.changes).toEqual([]);
  });

  it('compare positions by value', () => {
    const steps = historySteps([
      event(1, 'site.registered', { position: [116, 39] }),
      event(2, 'site.updated', { position: [116, 39] }),
    ]);
    expect(steps[0]?.changes).toEqual([]);
  });
});
