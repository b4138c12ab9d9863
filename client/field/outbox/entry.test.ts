import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '#shared/report.ts';
import {
  type Answer,
  depthOf,
  type Entry,
  failureOf,
  isLate,
  isWaiting,
  LATE_AFTER,
  laneOf,
  nextBatch,
  settled,
  ticksOf,
  waitBefore,
} from './entry.ts';

const entryOf = (seq: number, place: string, more: Partial<Entry> = {}): Entry => ({
  opId: `op-${seq}`,
  seq,
  report: { opId: `op-${seq}`, kind: 'site.queue', observedAt: '', data: { id: place } } as unknown as Entry['report'],
  account: 'field',
  savedAt: 0,
  putOff: 0,
  ...more,
});

/** A server that fails over some reports for ever or for a while, is not there at times, and refuses or keeps the rest. */
function send(entries: Entry[], broken: ReadonlySet<string>, weather: readonly number[]) {
  const log: string[] = [];
  const ends = new Map<string, number>();
  let all = entries;
  let most = 200;
  for (const status of [...weather, ...Array<number>(600).fill(200)]) {
    const batch = nextBatch(all, most);
    if (batch.length === 0) break;
    const mine = new Set(batch.map(({ opId }) => opId));
    const step = (run: (entry: Entry) => Entry) => {
      all = all.map((entry) => (mine.has(entry.opId) ? run(entry) : entry));
    };
    const bad = batch.some(({ opId }) => broken.has(opId));
    const said = status !== 200 ? status : bad ? 413 : 200;
    if (said === 200) {
      for (const { opId } of batch) {
        log.push(opId);
        ends.set(opId, (ends.get(opId) ?? 0) + 1);
      }
      step((entry) => settled(entry, { opId: entry.opId, seq: 1 }));
      most = 200;
      continue;
    }
    const failure = failureOf(said, batch.length);
    if (failure.action === 'split') most = Math.max(1, Math.floor(batch.length / 2));
    if (failure.action === 'put-off') step((entry) => ({ ...entry, putOff: entry.putOff + 1 }));
    if (failure.action === 'refuse')
      step((entry) => settled(entry, { opId: entry.opId, error: { code: failure.code, message: '' } }));
  }
  return { all, log, ends };
}

describe('the outbox', () => {
  it('brings every report to exactly one end in any weather, and none is counted twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(59), { maxLength: 4 }),
        fc.array(fc.constantFrom(0, 200, 401, 403, 429, 500, 503, 507), { maxLength: 30 }),
        (places, broken, weather) => {
          const entries = places.map((place, i) => entryOf(i + 1, place));
          const bad = new Set(broken.map((i) => `op-${i + 1}`));
          const { all, log, ends } = send(entries, bad, weather);
          expect(all.filter(isWaiting)).toEqual([]);
          for (const { opId, end } of all) expect(end).toBe(bad.has(opId) ? 'refused' : 'applied');
          expect([...ends.values()].every((times) => times === 1)).toBe(true);
          // of one thing in the order it was said, whatever was put off
          for (const place of new Set(places)) {
            const sent = log
              .filter((opId) => places[Number(opId.slice(3)) - 1] === place)
              .map((opId) => Number(opId.slice(3)));
            expect(sent).toEqual([...sent].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is not held up by one report the server fails over: others pass, its own successors wait', () => {
    const all = [entryOf(1, 'a', { putOff: 1 }), entryOf(2, 'b'), entryOf(3, 'a'), entryOf(4, 'c')];
    expect(nextBatch(all).map(({ seq }) => seq)).toEqual([2, 4]);
    const rest = all.filter(({ seq }) => seq === 1 || seq === 3);
    expect(nextBatch(rest).map(({ seq }) => seq)).toEqual([1]);
  });

  it('sends no more than a bad line carries, and one report at least', () => {
    const long = entryOf(1, 'x'.repeat(300_000));
    expect(nextBatch([long, entryOf(2, 'b')]).map(({ seq }) => seq)).toEqual([1]);
    expect(nextBatch(Array.from({ length: 500 }, (_, i) => entryOf(i + 1, String(i))))).toHaveLength(200);
  });

  it('keeps what nobody may send now, and gives up only on what alone cannot be taken', () => {
    expect([401, 403, 0, 429, 503, 507].map((status) => failureOf(status, 1).action)).toEqual([
      'hold',
      'hold',
      'later',
      'later',
      'later',
      'later',
    ]);
    expect([413, 422, 500].map((status) => failureOf(status, 2).action)).toEqual(['split', 'split', 'split']);
    expect([413, 422, 500].map((status) => failureOf(status, 1).action)).toEqual(['refuse', 'refuse', 'put-off']);
  });

  it.each<[Answer, string, string | undefined]>([
    [{ opId: 'op-1', seq: 7 }, 'applied', undefined],
    [{ opId: 'op-1', seq: 7, state: 'merged' }, 'merged', undefined],
    [{ opId: 'op-1', seq: 7, state: 'conflict', error: { code: 'conflict', message: 'both' } }, 'conflict', 'conflict'],
    [
      { opId: 'op-1', seq: 7, state: 'refused', error: { code: 'slot-overlap', message: '' } },
      'refused',
      'slot-overlap',
    ],
    [{ opId: 'op-1', error: { code: 'forbidden', message: 'not here' } }, 'refused', 'forbidden'],
  ])('reads the answer %j', (answer, end, code) => {
    const after = settled(entryOf(1, 'a'), answer);
    expect([after.end, after.code]).toEqual([end, code]);
  });
});

it('parts kinds and things into lanes', () => {
  const lane = (kind: string, data: object) => laneOf({ kind, data } as unknown as Report);
  expect(lane('checkpoint.counted', { id: 'k' })).toBe(lane('checkpoint.updated', { id: 'k' }));
  expect(lane('door.visited', { roundId: 'r', areaId: 'x' })).not.toBe(
    lane('door.visited', { roundId: 'r', areaId: 'y' }),
  );
});

it('waits longer each time, at least half of it, a minute at most', () => {
  expect([waitBefore(0, 0), waitBefore(0, 1), waitBefore(3, 0), waitBefore(50, 1)]).toEqual([500, 1000, 4000, 60_000]);
});

it('is late after an hour, and not because the clock was set', () => {
  const entry = entryOf(1, 'a', { savedAt: 1_000_000 });
  expect([isLate(entry, 1_000_000 + LATE_AFTER), isLate(entry, 1_000_001), isLate(entry, 0)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isLate(settled(entry, { opId: 'op-1', seq: 1 }), 1e12)).toBe(false);
});

it('tells the centre how many wait and for how long, and nothing strange after the clock was set', () => {
  const entries = [
    entryOf(1, 'a', { savedAt: 1_000 }),
    entryOf(2, 'a', { savedAt: 9_000 }),
    entryOf(3, 'a', { end: 'applied' }),
  ];
  expect(depthOf(entries, 1_000 + LATE_AFTER)).toEqual({ waiting: 2, late: 1, oldestSeconds: 3_600 });
  expect(depthOf(entries, 0)).toEqual({ waiting: 2, late: 0, oldestSeconds: 0 });
  expect(depthOf(entries.slice(2), 1e12)).toEqual({ waiting: 0, late: 0 });
});

it('counts each report in one of three ticks', () => {
  const entries = [
    entryOf(1, 'a'),
    entryOf(2, 'a', { end: 'applied' }),
    entryOf(3, 'a', { end: 'refused' }),
    entryOf(4, 'a', { end: 'applied', seenAt: 'x' }),
  ];
  expect(ticksOf(entries, LATE_AFTER)).toEqual({ saved: 1, received: 2, seen: 1, late: 1 });
});
