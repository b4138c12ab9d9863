// GET /api/digest: what changed between two moments, for the shift that comes, as this reader may know it.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { SHIFT_FIGURES, type ShiftDigest } from '#shared/shift.ts';
import { shiftChanges } from '../engine/shift-digest.ts';
import { type Context, principalOf } from './context.ts';
import { momentOf } from './moment.ts';
import { sendProblem } from './problem.ts';

const Query = Type.Object({
  from: Type.String({ description: 'as it was known then; ISO 8601 with offset' }),
  to: Type.Optional(Type.String({ description: 'as it was known then; now where left out' })),
});

export function digestRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/digest',
    {
      schema: {
        summary:
          'What changed between two moments: positives, zones, rounds, checkpoints, alarms, figures then and now',
        tags: ['engine'],
        querystring: Query,
      },
    },
    async (request, reply) => {
      const view = context.viewOf(principalOf(request));
      if (!view.may('L1'))
        return sendProblem(reply, problem('forbidden', 'this is not among what this reader may see'));
      const { from, to } = request.query;
      const before = await momentOf(context, { knownAt: from }, reply);
      if (before === undefined) return reply;
      const after = await momentOf(context, to === undefined ? {} : { knownAt: to }, reply);
      if (after === undefined) return reply;
      if (before.now >= after.now) return sendProblem(reply, problem('out-of-range', 'from is before to', 'from'));
      const then = await context.figures.at(before.situation, view, before.now);
      // The present moves on while figures are worked out: the same moment for both parts of the answer.
      const changes = shiftChanges({
        before: before.situation,
        after: after.situation,
        view,
        from: before.now,
        to: after.now,
      });
      const now =
        to === undefined
          ? (await context.figures.now(view)).figures
          : await context.figures.at(after.situation, view, after.now);
      const digest: ShiftDigest = {
        from: new Date(before.now).toISOString(),
        to: new Date(after.now).toISOString(),
        ...changes,
        figures: Object.fromEntries(
          SHIFT_FIGURES.flatMap((id) => {
            const [a, b] = [then[id], now[id]];
            return a === undefined || b === undefined ? [] : [[id, { before: a, after: b }]];
          }),
        ),
      };
      return digest;
    },
  );
}
