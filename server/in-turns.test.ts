// Long work in turns: what else waits has its turn after each of them, and a queue works on one thing at a time.
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurns, Queue } from './in-turns.ts';

function* counting(to: number, seen: number[] = []): Generator<void, number> {
  for (let i = 0; i < to; i += 1) {
    seen.push(i);
    yield;
  }
  return to;
}

describe('work in turns', () => {
  it('lets a heartbeat go on between its steps', async () => {
    let beats = 0;
    let isOver = false;
    const heart = (): void => {
      if (isOver) return;
      beats += 1;
      setImmediate(heart);
    };
    setImmediate(heart);
    // no time at all for a turn: every step is one
    expect(await inTurns(counting(100), 0)).toBe(100);
    isOver = true;
    expect(beats).toBeGreaterThanOrEqual(99);
  });

  it('is done in one turn where there is time for it', async () => {
    const seen: number[] = [];
    const done = inTurns(counting(100, seen), Number.POSITIVE_INFINITY);
    expect(seen).toHaveLength(100);
    expect(await done).toBe(100);
  });

  it('says what went wrong in a step', async () => {
    const broken = function* (): Generator<void, number> {
      yield;
      throw new Error('broken');
    };
    await expect(inTurns(broken(), 0)).rejects.toThrow('broken');
  });
});

describe('a queue', () => {
  it('works on one thing after the other, and goes on behind one that fails', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const job =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await breathe();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const all = await Promise.allSettled([queue.run(job('a')), queue.run(job('b', true)), queue.run(job('c'))]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('leaves out what nobody waits for any more when its turn comes', async () => {
    const queue = new Queue();
    let isWanted = true;
    const first = queue.run(async () => {
      isWanted = false;
      return 'first';
    });
    const second = queue.run(
      async () => 'second',
      () => isWanted,
    );
    expect(await Promise.all([first, second])).toEqual(['first', undefined]);
  });
});
