// Files in: the upload goes to disk first, then a worker reads it; who sent it follows its progress here.

import { createWriteStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Problem, problem } from '#shared/errors.ts';
import { isUuid } from '#shared/ids.ts';
import type { ImportOptions, ImportStatus } from '#shared/import.ts';
import { type Report, subjectOf } from '#shared/report.ts';
import type { Entity, Layer, Situation } from '#shared/situation.ts';
import { LAYERS } from '#shared/situation.ts';
import { same } from '#shared/subject/upsert.ts';
import type { AreaShape } from '../ingest/import/datum-check.ts';
import { type ImportJob, type Lookups, sourceOf, startImport } from '../ingest/import/job.ts';
import { checkOptions, ImportOptionsSchema } from '../ingest/import/options.ts';

import { depthOf, MAX_DEPTH } from '../ingest/json-guard.ts';
import { validate } from '../ingest/validate.ts';
import { type Context, hasRight, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';
import type { Failure } from './status.ts';
import { receiveUpload } from './upload.ts';

/** An import that is over within this is answered at once. */
const PATIENCE = 1_500;
/** Imports kept in memory after they are over; older ones are read from disk. */
const KEPT = 50;

type Held = { readonly owner: string; readonly source: string; readonly job: ImportJob };
type Saved = { readonly owner: string; readonly status: ImportStatus };

export function importRoutes(app: FastifyInstance, context: Context): void {
  const dir = join(context.dir, 'imports');
  const jobs = new Map<string, Held>();
  const unfinished = new Set<Promise<void>>();
  // A server that stops ends what is being read, and keeps how far it came: later there is nothing to write to.
  app.addHook('preClose', async () => {
    for (const { job } of jobs.values()) job.cancel();
    await Promise.all(unfinished);
  });

  app.post(
    '/api/imports',
    {
      schema: {
        summary: 'Import a file: multipart `file` and `options` (JSON)',
        description: `CSV, XLSX, GeoJSON, KML and KMZ, Shapefile (zipped), GeoPackage, NDJSON, JSON (rowsAt) and TopoJSON, 100 MB at most; "object" names a sheet, layer or object. Options: ${JSON.stringify(ImportOptionsSchema)}`,
        tags: ['writing'],
        consumes: ['multipart/form-data'],
      },
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      if (!hasRight(request, 'import'))
        return sendProblem(reply, problem('forbidden', 'importing needs the right to import'));
      const upload = await receive(request, dir);
      if ('code' in upload) return sendProblem(reply, upload);
      const held = start(context, dir, upload, request);
      jobs.set(held.job.id, held);
      const finished = held.job.done
        .then((status) => finish(context, dir, upload.path, held, status))
        .catch((error: unknown) => app.log.error(error, `the result of import ${held.job.id} could not be kept`))
        .finally(() => {
          unfinished.delete(finished);
          trim(jobs);
        });
      unfinished.add(finished);
      const status = await Promise.race([held.job.done, wait(PATIENCE, undefined, { ref: false })]);
      if (status !== undefined) return status;
      return reply.code(202).header('Location', `/api/imports/${held.job.id}`).send(held.job.status());
    },
  );

  const find = async (
    request: FastifyRequest<{ Params: { id: string } }>,
  ): Promise<(Saved & { readonly job?: ImportJob }) | undefined> => {
    const { id } = request.params;
    const { name } = principalOf(request);
    const held = jobs.get(id);
    const saved =
      held === undefined ? await load(dir, id) : { owner: held.owner, status: held.job.status(), job: held.job };
    // A file may hold what its sender may see and another may not.
    return saved?.owner === name ? saved : undefined;
  };
  const UNKNOWN = problem('not-found', 'no import of yours has this id');
  const schema = { tags: ['writing'], params: Type.Object({ id: Type.String() }) };

  app.get<{ Params: { id: string } }>(
    '/api/imports/:id',
    { schema: { ...schema, summary: 'How an import is going' } },
    async (request, reply) => {
      const found = await find(request);
      return found === undefined ? sendProblem(reply, UNKNOWN) : found.status;
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/api/imports/:id',
    { schema: { ...schema, summary: 'Stop an import; accepted rows stay' } },
    async (request, reply) => {
      const found = await find(request);
      if (found === undefined) return sendProblem(reply, UNKNOWN);
      found.job?.cancel();
      return reply.code(204).send();
    },
  );

  app.get<{ Params: { id: string } }>(
    '/api/imports/:id/refused.csv',
    { schema: { ...schema, summary: 'All refused rows with their reasons' } },
    async (request, reply) => {
      const found = await find(request);
      if (found === undefined) return sendProblem(reply, UNKNOWN);
      void reply.header('Content-Disposition', attachment(context.isDemo)).type('text/csv; charset=utf-8');
      if (found.job !== undefined) return reply.send(found.job.refusedCsv());
      return reply.send(await readFile(join(dir, `${request.params.id}.refused.csv`)).catch(() => ''));
    },
  );
}

/** A file leaves the screen and its watermark behind: out of a demonstration, its name says that it is one. */
const attachment = (isDemo: boolean): string =>
  isDemo
    ? `attachment; filename="refused-demonstration.csv"; filename*=UTF-8''${encodeURIComponent('refused-演示虚构-demonstration.csv')}`
    : 'attachment; filename="refused.csv"';

type Asked = { readonly path: string; readonly filename: string; readonly options: ImportOptions };

async function receive(request: FastifyRequest, dir: string): Promise<Asked | Problem> {
  const upload = await receiveUpload(request, dir);
  if ('code' in upload) return upload;
  const { path, filename, fields } = upload;
  const said = fields.get('options');
  const options =
    said === undefined
      ? problem('missing-field', 'the part `options` is needed: JSON with at least `kind`', 'options')
      : readOptions(said);
  if (!('code' in options)) return { path, filename, options };
  await rm(path, { force: true });
  return options;
}

function readOptions(text: string): ImportOptions | Problem {
  if (depthOf(Buffer.from(text)) > MAX_DEPTH) return problem('too-deep', 'options nest too deep', 'options');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem('malformed', 'options is not JSON', 'options');
  }
  const checked = checkOptions(value);
  return checked.ok ? checked.value : checked.error;
}

function start(context: Context, dir: string, { path, filename, options }: Asked, request: FastifyRequest): Held {
  const principal = principalOf(request);
  const { projector, accept, clock, log } = context;
  const job = startImport({
    path,
    filename,
    options,
    accept,
    principal,
    dir,
    now: () => clock().now(),
    lookups: { ...lookupsOf(projector.situation), address: (text) => context.addresses.match(text) },
    validate: (report) => validate(report, context.checkElsewhere),
    known: (kind, id) => {
      const subject = subjectOf({ kind, data: { id } } as Report);
      return subject !== undefined && entityOf(projector.situation, subject) !== undefined;
    },
    logged: async (opId) => (await log.find(opId)) !== undefined,
    current: (report) => isCurrent(projector.situation, report as Report),
  });
  return { owner: principal.name, source: options.source ?? sourceOf(filename), job };
}

function entityOf(situation: Situation, subject: string): Entity | undefined {
  const slash = subject.indexOf('/');
  return situation.get(subject.slice(0, slash) as Layer, subject.slice(slash + 1));
}

/** Whether the entity says already what the report says. */
function isCurrent(situation: Situation, report: Report): boolean {
  const subject = subjectOf(report);
  const entity =
    subject === undefined
      ? undefined
      : (entityOf(situation, subject) as unknown as Record<string, unknown> | undefined);
  return (
    entity !== undefined && Object.entries(report.data).every(([name, value]) => same(entity[name] ?? null, value))
  );
}

function lookupsOf(situation: Situation): Lookups {
  return {
    table: (layer, field) => {
      const table = new Map<string, string[]>();
      if (LAYERS[layer as Layer] !== 'shown') return table;
      for (const entity of situation.all(layer as Layer).values()) {
        const value = (entity as unknown as Record<string, unknown>)[field];
        if (typeof value !== 'string') continue;
        table.set(value, [...(table.get(value) ?? []), entity.id]);
      }
      return table;
    },
    areas: () => {
      const shapes: AreaShape[] = [];
      for (const { id, name, level, geometry } of situation.all('areas').values()) {
        if (geometry === undefined || !COMPARED.has(level)) continue;
        shapes.push({ id, name, level, geometry });
      }
      return shapes;
    },
  };
}
/** Levels whose names stand in addresses and whose polygons a wrong datum crosses. */
const COMPARED: ReadonlySet<string> = new Set(['county', 'township', 'community', 'village']);

/** The result outlives the process; the upload does not outlive the import. */
async function finish(
  context: Context,
  dir: string,
  path: string,
  { owner, source, job }: Held,
  status: ImportStatus,
): Promise<void> {
  await rm(path, { force: true });
  const { preview: _, ...kept } = status;
  await writeFile(join(dir, `${job.id}.json`), JSON.stringify({ owner, status: kept }), { mode: 0o600 });
  await pipeline(job.refusedCsv(), createWriteStream(join(dir, `${job.id}.refused.csv`), { mode: 0o600 }));
  if (status.dryRun) return;
  await remember(context, source, status);
}

/** A feed that published a broken version keeps its last good state, and says so until a good one comes (GET /api/feeds). */
async function remember({ register, clock }: Context, source: string, status: ImportStatus): Promise<void> {
  if (status.state === 'failed') {
    const failure: Failure = {
      at: new Date(clock().now()).toISOString(),
      message: status.problem?.message ?? 'the file could not be read',
    };
    await register.put('feed-failures', source, failure);
  } else await register.remove('feed-failures', source);
}

async function load(dir: string, id: string): Promise<Saved | undefined> {
  if (!isUuid(id)) return undefined; // it becomes a file name
  const text = await readFile(join(dir, `${id}.json`), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Saved);
}

function trim(jobs: Map<string, Held>): void {
  for (const [id, { job }] of jobs) {
    if (jobs.size <= KEPT) return;
    if (job.status().state !== 'running') jobs.delete(id);
  }
}
