import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DELAYED_AFTER, freshness, STALE_AFTER } from './freshness.ts';
import { PROTOCOL_VERSION, RESYNC_REASONS, Subscribe } from './protocol.ts';
import { REPORTS } from './report.ts';
import { LAYERS } from './situation.ts';

/** Everything two sides must agree on: what may be said, which layers travel, and how one subscribes. */
const wire = { reports: REPORTS, layers: LAYERS, subscribe: Subscribe, reasons: RESYNC_REASONS };
const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
const lock = JSON.parse(readFileSync(new URL('./protocol.lock.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

describe('the wire', () => {
  it('does not change under one version: raise PROTOCOL_VERSION, then add its hash to protocol.lock.json', () => {
    expect({ [PROTOCOL_VERSION]: hash }).toEqual({ [PROTOCOL_VERSION]: lock[PROTOCOL_VERSION] });
  });

  it('has no version older than its lock', () => {
    expect(Math.max(...Object.keys(lock).map(Number))).toBe(PROTOCOL_VERSION);
  });
});

describe('freshness', () => {
  it('says LIVE only under 10 s, DELAYED under 30 s, then STALE', () => {
    expect(freshness(0, true, false)).toBe('live');
    expect(freshness(DELAYED_AFTER - 1, true, false)).toBe('live');
    expect(freshness(DELAYED_AFTER, true, false)).toBe('delayed');
    expect(freshness(STALE_AFTER - 1, true, false)).toBe('delayed');
    expect(freshness(STALE_AFTER, true, false)).toBe('stale');
  });

  it('never says LIVE before the first heartbeat', () => {
    expect(freshness(undefined, true, false)).toBe('stale');
  });

  it('says OFFLINE when there is no connection and the last attempt failed, however young the heartbeat', () => {
    expect(freshness(1000, false, true)).toBe('offline');
    expect(freshness(1000, false, false)).toBe('live');
  });
});
