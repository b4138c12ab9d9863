// One server per data directory. The lock is an exclusive transaction, never committed, on an empty database of its own:
// the kernel drops it with the process that holds it, so kill -9 leaves nothing to clean up, a recycled pid fools nobody,
// and two containers that share a volume (each with pid 1) exclude each other. Who holds it is not recorded: the kernel
// knows (`fuser lock.db`).
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqlite-errors.ts';

// A server that has just been told to stop needs a moment to let go.
const WAIT_MS = 1_500;

/** @returns the held lock; closing it releases. @throws Error when another process, or this one, holds it already */
export function lockDir(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: WAIT_MS });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (isBusy(error))
      throw new Error(`another server has this data directory open (${path} is locked); stop it first`);
    throw error;
  }
}
