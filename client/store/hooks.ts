// How components read the connection, the situation and the time without being drawn a hundred times a second.
import { useCallback, useSyncExternalStore } from 'react';
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import { connection, situation } from '../connection/browser-connection.ts';
import { type ConnectionStatus, presentNow, situationNow } from '../connection/connection-status.ts';

const followStatus = (tell: () => void) => connection.onStatus(tell);
export const useConnection = (): ConnectionStatus => useSyncExternalStore(followStatus, () => connection.status);

/** Changes are told to components at most this often; the map follows every one by itself. */
const TELL_EVERY = 250;

const versions = new Map<Layer, number>();
const readers = new Set<() => void>();
let isTelling = false;

situation.onChange((changed) => {
  const layers = changed === 'reset' ? LAYER_NAMES : new Set(changed.map(({ layer }) => layer));
  for (const layer of layers) versions.set(layer, (versions.get(layer) ?? 0) + 1);
  if (isTelling) return;
  isTelling = true;
  setTimeout(() => {
    isTelling = false;
    for (const tell of [...readers]) tell();
  }, TELL_EVERY);
});

function followSituation(tell: () => void): () => void {
  readers.add(tell);
  return () => readers.delete(tell);
}

/** A number that grows whenever one of these layers changed; depend on it to read the copy again. */
export function useVersion(...layers: Layer[]): number {
  const key = layers.join();
  const look = useCallback(
    () => key.split(',').reduce((sum, layer) => sum + (versions.get(layer as Layer) ?? 0), 0),
    [key],
  );
  return useSyncExternalStore(followSituation, look);
}

let carried: (() => number) | undefined;
/** What the time is before the server has said it, for a screen that opens without a network. */
export function carryTime(now: () => number): void {
  carried = now;
}

/** Milliseconds since 1970, in the time the situation lives in. */
export function nowInSituation(): number {
  const { anchor, told, clock } = connection.status;
  if ((anchor ?? told) === undefined && clock === null && carried !== undefined) return carried();
  return situationNow(connection.status, performance.now(), Date.now());
}

/** The same of the present, also while the past is looked at. */
export const presentInSituation = (): number => presentNow(connection.status, performance.now(), Date.now());

const tickers = new Set<() => void>();
setInterval(() => {
  for (const tell of [...tickers]) tell();
}, 500);
function followTime(tell: () => void): () => void {
  tickers.add(tell);
  return () => tickers.delete(tell);
}

/** @param step milliseconds: the component is drawn again only when the time crosses a multiple of it */
export function useNow(step = 1000): number {
  return useSyncExternalStore(followTime, () => Math.floor(nowInSituation() / step) * step);
}
