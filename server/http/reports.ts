// Reports in: one envelope, an answer for each row, and a good row never held back by a bad one.
import { setImmediate as breathe } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { problem } from '#shared/errors.ts';
import { isUuid } from '#shared/ids.ts';
import { REPORTS } from '#shared/report.ts';
import type { Principal } from '../access/principal.ts';
import type { Accepted, Incoming } from '../ingest/accept.ts';
import { depthOf, MAX_DEPTH } from '../ingest/json-guard.ts';
import { parseJson } from '../ingest/parse-json.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

const MAX_ROWS = 10_000;
const MAX_BYTES = 8 * 2 ** 20;
/** Reports one may ask about at once: their ids fit an address. */
const MOST_ASKED = 100;

const Device = Type.Optional(
  Type.String({
    maxLength: 64,
    description: 'of the phone that made it: whoever carries its reports may ask for them',
  }),
);

/** For the documentation: each kind with its own data. Rows are validated one by one, not here. */
const DOCUMENTED = Type.Union(
  Object.entries(REPORTS).map(([kind, data]) =>
    Type.Object(
      {
        opId: Type.String({ format: 'uuid', description: 'any UUID; the same one again has no second effect' }),
        kind: Type.Literal(kind),
        observedAt: Type.String({ format: 'date-time' }),
        source: Type.Optional(Type.String()),
        datum: Type.Optional(Type.String({ description: 'of the positions in data; WGS-84 unless said' })),
        device: Type.Optional(Type.String()),
        deviceSeq: Type.Optional(Type.Integer()),
        baseVersion: Type.Optional(Type.Integer({ description: 'the version this change was made from' })),
        data,
      },
      { title: kind },
    ),
  ),
);

export function reportRoutes(app: FastifyInstance, context: Context): void {
  app.post(
    '/api/reports',
    {
      bodyLimit: MAX_BYTES,
      validatorCompiler: () => () => true,
      schema: {
        summary: 'Send reports',
        description:
          'JSON {"reports": [...]}, 8 MiB and 10,000 rows at most, or application/x-ndjson, one report a line.',
        tags: ['writing'],
        body: Type.Object({ reports: Type.Array(DOCUMENTED, { maxItems: MAX_ROWS }) }),
      },
    },
    async (request, reply) => {
      const rows = await rowsOf(request.body);
      if (rows === undefined) {
        return sendProblem(
          reply,
          problem('malformed', 'the body is {"reports": [...]} or one report a line (application/x-ndjson)'),
          422,
        );
      }
      if (rows.length > MAX_ROWS) {
        return sendProblem(
          reply,
          problem('too-large', `at most ${MAX_ROWS} reports at once; this has ${rows.length}`),
          413,
        );
      }
      // A line that is no JSON is a row like any other: it has its place in the answer.
      const good = rows.flatMap((row) => ('report' in row ? [row] : []));
      const accepted = await context.accept(good, principalOf(request));
      let next = 0;
      return { results: rows.map((row) => answerOf('report' in row ? accepted[next++]! : row)) };
    },
  );

  app.get<{ Params: { opId: string }; Querystring: { device?: string } }>(
    '/api/reports/:opId',
    {
      schema: {
        summary: 'What became of a report',
        tags: ['writing'],
        params: Type.Object({ opId: Type.String() }),
        querystring: Type.Object({ device: Device }),
      },
    },
    async (request, reply) => {
      const known = await becameOf(context, request.params.opId, principalOf(request), request.query.device);
      if (known === undefined) {
        return sendProblem(
          reply,
          problem(
            'not-found',
            'no report with this opId is known here; if it was refused for its shape, send it again mended',
          ),
        );
      }
      return known;
    },
  );

  app.get<{ Querystring: { opIds: string; device?: string } }>(
    '/api/reports',
    {
      schema: {
        summary: 'What became of several reports; those that this reader may not know of are left out',
        tags: ['writing'],
        querystring: Type.Object({
          opIds: Type.String({ maxLength: MOST_ASKED * 37, description: `at most ${MOST_ASKED}, parted by commas` }),
          device: Device,
        }),
      },
    },
    async (request) => {
      const asked = request.query.opIds.split(',', MOST_ASKED);
      const { device } = request.query;
      const known = await Promise.all(asked.map((opId) => becameOf(context, opId, principalOf(request), device)));
      return { reports: known.filter((one) => one !== undefined) };
    },
  );
}

/**
 * What became of a report, for its sender, for the centre, and for who names the phone that made it; undefined where it is not
 * known or not theirs to know.
 */
async function becameOf(context: Context, asked: string, principal: Principal, device: string | undefined) {
  const opId = asked.toLowerCase();
  const event = isUuid(opId) ? await context.log.find(opId) : undefined;
  // Whether somebody else's report exists is theirs to know, and the centre's.
  const mayKnow =
    event !== undefined &&
    (event.actor === principal.name ||
      (device !== undefined && event.device === device) ||
      principal.rights.has('tasks') ||
      principal.rights.has('approve'));
  if (event === undefined || !mayKnow) return undefined;
  const { situation } = context.projector;
  const receipt = situation.get('receipts', opId);
  const seenAt = situation.get('seen', opId)?.seenAt;
  return {
    opId,
    state: receipt?.state ?? 'applied',
    seq: event.seq,
    ...(receipt === undefined
      ? {}
      : { reason: receipt.reason, ...(receipt.code === undefined ? {} : { code: receipt.code }) }),
    ...(seenAt === undefined ? {} : { seenAt }),
  };
}

type Row = Incoming | Accepted;

async function rowsOf(body: unknown): Promise<Row[] | undefined> {
  if (Buffer.isBuffer(body)) return linesOf(body);
  const reports = (body as { readonly reports?: unknown } | null | undefined)?.reports;
  if (!Array.isArray(reports) || Object.keys(body as object).length !== 1) return undefined;
  return reports.map((report: unknown) => ({ report }));
}

const NEWLINE = 0x0a;
/** Bytes of lines read in one turn of the event loop: some milliseconds. */
const LINES_A_TURN = 512 * 1024;

async function linesOf(body: Buffer): Promise<Row[]> {
  const rows: Row[] = [];
  let turn = 0;
  for (let start = 0; start < body.length && rows.length <= MAX_ROWS; ) {
    const newline = body.indexOf(NEWLINE, start);
    const end = newline === -1 ? body.length : newline;
    if (end - turn > LINES_A_TURN) {
      await breathe();
      turn = start;
    }
    if (end - start > LINES_A_TURN || body.toString('utf8', start, end).trim() !== '') {
      try {
        rows.push({ report: await parseJson(body.subarray(start, end)) });
      } catch {
        rows.push({ opId: null, error: problem('malformed', `line ${rows.length + 1} is not JSON`) });
      }
    }
    start = end + 1;
  }
  return rows;
}

/** `{opId, seq}` or `{opId, error}`; what was merged or kept as a conflict says so too. */
function answerOf(row: Row): object {
  const { opId, seq, state, error } = row as Accepted;
  if (error !== undefined) return seq === undefined ? { opId, error } : { opId, error, seq, state };
  return state === undefined || state === 'applied' ? { opId, seq } : { opId, seq, state };
}

/** Bytes; to have gathered and looked through so many is enough for one turn of the event loop. */
const LARGE = 1 << 20;

/** Bodies are read as bytes first, so that nesting is known before anything is built. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => {
    if (body.length === 0) return undefined;
    if (depthOf(body) > MAX_DEPTH) throw refusal(`nested deeper than ${MAX_DEPTH} levels`);
    if (body.length > LARGE) await breathe();
    try {
      return await parseJson(body);
    } catch {
      // Not the parser's own words: they quote the body, and an error must not say what its reader may not see.
      throw refusal('not JSON');
    }
  });
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'buffer' }, (_, body: Buffer, done) => {
    if (depthOf(body) > MAX_DEPTH) return done(refusal(`nested deeper than ${MAX_DEPTH} levels`));
    done(null, body);
  });
}

const refusal = (message: string): Error => Object.assign(new Error(message), { statusCode: 422 });
