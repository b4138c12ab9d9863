// The operator's ground from the command line: checks an archive, a folder, a style or Tianditu, says what is in it, and
// keeps it for the next start.
import { constants, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BASEMAP_DATUMS, mayBePublished } from '#shared/basemap.ts';
import { bring, type Wishes } from '../basemap/bring.ts';
import { archiveDir, type BasemapRecord, pathOf, readRecord, removeRecord, writeRecord } from '../basemap/record.ts';
import { bordersIn } from '../basemap/review.ts';
import type { Found } from '../basemap/tile-source.ts';
import { askSecret } from './secret-prompt.ts';

const USAGE = `Usage: npm run basemap -- WHAT [options]

  WHAT   FILE.pmtiles | FILE.mbtiles | FOLDER of {z}/{x}/{y}.pbf .png .jpg .webp
         https://… of a style, a TileJSON, or tiles with {z}/{x}/{y}
         tianditu:vec | tianditu:img | tianditu:ter     (the key is asked for, or read from a pipe; it stays on this server)

  --name TEXT            as shown on the map; else what the archive says
  --datum DATUM          ${BASEMAP_DATUMS.join(', ')}; WGS-84 unless said otherwise
  --attribution TEXT     whose map it is, shown lower left; else what the archive says
  --review-number NR     审图号 as printed on the reviewed map, e.g. GS（2024）0650号
  --dark, --imagery      how raster tiles look by themselves (else light)
  --tms                  rows of the folder count from the south
  --in-place             refer to the file where it lies instead of copying it into the data directory; folders always
  --dry-run              only say what it is
  --list                 which basemap is set
  --remove               take it away
  --data DIR             the data directory of the server (default data/live)

The server reads it when it starts. The demonstration is an invented town and refuses to run over a real basemap.`;

export type BasemapIo = {
  readonly env: { readonly CORDON_DATA?: string };
  readonly ask: (prompt: string) => Promise<string | undefined>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};

const OPTIONS = {
  name: { type: 'string' },
  datum: { type: 'string' },
  attribution: { type: 'string' },
  'review-number': { type: 'string' },
  dark: { type: 'boolean' },
  light: { type: 'boolean' },
  imagery: { type: 'boolean' },
  tms: { type: 'boolean' },
  'in-place': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  list: { type: 'boolean' },
  remove: { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

/** @returns the exit code: 0 done, 1 refused, 2 not understood */
export async function runBasemap(args: readonly string[], io: BasemapIo): Promise<number> {
  let parsed: { values: Options; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    io.complain((error as Error).message);
    return 2;
  }
  const { values, positionals } = parsed;
  const dir = resolve(values.data ?? io.env.CORDON_DATA ?? 'data/live');
  const [what, ...rest] = positionals;
  if (values.help) return show(io, USAGE);
  if (values.list && what === undefined) return list(dir, io);
  if (values.remove && what === undefined) {
    await removeRecord(dir);
    return show(io, `no basemap is set in ${dir} any more: the ground is a plain graticule`);
  }
  if (what === undefined || rest.length > 0 || values.list || values.remove) {
    io.complain(USAGE);
    return 2;
  }
  const made = await bring(what, wishesOf(values, io));
  if (!made.ok) {
    io.complain(made.error.message);
    return 1;
  }
  show(io, ...linesOf(made.value.record, made.value.found));
  if (values['dry-run']) return show(io, 'nothing was changed (--dry-run)');
  const kept = await keep(dir, made.value.record, values['in-place'] === true);
  await writeRecord(dir, kept);
  show(
    io,
    ...keptLines(dir, kept),
    'The server shows it from its next start. The demonstration refuses to run over it.',
  );
  return 0;
}

function wishesOf(values: Options, io: BasemapIo): Wishes {
  return {
    name: values.name,
    datum: values.datum,
    attribution: values.attribution,
    reviewNumber: values['review-number'],
    look: values.imagery ? 'imagery' : values.dark ? 'dark' : 'light',
    isTms: values.tms === true,
    key: () => io.ask('Key of Tianditu (kept on this server): '),
  };
}

/** A copy, so that the data directory is whole when it is backed up or moved; on a disk that can, it shares the blocks. */
async function keep(dir: string, record: BasemapRecord, isInPlace: boolean): Promise<BasemapRecord> {
  if (!('path' in record) || record.kind === 'directory' || isInPlace) return record;
  const folder = archiveDir(dir);
  const name = `basemap${extname(record.path).toLowerCase() || `.${record.kind}`}`;
  await mkdir(folder, { recursive: true });
  if (resolve(record.path) !== join(folder, name)) {
    await copyFile(record.path, join(folder, 'coming'), constants.COPYFILE_FICLONE);
    await rename(join(folder, 'coming'), join(folder, name));
  }
  for (const other of await readdir(folder)) if (other !== name) await rm(join(folder, other), { force: true });
  return { ...record, path: join('basemap', name) };
}

function linesOf(record: BasemapRecord, found: Found): string[] {
  const kind = {
    pmtiles: 'PMTiles',
    mbtiles: 'MBTiles',
    directory: 'tile folder',
    online: 'online',
    tianditu: 'Tianditu',
  };
  const bounds = found.bounds?.map((degrees) => degrees.toFixed(3)).join(', ') ?? 'not said';
  const count = found.count === undefined ? '' : `, ${found.count.toLocaleString('en')} tiles`;
  const layers = found.vectorLayers.map(({ id }) => id).join(', ');
  const borders = bordersIn(found.format, found.vectorLayers);
  const published = mayBePublished({ ...record, tiles: [] } as Parameters<typeof mayBePublished>[0]);
  return [
    `${record.name}: ${kind[record.kind]}, ${found.format === 'mvt' ? 'vector' : `raster ${found.format}`}${count}`,
    `  zooms         ${found.minzoom} to ${found.maxzoom}`,
    `  bounds        ${bounds}`,
    ...(layers === '' ? [] : [`  layers        ${layers}`]),
    `  datum         ${record.datum}${record.datum === 'GCJ-02' ? ', moved to WGS-84 tile by tile as it is served' : ''}`,
    `  attribution   ${record.attribution === '' ? 'MISSING: say whose map it is (--attribution)' : record.attribution}`,
    `  borders       ${borders === 'none' ? 'none in its layers' : borders}`,
    `  审图号         ${record.reviewNumber ?? (published ? 'not needed' : 'MISSING')}`,
    ...(published
      ? []
      : [
          '',
          '审图号缺失 — 不得公开. This map shows borders, or nobody can tell that it does not. Without a review number it may',
          'be used inside the house only: the map says so, and public pages and exports over it are refused.',
        ]),
  ];
}

const keptLines = (dir: string, record: BasemapRecord): string[] =>
  'path' in record
    ? [`${record.path.startsWith('/') ? 'referred to where it lies' : 'copied to'} ${pathOf(dir, record)}`]
    : record.kind === 'online'
      ? [`Screens will fetch tiles from ${[...new Set(record.tiles.map((each) => new URL(each).origin))].join(', ')}`]
      : ['This server will fetch pictures from Tianditu; the key stays here'];

async function list(dir: string, io: BasemapIo): Promise<number> {
  const record = await readRecord(dir);
  if (!record.ok) {
    io.complain(record.error.message);
    return 1;
  }
  if (record.value === undefined) return show(io, `no basemap is set in ${dir}: the ground is a plain graticule`);
  const { name, attribution, minzoom, maxzoom, format, vectorLayers, bounds } = record.value;
  const found = { name, attribution, minzoom, maxzoom, format, vectorLayers, ...(bounds ? { bounds } : {}) } as Found;
  return show(io, ...linesOf(record.value, found), ...keptLines(dir, record.value));
}

function show(io: BasemapIo, ...lines: string[]): number {
  for (const line of lines) io.say(line);
  return 0;
}

if (import.meta.main) {
  process.exitCode = await runBasemap(process.argv.slice(2), {
    env: process.env,
    ask: (prompt) => askSecret(prompt, process.stdin, process.stderr),
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  });
}
