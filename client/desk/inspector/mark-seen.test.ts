import { expect, it, vi } from 'vitest';
import type { HistoryEvent } from './history-steps.ts';

// The page's own connection reaches for the browser as soon as it is imported.
vi.stubGlobal('document', { addEventListener: () => {} });
vi.stubGlobal('window', { addEventListener: () => {} });

const event = (seq: number, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  seq,
  kind: 'site.queue',
  observedAt: '',
  recordedAt: '',
  actor: 'field',
  data: {},
  ...more,
});

it('marks what others reported from a phone and nobody has seen', async () => {
  const { toMark } = await import('./mark-seen.ts');
  const history = [
    event(1),
    event(2, { opId: 'a' }),
    event(3, { opId: 'b', seenAt: '2022-10-30T00:00:00Z' }),
    event(4, { opId: 'c', actor: 'analyst' }),
    event(5, { opId: 'd' }),
  ];
  expect(toMark(history, 'analyst')).toEqual(['a', 'd']);
  expect(toMark([], 'analyst')).toEqual([]);
});
