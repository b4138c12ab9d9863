// The whole situation for one reader: now, as of a seq, or as we knew it at a time. Snapshots go over HTTP, never
// through the socket: a ping that queues behind megabytes looks like a dead line.
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { type Entity, type Layer, SHOWN_LAYERS, type Situation } from '#shared/situation.ts';
import { instant, isTime } from '#shared/time.ts';
import { isStreamed, type View } from '../access/view.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

const compress = promisify(gzip);

const Query = Type.Object({
  seq: Type.Optional(Type.Integer({ minimum: 0, description: 'as of this event' })),
  knownAt: Type.Optional(Type.String({ description: 'as we knew it then; ISO 8601 with offset' })),
});
const Changes = Type.Object({
  after: Type.Integer({ minimum: 0 }),
  epoch: Type.String(),
  view: Type.String(),
});

/** A snapshot younger than this serves everybody who comes: they catch up from its seq anyway. */
const FRESH = 1_000;
const ENTITIES_A_TURN = 1_000;

type Snapshot = { readonly etag: string; readonly plain: Buffer; readonly zipped: Buffer };

export function situationRoutes(app: FastifyInstance, context: Context): void {
  const cache = new Map<
    string,
    { readonly madeAt: number; readonly seq: number; readonly snapshot: Promise<Snapshot> }
  >();

  const current = (view: View): Promise<Snapshot> => {
    const { situation } = context.projector;
    const known = cache.get(view.key);
    const now = performance.now();
    if (known !== undefined && (known.seq === situation.seq || now - known.madeAt < FRESH)) return known.snapshot;
    const snapshot = build(context, situation, view);
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
      const view = context.viewOf(principalOf(request));
      const { seq, knownAt } = request.query;
      if (seq === undefined && knownAt === undefined) return send(request, reply, await current(view));
      const wanted = await momentOf(context, seq, knownAt);
      if (typeof wanted !== 'number') return sendProblem(reply, wanted);
      return send(request, reply, await build(context, await context.past.at(wanted), view));
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
      return reply.type('application/json; charset=utf-8').send(body);
    },
  );
}

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

/** Builds the text in slices; entities are immutable, so the state is that of the call however long it takes. */
async function build(context: Context, situation: Situation, view: View): Promise<Snapshot> {
  const { seq } = situation;
  const held = SHOWN_LAYERS.map((layer): [Layer, Entity[]] => [layer, [...situation.all(layer).values()]]);
  const clock = situation.get('clock', 'incident');
  const head = {
    epoch: context.log.epoch,
    seq,
    view: view.key,
    asOf: Object.fromEntries(situation.asOf),
    clock: clock === undefined ? null : { origin: clock.origin, rate: clock.rate, startedAt: clock.startedAt },
  };
  const parts: string[] = [JSON.stringify(head).slice(0, -1), ',"entities":{'];
  let written = 0;
  for (const [index, [layer, entities]] of held.entries()) {
    parts.push(`${index === 0 ? '' : ','}"${layer}":[`);
    let isFirst = true;
    for (const entity of entities) {
      if (!isStreamed(layer, entity)) continue;
      const shown = view.see(layer, entity);
      if (shown === undefined) continue;
      parts.push(isFirst ? JSON.stringify(shown) : `,${JSON.stringify(shown)}`);
      isFirst = false;
      written += 1;
      if (written % ENTITIES_A_TURN === 0) await breathe();
    }
    parts.push(']');
  }
  // Figures are the engine's (GET /api/figures); the place for them is here already.
  parts.push('},"figures":{}}');
  const plain = Buffer.from(parts.join(''));
  const zipped = await compress(plain, { level: constants.Z_BEST_SPEED });
  return { etag: `"${head.epoch.slice(0, 12)}-${seq}-${view.key}"`, plain, zipped };
}

function send(request: FastifyRequest, reply: FastifyReply, { etag, plain, zipped }: Snapshot): FastifyReply {
  void reply
    .header('ETag', etag)
    .header('Cache-Control', 'private, no-cache')
    .header('Vary', 'Accept-Encoding, Cookie, Authorization');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  void reply.type('application/json; charset=utf-8');
  const accepts = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  return accepts ? reply.header('Content-Encoding', 'gzip').send(zipped) : reply.send(plain);
}
