// What this phone hands over: every report that waits, its taps told first, with the photos that are still here.
import { strictly } from '../outbox/database.ts';
import { isWaiting } from '../outbox/entry.ts';
import { changed } from '../outbox/outbox.ts';
import type { Photo } from '../outbox/photo.ts';
import { photosOf } from '../outbox/send-photos.ts';
import { flushSlots } from '../report/counter.ts';
import { type Bundle, makeCode, type Sealer, sealBundle, sealerOf } from './bundle.ts';
import { framesOf } from './frames.ts';

export type Giving = {
  readonly code: string;
  readonly count: number;
  /** undefined where they would be too many */
  readonly frames: readonly string[] | undefined;
  /** with the photos */
  readonly file: Uint8Array<ArrayBuffer>;
};

/** From here on each may be at the server, brought by another phone: none of them changes any more. Rejects where nothing is kept. */
async function bundleNow(account: string): Promise<Bundle> {
  await flushSlots(account, true);
  const bundle = await strictly(async (writing) => {
    const entries = writing.objectStore('entries');
    const mine = (await entries.getAll())
      .filter((entry) => isWaiting(entry) && entry.account === account)
      .sort((a, b) => a.seq - b.seq);
    const now = Date.now();
    const photos: Photo[] = [];
    for (const entry of mine) {
      if (entry.triedAt === undefined) await entries.put({ ...entry, triedAt: now });
      for (const id of photosOf(entry)) {
        const photo = await writing.objectStore('photos').get(id);
        if (photo !== undefined && photos.every((one) => one.id !== id)) photos.push(photo);
      }
    }
    const reports = mine.map(({ report, savedAt }) => ({
      report,
      age: Math.max(0, Math.round((now - savedAt) / 1000)),
    }));
    return { device: await writing.deviceId(), reports, photos };
  });
  await changed();
  return bundle;
}

/** Rejects where this browser cannot read what it keeps. */
export async function prepare(account: string): Promise<Giving> {
  const bundle = await bundleNow(account);
  const code = makeCode(crypto.getRandomValues(new Uint8Array(64)));
  const sealer: Sealer = await sealerOf(code);
  const words = await sealBundle(sealer, { ...bundle, photos: [] });
  const file = bundle.photos.length === 0 ? words : await sealBundle(sealer, bundle);
  return { code, count: bundle.reports.length, frames: framesOf(words), file };
}
