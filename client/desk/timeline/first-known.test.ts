import { describe, expect, it } from 'vitest';
import { type Entity, type Layer, Situation } from '#shared/situation.ts';
import { firstKnown } from './first-known.ts';

const NOW = Date.parse('2022-10-30T14:00:00Z');
const known = (layer: Layer, id: string, recordedAt: string) =>
  [layer, id, { id, version: 1, observedAt: '2000-01-01T00:00:00Z', recordedAt, source: 's' } as Entity] as const;

describe('where the past begins', () => {
  it('is when the first word came in, whatever it told of', () => {
    const copy = new Situation();
    copy.put(...known('sites', 'a', '2022-10-28T00:00:00Z'));
    copy.put(...known('areas', 'b', '2022-10-27T00:00:00Z'));
    expect(firstKnown(copy, NOW)).toBe(Date.parse('2022-10-27T00:00:00Z'));
  });
  it('is now where nothing is known', () => {
    expect(firstKnown(new Situation(), NOW)).toBe(NOW);
  });
});
