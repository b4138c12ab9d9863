// What the main thread and the two SQLite threads of the log say to each other.
import type { Appended } from './event-log.ts';
import type { Request } from './worker-port.ts';

export type LogFiles = {
  readonly database: string;
  readonly mark: string;
  readonly ballast: string;
  readonly lock: string;
};

/** Tests only: stand-ins for a disk of so many pages of 4096 bytes, and for a file too large to be checked first. */
export type FileLimits = { readonly maxPages?: number; readonly checkFirstBytes?: number };

export type WriterData = FileLimits & {
  readonly dir: string;
  readonly files: LogFiles;
  /** bytes of disk held back for the hour when it is full */
  readonly ballastBytes: number;
};

/** Where the log stands: what the mark beside the database repeats. `auditLink` is hex. */
export type Standing = {
  readonly epoch: string;
  readonly seq: number;
  readonly auditN: number;
  readonly auditLink: string;
};

/** `checkLater`: the reader should look through the whole file, beside other work. */
export type OpenedFile = { readonly standing: Standing; readonly checkLater: boolean };

/** An entry on its way to the writer; the report is text already, so the thread boundary copies one string. */
export type Item = {
  readonly json: string;
  readonly opId: string;
  readonly kind: string;
  readonly hash: string;
  readonly actor: string;
  readonly recordedAt: number;
  readonly subject: string | null;
};

export type Write =
  | { readonly type: 'append'; readonly items: readonly Item[] }
  | { readonly type: 'note'; readonly actor: string; readonly at: number; readonly kind: string; readonly told: string }
  | { readonly type: 'put'; readonly space: string; readonly key: string; readonly json: string }
  | { readonly type: 'remove'; readonly space: string; readonly key: string }
  | { readonly type: 'all'; readonly space: string };
export type WriterRequest = Request & (Write | { readonly type: 'close' });

/** `recordedAt[i]` counts only where `results[i]` was appended. */
export type AppendValue = {
  readonly results: readonly Appended[];
  readonly recordedAt: readonly number[];
  readonly standing: Standing;
};

export type Read =
  | { readonly type: 'chunk'; readonly after: number; readonly upTo: number }
  | { readonly type: 'find'; readonly opId: string }
  | { readonly type: 'seqAt'; readonly instant: number }
  | { readonly type: 'history'; readonly subject: string; readonly limit: number }
  | { readonly type: 'readings'; readonly before: number; readonly limit: number; readonly offset: number }
  | { readonly type: 'readingCount' }
  | { readonly type: 'verify'; readonly afterN: number; readonly upTo: number; readonly link: string }
  | { readonly type: 'check' }
  | { readonly type: 'close' };
export type ReaderRequest = Request & Read;

/** `json` is an array of events as text, oldest first. */
export type History = { readonly json: string; readonly total: number };

/** `json` is an array of events as text; `last` the seq of its last one, 0 when there was none. */
export type Chunk = { readonly json: string; readonly last: number };
