// A reader that stops reading costs the server next to nothing, harms nobody else, and catches up by number.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Recent } from './publish/recent.ts';
import { PATIENCE } from './publish/subscriber.ts';
import { type Line, openLine, Reader, say, until } from './testing/line.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
});
afterAll(() => line.close());

describe('a reader that does not acknowledge', () => {
  it('gets two frames and no more, then word that it lags; another reader is not held up', {
    timeout: PATIENCE + 30_000,
  }, async () => {
    const [stopped, quick] = [new Reader(line), new Reader(line)];
    stopped.isAcknowledging = false;
    await Promise.all([stopped.join(), quick.join()]);
    const site = say('site.registered', { id: 's', name: 's', type: 'testing' });
    await line.send([site]);
    const flood = performance.now();
    let sent = 0;
    while (performance.now() - flood < PATIENCE + 2_000) {
      const rows = Array.from({ length: 50 }, () =>
        say('site.updated', { id: 's', address: `${'x'.repeat(200)} ${sent++}` }),
      );
      await line.send(rows);
      await new Promise((go) => setTimeout(go, 100));
    }
    await until(() => stopped.events.length > 0, 'word that it lags');
    expect(stopped.events[0]).toMatch(/^lagging/);
    expect(stopped.frames.length).toBeLessThanOrEqual(2);
    expect(quick.events).toEqual([]);
    expect(quick.frames.length).toBeGreaterThan(50);

    // It wakes up: by number, without a new snapshot.
    const { status, body } = await line.get(
      `/api/changes?after=${stopped.copy.seq}&epoch=${stopped.epoch}&view=${stopped.view}`,
    );
    expect(status).toBe(200);
    expect(body.changes).toHaveLength(1); // thousands of updates of one site, squashed
    expect(body.changes[0].entity.address).toMatch(new RegExp(` ${sent - 1}$`));
    stopped.close();
    quick.close();
  });
});

describe('the list of recent changes', () => {
  const change = (id: string) => ({ layer: 'sites' as const, id, before: undefined, after: undefined });
  const step = (seq: number, n = 1) => ({
    seq,
    recordedAt: '',
    changes: Array.from({ length: n }, (_, i) => change(`${seq}-${i}`)),
    event: {} as never,
  });

  it('serves every place it still holds, and says so of those it does not', () => {
    const recent = new Recent(100, 50);
    for (let seq = 101; seq <= 160; seq += 1) recent.add([step(seq)]);
    expect(recent.head).toBe(160);
    expect(recent.placeAfter(100)).toBeUndefined();
    expect(recent.placeAfter(161)).toBeUndefined();
    const place = recent.placeAfter(150)!;
    const { changes, seq } = recent.take(place, 1000);
    expect(changes.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `${151 + i}-0`));
    expect(seq).toBe(160);
  });

  it('cuts at whole events, and never stands still before one that is larger than a frame', () => {
    const recent = new Recent(0);
    recent.add([step(1, 1000), step(2, 10), step(3, 10)]);
    const first = recent.take(recent.placeAfter(0)!, 400);
    expect([first.changes.length, first.seq]).toEqual([1000, 1]);
    const second = recent.take(first.place, 15);
    expect([second.changes.length, second.seq]).toEqual([20, 3]);
    expect(recent.take(second.place, 400).changes).toEqual([]);
  });

  it('stays bounded however long the run', () => {
    const recent = new Recent(0, 1_000);
    for (let seq = 1; seq <= 100_000; seq += 1) recent.add([step(seq)]);
    let kept = 0;
    while (recent.placeAfter(100_000 - kept) !== undefined) kept += 1;
    expect(kept).toBeLessThan(1_001);
    expect(kept).toBeGreaterThan(400);
  });
});
