// The whole situation for one reader: now, as of a seq, or as we knew it at a time. Snapshots go over HTTP, never
// through the socket: a ping that queues behind megabytes looks like a dead line.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import { instant, isTime, SECOND } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { Audience } from '../publish/audience.ts';
import { buildSnapshot, type Packing, type Snapshot, zip } from '../publish/snapshot.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';
import { Scoping, scopeOf } from './scope.ts';
import { timelineRoutes } from './timeline.ts';

const Query = Type.Object({
  seq: Type.Optional(Type.Integer({ minimum: 0, description: 'as of this event' })),
  knownAt: Type.Optional(Type.String({ description: 'as we knew it then; ISO 8601 with offset' })),
  at: Type.Optional(
    Type.String({ description: 'what had happened by then, from all that is known (or known at knownAt); ISO 8601' }),
  ),
  ...Scoping,
});
const Changes = Type.Object({
  after: Type.Integer({ minimum: 0 }),
  epoch: Type.String(),
  view: Type.String(),
  ...Scoping,
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

  const current = (audience: Audience, maxAge: number): Promise<Snapshot> => {
    const { situation } = context.projector;
    const known = cache.get(audience.key);
    const now = performance.now();
    if (known !== undefined && (known.seq === situation.seq || now - known.madeAt < maxAge)) return known.snapshot;
    const figures = audience.isPart ? undefined : shown(context, audience.view);
    const snapshot = buildSnapshot(context.log.epoch, situation, audience, figures);
    cache.set(audience.key, { madeAt: now, seq: situation.seq, snapshot });
    snapshot.catch(() => cache.delete(audience.key));
    for (const oldest of cache.keys()) {
      if (cache.size <= 8) break; // one for each audience in use; they are few
      cache.delete(oldest);
    }
    return snapshot;
  };

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/situation',
    {
      schema: {
        summary: 'The situation, now or as it was; a part of it (layers, bbox) comes without figures',
        tags: ['reading'],
        querystring: Query,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const view = context.viewOf(principal);
      // Whoever may know precise places has those of all cases from here on: the socket goes on from this answer, with
      // whatever layers are then asked for.
      if (view.may('L2')) await context.readings.noteOnce(principal, 'places', 'situation', {});
      const { seq, knownAt, at } = request.query;
      const scope = scopeOf(request.query);
      if ('code' in scope) return sendProblem(reply, scope);
      const audience = new Audience(view, scope);
      const packings: readonly Packing[] = audience.isPart ? ['br', 'gzip'] : ['gzip'];
      if (seq === undefined && knownAt === undefined && at === undefined)
        return send(request, reply, await current(audience, maxAgeOf(request)), packings);
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
      const figures = audience.isPart ? undefined : await context.figures.at(past, view, then);
      return send(request, reply, await buildSnapshot(context.log.epoch, past, audience, figures), packings);
    },
  );

  app.get<{ Querystring: Static<typeof Changes> }>(
    '/api/changes',
    { schema: { summary: 'What changed after a cursor', tags: ['reading'], querystring: Changes } },
    async (request, reply) => {
      const { after, epoch, view: key } = request.query;
      const view = context.viewOf(principalOf(request));
      const scope = scopeOf(request.query);
      if ('code' in scope) return sendProblem(reply, scope);
      const body =
        epoch === context.log.epoch && key === view.key
          ? context.publisher.changesAfter(view, after, scope)
          : undefined;
      if (body === undefined) {
        return sendProblem(
          reply,
          problem('resync', 'this cursor cannot be followed here: load /api/situation and go on from there'),
        );
      }
      void reply.type('application/json; charset=utf-8').header('Vary', 'Accept-Encoding');
      // A day away is hundreds of kilobytes, and a phone at the edge of its cell waits for each of them.
      if (body.length < WORTH_ZIPPING || !takes(request, 'gzip')) return reply.send(body);
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

const takes = ({ headers }: FastifyRequest, how: Packing): boolean =>
  new RegExp(`\\b${how}\\b`).test(String(headers['accept-encoding'] ?? ''));

/** @param packings in which it may travel, the better first */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, plain, packed }: Snapshot,
  packings: readonly Packing[],
): Promise<FastifyReply> {
  void reply
    .header('ETag', etag)
    .header('Cache-Control', 'private, no-cache')
    .header('Vary', 'Accept-Encoding, Cookie, Authorization');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  void reply.type('application/json; charset=utf-8');
  const how = packings.find((one) => takes(request, one));
  return how === undefined ? reply.send(plain) : reply.header('Content-Encoding', how).send(await packed(how));
}
