// What only the log on SQLite promises: honest epochs, one server per directory, full and failing disks, tampering, damage.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { burst, expectKept, FIXTURE, killedBurst } from './burst-run.fixture.ts';
import { entries, entry, readAll } from './event-log.contract.ts';
import type { LogError } from './event-log.ts';
import { checkVersion } from './sqlite-file.ts';
import { logFiles, openSqliteLog, type SqliteLog, type SqliteLogOptions } from './sqlite-log.ts';

let dir: string;
let store: SqliteLog | undefined;
let lines: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cordon-sqlite-'));
  lines = [];
});
afterEach(async () => {
  await store?.log.close();
  store = undefined;
  rmSync(dir, { recursive: true, force: true });
});

async function open(options: Partial<SqliteLogOptions> = {}): Promise<SqliteLog> {
  await store?.log.close();
  store = undefined;
  store = await openSqliteLog({ dir, ballastBytes: 4_096, log: (line) => lines.push(line), ...options });
  return store;
}

async function close(): Promise<void> {
  await store?.log.close();
  store = undefined;
}

const works = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe('epoch', () => {
  it('changes when the database was replaced by an older copy, and only then', async () => {
    const files = logFiles(dir);
    const { log } = await open();
    await log.append(entries(5));
    await close();
    copyFileSync(files.database, join(dir, 'backup'));
    await (await open()).log.append(entries(5));
    expect(store?.log.epoch).toBe(log.epoch);
    await close();
    copyFileSync(join(dir, 'backup'), files.database);
    const restored = await open();
    expect(restored.log.head()).toBe(5);
    expect(restored.log.epoch).not.toBe(log.epoch);
    expect(lines.join()).toContain('older copy');
    expect(await restored.verifyAudit()).toMatchObject({ ok: true, rows: 7 });
    const epoch = restored.log.epoch;
    expect((await open()).log.epoch).toBe(epoch);
  });

  it('changes when the restored copy went on elsewhere and is longer than the mark: another history', async () => {
    const files = logFiles(dir);
    const { log } = await open();
    await log.append(entries(3));
    await close();
    const elsewhere = mkdtempSync(join(tmpdir(), 'cordon-sqlite-'));
    for (const file of ['log.db', 'head.json']) copyFileSync(join(dir, file), join(elsewhere, file));
    await (await open()).log.append(entries(2));
    await close();
    const other = await openSqliteLog({ dir: elsewhere, ballastBytes: 0 });
    expect(other.log.epoch).toBe(log.epoch);
    await other.log.append(entries(9));
    await other.log.close();
    copyFileSync(join(elsewhere, 'log.db'), files.database);
    rmSync(elsewhere, { recursive: true });
    expect((await open()).log.epoch).not.toBe(log.epoch);
    expect(lines.join()).toContain('another history');
  });

  it('changes when the mark is missing or unreadable: nothing then says that the copy is the newest', async () => {
    const { log } = await open();
    await log.append(entries(1));
    await close();
    writeFileSync(logFiles(dir).mark, '{"epoch":');
    expect((await open()).log.epoch).not.toBe(log.epoch);
  });
});

describe('one server per directory', () => {
  it('refuses a second opener and says why', async () => {
    const { log } = await open();
    await expect(openSqliteLog({ dir, ballastBytes: 0 })).rejects.toThrow('another server');
    expect((await log.append(entries(1)))[0]?.seq).toBe(1);
  });
});

describe('audit', () => {
  const tamper = (sql: string): void => {
    const db = new DatabaseSync(logFiles(dir).database);
    db.exec(sql);
    db.close();
  };

  it('holds over appends, refused reuse and a restart', async () => {
    const one = entry();
    await (await open()).log.append([one, ...entries(2_500), one]);
    const { log, verifyAudit } = await open();
    await log.append([entry({ opId: one.report.opId, data: { other: true } })]);
    expect(await verifyAudit()).toMatchObject({ ok: true, rows: 1 + 2_501 + 1 });
    const db = new DatabaseSync(logFiles(dir).database, { readOnly: true });
    const row = db.prepare(`SELECT actor, seq, kind FROM audit WHERE outcome = 'reused'`).get();
    db.close();
    expect(row).toEqual({ actor: 'desk-1', seq: 1, kind: 'note' });
  });

  it.each([
    ['an event was edited', `UPDATE event SET report = replace(report, 'note', 'tone') WHERE seq = 7`, 8, 'event 7'],
    ['an event was given to another actor', `UPDATE event SET actor = 'mallory' WHERE seq = 7`, 8, 'event 7'],
    ['an event was deleted', 'DELETE FROM event WHERE seq = 7', 8, 'event 7 is missing'],
    ['an audit row was edited', `UPDATE audit SET actor = 'mallory' WHERE n = 8`, 8, 'row 8 was changed'],
    ['an audit row was deleted', 'DELETE FROM audit WHERE n = 8', 8, 'row 8 is missing'],
    ['the end was cut off', 'DELETE FROM audit WHERE n > 8', 9, 'row 9 is missing'],
  ])('finds the row when %s', async (_what, sql, n, reason) => {
    const { log, verifyAudit } = await open();
    await log.append(entries(10));
    tamper(sql);
    const verdict = await verifyAudit();
    expect(verdict).toMatchObject({ ok: false, n });
    expect(verdict.ok || verdict.reason).toContain(reason);
  });

  it('refuses to start on a log whose newest rows were changed while it was down', async () => {
    await (await open()).log.append(entries(10));
    await close();
    tamper(`UPDATE event SET report = replace(report, 'note', 'tone') WHERE seq = 10`);
    await expect(open()).rejects.toThrow('event 10 was changed');
  });
});

describe('a full disk', () => {
  it('refuses with disk-full and changes nothing; reading and the register go on; later appends work again', async () => {
    await (await open()).log.append(entries(20));
    const pages = statSync(logFiles(dir).database).size / 4_096;
    const { log, register } = await open({ maxPages: pages + 40 });
    await register.put('session', 'a', 1);
    const big = Array.from({ length: 200 }, () => entry({ data: { text: 'x'.repeat(2_000) } }));
    await expect(log.append(big)).rejects.toMatchObject({ name: 'LogError', code: 'disk-full' });
    expect(log.head()).toBe(20);
    expect(await readAll(log)).toHaveLength(20);
    expect(await log.find(big[0]?.report.opId ?? '')).toBeUndefined();
    await register.remove('session', 'a');
    expect(await log.append([entry()])).toEqual([{ state: 'appended', seq: 21 }]);
    const { log: roomy, verifyAudit } = await open();
    expect((await roomy.append(big))[199]).toEqual({ state: 'appended', seq: 221 });
    expect(await verifyAudit()).toMatchObject({ ok: true, rows: 222 });
  });

  it('refuses only the append that has no room, not those in the same group', async () => {
    await open();
    const pages = statSync(logFiles(dir).database).size / 4_096;
    const { log } = await open({ maxPages: pages + 40, ballastBytes: 0 });
    const huge = log.append(Array.from({ length: 200 }, () => entry({ data: { text: 'x'.repeat(2_000) } })));
    const small = log.append([entry()]);
    await expect(huge).rejects.toMatchObject({ code: 'disk-full' });
    expect(await small).toEqual([{ state: 'appended', seq: 1 }]);
  });

  const probe = mkdtempSync(join(tmpdir(), 'cordon-probe-'));
  const canMount = works('mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', probe) && works('umount', probe);
  rmSync(probe, { recursive: true, force: true });

  it.skipIf(!canMount)(
    'gives the ballast back while it lasts, and takes it again when there is room (tmpfs)',
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'none', dir]);
      try {
        writeFileSync(join(dir, 'filler'), Buffer.alloc(6 << 20));
        const { log, register, verifyAudit } = await open({ ballastBytes: 2 << 20 });
        const acked: number[] = [];
        const fill = async (): Promise<void> => {
          for (;;) for (const { seq } of await log.append(entries(500))) acked.push(seq);
        };
        await expect(fill()).rejects.toMatchObject({ code: 'disk-full' });
        expect(existsSync(logFiles(dir).ballast)).toBe(false);
        await expect(log.append([entry()])).rejects.toMatchObject({ code: 'disk-full' });
        await register.put('session', 'revoked', true);
        expect(await readAll(log)).toHaveLength(acked.length);
        expect(log.head()).toBe(acked.length);
        rmSync(join(dir, 'filler'));
        expect(await log.append([entry()])).toEqual([{ state: 'appended', seq: acked.length + 1 }]);
        expect(existsSync(logFiles(dir).ballast)).toBe(true);
        expect(await verifyAudit()).toMatchObject({ ok: true });
        expect(lines).toEqual([
          'the disk is full: reports are refused, reading goes on',
          'the disk has room again: reports are accepted',
        ]);
        await close();
      } finally {
        await close();
        execFileSync('umount', [dir]);
      }
    },
  );
});

describe('a failing disk or process', () => {
  it('ends the process when a write fails, keeping what was acknowledged', { timeout: 30_000 }, async () => {
    // A limit on the size of files makes write(2) fail with EFBIG: an I/O error, not a full disk.
    const script = 'ulimit -f 4000; exec "$0" "$@"';
    const { code, acks } = await burst('bash', ['-c', script, process.execPath, FIXTURE, dir]);
    expect(code).toBe(1);
    expect(acks.length).toBeGreaterThan(10);
    await expectKept(dir, acks);
  });

  const hasStrace = works('strace', '-V');
  const strace = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e'];
  it.skipIf(!hasStrace)('ends the process when fsync fails (strace)', { timeout: 60_000 }, async () => {
    const { code, acks } = await burst('strace', [
      ...strace,
      'inject=fsync,fdatasync:error=EIO:when=60+',
      process.execPath,
      FIXTURE,
      dir,
    ]);
    expect(code).toBe(1);
    await expectKept(dir, acks);
  });

  it('tells the owner once and refuses every sender that was waiting', { timeout: 30_000 }, async () => {
    const script = 'ulimit -f 4000; exec "$0" "$@"';
    const { acks } = await burst('bash', ['-c', script, process.execPath, FIXTURE, dir, 'own']);
    expect(acks.pop()).toBe(`told 1 ${Array.from({ length: 8 }, () => 'io').join()}`);
    await expectKept(dir, acks);
  });

  it.skipIf(!hasStrace)(
    'keeps the event loop running while each fsync takes a second (strace)',
    { timeout: 60_000 },
    async () => {
      const { acks } = await burst('strace', [
        ...strace,
        'inject=fsync,fdatasync:delay_enter=1000000:when=30+',
        process.execPath,
        FIXTURE,
        dir,
        'lag',
      ]);
      const [word, ms] = acks.pop()?.split(' ') ?? [];
      expect(word).toBe('lag');
      expect(Number(ms)).toBeLessThan(500);
      await expectKept(dir, acks);
    },
  );

  it('loses nothing acknowledged over 20 kill -9 in a burst', { timeout: 300_000 }, async () => {
    const acks: string[] = [];
    for (let cycle = 0; cycle < 20; cycle += 1) acks.push(...(await killedBurst(dir, cycle)));
    await expectKept(dir, acks);
  });
});

describe('opening', () => {
  it('checks a large file after an unclean end beside other work, and ends when it is broken', async () => {
    await (await open()).log.append(entries(3_000));
    await close();
    const db = new DatabaseSync(logFiles(dir).database);
    db.exec(`UPDATE meta SET value = '0' WHERE key = 'clean'`);
    const leaf = `SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path LIMIT 1`;
    const page = Number(db.prepare(leaf).get()?.pageno);
    db.close();
    const file = openSync(logFiles(dir).database, 'r+');
    writeSync(file, Buffer.alloc(4_096, 7), 0, 4_096, (page - 1) * 4_096);
    const failure = Promise.withResolvers<LogError>();
    const { log } = await open({ checkFirstBytes: 0, onFatal: failure.resolve });
    expect(log.head()).toBe(3_000);
    expect((await failure.promise).message).toContain('is damaged');
  });

  it.each([
    ['the header', 0],
    ['a page of events', 4_096 * 5],
  ])('says what to do when %s is damaged', async (_what, offset) => {
    await (await open()).log.append(entries(500));
    await close();
    const file = openSync(logFiles(dir).database, 'r+');
    writeSync(file, Buffer.alloc(4_096, 7), 0, 4_096, offset);
    await expect(open()).rejects.toThrow(/is damaged .*restore log\.db/s);
  });

  it('refuses a database that is not a log', async () => {
    const db = new DatabaseSync(logFiles(dir).database);
    db.exec('PRAGMA application_id = 1; CREATE TABLE t (a)');
    db.close();
    await expect(open()).rejects.toThrow('not a log');
  });

  it('needs a SQLite without the WAL-reset bug', () => {
    expect(() => checkVersion('3.51.2')).toThrow('too old');
    expect(() => checkVersion('3.40.1')).toThrow('too old');
    for (const version of ['3.51.3', '3.53.4', '4.0.0']) expect(() => checkVersion(version)).not.toThrow();
  });
});
