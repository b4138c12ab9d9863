// The whole situation for one reader: now, as of a seq, or as we knew it at a time. Snapshots go over HTTP, never
// through the socket: a ping that queues behind megabytes looks like a dead line.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import { instant, isTime, SECOND } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { buildSnapshot, type Snapshot, zip } from '../publish/snapshot.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';
import { timelineRoutes } from './timeline.ts';

const Query = Type.Object({
  seq: Type.Optional(Type.Integer({ minimum: 0, description: 'as of this event' })),
  knownAt: Type.Optional(Type.String({ description: 'as we knew it then; ISO 8601 with offset' })),
  at: Type.Optional(
    Type.String({ description: 'what had happened by then, from all that is known (or known at knownAt); ISO 8601' }),
  ),
});
const Changes = Type.Object({
  after: Type.Integer({ minimum: 0 }),
  epoch: Type.String(),
  view: Type.String(),
});

/**
 * Who asks gets everything acknowledged before the question, unless `Cache-Control: max-age=N` says that N seconds old
 * will do: our own screens say so, because they catch up from its seq, and five hundred of them come back at once.
 */
const MAX_AGE = /\bmax-age=(\d{1,2})\b/;

/** Smaller answers fit into a packet or two anyway. bytes */
const WORTH_ZIPPING = 2_000;

export function situationRoutes(app: FastifyInstance, context: Context): void {
  timelineRoutes(app, context);
  const cache = new Map<
    string,
    { readonly madeAt: number; readonly seq: number; readonly snapshot: Promise<Snapshot> }
  >();

  const current = (view: View, maxAge: number): Promise<Snapshot> => {
    const { situation } = context.projector;
    const known = cache.get(view.key);
    const now = performance.now();
    if (known !== undefined && (known.seq === situation.seq || now - known.madeAt < maxAge)) return known.snapshot;
    const snapshot = buildSnapshot(context.log.epoch, situation, view, shown(context, view));
    cache.set(view.key, { madeAt: now, seq: situation.seq, snapshot });
    snapshot.catch(() => cache.delete(view.key));
    for (const oldest of cache.keys()) {
      if (cache.size <= 8) break; // one for each view in use; views are few
      cache.delete(oldest);
    }
    return snapshot;
  };

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/situation',
    { schema: { summary: 'The situation, now or as it was', tags: ['reading'], querystring: Query } },
    async (request, reply) => {
      const principal = principalOf(request);
      const view = context.viewOf(principal);
      // Whoever may know precise places holds those of all cases from here on.
      if (view.may('L2')) await context.readings.noteOnce(principal, 'places', 'situation', {});
      const { seq, knownAt, at } = request.query;
      if (seq === undefined && knownAt === undefined && at === undefined)
        return send(request, reply, await current(view, maxAgeOf(request)));
      if (at !== undefined && !isTime(at))
        return sendProblem(reply, problem('bad-time', 'at is a time with an offset (a + in a URL is %2B)', 'at'));
      const wanted =
        seq === undefined && knownAt === undefined
          ? context.projector.situation.seq
          : await momentOf(context, seq, knownAt);
      if (typeof wanted !== 'number') return sendProblem(reply, wanted);
      const past = await (at === undefined ? context.past.at(wanted) : context.past.happenedBy(instant(at), wanted));
      const moment = at ?? knownAt;
      const then = moment === undefined ? lastWord(past) : instant(moment);
      const figures = await context.figures.at(past, view, then);
      return send(request, reply, await buildSnapshot(context.log.epoch, past, view, figures));
    },
  );

  app.get<{ Querystring: Static<typeof Changes> }>(
    '/api/changes',
    { schema: { summary: 'What changed after a cursor', tags: ['reading'], querystring: Changes } },
    async (request, reply) => {
      const { after, epoch, view: key } = request.query;
      const view = context.viewOf(principalOf(request));
      const body =
        epoch === context.log.epoch && key === view.key ? context.publisher.changesAfter(view, after) : undefined;
      if (body === undefined) {
        return sendProblem(
          reply,
          problem('resync', 'this cursor cannot be followed here: load /api/situation and go on from there'),
        );
      }
      void reply.type('application/json; charset=utf-8').header('Vary', 'Accept-Encoding');
      // A day away is hundreds of kilobytes, and a phone at the edge of its cell waits for each of them.
      if (body.length < WORTH_ZIPPING || !takesGzip(request)) return reply.send(body);
      return reply.header('Content-Encoding', 'gzip').send(await zip(Buffer.from(body)));
    },
  );
}

/** What buildSnapshot waits for at its end; the entities are those of the call. */
const shown = async (context: Context, view: View) => (await context.figures.now(view)).figures;

/** The moment a situation speaks of when nobody asked for one: that of its newest report. */
const lastWord = (situation: Situation): number =>
  [...situation.asOf.values()].reduce((latest, at) => Math.max(latest, instant(at)), 0);

const maxAgeOf = ({ headers }: FastifyRequest): number =>
  Number(MAX_AGE.exec(headers['cache-control'] ?? '')?.[1] ?? 0) * SECOND;

async function momentOf(
  context: Context,
  seq: number | undefined,
  knownAt: string | undefined,
): Promise<number | ReturnType<typeof problem>> {
  const { seq: head } = context.projector.situation;
  if (seq !== undefined) return seq <= head ? seq : problem('out-of-range', `the log ends at ${head}`, 'seq');
  if (knownAt === undefined || !isTime(knownAt)) {
    return problem('bad-time', 'knownAt is a time with an offset (a + in a URL is %2B)', 'knownAt');
  }
  return Math.min(head, await context.log.seqAt(instant(knownAt)));
}

const takesGzip = ({ headers }: FastifyRequest): boolean => /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));

function send(request: FastifyRequest, reply: FastifyReply, { etag, plain, zipped }: Snapshot): FastifyReply {
  void reply
    .header('ETag', etag)
    .header('Cache-Control', 'private, no-cache')
    .header('Vary', 'Accept-Encoding, Cookie, Authorization');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  void reply.type('application/json; charset=utf-8');
  return takesGzip(request) ? reply.header('Content-Encoding', 'gzip').send(zipped) : reply.send(plain);
}
