// For tests: runs burst.fixture.ts in a process of its own, kills it, and checks what its log kept.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readAll } from './event-log.contract.ts';
import { openSqliteLog } from './sqlite-log.ts';

export const FIXTURE = join(import.meta.dirname, 'burst.fixture.ts');

export type Burst = { readonly code: number | null; readonly acks: string[]; readonly complaints: string };

/** @param killAfterMs counted from the first acknowledgment @returns its exit code and the lines it acknowledged */
export function burst(command: string, args: readonly string[], killAfterMs?: number): Promise<Burst> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    complaints += piece;
  });
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    if (text === '' && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    text += piece;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // The last line may be cut by the kill: it then was no acknowledgment.
    child.on('close', (code) =>
      resolve({
        code,
        acks: text
          .slice(0, text.lastIndexOf('\n') + 1)
          .trim()
          .split('\n'),
        complaints,
      }),
    );
  });
}

/** One life of the burst, ended by kill -9 at a moment that differs from cycle to cycle. @returns what it acknowledged */
export async function killedBurst(dir: string, cycle: number): Promise<string[]> {
  const { code, acks, complaints } = await burst(process.execPath, [FIXTURE, dir], 20 + ((cycle * 37) % 180));
  expect(code, complaints).toBeNull();
  return acks;
}

/** Everything acknowledged is there under its number; numbers have no gap; the audit chain holds; the epoch is still the first. */
export async function expectKept(dir: string, acks: readonly string[]): Promise<void> {
  const lines: string[] = [];
  const { log, verifyAudit } = await openSqliteLog({ dir, ballastBytes: 4_096, log: (line) => lines.push(line) });
  const kept = new Map((await readAll(log)).map((event) => [event.opId, event.seq]));
  const lost = acks.filter((ack) => ack && kept.get(ack.split(' ')[0] ?? '') !== Number(ack.split(' ')[1]));
  expect(lost).toEqual([]);
  expect([...kept.values()]).toEqual(Array.from({ length: log.head() }, (_, i) => i + 1));
  expect(await verifyAudit()).toMatchObject({ ok: true });
  expect(lines).toEqual([]);
  await log.close();
}
