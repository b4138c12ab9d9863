// Files from the command line, through the same door as from the browser: posted to the running server, followed, told.
import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ImportStatus } from '#shared/import.ts';

import { refusedLines, summary } from './import-words.ts';

const USAGE = `Usage: npm run import -- FILE --kind KIND [--datum DATUM] [options]

  --kind KIND           kind of report each row becomes, e.g. site.registered
  --datum DATUM         WGS-84, CGCS2000, GCJ-02, BD-09, BD-09MC, EPSG:4513 to EPSG:4554; never guessed
  --encoding NAME       utf-8 (default), gb18030, gbk, gb2312
  --format NAME         csv, geojson, ndjson, json, topojson, kml, shp, gpkg, xlsx; else by the file itself
  --delimiter MARK      of a CSV file; default is the comma
  --map TARGET=COLUMN   where a field's value comes from; may be repeated
  --mapping JSON|@FILE  the same in full: {"id": "uid", "x": {"column": "point", "split": ",", "index": 0}}
  --constants JSON      fields that are the same for every row: {"type": "testing"}
  --rows-at POINTER     of a JSON file: the list of rows, e.g. /result/list
  --object NAME         of a TopoJSON file; layer of a GeoPackage or Shapefile, sheet of a workbook
  --source ID           who says it; default is import:FILE
  --dry-run             change nothing, show what would happen
  --refused FILE        save all refused rows as CSV
  --every SECONDS       read the file again and again as a feed; post it when it has changed
  --url URL             of the server, default http://127.0.0.1:8080
  --key KEY             machine key; or CORDON_KEY in the environment

Ends with 0 when all went well, 2 when some rows were refused, 1 when the import failed.`;

/** What the command touches outside itself. */
export type ImportIo = {
  readonly env: { readonly CORDON_KEY?: string };
  readonly fetch: typeof fetch;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly wait: (ms: number) => Promise<unknown>;
  /** ends `--every` */
  readonly stop: AbortSignal;
};

/** For what the person at the keyboard can mend. */
class UsageError extends Error {}

const text = { type: 'string' } as const;
const OPTIONS = {
  kind: text,
  datum: text,
  encoding: text,
  format: text,
  delimiter: text,
  map: { type: 'string', multiple: true },
  mapping: text,
  constants: text,
  'rows-at': text,
  object: text,
  source: text,
  'dry-run': { type: 'boolean' },
  refused: text,
  every: text,
  url: text,
  key: text,
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parse>['values'];
const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });

function json(value: string | undefined, name: string): Record<string, unknown> {
  if (value === undefined) return {};
  try {
    const content = value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value;
    return JSON.parse(content) as Record<string, unknown>;
  } catch (thrown) {
    throw new UsageError(`--${name} is not JSON: ${(thrown as Error).message}`);
  }
}

function importOptions(values: Values): Record<string, unknown> {
  if (values.kind === undefined) throw new UsageError('--kind is needed');
  const mapping = json(values.mapping, 'mapping');
  for (const pair of values.map ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--map ${pair} must be TARGET=COLUMN`);
    mapping[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const given: Record<string, unknown> = {
    kind: values.kind,
    datum: values.datum,
    encoding: values.encoding,
    format: values.format,
    delimiter: values.delimiter === '\\t' ? '\t' : values.delimiter,
    mapping: Object.keys(mapping).length > 0 ? mapping : undefined,
    constants: values.constants === undefined ? undefined : json(values.constants, 'constants'),
    rowsAt: values['rows-at'],
    object: values.object,
    source: values.source,
    dryRun: values['dry-run'],
    feed: values.every === undefined ? undefined : true,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

type Server = { readonly url: string; readonly headers: Record<string, string> };

async function ask(io: ImportIo, server: Server, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await io.fetch(new URL(path, server.url), { ...init, headers: server.headers });
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as { code?: string; detail?: string; message?: string };
  const why = [body.code, body.detail ?? body.message].filter(Boolean).join(': ');
  throw new UsageError(`the server answered ${response.status}${why === '' ? '' : ` ${why}`}`);
}

async function readable(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch {
    throw new UsageError(`cannot read ${path}`);
  }
}

const POLL = 500;

/** Posts the file once and follows it to its end. */
async function importOnce(path: string, values: Values, io: ImportIo, server: Server): Promise<ImportStatus> {
  const form = new FormData();
  form.set('options', JSON.stringify(importOptions(values)));
  form.set('file', await readable(path), basename(path));
  const posted = await ask(io, server, '/api/imports', { method: 'POST', body: form });
  let status = (await posted.json()) as ImportStatus;
  const location = posted.headers.get('Location') ?? `/api/imports/${status.id}`;
  let told = 0;
  while (status.state === 'running') {
    await io.wait(POLL);
    status = (await (await ask(io, server, location)).json()) as ImportStatus;
    if (status.rows > told) io.say(`${status.rows} rows …`);
    told = status.rows;
  }
  if (values.refused !== undefined && status.refusedTotal > 0) {
    const csv = await ask(io, server, `/api/imports/${status.id}/refused.csv`);
    writeFileSync(values.refused, Buffer.from(await csv.arrayBuffer()));
    io.say(`refused rows saved to ${values.refused}`);
  }
  return status;
}

function tell(status: ImportStatus, io: ImportIo): number {
  for (const line of summary(status)) io.say(line);
  for (const line of refusedLines(status)) io.complain(line);
  if (status.state === 'failed') return 1;
  return status.refusedTotal > 0 ? 2 : 0;
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A feed keeps going: a version that breaks, a file that is away and a server that does not answer are all said and outlived. */
async function follow(path: string, seconds: number, values: Values, io: ImportIo, server: Server): Promise<number> {
  let last = '';
  let code = 0;
  while (!io.stop.aborted) {
    try {
      const now = await digest(path);
      if (now !== last) {
        const status = await importOnce(path, values, io, server);
        code = tell(status, io);
        // Only a version that was judged is done with; one that never reached the server is tried again.
        last = now;
        if (code === 1)
          io.complain('this version is broken: the last good state is kept, waiting for the next version');
      }
    } catch (thrown) {
      code = 1;
      io.complain(`${(thrown as Error).message}; the last good state is kept, trying again in ${seconds} s`);
    }
    await io.wait(seconds * 1000);
  }
  return code;
}

/** @returns the exit code: 0 all well, 2 some rows refused, 1 failed */
export async function runImport(argv: readonly string[], io: ImportIo): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    const [path] = positionals;
    if (values.help) {
      io.say(USAGE);
      return 0;
    }
    if (path === undefined || positionals.length > 1) throw new UsageError('name one FILE');
    importOptions(values);
    const key = values.key ?? io.env.CORDON_KEY;
    if (key === undefined) throw new UsageError('a machine key is needed: --key or CORDON_KEY');
    const server = { url: values.url ?? 'http://127.0.0.1:8080', headers: { Authorization: `Bearer ${key}` } };
    if (values.every === undefined) return tell(await importOnce(path, values, io, server), io);
    const seconds = Number(values.every);
    if (!(seconds >= 1)) throw new UsageError('--every takes seconds, 1 or more');
    return await follow(path, seconds, values, io, server);
  } catch (thrown) {
    const { code, cause, message } = thrown as Error & { code?: string };
    if (thrown instanceof UsageError) io.complain(`${message}\n(npm run import -- --help)`);
    else if (code?.startsWith('ERR_PARSE_ARGS')) io.complain(`${message}\n(npm run import -- --help)`);
    else if (cause instanceof Error) io.complain(`the server cannot be reached: ${cause.message}`);
    else throw thrown;
    return 1;
  }
}

if (import.meta.main) {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  process.on('SIGTERM', () => stop.abort());
  process.exitCode = await runImport(process.argv.slice(2), {
    env: process.env as ImportIo['env'],
    fetch,
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
    wait: (ms) => sleep(ms, undefined, { signal: stop.signal }).catch(() => {}),
    stop: stop.signal,
  });
}
