// What an operator's basemap is, as basemap.json in the data directory keeps it: written by the command, read by the server.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { BASEMAP_DATUMS, BASEMAP_LOOKS } from '#shared/basemap.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';

const Url = Type.String({ pattern: '^https?://[^\\s]+$' });
const Zoom = Type.Integer({ minimum: 0, maximum: 24 });

const Common = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  datum: Type.Enum([...BASEMAP_DATUMS]),
  attribution: Type.String({ maxLength: 500 }),
  reviewNumber: Type.Optional(Type.String({ minLength: 4, maxLength: 40 })),
  needsReviewNumber: Type.Boolean(),
  look: Type.Enum([...BASEMAP_LOOKS]),
  format: Type.Enum(['mvt', 'png', 'jpg', 'webp', 'avif']),
  tileSize: Type.Union([Type.Literal(256), Type.Literal(512)]),
  minzoom: Zoom,
  maxzoom: Zoom,
  bounds: Type.Optional(Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()])),
  vectorLayers: Type.Array(Type.Object({ id: Type.String(), fields: Type.Array(Type.String()) })),
};

/** `path` is absolute, or relative to the data directory when the file was copied into it. */
const Stored = {
  ...Common,
  path: Type.String({ minLength: 1 }),
};

export const BasemapRecord = Type.Union([
  Type.Object({ kind: Type.Literal('pmtiles'), ...Stored }),
  Type.Object({ kind: Type.Literal('mbtiles'), ...Stored }),
  Type.Object({
    kind: Type.Literal('directory'),
    ...Stored,
    /** rows count from the south (TMS) */
    isTms: Type.Boolean(),
  }),
  Type.Object({ kind: Type.Literal('online'), ...Common, tiles: Type.Array(Url, { minItems: 1 }) }),
  Type.Object({
    kind: Type.Literal('tianditu'),
    ...Common,
    /** one over the other, from the lowest */
    layers: Type.Array(Type.String({ pattern: '^[a-z]{3}$' }), { minItems: 1, maxItems: 3 }),
    key: Type.String({ pattern: '^[0-9a-zA-Z]{8,64}$' }),
  }),
]);
export type BasemapRecord = Static<typeof BasemapRecord>;
export type StoredBasemap = Extract<BasemapRecord, { readonly path: string }>;

export const recordFile = (dir: string): string => join(dir, 'basemap.json');
/** Where copies of archives lie. */
export const archiveDir = (dir: string): string => join(dir, 'basemap');

/** @returns undefined when none is set; a problem when the file is not what the command writes */
export async function readRecord(dir: string): Promise<Result<BasemapRecord | undefined, Problem>> {
  const file = recordFile(dir);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(undefined);
    return err(problem('malformed', `${file} cannot be read: ${(error as Error).message}`));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(problem('malformed', `${file} is not JSON; set the basemap again, or delete the file`));
  }
  if (Value.Check(BasemapRecord, value)) return ok(value);
  const [first] = Value.Errors(BasemapRecord, value);
  return err(
    problem('malformed', `${file}: ${first?.message ?? 'not a basemap'}; set the basemap again, or delete it`),
  );
}

/** Whole or not at all: a server that starts in this moment reads the old one or the new one. */
export async function writeRecord(dir: string, record: BasemapRecord): Promise<void> {
  await mkdir(dir, { recursive: true });
  const draft = `${recordFile(dir)}.new`;
  // 0600: a key of Tianditu may be in it.
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, recordFile(dir));
}

/** Forgets the basemap and deletes the copy of its archive; a file that was only referred to is left alone. */
export async function removeRecord(dir: string): Promise<void> {
  await rm(recordFile(dir), { force: true });
  await rm(archiveDir(dir), { recursive: true, force: true });
}

export const pathOf = (dir: string, record: StoredBasemap): string => resolve(dir, record.path);

/**
 * The demonstration is a fiction: over a real place it would be taken for news of it.
 * @param dir the demonstration's own directory; the same --data without the demonstration is one above
 * @returns the file that says a real basemap is set
 */
export async function realBasemapBeside(dir: string): Promise<string | undefined> {
  const dirs = basename(dir) === 'demo' ? [dir, dirname(dir)] : [dir];
  for (const each of dirs) {
    const record = await readRecord(each);
    if (!record.ok || record.value !== undefined) return recordFile(each);
  }
  return undefined;
}
