// The last known situation of the own area, kept on the phone: what opens in a basement, and says how old it is. No case, no
// contact, no position of anybody is in it, and it is sealed by the phone's vault.
import { openDB } from 'idb';
import { create } from 'zustand';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entity, Layer, Situation } from '#shared/situation.ts';
import { connection, situation } from '../../connection/browser-connection.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { KEPT_DATABASE } from '../../store/kept-database.ts';
import type { EntitiesByLayer } from '../../store/situation-store.ts';
import { type Bounds, boundsOf } from '../../ui/place-of.ts';
import { type Box, sealed, unsealed, vaultId } from '../lock/opened.ts';
import { canSeal } from '../lock/vault.ts';
import { ownArea } from '../place/own-area.ts';

const LAYERS: readonly Layer[] = [
  'areas',
  'roads',
  'zones',
  'gates',
  'checkpoints',
  'sites',
  'tasks',
  'teams',
  'duties',
  'rounds',
  'visits',
  'boxes',
];
/** Around the own area, degrees: a crew at its edge sees what is over the road. About 2 km */
const MARGIN = 0.02;
const KEEP_EVERY = 60_000; // ms

/** of the situation, or of what is kept beside it; `at` is situation's time, ms */
type Kept<T> = { readonly account: string; readonly at: number; readonly part: T };
type Row = { readonly vault: string; readonly box: Box };

/** Beside the situation, and gone with it: what else somebody looks at without a network. */
export type KeptPart = `doors|${string}` | 'tasks' | 'duty';

/** Of when what is shown is, while it is the kept one. */
export const useKept = create<{ readonly at: number | undefined }>(() => ({ at: undefined }));

const database = () =>
  openDB<{ kept: { key: string; value: Row } }>(KEPT_DATABASE, 1, {
    upgrade: (made) => void made.createObjectStore('kept'),
    // Erased at the end of the session: let go at once.
    blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
  });

/** What of the copy lies in or near the own area. @param bounds without them everything */
export function excerpt(copy: Situation, bounds: Bounds | undefined): EntitiesByLayer {
  const lies = (entity: Entity): boolean => {
    const { position, geometry } = entity as { position?: Position; geometry?: Geometry };
    if (bounds === undefined || (position === undefined && geometry === undefined)) return true;
    const [w, s, e, n] = position === undefined ? boundsOf(geometry as Geometry) : [...position, ...position];
    return (
      (w as number) <= bounds[2] + MARGIN &&
      (e as number) >= bounds[0] - MARGIN &&
      (s as number) <= bounds[3] + MARGIN &&
      (n as number) >= bounds[1] - MARGIN
    );
  };
  return Object.fromEntries(LAYERS.map((layer) => [layer, [...copy.all(layer).values()].filter(lies)]));
}

/** Shows what was kept until the server answers, and keeps what it says. @returns how to stop */
export function keepSituation(account: string, areas: readonly string[]): () => void {
  void show(account);
  const keep = async () => {
    if (connection.status.phase !== 'live') return;
    const entities = excerpt(situation.copy, areas.length === 0 ? undefined : ownArea(situation.copy, areas).bounds);
    await write('situation', { account, at: nowInSituation(), part: entities });
  };
  const soon = () => void keep().catch(() => {});
  const timer = setInterval(soon, KEEP_EVERY);
  // The situation may have been there before this door's page was.
  let wasLive = connection.status.phase === 'live';
  if (wasLive) soon();
  const stop = connection.onStatus(({ phase, hasCopy }) => {
    if (hasCopy) useKept.setState({ at: undefined });
    if (phase === 'live' && !wasLive) soon();
    wasLive = phase === 'live';
  });
  const hidden = () => document.visibilityState === 'hidden' && soon();
  document.addEventListener('visibilitychange', hidden);
  return () => {
    clearInterval(timer);
    stop();
    document.removeEventListener('visibilitychange', hidden);
  };
}

async function show(account: string): Promise<void> {
  const kept = await read<EntitiesByLayer>('situation', account);
  // The server was quicker.
  if (kept === undefined || connection.status.hasCopy) return;
  situation.replace(kept.part, 0);
  useKept.setState({ at: kept.at });
}

/** @param at situation's time, ms @returns whether this browser kept it */
export async function keepPart(name: KeptPart, account: string, at: number, part: unknown): Promise<boolean> {
  return write(name, { account, at, part }).then(
    () => true,
    () => false,
  );
}

/** @returns undefined where nothing was kept, or for somebody else */
export const keptPart = <T>(name: KeptPart, account: string): Promise<Kept<T> | undefined> => read<T>(name, account);

/** Rejects while the phone is locked, and where the browser keeps nothing or cannot seal (no HTTPS). */
async function write(name: string, kept: Kept<unknown>): Promise<void> {
  if (!canSeal()) throw new Error('what cannot be sealed is not kept');
  const row = { vault: vaultId(), box: await sealed(kept, `kept|${name}`) };
  const opened = await database();
  await opened.put('kept', row, name);
  opened.close();
}

async function read<T>(name: string, account: string): Promise<Kept<T> | undefined> {
  try {
    const opened = await database();
    const row = await opened.get('kept', name);
    opened.close();
    if (row?.vault !== vaultId()) return undefined;
    const kept = await unsealed<Kept<T>>(row.box, `kept|${name}`);
    return kept.account === account ? kept : undefined;
  } catch {
    // locked meanwhile, or nothing was kept: the page says that it has no data yet
    return undefined;
  }
}
