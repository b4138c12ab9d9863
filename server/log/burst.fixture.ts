// A process made to be killed or starved: appends in a burst, batches of 1 to 20 by several senders, and prints each
// acknowledgment (`opId seq`) as it comes. Arguments: data directory, senders.
import { createHash, randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Report } from '#shared/report.ts';
import type { Entry } from './event-log.ts';
import { openSqliteLog } from './sqlite-log.ts';

const [dir = '', senders = '8'] = process.argv.slice(2);
const { log } = await openSqliteLog({ dir, ballastBytes: 4_096 });

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

await Promise.all(Array.from({ length: Number(senders) }, (_, i) => send(i)));
