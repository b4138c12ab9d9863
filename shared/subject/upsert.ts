// The two ways most subjects change: registered (an upsert by id) and updated (a merge, field by field).
import { problem } from '../errors.ts';
import type { Entities, Layer, Reading } from '../situation.ts';
import { applied, type Folded, type Put, refused, type Stamp } from './subject.ts';

type Fields<L extends Layer> = Omit<Entities[L], keyof Stamp>;
type Data = Readonly<Record<string, unknown>> & { readonly id: string };

/** What the fold itself keeps in an entity, whatever a new registration says. */
export type Kept = { readonly fieldVersions?: Readonly<Record<string, number>> };

const STAMP: ReadonlySet<string> = new Set(['id', 'version', 'observedAt', 'recordedAt', 'source']);

/** The fields of an entity without its stamp. */
export function fieldsOf<L extends Layer>(entity: Entities[L]): Fields<L> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entity)) if (!STAMP.has(name)) out[name] = value;
  return out as Fields<L>;
}

export function put<L extends Layer>(layer: L, id: string, fields: Fields<L>): Put {
  return { layer, id, fields } as unknown as Put;
}

/**
 * Upsert: what was said is what is known; a field left out is unknown again.
 * @param keep names of fields that other kinds maintain (rooms, queue, totals) and a registration must not wipe
 */
export function registered<L extends Layer>(
  situation: Reading,
  layer: L,
  data: Data,
  keep: readonly (keyof Fields<L> & string)[] = [],
): Folded {
  const before = situation.get(layer, data.id) as Readonly<Record<string, unknown>> | undefined;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) if (name !== 'id') fields[name] = value;
  if (before !== undefined) {
    for (const name of keep) if (before[name] !== undefined) fields[name] = before[name];
    fields.fieldVersions = { '*': (before.version as number) + 1 };
  }
  return applied(put(layer, data.id, fields as Fields<L>));
}

/**
 * Merge: fields said are set, null makes a field unknown, others stay.
 * With `baseVersion`, a field that somebody else changed since then is not overwritten: the whole report becomes a
 * conflict entity that holds both sides until a person chooses (G11). Disjoint fields merge.
 */
export function updated<L extends Layer>(
  situation: Reading,
  layer: L,
  event: { readonly opId: string; readonly actor: string; readonly baseVersion?: number; readonly data: Data },
): Folded {
  const { data, baseVersion } = event;
  const before = situation.get(layer, data.id);
  if (before === undefined) return refused(unknownEntity(layer, data.id));
  const fields: Record<string, unknown> = { ...fieldsOf(before) };
  const since: Record<string, number> = { ...(fields.fieldVersions as Record<string, number> | undefined) };
  const version = before.version + 1;
  const clashing: string[] = [];
  let behind = false;
  for (const [name, value] of Object.entries(data)) {
    if (name === 'id') continue;
    if (baseVersion !== undefined && before.version > baseVersion) {
      behind = true;
      const changedAt = since[name] ?? since['*'] ?? 1;
      if (changedAt > baseVersion && !same(fields[name] ?? null, value)) clashing.push(name);
    }
    since[name] = version;
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  if (clashing.length > 0) return conflict(layer, before, event, clashing);
  fields.fieldVersions = since;
  const change = put(layer, data.id, fields as Fields<L>);
  return behind
    ? { outcome: { state: 'merged', reason: 'other fields changed since baseVersion' }, puts: [change] }
    : applied(change);
}

function conflict<L extends Layer>(
  layer: L,
  before: Entities[L],
  event: { readonly opId: string; readonly actor: string; readonly baseVersion?: number; readonly data: Data },
  names: readonly string[],
): Folded {
  const theirs = before as unknown as Readonly<Record<string, unknown>>;
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return {
    outcome: {
      state: 'conflict',
      problem: problem(
        'conflict',
        `${names.join(', ')} changed since version ${event.baseVersion}; both sides are kept as conflict ${event.opId} until a person chooses`,
        `data.${names[0]}`,
      ),
    },
    puts: [
      put('conflicts', event.opId, {
        layer,
        entityId: event.data.id,
        fields: [...names],
        theirs: pick(theirs),
        mine: event.data,
        actor: event.actor,
        theirVersion: before.version,
        status: 'open',
      }),
    ],
  };
}

export const unknownEntity = (layer: string, id: string, field = 'data.id') =>
  problem('unknown-entity', `no ${layer} has the id "${id}"; register it first`, field);

/** Deep equality of JSON values. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  return left.length === Object.keys(right).length && left.every(([key, value]) => same(value, right[key]));
}
