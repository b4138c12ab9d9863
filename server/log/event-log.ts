// The log's contract: what every store of events must do. sqlite-log.ts keeps it on disk, memory-log.ts for tests;
// event-log.contract.ts is the suite that each must pass, and that a store on another database must pass too.
import type { Event } from '#shared/event.ts';
import type { Report } from '#shared/report.ts';

/**
 * One report on its way into the log.
 * `hash` is a hex SHA-256 of what counts as the report's content: the same opId with another hash is refused.
 * `recordedAt` is proposed by the caller's clock (ms since 1970); the log raises it where it would decrease.
 */
export type Entry = {
  readonly report: Report;
  readonly hash: string;
  readonly actor: string;
  readonly recordedAt: number;
};

/** `duplicate`: this opId with this content is in the log already, at `seq`. `reused`: the opId stands for something else. */
export type Appended = { readonly state: 'appended' | 'duplicate' | 'reused'; readonly seq: number };

export interface EventLog {
  /** 32 hex digits; another one after a restore, a rollback or a migration: no cursor survives a change of epoch. */
  readonly epoch: string;
  /** Number of the last event on disk; 0 when empty. */
  head(): number;
  /**
   * Appends in the order given, all in one transaction with the dedupe rows and the audit rows.
   * Resolves only when everything is on disk. Rejects with LogError('disk-full') and changes nothing when there is no room.
   */
  append(entries: readonly Entry[]): Promise<Appended[]>;
  /** Events with `after < seq <= upTo` (default: head at the time of the call), in order, in chunks. */
  read(after: number, upTo?: number): AsyncGenerator<readonly Event[]>;
  /** The event of an operation, if the log has it. */
  find(opId: string): Promise<Event | undefined>;
  /** The largest seq whose recordedAt is at or before the instant (ms since 1970); 0 if none. */
  seqAt(instant: number): Promise<number>;
  /** The newest events about one entity (`layer/id`, see subjectOf), oldest of them first, and how many there are in all. */
  history(subject: string, limit: number): Promise<{ readonly events: readonly Event[]; readonly total: number }>;
  /** Calls back after each commit, in order, with exactly the events that became durable. Returns how to stop. */
  onAppend(listener: (events: readonly Event[]) => void): () => void;
  /** Finishes what is under way, then closes. */
  close(): Promise<void>;
}

/** Something that was read out of what is kept, and by whom: sealed in the audit chain like a report that came in. */
export type Reading = {
  /** ms since 1970 */
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  /** what was read, how much of it, why: never the thing itself */
  readonly told: Readonly<Record<string, unknown>>;
};

export interface Readings {
  /** Resolves when the row is on disk: only then may the bytes go out. */
  note(reading: Reading): Promise<void>;
  /** The newest first. @param before the row number `n` they come before @param offset how many of these are passed over */
  list(limit: number, before?: number, offset?: number): Promise<readonly (Reading & { readonly n: number })[]>;
  count(): Promise<number>;
}

export class LogError extends Error {
  readonly code: 'disk-full' | 'closed' | 'io';
  constructor(code: 'disk-full' | 'closed' | 'io', message: string) {
    super(message);
    this.name = 'LogError';
    this.code = code;
  }
}

/** Small durable key-value rows beside the log (accounts, sessions, keys, imports): same file, same writer thread. */
export interface Register {
  all(space: string): Promise<ReadonlyMap<string, unknown>>;
  put(space: string, key: string, value: unknown): Promise<void>;
  remove(space: string, key: string): Promise<void>;
}
