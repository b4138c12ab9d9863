// What a zone holds: people, households, openings, and why each of its pieces is in it.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { fenceRuleOf } from '#shared/domain/fence/rule.ts';
import { problem } from '#shared/errors.ts';
import type { Case } from '#shared/subject/case.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

const Params = Type.Object({ id: Type.String() });
const Count = Type.Union([Type.Integer(), Type.Null()]);
const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });
const Answer = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  persons: Count,
  households: Count,
  pieces: Type.Array(Type.Object({ areaId: Type.String(), persons: Count, households: Count })),
  positives: Type.Union([Type.Object({ inside: Type.Integer(), total: Type.Integer() }), Type.Null()]),
  gates: Type.Array(
    Type.Object({
      position: Position,
      state: Type.String(),
      gateId: Type.Optional(Type.String()),
      roadId: Type.Optional(Type.String()),
    }),
  ),
  leaks: Type.Array(Type.Object({ position: Position, roadId: Type.String(), drive: Type.Boolean() })),
  hasEmergencyRoute: Type.Boolean(),
  evidence: Type.Array(
    Type.Object({
      areaId: Type.String(),
      caseId: Type.String(),
      place: Type.String(),
      strength: Type.Union([Type.Literal('strong'), Type.Literal('weak')]),
    }),
  ),
  confidence: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
});

export function zoneHeldRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Params: Static<typeof Params> }>(
    '/api/zones/:id/held',
    {
      schema: {
        summary: 'People and households a zone holds, its gates and leaks, and the evidence of each piece',
        tags: ['engine'],
        params: Params,
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const { situation } = context.projector;
      const view = context.viewOf(principalOf(request));
      const zone = situation.get('zones', request.params.id);
      const shown = zone === undefined ? undefined : view.see('zones', zone);
      if (zone === undefined || shown === undefined)
        return sendProblem(reply, problem('not-found', 'no zones has this id'));
      // Where a case lives is told by what it is evidence for: only to those who may know it.
      const seesCases = view.may('L2');
      const cases = (seesCases ? (shown.caseIds ?? []) : []).flatMap((id): Case[] => {
        const known = situation.get('cases', id);
        const seen = known === undefined ? undefined : view.see('cases', known);
        return seen === undefined ? [] : [seen];
      });
      const held = await context.heldByZone({
        areaIds: zone.areaIds ?? [],
        ...(zone.geometry === undefined ? {} : { geometry: zone.geometry }),
        cases,
        rule: fenceRuleOf(context.zones.policyOf(situation, zone)),
      });
      if (!held.ok) return sendProblem(reply, held.error);
      return {
        id: zone.id,
        version: zone.version,
        ...held.value,
        ...(seesCases && cases.length > 0 ? {} : { positives: null, confidence: null }),
      };
    },
  );
}
