// The last known situation of the own area, kept on the phone: what opens in a basement, and says how old it is. No place or
// address of a case, no contact, no position of anybody is in it, and it is sealed by the phone's vault.
import { openDB } from 'idb';
import { create } from 'zustand';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entity, Layer, Situation } from '#shared/situation.ts';
import type { Case } from '#shared/subject/case.ts';
import type { HeldPart } from '../../connection/ask-situation.ts';
import { connection, situation } from '../../connection/browser-connection.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { KEPT_DATABASE } from '../../store/kept-database.ts';
import type { EntitiesByLayer } from '../../store/situation-store.ts';
import { type Bounds, boundsOf } from '../../ui/place-of.ts';
import { outlineKey, useOutlines } from '../fence/outline-store.ts';
import { type Box, sealed, unsealed, vaultId } from '../lock/opened.ts';
import { canSeal } from '../lock/vault.ts';
import { ownArea } from '../place/own-area.ts';
import { isFarWanted, MARGIN } from '../scope.ts';

/** What the map draws under everything: most of what is kept, and it hardly ever changes. */
const GROUND: readonly Layer[] = ['areas', 'roads'];
const LIVELY: readonly Layer[] = [
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
const KEEP_EVERY = 60_000; // ms

/** of the situation, or of what is kept beside it; `at` is situation's time, ms */
type Kept<T> = {
  readonly account: string;
  readonly at: number;
  readonly part: T;
  /** of the ground: of which history, rights and part of the situation it is, and when it had changed last */
  readonly of?: Pick<HeldPart, 'epoch' | 'view' | 'asOf'> & { readonly scope: string };
};
type Row = { readonly vault: string; readonly box: Box };

/** Beside the situation, and gone with it: what else somebody looks at without a network. */
export type KeptPart = 'ground' | 'situation' | 'outlines' | 'pools' | `doors|${string}` | 'tasks' | 'duty';

/** Of when what is shown is, while it is the kept one. */
export const useKept = create<{ readonly at: number | undefined }>(() => ({ at: undefined }));

const database = () =>
  openDB<{ kept: { key: string; value: Row } }>(KEPT_DATABASE, 1, {
    upgrade: (made) => void made.createObjectStore('kept'),
    // Erased at the end of the session: let go at once.
    blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
  });

const isNear = ([w, s, e, n]: Bounds, bounds: Bounds | undefined): boolean =>
  bounds === undefined ||
  (w <= bounds[2] + MARGIN && e >= bounds[0] - MARGIN && s <= bounds[3] + MARGIN && n >= bounds[1] - MARGIN);

/** What of the copy lies in or near the own area, and the places that serve all. @param bounds without them everything */
export function excerpt(copy: Situation, bounds: Bounds | undefined): EntitiesByLayer {
  const lies = (layer: Layer, entity: Entity): boolean => {
    const { position, geometry } = entity as { position?: Position; geometry?: Geometry };
    if ((position === undefined && geometry === undefined) || isFarWanted(layer, entity)) return true;
    return isNear(position === undefined ? boundsOf(geometry as Geometry) : [...position, ...position], bounds);
  };
  const layers = [...GROUND, ...LIVELY];
  return Object.fromEntries(
    layers.map((layer) => [layer, [...copy.all(layer).values()].filter((entity) => lies(layer, entity))]),
  );
}

let keepAll: (() => Promise<boolean>) | undefined;
/** At once, and not within the minute. @returns whether it is kept; false without the server, and where the browser keeps nothing */
export const keepNow = (): Promise<boolean> => keepAll?.().catch(() => false) ?? Promise.resolve(false);

/** Shows what was kept until the server answers, and keeps what it says. @returns how to stop */
export function keepSituation(account: string, areas: readonly string[], scope: string): () => void {
  void show(account, areas.length > 0);
  /** of what the ground on this phone is */
  let groundIs: string | undefined;
  const keep = async (): Promise<boolean> => {
    if (connection.status.phase !== 'live') return false;
    const bounds = areas.length === 0 ? undefined : ownArea(situation.copy, areas).bounds;
    const part = excerpt(situation.copy, bounds);
    const at = nowInSituation();
    const of = standing(scope);
    const mark = JSON.stringify(of);
    if (mark !== groundIs) {
      await write('ground', { account, at, part: groundOf(situation.copy), of });
      groundIs = mark;
    }
    await write('situation', { account, at, part: only(part, LIVELY) });
    // Without areas of one's own there are none in the copy: the page that follows them keeps what it asked for.
    if (areas.length > 0) await write('pools', { account, at, part: poolsOf(situation.copy.all('cases').values()) });
    await keepOutlines();
    return true;
  };
  const keepOutlines = async (): Promise<void> => {
    if (connection.status.phase !== 'live') return;
    const bounds = areas.length === 0 ? undefined : ownArea(situation.copy, areas).bounds;
    await write('outlines', { account, at: nowInSituation(), part: outlinesOf(situation.copy, bounds) });
  };
  keepAll = keep;
  const soon = () => void keep().catch(() => {});
  const timer = setInterval(soon, KEEP_EVERY);
  // The situation may have been there before this door's page was.
  let wasLive = connection.status.phase === 'live';
  if (wasLive) soon();
  const stops = [
    situation.onChange((changed) => {
      if (changed === 'reset' || changed.some(({ layer }) => GROUND.includes(layer))) groundIs = undefined;
    }),
    connection.onStatus(({ phase, hasCopy }) => {
      if (hasCopy) useKept.setState({ at: undefined });
      if (phase === 'live' && !wasLive) soon();
      wasLive = phase === 'live';
    }),
    // A fence that the server drew for this phone is kept as soon as it is here: its bearer may be out of reach the next minute.
    useOutlines.subscribe(() => void keepOutlines().catch(() => {})),
  ];
  const hidden = () => document.visibilityState === 'hidden' && soon();
  document.addEventListener('visibilitychange', hidden);
  return () => {
    keepAll = undefined;
    clearInterval(timer);
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', hidden);
  };
}

/** Whole, as it came: the next time nothing of it need come again. */
const groundOf = (copy: Situation): EntitiesByLayer =>
  Object.fromEntries(GROUND.map((layer) => [layer, [...copy.all(layer).values()]]));

function standing(scope: string): Kept<unknown>['of'] {
  const { cursor, status } = connection;
  if (cursor === undefined) return undefined;
  const asOf = Object.fromEntries(GROUND.map((layer) => [layer, status.asOf[layer]]));
  return { epoch: cursor.epoch, view: cursor.view, asOf, scope };
}

/** The ground as this phone kept it, where it is of the same part of the situation. @param scope as its JSON */
export async function heldGround(account: string, scope: string): Promise<HeldPart | undefined> {
  const { part, of } = (await read<EntitiesByLayer>('ground', account)) ?? {};
  return part === undefined || of === undefined || of.scope !== scope ? undefined : { ...of, entities: part };
}

const only = (part: EntitiesByLayer, layers: readonly Layer[]): EntitiesByLayer =>
  Object.fromEntries(layers.map((layer) => [layer, part[layer] ?? []]));

/**
 * Pools that are being followed, by the codes on their tubes and with the steps done: a crew in a cellar goes on from there.
 * Neither whose they are, nor any place, nor an address is kept.
 */
export function poolsOf(cases: Iterable<Case>): readonly Case[] {
  const pools: Case[] = [];
  for (const known of cases) {
    const { id, status, route, poolId, stages, statusSince, version, observedAt, recordedAt, source } = known;
    if (status === 'excluded' || poolId === undefined) continue;
    const stamp = { version, observedAt, recordedAt, source };
    pools.push({
      ...stamp,
      id,
      status,
      route,
      poolId,
      ...(stages === undefined ? {} : { stages }),
      ...(statusSince === undefined ? {} : { statusSince }),
    } as Case);
  }
  return pools;
}

/** Of the zones that are there now, as the server united them, where they lie near the own area. */
function outlinesOf(copy: Situation, bounds: Bounds | undefined): Readonly<Record<string, Geometry>> {
  const { outlines } = useOutlines.getState();
  const found: Record<string, Geometry> = {};
  for (const zone of copy.all('zones').values()) {
    const geometry = outlines.get(outlineKey(zone));
    if (geometry !== undefined && isNear(boundsOf(geometry), bounds)) found[outlineKey(zone)] = geometry;
  }
  return found;
}

async function show(account: string, isOwn: boolean): Promise<void> {
  const [ground, kept, outlines, pools] = await Promise.all([
    read<EntitiesByLayer>('ground', account),
    read<EntitiesByLayer>('situation', account),
    read<Readonly<Record<string, Geometry>>>('outlines', account),
    isOwn ? read<readonly Case[]>('pools', account) : undefined,
  ]);
  if (outlines !== undefined) useOutlines.getState().know(outlines.part);
  // The server was quicker.
  if (kept === undefined || connection.status.hasCopy) return;
  situation.replace({ ...ground?.part, ...kept.part, cases: pools?.part ?? [] }, 0);
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

/** What is kept of each part: bytes as they lie on the disk, and of when. */
export async function keptSizes(account: string): Promise<ReadonlyMap<KeptPart, { bytes: number; at: number }>> {
  const sizes = new Map<KeptPart, { bytes: number; at: number }>();
  const opened = await database();
  const names = await opened.getAllKeys('kept');
  for (const name of names) {
    const row = await opened.get('kept', name);
    const kept = await read<unknown>(name, account);
    if (row === undefined || kept === undefined || 'plain' in row.box) continue;
    sizes.set(name as KeptPart, { bytes: row.box.bytes.byteLength, at: kept.at });
  }
  opened.close();
  return sizes;
}

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
