// What a timeline is drawn from: how much was told in each stretch of time, and what differs between two moments.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { OneOf } from '#shared/schema.ts';
import { type Entity, type Layer, SHOWN_LAYERS, type Situation } from '#shared/situation.ts';
import { instant, isTime } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { type Context, principalOf } from './context.ts';
import { Paging, paged } from './moment.ts';
import { sendProblem } from './problem.ts';

const MOST_BINS = 500;
/** Rows of a difference that an answer carries at most; `total` says how many there are. */
const MOST = 10_000;
/** Rows compared in one turn of the event loop. */
const TURN = 2_000;

const When = Type.String({ description: 'ISO 8601 with offset' });
const BinQuery = Type.Object({
  from: When,
  to: When,
  bins: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_BINS, default: 96 })),
});
const BinAnswer = Type.Object({
  from: When,
  to: When,
  events: Type.Array(Type.Integer(), { description: 'reports that came in, in each of the equal stretches' }),
});
const BetweenQuery = Type.Object({
  from: When,
  to: When,
  ...Paging,
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST, default: MOST })),
});
const Changed = Type.Object({ layer: Type.String(), id: Type.String(), change: OneOf('added', 'changed', 'removed') });
const BetweenAnswer = Type.Object({
  from: When,
  to: When,
  total: Type.Integer(),
  byLayer: Type.Record(
    Type.String(),
    Type.Object({ added: Type.Integer(), changed: Type.Integer(), removed: Type.Integer() }),
  ),
  changes: Type.Array(Changed, { description: `at most ${MOST}, from \`offset\` on` }),
});
type Change = Static<typeof Changed>;

export function timelineRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof BinQuery> }>(
    '/api/timeline',
    {
      schema: {
        summary: 'How many reports came in, stretch by stretch, by the time at which they became known',
        tags: ['reading'],
        querystring: BinQuery,
        response: { 200: BinAnswer },
      },
    },
    async (request, reply) => {
      const span = spanOf(request.query);
      if ('code' in span) return sendProblem(reply, span);
      if (!context.viewOf(principalOf(request)).may('L1'))
        return sendProblem(reply, problem('forbidden', 'a timeline is not among what this reader sees'));
      const { from, to } = span;
      const bins = request.query.bins ?? 96;
      const edges = await Promise.all(
        Array.from({ length: bins + 1 }, (_, i) => context.log.seqAt(from + ((to - from) * i) / bins)),
      );
      return {
        from: request.query.from,
        to: request.query.to,
        events: edges.slice(1).map((seq, i) => seq - (edges[i] ?? 0)),
      };
    },
  );

  app.get<{ Querystring: Static<typeof BetweenQuery> }>(
    '/api/differences',
    {
      schema: {
        summary: 'What was added, changed and removed between two moments, as each was known then',
        tags: ['reading'],
        querystring: BetweenQuery,
        response: { 200: BetweenAnswer },
      },
    },
    async (request, reply) => {
      const span = spanOf(request.query);
      if ('code' in span) return sendProblem(reply, span);
      const head = context.projector.situation.seq;
      const [first, last] = await Promise.all([context.log.seqAt(span.from), context.log.seqAt(span.to)]);
      const before = await context.past.at(Math.min(head, first));
      const after = last >= head ? context.projector.situation : await context.past.at(last);
      const view = context.viewOf(principalOf(request));
      const changes = await context.inMoment(after, context.clock().now(), (still) => differences(before, still, view));
      const byLayer: Record<string, { added: number; changed: number; removed: number }> = {};
      for (const { layer, change } of changes) {
        byLayer[layer] ??= { added: 0, changed: 0, removed: 0 };
        byLayer[layer][change] += 1;
      }
      const { from, to } = request.query;
      return {
        from,
        to,
        total: changes.length,
        byLayer,
        changes: [...paged(changes, { limit: MOST, ...request.query })],
      };
    },
  );
}

function spanOf({ from, to }: { readonly from: string; readonly to: string }) {
  for (const [field, value] of Object.entries({ from, to }))
    if (!isTime(value)) return problem('bad-time', `${field} is a time with an offset (a + in a URL is %2B)`, field);
  const span = { from: instant(from), to: instant(to) };
  return span.from <= span.to ? span : problem('invalid-value', 'from is not after to', 'from');
}

/** Versions count the changes of an entity: another one is another state. What a reader may not see did not happen. */
function* differences(before: Situation, after: Situation, view: View): Generator<void, Change[]> {
  const changes: Change[] = [];
  let looked = 0;
  for (const layer of SHOWN_LAYERS) {
    if (layer === 'clock' || layer === 'positions') continue;
    const is = (entity: Entity | undefined): boolean => entity !== undefined && view.see(layer, entity) !== undefined;
    const was = before.all(layer) as ReadonlyMap<string, Entity>;
    for (const [id, entity] of after.all(layer) as ReadonlyMap<string, Entity>) {
      const old = was.get(id);
      if (old?.version !== entity.version) {
        const [wasThere, isThere] = [is(old), is(entity)];
        if (isThere) changes.push({ layer, id, change: wasThere ? 'changed' : 'added' });
        else if (wasThere) changes.push({ layer, id, change: 'removed' });
      }
      looked += 1;
      if (looked % TURN === 0) yield;
    }
    for (const [id, entity] of was)
      if (after.get(layer as Layer, id) === undefined && is(entity)) changes.push({ layer, id, change: 'removed' });
  }
  return changes;
}
