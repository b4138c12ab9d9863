// A fence that a person drew or changed, measured as the engine measures its own; and two versions of one against each
// other. Writes nothing.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { ok } from '#shared/result.ts';
import { Exact, Id } from '#shared/schema.ts';
import { inTurns } from '../in-turns.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';
import { Alternative, casesOf, MOST_CASES, outlineOf, ruleFor } from './propose.ts';

const AreaIds = Type.Array(Id, { maxItems: 20_000 });
const Body = Exact({
  geometry: Type.Optional(Type.Unknown({ description: 'a polygon, WGS-84: what lies in it is held' })),
  areaIds: Type.Optional(AreaIds),
  caseIds: Type.Optional(Type.Array(Id, { maxItems: MOST_CASES, description: 'what it should cover' })),
  policyId: Type.Optional(Id),
  before: Type.Optional(AreaIds),
});

export function measureRoutes(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Static<typeof Body> }>(
    '/api/zones/measure',
    {
      schema: {
        summary: 'People, openings, evidence and warnings of a fence drawn by hand, or of named areas',
        tags: ['reading'],
        body: Body,
        response: { 200: Alternative },
      },
    },
    async (request, reply) => {
      const view = context.viewOf(principalOf(request));
      const { geometry, areaIds, caseIds = [], policyId, before } = request.body;
      if (view.isBlind) return sendProblem(reply, problem('forbidden', 'this account sees no data'));
      // Which cases a fence covers tells where they are.
      if (caseIds.length > 0 && !view.may('L2'))
        return sendProblem(reply, problem('forbidden', 'a fence shows where cases live: this account may not'));
      if (geometry === undefined && areaIds === undefined)
        return sendProblem(reply, problem('missing-field', 'geometry or areaIds', 'geometry'));
      const drawn = await outlineOf(geometry, context);
      if (!drawn.ok) return sendProblem(reply, drawn.error);
      const cases = caseIds.length === 0 ? ok([]) : await inTurns(casesOf({ caseIds }, undefined, view, context));
      if (!cases.ok) return sendProblem(reply, cases.error);
      const rule = await ruleFor(policyId === undefined ? {} : { policyId }, cases.value, context);
      if (!rule.ok) return sendProblem(reply, rule.error);
      const measured = await context.measureFence(
        {
          cases: cases.value,
          rule: rule.value,
          ...(drawn.value === undefined ? {} : { geometry: drawn.value }),
          ...(areaIds === undefined ? {} : { areaIds }),
          ...(before === undefined ? {} : { before }),
        },
        () => !reply.raw.destroyed,
      );
      return measured.ok ? measured.value : sendProblem(reply, measured.error);
    },
  );
}
