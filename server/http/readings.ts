// The readings that were audited, for those who answer for them; and the word of a screen that made a file or a page by itself.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { Count, Exact, Id, Maybe, OneOf, Text } from '#shared/schema.ts';
import { type Context, hasRight, principalOf } from './context.ts';
import { iso } from './moment.ts';
import { sendProblem } from './problem.ts';

/** Why somebody takes something away, in their own words. */
export const Reason = Type.Optional(Text(200));

const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 200 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  before: Type.Optional(Type.Integer({ minimum: 1, description: 'only rows before this `n`: the next page' })),
});
const Row = Type.Object(
  { n: Type.Integer(), at: Type.String(), actor: Type.String(), kind: Type.String() },
  { additionalProperties: true },
);
const Said = Exact({
  kind: OneOf('table', 'print'),
  /** the list that was on the screen: a layer, a figure, a round's missing */
  of: Id,
  count: Count,
  reason: Maybe(Text(200)),
});

export function readingRoutes(app: FastifyInstance, { readings, viewOf }: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/readings',
    {
      schema: {
        summary: 'Who took which data away, signed in, or changed what others may, the newest first',
        description:
          '`kind`: export, list, table, print, places (holds precise places), signIn, signOut, access (`what` of whom: `of`).',
        tags: ['accounts'],
        querystring: Query,
        response: { 200: Type.Object({ total: Type.Integer(), readings: Type.Array(Row) }) },
      },
    },
    async (request, reply) => {
      if (!hasRight(request, 'accounts', 'approve'))
        return sendProblem(reply, problem('forbidden', 'this is for administrators and for those who approve orders'));
      const { limit = 200, before, offset } = request.query;
      const { rows, total } = await readings.list(limit, before, offset);
      return {
        total,
        readings: rows.map(({ n, at, actor, kind, told }) => ({ ...told, n, at: iso(at), actor, kind })),
      };
    },
  );
  app.post<{ Body: Static<typeof Said> }>(
    '/api/readings',
    {
      schema: {
        summary: 'A screen says that it makes a file or a printed page of what it shows',
        description: 'Asked before the file is made. 507: it could not be kept, so nothing may be made.',
        tags: ['reading'],
        body: Said,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { kind, ...told } = request.body;
      // Who sees no data has nothing on the screen but this record, if that is theirs to read.
      const isRecord = told.of === 'readings' && hasRight(request, 'accounts', 'approve');
      if (viewOf(principal).isBlind && !isRecord)
        return sendProblem(reply, problem('forbidden', 'this account sees no data'));
      await readings.note(principal, kind, told);
      return reply.code(204).send();
    },
  );
}
