// The log on SQLite, as the main thread sees it. Nothing here touches the disk (but for the mark, asynchronously): the
// writer and the reader are threads of their own, so a slow disk delays acknowledgments, never heartbeats.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event } from '#shared/event.ts';
import { subjectOf } from '#shared/report.ts';
import { type AuditStep, type AuditVerdict, GENESIS } from './audit-chain.ts';
import {
  type Appended,
  type Entry,
  type EventLog,
  LogError,
  type Reading,
  type Readings,
  type Register,
} from './event-log.ts';
import { MarkKeeper } from './head-mark.ts';
import { hex } from './ids.ts';
import { Listeners, toEvent } from './listeners.ts';
import type {
  AppendValue,
  Chunk,
  FileLimits,
  History,
  Item,
  LogFiles,
  OpenedFile,
  Read,
  Standing,
  Write,
  WriterData,
} from './sqlite-protocol.ts';
import { type Reply, WorkerPort } from './worker-port.ts';

export type SqliteLogOptions = FileLimits & {
  /** Directory of the log's files; made if missing. One server at a time. */
  readonly dir: string;
  /** Bytes of disk held back so that a full disk still allows purging and revoking; 64 MiB by default. */
  readonly ballastBytes?: number;
  /** The disk failed: what was acknowledged is safe, what follows would not be. By default the process ends with code 1. */
  readonly onFatal?: (error: LogError) => void;
  /** Where lines for the operator go; standard error by default. */
  readonly log?: (line: string) => void;
};

export type SqliteLog = {
  readonly log: EventLog;
  readonly register: Register;
  readonly readings: Readings;
  /** Reads the whole audit chain and every event against it, in short steps beside other work. */
  verifyAudit(): Promise<AuditVerdict>;
};

export const logFiles = (dir: string): LogFiles => ({
  database: join(dir, 'log.db'),
  mark: join(dir, 'head.json'),
  ballast: join(dir, 'ballast'),
  lock: join(dir, 'lock.db'),
});

/** ms after opening */
const CHECK_AFTER = 30_000;
const DEFAULT_BALLAST = 64 * 2 ** 20;

/** @throws LogError('io') with what to do, when the directory is taken, damaged or cannot keep the promises of a log */
export async function openSqliteLog(options: SqliteLogOptions): Promise<SqliteLog> {
  const say = options.log ?? ((line: string) => console.error(line));
  const onFatal = once(options.onFatal ?? ((error) => endProcess(error, say)));
  await mkdir(options.dir, { recursive: true, mode: 0o700 });
  const files = logFiles(options.dir);
  const { dir, ballastBytes = DEFAULT_BALLAST, maxPages, checkFirstBytes } = options;
  const data: WriterData = { dir, files, ballastBytes, maxPages, checkFirstBytes };
  const onReplies = (replies: readonly Reply[]): void => store.settled(replies);
  const url = new URL('./sqlite-worker.ts', import.meta.url);
  const readerUrl = new URL('./sqlite-reader.ts', import.meta.url);
  // Both threads start at once; the reader opens the file only when first asked.
  const writer = new WorkerPort({ url, name: 'the log writer', data, onFatal, onNotice: say, onReplies });
  const reader = new WorkerPort({
    url: readerUrl,
    name: 'the log reader',
    data: { database: files.database },
    onFatal,
  });
  const [{ standing, checkLater }] = await Promise.all([writer.opened<OpenedFile>(), reader.opened()]).catch(
    async (error) => {
      await Promise.all([reader.close({ type: 'close' }), writer.close({ type: 'close' })]);
      throw error;
    },
  );
  const mark = new MarkKeeper(files.mark, standing, say);
  const store = new Store(writer, reader, mark, standing);
  if (checkLater) {
    // Not at once: it takes the reader's thread for seconds, and a start has better use for that.
    const check = () =>
      void reader.call({ type: 'check' }).catch((error: LogError) => error.code === 'io' && onFatal(error));
    setTimeout(check, checkFirstBytes === undefined ? CHECK_AFTER : 0).unref();
  }
  await mark.flush();
  return { log: store, register: store.register, readings: store.readings, verifyAudit: () => store.verifyAudit() };
}

function endProcess(error: LogError, say: (line: string) => void): void {
  say(`the log failed, the process ends: ${error.message}`);
  process.exit(1);
}

/** Two threads may die of one disk. */
function once(report: (error: LogError) => void): (error: LogError) => void {
  let told = false;
  return (error) => {
    if (told) return;
    told = true;
    report(error);
  };
}

const toItem = ({ report, hash, actor, recordedAt }: Entry): Item => ({
  json: JSON.stringify(report),
  opId: report.opId,
  kind: report.kind,
  hash: hash.toLowerCase(),
  actor,
  recordedAt,
  subject: subjectOf(report) ?? null,
});

type ToldRow = Omit<Reading, 'told'> & { readonly n: number; readonly told: string };

class Store implements EventLog {
  readonly epoch: string;
  readonly register: Register;
  readonly readings: Readings;
  readonly #writer: WorkerPort;
  readonly #reader: WorkerPort;
  readonly #mark: MarkKeeper;
  readonly #listeners = new Listeners();
  readonly #underway = new Map<number, readonly Entry[]>();
  #standing: Standing;
  #closing: Promise<void> | undefined;

  constructor(writer: WorkerPort, reader: WorkerPort, mark: MarkKeeper, standing: Standing) {
    this.#writer = writer;
    this.#reader = reader;
    this.#mark = mark;
    this.#standing = standing;
    this.epoch = standing.epoch;
    const write = async <T>(body: Write): Promise<T> => this.#write(body);
    this.register = {
      all: async (space) => {
        const rows = await write<[string, string][]>({ type: 'all', space });
        return new Map(rows.map(([key, json]) => [key, JSON.parse(json) as unknown]));
      },
      put: (space, key, value) => write({ type: 'put', space, key, json: JSON.stringify(value) }),
      remove: (space, key) => write({ type: 'remove', space, key }),
    };
    this.readings = {
      note: async ({ told, ...who }) => {
        const standing = await write<Standing>({ type: 'note', ...who, told: JSON.stringify(told) });
        // Later rows may have come back sooner.
        if (standing.auditN < this.#standing.auditN) return;
        this.#standing = standing;
        this.#mark.moved(standing);
      },
      list: async (limit, before = Number.MAX_SAFE_INTEGER, offset = 0) => {
        const rows = await this.#ask<ToldRow[]>({ type: 'readings', before, limit, offset });
        return rows.map(({ told, ...row }) => ({ ...row, told: JSON.parse(told) as Reading['told'] }));
      },
      count: () => this.#ask<number>({ type: 'readingCount' }),
    };
  }

  head(): number {
    return this.#standing.seq;
  }

  async append(entries: readonly Entry[]): Promise<Appended[]> {
    if (entries.length === 0) return [];
    const body: Write = { type: 'append', items: entries.map(toItem) };
    const id = this.#writer.nextId;
    this.#underway.set(id, entries);
    try {
      return [...(await this.#write<AppendValue>(body)).results];
    } finally {
      this.#underway.delete(id);
    }
  }

  /** Before any sender hears that its report is on disk, those who follow the log have seen it, in the log's order. */
  settled(replies: readonly Reply[]): void {
    const events: Event[] = [];
    for (const { id, value } of replies) {
      const entries = this.#underway.get(id);
      this.#underway.delete(id);
      if (!entries || !value) continue;
      const { results, recordedAt, standing } = value as AppendValue;
      this.#standing = standing;
      entries.forEach(({ report, actor }, i) => {
        const result = results[i];
        if (result?.state === 'appended') events.push(toEvent(report, result.seq, recordedAt[i] ?? 0, actor));
      });
    }
    if (events.length === 0) return;
    this.#mark.moved(this.#standing);
    this.#listeners.tell(events);
  }

  read(after: number, upTo = this.head()): AsyncGenerator<readonly Event[]> {
    return this.#read(after, Math.min(upTo, this.head()));
  }

  /** One chunk ahead: the reader fetches the next while the caller works on this one. */
  async *#read(after: number, upTo: number): AsyncGenerator<readonly Event[]> {
    const fetch = (from: number): Promise<Chunk> | undefined =>
      from < upTo ? this.#ask<Chunk>({ type: 'chunk', after: from, upTo }) : undefined;
    let next = fetch(after);
    while (next) {
      const { json, last } = await next;
      if (last === 0) throw new LogError('io', `the log has no event after ${after} although it counts ${upTo}`);
      next = fetch(last);
      // A caller that stops early leaves this one behind: its failure is then nobody's.
      next?.catch(() => {});
      yield JSON.parse(json) as Event[];
    }
  }

  async find(opId: string): Promise<Event | undefined> {
    const json = await this.#ask<string | undefined>({ type: 'find', opId });
    return json === undefined ? undefined : (JSON.parse(json) as Event);
  }

  seqAt(instant: number): Promise<number> {
    return this.#ask({ type: 'seqAt', instant });
  }

  async history(subject: string, limit: number): Promise<{ events: Event[]; total: number }> {
    const { json, total } = await this.#ask<History>({ type: 'history', subject, limit });
    return { events: JSON.parse(json) as Event[], total };
  }

  onAppend(listener: (events: readonly Event[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  async verifyAudit(): Promise<AuditVerdict> {
    const { auditN, auditLink } = this.#standing;
    let step: AuditStep = { n: 0, link: hex(GENESIS) };
    while (step.n < auditN) {
      step = await this.#ask<AuditStep>({ type: 'verify', afterN: step.n, upTo: auditN, link: step.link });
      if (step.fault) return { ok: false, rows: step.n, n: step.n + 1, reason: step.fault };
    }
    // The end of the chain as this process wrote it, not as the file tells it.
    if (step.link !== auditLink) return { ok: false, rows: auditN - 1, n: auditN, reason: 'the last seal differs' };
    return { ok: true, rows: auditN, link: auditLink };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The reader goes first: the last connection to leave removes the WAL. */
  async #close(): Promise<void> {
    await this.#reader.close({ type: 'close' });
    await this.#writer.close({ type: 'close' });
    await this.#mark.flush();
  }

  async #write<T>(body: Write): Promise<T> {
    if (this.#closing) throw new LogError('closed', 'the log is closed');
    return this.#writer.call<T>(body);
  }

  #ask<T>(read: Read): Promise<T> {
    return this.#reader.call<T>(read);
  }
}
