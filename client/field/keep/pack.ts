// What of the app and of the own area is on this phone, how large and how old, and what is missing: the offline pack.
import type { Situation } from '#shared/situation.ts';
import { situation } from '../../connection/browser-connection.ts';
import { ownRounds } from '../doors/own-rounds.ts';
import { outlineKey, useOutlines } from '../fence/outline-store.ts';
import { wantsOutline } from '../fence/zones-here.ts';
import { type KeptPart, keepNow, keptSizes } from './kept.ts';

export type Part = { readonly bytes: number /** situation's time, ms */; readonly at: number };
export type Pack = {
  /** undefined: no worker holds it yet, or the browser allows none (no HTTPS, a private window) */
  readonly app: { readonly bytes: number; readonly files: number; readonly missing: number } | undefined;
  readonly map: Part | undefined;
  readonly situation: Part | undefined;
  readonly doors: { readonly lists: number; readonly bytes: number; readonly missing: number };
  /** zones whose outline the server has not sent yet: until then no warning at their line */
  readonly outlinesMissing: number;
  readonly storage: Storage | undefined;
};
/** isKept: the browser promised not to clear it by itself; free: what the browser would still give. bytes */
type Storage = { readonly isKept: boolean; readonly free: number | undefined };

/** Below this the next day's reports and photos have no room. bytes */
export const ENOUGH_FREE = 50e6;

export async function packNow(account: string, areas: readonly string[]): Promise<Pack> {
  const [app, sizes, storage] = await Promise.all([
    appNow(),
    keptSizes(account).catch(() => new Map<KeptPart, Part>()),
    storageNow(),
  ]);
  const doors = [...sizes].filter(([name]) => name.startsWith('doors|'));
  const rounds = ownRounds(situation.copy, areas).filter(({ id }) => !sizes.has(`doors|${id}`));
  const lively = sizes.get('situation');
  return {
    app,
    map: sizes.get('ground'),
    situation:
      lively === undefined ? undefined : { at: lively.at, bytes: lively.bytes + (sizes.get('outlines')?.bytes ?? 0) },
    doors: {
      lists: doors.length,
      bytes: doors.reduce((sum, [, { bytes }]) => sum + bytes, 0),
      missing: rounds.length,
    },
    outlinesMissing: outlinesMissing(situation.copy),
    storage,
  };
}

function outlinesMissing(copy: Situation): number {
  const { outlines } = useOutlines.getState();
  return [...copy.all('zones').values()].filter(
    (zone) =>
      zone.status !== 'released' &&
      zone.status !== 'cancelled' &&
      wantsOutline(copy, zone) &&
      !outlines.has(outlineKey(zone)),
  ).length;
}

/** Fetches what is newer: the app, then the map and the situation. @returns false where the situation could not be kept */
export async function renew(tell: (step: 'app' | 'situation') => void): Promise<boolean> {
  tell('app');
  const registration = await navigator.serviceWorker?.getRegistration('/field').catch(() => undefined);
  // An app that is as new as the server's stays; a failure leaves the one that works.
  await registration?.update().catch(() => {});
  tell('situation');
  await useOutlines.getState().ask();
  return keepNow();
}

const ANSWER_WITHIN = 3_000; // ms

/** What the worker says should be there, against what is. */
async function appNow(): Promise<Pack['app']> {
  const worker = (await navigator.serviceWorker?.getRegistration('/field').catch(() => undefined))?.active;
  if (worker == null) return undefined;
  const said = await new Promise<{ cache: string; files: readonly string[] } | undefined>((done) => {
    const line = new MessageChannel();
    line.port1.onmessage = ({ data }) => done(data);
    setTimeout(() => done(undefined), ANSWER_WITHIN);
    worker.postMessage('files', [line.port2]);
  });
  if (said === undefined) return undefined;
  const cache = await caches.open(said.cache);
  let [bytes, missing] = [0, 0];
  for (const file of said.files) {
    const here = await cache.match(file);
    if (here === undefined) missing += 1;
    else bytes += (await here.blob()).size;
  }
  return { bytes, files: said.files.length, missing };
}

async function storageNow(): Promise<Storage | undefined> {
  if (navigator.storage?.estimate === undefined) return undefined;
  const { quota, usage } = await navigator.storage.estimate();
  const isKept = await navigator.storage.persisted().catch(() => false);
  return { isKept, free: quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0)) };
}

/** @returns whether the browser promised it; some ask the person, some decide by themselves */
export const askToKeep = (): Promise<boolean> =>
  navigator.storage?.persist?.().catch(() => false) ?? Promise.resolve(false);
