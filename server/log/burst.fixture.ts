// A process made to be killed or starved: appends in a burst, batches of 1 to 20 by several senders, and prints each
// acknowledgment (`opId seq`) as it comes. Arguments: data directory, then nothing, or
// `own`: handles the fatal error itself and prints how often it was told and how each sender was refused; or
// `lag`: prints the longest stop of the event loop in ms after four seconds.
import { createHash, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Report } from '#shared/report.ts';
import type { Entry, LogError } from './event-log.ts';
import { openSqliteLog } from './sqlite-log.ts';

const [dir = '', mode = ''] = process.argv.slice(2);
const SENDERS = 8;
let told = 0;
const onFatal = (): void => {
  told += 1;
};
const { log } = await openSqliteLog({ dir, ballastBytes: 4_096, ...(mode === 'own' ? { onFatal } : {}) });

function entry(): Entry {
  const fields = {
    opId: randomUUID(),
    kind: 'note',
    observedAt: '2026-03-01T11:59:00.000Z',
    data: { text: 'x'.repeat(200) },
  };
  const hash = createHash('sha256').update(fields.opId).digest('hex');
  return { report: fields as unknown as Report, hash, actor: 'burst', recordedAt: Date.now() };
}

async function send(from: number): Promise<never> {
  for (let round = from; ; round += 1) {
    const batch = Array.from({ length: 1 + (round % 20) }, entry);
    const replies = await log.append(batch);
    // Synchronous: a line still in a buffer when the process dies would not count as an acknowledgment.
    writeSync(1, batch.map(({ report }, i) => `${report.opId} ${replies[i]?.seq}\n`).join(''));
  }
}

const senders = Array.from({ length: SENDERS }, (_, i) => send(i));

if (mode === 'own') {
  const refusals = await Promise.all(senders.map((sender) => sender.catch((error: LogError) => error.code)));
  writeSync(1, `told ${told} ${refusals.join()}\n`);
}
if (mode === 'lag') {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  setTimeout(() => {
    writeSync(1, `lag ${Math.round(delay.max / 1e6)}\n`);
    process.exit(0);
  }, 4_000);
}
await Promise.all(senders);
