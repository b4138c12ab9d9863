// The log in memory, for tests of everything above the log: same contract, nothing durable.
import type { Event } from '#shared/event.ts';
import { subjectOf } from '#shared/report.ts';
import {
  type Appended,
  type Entry,
  type EventLog,
  LogError,
  type Reading,
  type Readings,
  type Register,
} from './event-log.ts';
import { Listeners, toEvent } from './listeners.ts';

const CHUNK = 1_000;

/** @param epoch 32 hex digits */
export function openMemoryLog(epoch = '0'.repeat(32)): { log: EventLog; register: Register; readings: Readings } {
  const events: Event[] = [];
  const byOpId = new Map<string, { readonly seq: number; readonly hash: string }>();
  const listeners = new Listeners();
  let recordedAt = 0;
  let closed = false;

  const accept = ({ report, hash, actor, recordedAt: proposed }: Entry): Appended => {
    const known = byOpId.get(report.opId.toLowerCase());
    if (known) return { state: known.hash === hash.toLowerCase() ? 'duplicate' : 'reused', seq: known.seq };
    recordedAt = Math.max(recordedAt, proposed);
    const seq = events.length + 1;
    byOpId.set(report.opId.toLowerCase(), { seq, hash: hash.toLowerCase() });
    events.push(toEvent(report, seq, recordedAt, actor));
    return { state: 'appended', seq };
  };

  async function* chunks(after: number, upTo: number): AsyncGenerator<readonly Event[]> {
    for (let from = after; from < upTo; from += CHUNK) {
      await Promise.resolve();
      assertOpen();
      yield events.slice(from, Math.min(from + CHUNK, upTo));
    }
  }

  const assertOpen = (): void => {
    if (closed) throw new LogError('closed', 'the log is closed');
  };

  const log: EventLog = {
    epoch,
    head: () => events.length,
    append: async (entries) => {
      assertOpen();
      // Never within the call itself: no store could, and a listener must not run before the caller's next line.
      await Promise.resolve();
      const before = events.length;
      const results = entries.map(accept);
      const fresh = events.slice(before);
      if (fresh.length > 0) listeners.tell(fresh);
      return results;
    },
    read: (after, upTo = events.length) => chunks(after, Math.min(upTo, events.length)),
    find: async (opId) => {
      assertOpen();
      return events[(byOpId.get(opId.toLowerCase())?.seq ?? 0) - 1];
    },
    seqAt: async (instant) => {
      assertOpen();
      return events.findLastIndex((event) => Date.parse(event.recordedAt) <= instant) + 1;
    },
    history: async (subject, limit) => {
      assertOpen();
      const all = events.filter((event) => subjectOf(event) === subject);
      return { events: all.slice(-limit), total: all.length };
    },
    onAppend: (listener) => listeners.add(listener),
    close: async () => {
      closed = true;
    },
  };
  return { log, register: memoryRegister(assertOpen), readings: memoryReadings(assertOpen) };
}

function memoryReadings(assertOpen: () => void): Readings {
  const rows: (Reading & { readonly n: number })[] = [];
  return {
    note: async (reading) => {
      assertOpen();
      rows.unshift({ ...(JSON.parse(JSON.stringify(reading)) as Reading), n: rows.length + 1 });
    },
    list: async (limit, before = Number.POSITIVE_INFINITY, offset = 0) =>
      rows.filter(({ n }) => n < before).slice(offset, offset + limit),
    count: async () => rows.length,
  };
}

/** Values go through JSON as they would on a disk, so that a test cannot share an object by accident. */
function memoryRegister(assertOpen: () => void): Register {
  const spaces = new Map<string, Map<string, string>>();
  return {
    all: async (space) => {
      assertOpen();
      return new Map([...(spaces.get(space) ?? [])].map(([key, json]) => [key, JSON.parse(json) as unknown]));
    },
    put: async (space, key, value) => {
      assertOpen();
      const rows = spaces.get(space) ?? new Map<string, string>();
      spaces.set(space, rows.set(key, JSON.stringify(value)));
    },
    remove: async (space, key) => {
      assertOpen();
      spaces.get(space)?.delete(key);
    },
  };
}
