// Takes over what another phone handed on: each report into this phone's own outbox, as it was made, once.
import { err, ok, type Result } from '#shared/result.ts';
import { rawDatabase, strictly } from '../outbox/database.ts';
import { changed, tellSaved } from '../outbox/outbox.ts';
import { photosOf } from '../outbox/send-photos.ts';
import type { Bundle } from './bundle.ts';

/** opIds that lie on this phone already, of whoever works with it. */
export async function knownHere({ reports }: Bundle): Promise<ReadonlySet<string>> {
  const database = await rawDatabase();
  const keys = await Promise.all(reports.map(({ report }) => database.getKey('entries', report.opId)));
  return new Set(keys.filter((key) => key !== undefined));
}

/** On the disk when it resolves. @returns how many were new here; `storage` where this browser could not keep them: then none is */
export async function takeOver(bundle: Bundle, account: string): Promise<Result<number, 'storage'>> {
  try {
    const taken = await strictly(async (writing) => {
      const known = await knownHere(bundle);
      const device = await writing.deviceId();
      const now = Date.now();
      const wanted = new Set<string>();
      let count = 0;
      for (const { report, age } of bundle.reports) {
        if (known.has(report.opId)) continue;
        const entry = {
          opId: report.opId,
          seq: await writing.nextSeq(),
          report,
          account,
          savedAt: now - Math.max(0, age) * 1000,
          // The other phone may have sent it meanwhile.
          triedAt: now,
          putOff: 0,
          ...(report.device === undefined || report.device === device ? {} : { from: report.device }),
        };
        await writing.objectStore('entries').put(entry);
        for (const id of photosOf(entry)) wanted.add(id);
        count += 1;
      }
      for (const { id, type, bytes } of bundle.photos)
        if (wanted.has(id)) await writing.objectStore('photos').put({ id, type, bytes, account });
      return count;
    });
    await changed();
    tellSaved();
    return ok(taken);
  } catch {
    return err('storage');
  }
}
