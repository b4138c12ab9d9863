// What every store of events must do, as tests. A new store (PostgreSQL) joins by one more call in event-log.test.ts.
import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '#shared/event.ts';
import type { Report } from '#shared/report.ts';
import type { Appended, Entry, EventLog, Register } from './event-log.ts';

export type Opened = { readonly log: EventLog; readonly register: Register };
export type Subject = {
  /** Opens an empty store. */
  readonly open: () => Promise<Opened>;
  /** Opens again what the last `open` of this test opened; undefined for a store that keeps nothing. */
  readonly reopen?: () => Promise<Opened>;
  readonly dispose: () => Promise<void>;
};

const NOON = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;

type Fields = Partial<Omit<Report, 'data' | 'kind'>> & { readonly data?: Readonly<Record<string, unknown>> };

/** A log does not look into `data`: these reports need not be valid. */
export function entry(fields: Fields = {}, recordedAt = NOON): Entry {
  const base = { opId: randomUUID(), kind: 'note', observedAt: '2026-03-01T11:59:00.000Z', data: { text: 'x' } };
  const report = { ...base, ...fields } as unknown as Report;
  const hash = createHash('sha256').update(JSON.stringify(report)).digest('hex');
  return { report, hash, actor: 'desk-1', recordedAt };
}

export const entries = (count: number): Entry[] => Array.from({ length: count }, (_, i) => entry({ data: { i } }));

export async function readAll(log: EventLog, after = 0, upTo?: number): Promise<Event[]> {
  const events: Event[] = [];
  for await (const chunk of log.read(after, upTo)) events.push(...chunk);
  return events;
}

const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

export function describeEventLog(name: string, subject: () => Subject): void {
  describe(`event log: ${name}`, () => {
    let store: Subject;
    let log: EventLog;
    let register: Register;

    beforeEach(async () => {
      store = subject();
      ({ log, register } = await store.open());
    });
    afterEach(async () => {
      await log.close();
      await store.dispose();
    });

    const again = async (): Promise<void> => {
      if (!store.reopen) return;
      await log.close();
      ({ log, register } = await store.reopen());
    };

    describe('appending', () => {
      it('starts empty, with an epoch of 32 hex digits', async () => {
        expect(log.head()).toBe(0);
        expect(log.epoch).toMatch(/^[0-9a-f]{32}$/);
        expect(await readAll(log)).toEqual([]);
        expect(await log.append([])).toEqual([]);
      });

      it('has on disk what it acknowledged: a reopened log tells the same events, numbers and epoch', async () => {
        const batch = entries(5);
        const epoch = log.epoch;
        await log.append(batch.slice(0, 2));
        await log.append(batch.slice(2));
        const before = await readAll(log);
        await again();
        expect(await readAll(log)).toEqual(before);
        expect(before.map(({ seq, recordedAt, actor, ...report }) => report)).toEqual(
          batch.map(({ report }) => report),
        );
        expect(log.head()).toBe(5);
        expect(log.epoch).toBe(epoch);
        expect((await log.append([entry()]))[0]?.seq).toBe(6);
      });

      it('gives one operation one effect, however often and however concurrently it is sent', async () => {
        const one = entry();
        const replies = await Promise.all(Array.from({ length: 1_000 }, () => log.append([one])));
        const states = replies.map(([reply]) => reply?.state);
        expect(states.filter((state) => state === 'appended')).toHaveLength(1);
        expect(states.filter((state) => state === 'duplicate')).toHaveLength(999);
        expect(new Set(replies.map(([reply]) => reply?.seq))).toEqual(new Set([1]));
        expect(log.head()).toBe(1);
        await again();
        expect(await log.append([one])).toEqual([{ state: 'duplicate', seq: 1 }]);
      });

      it('refuses an opId that stands for something else, and names the event that has it', async () => {
        const one = entry();
        const other = entry({ opId: one.report.opId, data: { text: 'other' } });
        await log.append([entry(), one]);
        expect(await log.append([other])).toEqual([{ state: 'reused', seq: 2 }]);
        expect(log.head()).toBe(2);
        expect((await log.find(one.report.opId))?.data).toEqual({ text: 'x' });
      });

      it('sees duplicates and reuse inside one batch', async () => {
        const one = entry();
        const reused = entry({ opId: one.report.opId, data: { text: 'other' } });
        const last = entry();
        const expected: Appended[] = [
          { state: 'appended', seq: 1 },
          { state: 'duplicate', seq: 1 },
          { state: 'reused', seq: 1 },
          { state: 'appended', seq: 2 },
        ];
        expect(await log.append([one, one, reused, last])).toEqual(expected);
        expect(await readAll(log)).toHaveLength(2);
      });

      it('takes an opId in capitals for the same operation', async () => {
        const one = entry();
        const { report, ...rest } = one;
        await log.append([one]);
        const shouted = { ...rest, report: { ...report, opId: report.opId.toUpperCase() } };
        expect((await log.append([shouted]))[0]).toEqual({ state: 'duplicate', seq: 1 });
      });

      it('keeps the order given, within a batch and from one append to the next', async () => {
        const batch = entries(50);
        await Promise.all([0, 10, 20, 30, 40].map((from) => log.append(batch.slice(from, from + 10))));
        expect((await readAll(log)).map((event) => event.opId)).toEqual(batch.map(({ report }) => report.opId));
      });

      it('numbers without gaps from 1 under 64 concurrent senders, half of which repeat themselves', async () => {
        const sender = async (index: number): Promise<number[]> => {
          const seqs: number[] = [];
          for (const one of entries(20)) {
            const [reply] = await log.append([one]);
            if (index % 2 === 0) expect(await log.append([one])).toEqual([{ state: 'duplicate', seq: reply?.seq }]);
            seqs.push(reply?.seq ?? 0);
          }
          return seqs;
        };
        const all = await Promise.all(Array.from({ length: 64 }, (_, i) => sender(i)));
        expect(all.flat().sort((a, b) => a - b)).toEqual(oneTo(1_280));
        expect((await readAll(log)).map(({ seq }) => seq)).toEqual(oneTo(1_280));
        for (const seqs of all) expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      });

      it('keeps every character: Chinese, emoji, quotes, line separators, NUL, an opId that is no UUID', async () => {
        const data = {
          姓名: '隔离点 🏥 "甲"',
          text: 'a\u2028b\\\n\u0000',
          nested: { list: [1.5, -0.25, null, true, '＝'] },
        };
        await log.append([entry({ data, source: '现场', opId: '不是-uuid' })]);
        await again();
        expect((await log.find('不是-uuid'))?.data).toEqual(data);
        expect((await readAll(log))[0]?.source).toBe('现场');
      });
    });

    describe('time', () => {
      it('never lets recordedAt decrease when the clock jumps back 24 hours, also across a restart', async () => {
        await log.append([entry({}, NOON), entry({}, NOON - DAY), entry({}, NOON + 5)]);
        await again();
        await log.append([entry({}, NOON - DAY)]);
        await log.append([entry({}, NOON + 9)]);
        const times = (await readAll(log)).map(({ recordedAt }) => Date.parse(recordedAt) - NOON);
        // A store that keeps nothing has nothing to remember, but goes through the same steps.
        expect(times).toEqual([0, 0, 5, 5, 9]);
      });

      it('finds the last event known at an instant', async () => {
        await log.append([10, 20, 20, 30].map((ms) => entry({}, NOON + ms)));
        const instants = [-DAY, 9, 10, 19, 20, 29, 30, DAY];
        const found = await Promise.all(instants.map((ms) => log.seqAt(NOON + ms)));
        expect(found).toEqual([0, 0, 1, 1, 3, 3, 4, 4]);
      });

      it('knows nothing at any instant when it is empty', async () => {
        expect(await log.seqAt(NOON)).toBe(0);
      });
    });

    describe('reading', () => {
      it('reads the half-open range after < seq <= upTo, and nothing beyond the head', async () => {
        await log.append(entries(10));
        const range = async (after: number, upTo?: number): Promise<number[]> =>
          (await readAll(log, after, upTo)).map(({ seq }) => seq);
        expect(await range(3, 6)).toEqual([4, 5, 6]);
        expect(await range(8, 99)).toEqual([9, 10]);
        expect(await range(10)).toEqual([]);
        expect(await range(99)).toEqual([]);
        expect(await range(6, 3)).toEqual([]);
      });

      it('ends where the log ended when reading began, while appends go on between the chunks', async () => {
        await log.append(entries(2_500));
        const reading = log.read(0);
        await log.append(entries(10));
        const seqs: number[] = [];
        let chunks = 0;
        for await (const chunk of reading) {
          chunks += 1;
          seqs.push(...chunk.map(({ seq }) => seq));
          await log.append(entries(3));
        }
        expect(chunks).toBeGreaterThan(1);
        expect(seqs).toEqual(oneTo(2_500));
        expect(log.head()).toBe(2_510 + chunks * 3);
      });

      it('finds the event of an operation, and only that', async () => {
        const batch = entries(3);
        await log.append(batch);
        const wanted = batch[1]?.report;
        expect(await log.find(wanted?.opId ?? '')).toMatchObject({ ...wanted, seq: 2, actor: 'desk-1' });
        expect(await log.find(randomUUID())).toBeUndefined();
      });
    });

    describe('following', () => {
      it('tells each event exactly once, in order, before its sender hears of it', async () => {
        const told: Event[] = [];
        const stop = log.onAppend((events) => told.push(...events));
        const one = entry();
        await log.append([one]);
        expect(told).toHaveLength(1);
        await Promise.all([one, ...entries(200), one].map((item) => log.append([item])));
        expect(told.map(({ seq }) => seq)).toEqual(oneTo(201));
        expect(told).toEqual(await readAll(log));
        stop();
        await log.append(entries(1));
        expect(told).toHaveLength(201);
      });

      it('hands over the very objects that were reported, and the head stands at them', async () => {
        const one = entry();
        const heads: [number, boolean][] = [];
        log.onAppend((events) => heads.push([log.head(), events[0]?.data === one.report.data]));
        await log.append([one]);
        expect(heads).toEqual([[1, true]]);
      });
    });

    describe('closing', () => {
      it('finishes what is under way, then refuses', async () => {
        const batch = entries(100);
        const underWay = batch.map((item) => log.append([item]));
        const closing = log.close();
        await expect(log.append(entries(1))).rejects.toMatchObject({ name: 'LogError', code: 'closed' });
        await closing;
        const replies = await Promise.all(underWay);
        expect(replies.map(([reply]) => reply?.seq)).toEqual(oneTo(100));
        await log.close();
        await expect(readAll(log)).rejects.toMatchObject({ code: 'closed' });
        if (!store.reopen) return;
        ({ log, register } = await store.reopen());
        expect(log.head()).toBe(100);
      });
    });

    describe('register', () => {
      it('keeps values by space and key, durably; the last put wins, and a removed key is gone', async () => {
        await register.put('session', 'a', { user: '李', rights: [1, 2] });
        await register.put('session', 'b', 1);
        await register.put('account', 'a', 'other space');
        await Promise.all([register.put('session', 'b', 2), register.put('session', 'b', 3)]);
        await register.put('session', 'c', null);
        await register.remove('session', 'c');
        await register.remove('session', 'never there');
        await again();
        const expected = new Map<string, unknown>([
          ['a', { user: '李', rights: [1, 2] }],
          ['b', 3],
        ]);
        expect(await register.all('session')).toEqual(expected);
        expect(await register.all('account')).toEqual(new Map([['a', 'other space']]));
        expect(await register.all('nothing')).toEqual(new Map());
        expect(log.head()).toBe(0);
      });
    });
  });
}
