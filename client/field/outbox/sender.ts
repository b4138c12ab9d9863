// Brings what waits to the server: one tab at a time, in order, again and again until each report has its end.

import type { Result } from '#shared/result.ts';
import { connection } from '../../connection/browser-connection.ts';
import { type ApiProblem, api, json } from '../../connection/http.ts';
import { flushSlots } from '../report/counter.ts';
import { readAll, strictly } from './database.ts';
import {
  type Answer,
  type Entry,
  failureOf,
  isWaiting,
  MOST_AT_ONCE,
  nextBatch,
  settled,
  waitBefore,
} from './entry.ts';
import { changed, onSaved, prune, readEntries } from './outbox.ts';
import { behindPhotos, dropPhoto, photosOf, sendPhotos, waitingPhotos } from './send-photos.ts';

const LOCK = 'cordon.field.sender';
const ANSWER_WITHIN = 30_000;
/** How often the phone asks whether the centre saw what it sent. ms */
const LOOK_EVERY = 20_000;
const LOOKED_AT_ONCE = 100;

type Posted = Result<{ readonly results: readonly Answer[] }, ApiProblem>;

/** Runs while somebody is signed in. @returns how to stop */
export function startSender(account: string): () => void {
  let isStopped = false;
  let isRunning = false;
  let isWanted = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async () => {
    if (isRunning) {
      isWanted = true;
      return;
    }
    isRunning = true;
    clearTimeout(timer);
    do {
      isWanted = false;
      const end = await alone(() => drain(account, () => isStopped)).catch(() => 'later' as const);
      if (isStopped) return;
      if (end === 'done') attempt = 0;
      else timer = setTimeout(run, waitBefore(attempt++, Math.random()));
    } while (isWanted);
    isRunning = false;
  };
  const soon = () => {
    attempt = 0;
    void run();
  };
  const look = () => void askWhetherSeen(account).catch(() => {});
  let wasLive = false;
  const stops = [
    onSaved(soon),
    connection.onStatus(({ phase }) => {
      if (phase === 'live' && !wasLive) soon();
      wasLive = phase === 'live';
    }),
  ];
  const flush = setInterval(() => void flushSlots(account, false).then((count) => count > 0 && void run()), 2_000);
  const looking = setInterval(look, LOOK_EVERY);
  const hidden = () => {
    if (document.visibilityState === 'hidden') void flushSlots(account, true);
    else soon();
  };
  window.addEventListener('online', soon);
  document.addEventListener('visibilitychange', hidden);
  // What the last tab left behind when it was killed.
  void readEntries().then(() => flushSlots(account, true).then(run));
  return () => {
    isStopped = true;
    clearTimeout(timer);
    clearInterval(flush);
    clearInterval(looking);
    window.removeEventListener('online', soon);
    document.removeEventListener('visibilitychange', hidden);
    for (const stop of stops) stop();
  };
}

/** Of all tabs of this phone one sends. Without locks (no HTTPS) two may: the server counts an opId once all the same. */
const alone = <T>(run: () => Promise<T>): Promise<T> =>
  navigator.locks === undefined ? run() : (navigator.locks.request(LOCK, run) as Promise<T>);

async function drain(account: string, isStopped: () => boolean): Promise<'done' | 'later'> {
  let most = MOST_AT_ONCE;
  let alreadyPutOff = 0;
  while (!isStopped()) {
    const all = await readAll('entries');
    const batch = nextBatch(await behindPhotos(all.filter((entry) => entry.account === account)), most);
    if (batch.length === 0) {
      await prune(all);
      // One that the server will never take holds up none of the others.
      for (const id of await waitingPhotos(account)) {
        const { state } = await sendPhotos([id], account);
        if (state === 'later' || state === 'put-off') return 'later';
        if (state === 'refused') await dropPhoto(id, all);
      }
      return 'done';
    }
    const photos = await sendPhotos(batch.flatMap(photosOf), account);
    if (photos.state === 'later') return 'later';
    if (photos.state === 'put-off') {
      await update(batch, (entry) => ({ ...entry, putOff: entry.putOff + 1 }));
      alreadyPutOff += 1;
      if (alreadyPutOff > 3) return 'later';
      continue;
    }
    if (photos.state === 'refused') {
      // A proof that never comes proves nothing: said to who made it, and the others go on. It goes alone, as it was put behind.
      const { code, detail = code } = photos.problem;
      await update(batch, (entry) => settled(entry, { opId: entry.opId, error: { code, message: detail } }));
      await changed();
      continue;
    }
    // From here on the server may have them, so they may not change any more.
    await update(batch, (entry) => ({ ...entry, triedAt: entry.triedAt ?? Date.now() }));
    const body = { reports: batch.map(({ report }) => report) };
    const answer: Posted = await api('/api/reports', {
      ...json('POST', body),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    if (answer.ok) {
      const rows = new Map(answer.value.results.map((row) => [row.opId, row]));
      await update(batch, (entry) => {
        const row = rows.get(entry.opId);
        return row === undefined ? entry : settled(entry, row);
      });
      await changed();
      if (batch.every(({ opId }) => !rows.has(opId))) return 'later';
      most = MOST_AT_ONCE;
      continue;
    }
    const { status, detail } = answer.error;
    const failure = failureOf(status, batch.length);
    if (failure.action === 'split') {
      most = Math.max(1, Math.floor(batch.length / 2));
      continue;
    }
    if (failure.action === 'refuse') {
      const said = { code: failure.code, message: detail ?? failure.code };
      await update(batch, (entry) => settled(entry, { opId: entry.opId, error: said }));
      await changed();
      continue;
    }
    if (failure.action === 'put-off') {
      await update(batch, (entry) => ({ ...entry, putOff: entry.putOff + 1 }));
      alreadyPutOff += 1;
      // Everything failed over in turn: it is the server, and it gets its time.
      if (alreadyPutOff > 3) return 'later';
      continue;
    }
    return failure.action === 'hold' ? 'done' : 'later';
  }
  return 'done';
}

/** Each as it stands on the disk now: another tab may have marked it read meanwhile. */
async function update(entries: readonly Entry[], step: (entry: Entry) => Entry): Promise<void> {
  await strictly(async (writing) => {
    const store = writing.objectStore('entries');
    for (const { opId } of entries) {
      const now = await store.get(opId);
      if (now !== undefined && isWaiting(now)) await store.put(step(now));
    }
  });
}

type Told = { readonly opId: string; readonly state: Entry['end']; readonly seenAt?: string };

/** The third tick, and a conflict that a person decided meanwhile. */
async function askWhetherSeen(account: string): Promise<void> {
  if (document.visibilityState !== 'visible' || connection.status.phase !== 'live') return;
  const all = await readAll('entries');
  const open = all
    .filter((entry) => entry.account === account && entry.seqAtServer !== undefined && entry.seenAt === undefined)
    .slice(-LOOKED_AT_ONCE);
  const seen = new Map<string, string>();
  // Those that another phone made are asked for by its name: whoever of the two came first, both hear of it.
  for (const device of new Set(open.map(({ report }) => report.device))) {
    const opIds = open.filter(({ report }) => report.device === device).map(({ opId }) => opId);
    const query = new URLSearchParams({ opIds: opIds.join(), ...(device === undefined ? {} : { device }) });
    const answer = await api<{ readonly reports: readonly Told[] }>(`/api/reports?${query}`);
    if (!answer.ok) return;
    for (const { opId, seenAt } of answer.value.reports) if (seenAt !== undefined) seen.set(opId, seenAt);
  }
  if (seen.size === 0) return;
  await strictly(async (writing) => {
    const store = writing.objectStore('entries');
    for (const { opId } of open) {
      const now = await store.get(opId);
      const seenAt = seen.get(opId);
      if (now !== undefined && seenAt !== undefined) await store.put({ ...now, seenAt });
    }
  });
  await changed();
}
