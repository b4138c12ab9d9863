// What an error of SQLite means for us: no room (refuse and go on), a fault of the machine (end the process), or a bug.

/** `errcode` is SQLite's extended result code; its low byte is the primary one (sqlite.org/rescode.html). */
const codeOf = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;

const BUSY = 5;
const FULL = 13;
// The shared-memory index of the WAL could not grow: ENOSPC by another name, the transaction is rolled back.
const IOERR_SHMSIZE = 4874;
// PERM, NOMEM, READONLY, IOERR, CORRUPT, CANTOPEN, PROTOCOL, NOTADB
const MACHINE = new Set([3, 7, 8, 10, 11, 14, 15, 26]);
const DAMAGED = new Set([11, 26]);

export const isBusy = (error: unknown): boolean => (codeOf(error) & 0xff) === BUSY;

export const isFull = (error: unknown): boolean => (codeOf(error) & 0xff) === FULL || codeOf(error) === IOERR_SHMSIZE;

/** After such an error a later commit may seem to succeed and still be lost (guarantees.md, trap 20): end the process. */
export const isMachineFault = (error: unknown): boolean => MACHINE.has(codeOf(error) & 0xff) && !isFull(error);

export const isDamaged = (error: unknown): boolean => DAMAGED.has(codeOf(error) & 0xff);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
