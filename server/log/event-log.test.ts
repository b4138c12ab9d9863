// Every implementation of the log runs the same suite.
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventLog } from './event-log.contract.ts';
import { openMemoryLog } from './memory-log.ts';
import { openSqliteLog } from './sqlite-log.ts';

describeEventLog('in memory', () => ({
  open: async () => openMemoryLog(),
  dispose: async () => {},
}));

describeEventLog('on SQLite', () => {
  const dir = mkdtempSync(join(tmpdir(), 'cordon-log-'));
  const open = () => openSqliteLog({ dir, ballastBytes: 4_096 });
  return { open, reopen: open, dispose: () => rm(dir, { recursive: true }) };
});
