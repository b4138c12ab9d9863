// Files out: what a reader may see of a layer, in the format and datum asked for. The same door as the lists.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { type Datum, isDatum } from '#shared/geo/datum.ts';
import { Id, OneOf } from '#shared/schema.ts';
import type { Entity } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { exportFile } from '../export/export.ts';
import { EXPORT_FORMATS, type ExportFormat, type ExportNotes, type ExportRow } from '../export/table.ts';
import { COLLECTIONS, featureAt } from './collections.ts';
import { type Context, principalOf } from './context.ts';
import type { Asked } from './moment.ts';
import { sendProblem } from './problem.ts';
import { Reason } from './readings.ts';
import { Selection, select } from './select.ts';

const MOST_IDS = 200_000;
const Wanted = {
  layer: OneOf(...COLLECTIONS),
  format: OneOf(...EXPORT_FORMATS),
  datum: Type.Optional(Type.String({ maxLength: 20, description: 'default WGS-84' })),
  ...Selection,
  reason: Reason,
};
const Query = Type.Object({
  ...Wanted,
  ids: Type.Optional(Type.String({ description: 'only these, separated by commas; many go into the body of a POST' })),
});
const Body = Type.Object(
  { ...Wanted, ids: Type.Optional(Type.Array(Id, { maxItems: MOST_IDS })) },
  { additionalProperties: false },
);
type Wish = Omit<Static<typeof Body>, 'ids'> & { readonly ids?: readonly string[] };

const TYPES: Readonly<Record<ExportFormat, string>> = {
  geojson: 'application/geo+json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  kml: 'application/vnd.google-earth.kml+xml',
  gpkg: 'application/geopackage+sqlite3',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Files made at a time, and wishes that may wait; each takes a thread and memory for all its rows. */
const AT_ONCE = 2;
const WAITING = 16;

export function exportRoutes(app: FastifyInstance, context: Context): void {
  const dir = join(context.dir, 'exports');
  // A file that was being made when the process ended belongs to nobody.
  const ready = rm(dir, { recursive: true, force: true }).then(() => mkdir(dir, { recursive: true }));
  const turns = new Turns();

  const answer = async (request: FastifyRequest, reply: FastifyReply, wish: Wish): Promise<FastifyReply> => {
    const { layer, format, datum = 'WGS-84', ids } = wish;
    if (!isDatum(datum)) return sendProblem(reply, problem('unknown-datum', `unknown datum ${datum}`, 'datum'));
    if (format === 'kml' && datum !== 'WGS-84' && datum !== 'CGCS2000') {
      const message = `KML is WGS-84 by its standard, and whoever opens it takes it so: choose another format for ${datum}`;
      return sendProblem(reply, problem('invalid-value', message, 'datum'));
    }
    const selected = await select(context, context.viewOf(principalOf(request)), layer, wish, reply);
    if (selected === undefined) return reply;
    const wanted = ids === undefined ? undefined : new Set(ids);
    const rows = [...selected.rows()].filter(({ id }) => wanted?.has(id) ?? true);
    const turn = await turns.take();
    if (turn === undefined) {
      void reply.header('Retry-After', '10');
      return sendProblem(reply, problem('rate-limited', 'too many files are being made: try again in a moment'));
    }
    const path = join(dir, `${randomUUID()}.part`);
    try {
      await ready;
      const about = aboutOf(context, selected.asked, wish, datum, rows.length);
      const made = await exportFile({ path, format, about }, featuresOf(selected.asked, wish, rows));
      if (!made.ok) return sendProblem(reply, made.error);
      const { bytes, count } = made.value;
      const { ids: _, layer: of, ...how } = { ...wish, datum };
      await context.readings
        .note(principalOf(request), 'export', {
          of,
          count,
          ...how,
          ...(ids === undefined ? {} : { chosen: ids.length }),
        })
        .catch(async (error) => {
          await rm(path, { force: true });
          throw error;
        });
      const file = createReadStream(path);
      file.on('close', () => void rm(path, { force: true }));
      return reply
        .header('Content-Disposition', attachment(context, selected.asked, wish, datum))
        .header('Content-Length', bytes)
        .header('X-Total-Count', count)
        .header('X-Datum', datum)
        .header('Cache-Control', 'private, no-store')
        .type(TYPES[format])
        .send(file);
    } finally {
      turn();
    }
  };

  const description =
    'Formats geojson, csv, kml, gpkg, xlsx; datum as in imports, named in the file and its name. Filters as for the list of the layer. `X-Total-Count` says how many rows.';
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/export',
    { schema: { summary: 'A layer as a file', description, tags: ['reading'], querystring: Query } },
    (request, reply) => {
      const { ids, ...rest } = request.query;
      return answer(request, reply, ids === undefined ? rest : { ...rest, ids: ids.split(',') });
    },
  );
  app.post<{ Body: Static<typeof Body> }>(
    '/api/export',
    {
      schema: { summary: 'The same, for many ids', description, tags: ['reading'], body: Body },
      bodyLimit: 16 * 2 ** 20,
    },
    (request, reply) => answer(request, reply, request.body),
  );
}

function* featuresOf(asked: Asked, { layer }: Wish, rows: readonly Entity[]): Generator<ExportRow> {
  for (const shown of rows) {
    const { geometry, properties } = featureAt(asked, layer, shown);
    yield { geometry, properties: properties as Record<string, unknown> };
  }
}

const DEMONSTRATION = '演示虚构，不是真实数据 / demonstration, invented';

function aboutOf(context: Context, asked: Asked, wish: Wish, datum: Datum, count: number): ExportNotes {
  const { layer, bbox, ids, type, level, status, parent, figure, knownAt } = wish;
  const filters = Object.entries({ bbox, type, level, status, parent, figure, knownAt })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`);
  if (ids !== undefined) filters.push(`ids: ${ids.length}`);
  const title = `${term(LAYER_TERMS, layer, 'zh')} ${term(LAYER_TERMS, layer, 'en')}`;
  return {
    layer,
    title,
    datum,
    notes: [
      ['图层 layer', title],
      ['坐标系 datum', datum],
      ['行数 rows', String(count)],
      ['时间 time', new Date(asked.now).toISOString()],
      ['序号 seq', String(asked.situation.seq)],
      ['筛选 filters', filters.join(', ') || '—'],
      ...(context.isDemo ? ([['性质 nature', DEMONSTRATION]] as const) : []),
    ],
  };
}

/** A file leaves the screen and its watermark behind: its name says the layer, the moment, the datum, and a demonstration. */
function attachment({ isDemo }: Context, { now }: Asked, { layer, format }: Wish, datum: Datum): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, '').slice(0, 13);
  const name = (demo: string) => `cordon-${layer}-${time}Z-${datum.replace(':', '')}${demo}.${format}`;
  const plain = name(isDemo ? '-demonstration' : '');
  const full = name(isDemo ? '-演示虚构-demonstration' : '');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(full)}`;
}

/** Whoever comes first is served first; who would be one too many is told so. */
class Turns {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @returns how to end the turn, or undefined when too many wait */
  async take(): Promise<(() => void) | undefined> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING) return undefined;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    return () => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    };
  }
}
