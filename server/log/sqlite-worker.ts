// The writer's thread: the only connection that writes the log. All that is waiting becomes one transaction and one fsync.
import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { lockDir } from './dir-lock.ts';
import { Ballast, networkFileSystem } from './disk.ts';
import { readMark } from './head-mark.ts';
import { Committer } from './sqlite-commit.ts';
import { isFull, isMachineFault, messageOf } from './sqlite-errors.ts';
import { closeLogFile, openLogFile } from './sqlite-file.ts';
import type { OpenedFile, Standing, WriterData, WriterRequest } from './sqlite-protocol.ts';
import type { Failure, Reply } from './worker-port.ts';
import { notice, reply, serve } from './worker-serve.ts';

// A group larger than this would keep its first sender waiting for its last.
const GROUP_ITEMS = 10_000;
// 8 MiB of WAL: small enough to read at a restart after kill -9, large enough to write hot pages once.
const CHECKPOINT_FRAMES = 2_000;

const data = workerData as WriterData;
const ballast = new Ballast(data.files.ballast, data.ballastBytes);
let lock: DatabaseSync;
let db: DatabaseSync;
let committer: Committer;
let frames: StatementSync;

function open(): OpenedFile {
  const network = networkFileSystem(data.dir);
  if (network)
    throw new Error(`${data.dir} lies on ${network}: the log needs a local disk, whose locks and syncs hold`);
  lock = lockDir(data.files.lock);
  const opened = openWithRoom();
  db = opened.db;
  committer = new Committer(db);
  frames = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  const stale = whyNewEpoch(committer.standing, readMark(data.files.mark));
  if (stale) {
    committer.renewEpoch(randomBytes(16).toString('hex'), Date.now());
    if (committer.standing.seq > 0) notice(`new epoch ${committer.standing.epoch}: ${stale}; clients will resync`);
  }
  sayRoom(ballast.hold());
  return { standing: committer.standing, checkLater: opened.checkLater };
}

/** Opening writes one row; on a full disk the ballast makes the room for it, so that reading can start at least. */
function openWithRoom(): ReturnType<typeof openLogFile> {
  try {
    return openLogFile(data.files.database, data);
  } catch (error) {
    if (!isFull(error)) throw error;
    ballast.release();
    return openLogFile(data.files.database, data);
  }
}

function whyNewEpoch(standing: Standing, mark: Standing | undefined): string | undefined {
  if (standing.epoch === '') return 'the log is new';
  if (!mark) return 'the mark beside the database is missing';
  if (mark.epoch !== standing.epoch) return 'the mark belongs to another epoch';
  if (mark.seq > standing.seq || mark.auditN > standing.auditN) {
    return `the database ends at event ${standing.seq} but had reached ${mark.seq}: it is an older copy`;
  }
  if (mark.auditN > 0 && committer.linkAt(mark.auditN) !== mark.auditLink) return 'the database tells another history';
  return undefined;
}

type Job = Exclude<WriterRequest, { type: 'close' }>;

function handle(requests: readonly WriterRequest[]): void {
  let group: Job[] = [];
  let items = 0;
  for (const request of requests) {
    if (request.type === 'close') {
      commit(group);
      close(request.id);
      return;
    }
    group.push(request);
    items += request.type === 'append' ? request.items.length : 1;
    if (items < GROUP_ITEMS) continue;
    commit(group);
    group = [];
    items = 0;
  }
  commit(group);
  checkpoint();
}

const NO_ROOM: Failure = { code: 'disk-full', message: 'the disk is full: nothing of this was written' };

let hadRoom = true;

/** One line when the disk fills up and one when it has room again, not one for each report refused. */
function sayRoom(room: boolean): void {
  if (room === hadRoom) return;
  hadRoom = room;
  notice(
    room ? 'the disk has room again: reports are accepted' : 'the disk is full: reports are refused, reading goes on',
  );
}

/** Register rows may use what the ballast gave back (a session must be revocable on a full disk), reports may not. */
function commit(group: readonly Job[]): void {
  if (group.length === 0) return;
  const room = ballast.hold();
  if (!room) sayRoom(false);
  const admitted = room ? group : group.filter((job) => job.type !== 'append');
  if (!room) reply(group.filter((job) => job.type === 'append').map(({ id }) => ({ id, failure: NO_ROOM })));
  if (admitted.length > 0) reply(attempt(admitted));
}

function attempt(group: readonly Job[]): Reply[] {
  try {
    const values = committer.run(group);
    if (group.some((job) => job.type === 'append')) sayRoom(true);
    return group.map(({ id }, i) => ({ id, value: values[i] }));
  } catch (error) {
    if (isMachineFault(error)) throw error;
    // One job that cannot be written must not take its neighbours down: each gets its own transaction.
    if (group.length > 1) return group.flatMap((job) => attempt([job]));
    const full = isFull(error);
    if (full) {
      ballast.release();
      sayRoom(false);
    }
    return group.map(({ id }) => ({ id, failure: full ? NO_ROOM : { code: 'io', message: messageOf(error) } }));
  }
}

/** After the acknowledgment, so that no sender waits for it; with errors, so that a failed fsync is not overlooked. */
function checkpoint(): void {
  if (Number(frames.get()?.log) < CHECKPOINT_FRAMES) return;
  try {
    db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch (error) {
    // No room to fold the WAL into the database: it stays readable where it is, and the next group tries again.
    if (!isFull(error)) throw error;
  }
}

function close(id: number): void {
  try {
    closeLogFile(db);
  } catch (error) {
    // No room to say that the end was clean: the next start checks more, nothing is lost.
    if (!isFull(error)) throw error;
    db.close();
  }
  lock.close();
  reply([{ id }]);
}

serve<WriterRequest>(open, handle);
