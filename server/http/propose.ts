// The alternatives of a fence for chosen cases or a drawn outline. Writes nothing.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { FenceRule } from '#shared/domain/fence/drafts.ts';
import { FENCE_UNITS } from '#shared/domain/fence/drafts.ts';
import { fenceRuleOf } from '#shared/domain/fence/rule.ts';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { checkGeometry, countVertices, type Geometry } from '#shared/geo/geometry.ts';
import { ZoneIndex } from '#shared/geo/zone-index.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { GeometrySchema, Id, OneOf } from '#shared/schema.ts';
import type { Case } from '#shared/subject/case.ts';
import type { View } from '../access/view.ts';
import { chainOf } from '../engine/case-nodes.ts';
import { policyAt } from '../engine/policies.ts';
import { inTurns } from '../in-turns.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

export const MOST_CASES = 10_000;
const Options = Type.Object(
  {
    lookbackDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
    dwellMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 24 * 60 })),
    bufferM: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 20_000 })),
  },
  { additionalProperties: false },
);
const Body = Type.Object(
  {
    caseIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: MOST_CASES })),
    geometry: Type.Optional(Type.Unknown({ description: 'a polygon, WGS-84: the cases in it are taken' })),
    policyId: Type.Optional(Id),
    unit: Type.Optional(OneOf(...FENCE_UNITS)),
    zoneId: Type.Optional(
      Type.String({ description: 'a zone that stands: what each alternative adds to it and lets go' }),
    ),
    options: Type.Optional(Options),
  },
  { additionalProperties: false },
);
type Body = Static<typeof Body>;

const Count = Type.Union([Type.Integer(), Type.Null()]);
const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });
const Strings = Type.Array(Type.String());
const Both = Type.Object({ added: Count, removed: Count });
const Diff = Type.Object({ added: Strings, removed: Strings, households: Both, persons: Both });
export const Alternative = Type.Object({
  id: Type.String(),
  unit: OneOf(...FENCE_UNITS),
  areaIds: Strings,
  geometry: GeometrySchema,
  squareMetres: Type.Number(),
  persons: Count,
  households: Count,
  positives: Type.Object({ inside: Type.Integer(), total: Type.Integer() }),
  gates: Type.Array(
    Type.Object({
      position: Position,
      state: Type.String(),
      gateId: Type.Optional(Type.String()),
      roadId: Type.Optional(Type.String()),
    }),
  ),
  leaks: Type.Array(Type.Object({ position: Position, roadId: Type.String(), drive: Type.Boolean() })),
  desks: Count,
  rooms: Count,
  evidence: Type.Array(
    Type.Object({
      areaId: Type.String(),
      caseId: Type.String(),
      place: Type.String(),
      strength: OneOf('strong', 'weak'),
    }),
  ),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String(), count: Type.Integer() })),
  diff: Type.Optional(Diff),
});

export function proposeRoutes(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Body }>(
    '/api/zones/propose',
    {
      schema: {
        summary: 'Alternatives of a fence, the least sufficient first; writes nothing',
        tags: ['reading'],
        body: Body,
        response: { 200: Type.Object({ alternatives: Type.Array(Alternative) }) },
      },
    },
    async (request, reply) => {
      const view = context.viewOf(principalOf(request));
      // A fence tells where its cases are: whoever may not know that gets none.
      if (!view.may('L2'))
        return sendProblem(reply, problem('forbidden', 'a fence shows where cases live: this account may not'));
      const drawn = await outlineOf(request.body.geometry, context);
      if (!drawn.ok) return sendProblem(reply, drawn.error);
      const cases = await inTurns(casesOf(request.body, drawn.value, view, context));
      if (!cases.ok) return sendProblem(reply, cases.error);
      const rule = await ruleFor(request.body, cases.value, context);
      if (!rule.ok) return sendProblem(reply, rule.error);
      const { unit, zoneId } = request.body;
      const zone = zoneId === undefined ? undefined : context.projector.situation.get('zones', zoneId);
      if (zoneId !== undefined && (zone === undefined || view.see('zones', zone) === undefined))
        return sendProblem(reply, problem('unknown-entity', `no zone has the id ${zoneId}`, 'zoneId'));
      const found = await context.proposeFences(
        {
          cases: cases.value,
          rule: rule.value,
          ...(unit === undefined ? {} : { unit }),
          ...(zone === undefined ? {} : { before: zone.areaIds ?? [] }),
          ...(drawn.value === undefined ? {} : { geometry: drawn.value }),
        },
        () => !reply.raw.destroyed,
      );
      if (!found.ok) return sendProblem(reply, found.error);
      return reply.type('application/json').send(found.value);
    },
  );
}

/** A polygon, checked; large ones beside the event loop. */
export async function outlineOf(said: unknown, context: Context): Promise<Result<Geometry | undefined, Problem>> {
  if (said === undefined) return ok(undefined);
  const isLarge = countVertices(said, 2_000) > 2_000;
  const checked = isLarge ? await context.checkElsewhere(said, 'geometry') : checkGeometry(said, undefined, 'geometry');
  if (!checked.ok) return checked;
  const { type } = checked.value;
  return type === 'Polygon' || type === 'MultiPolygon'
    ? checked
    : err(problem('bad-geometry', 'an outline is a Polygon or a MultiPolygon', 'geometry.type'));
}

/** The cases asked about, as this reader may see them: hidden and absent have one answer. In steps: there may be many. */
export function* casesOf(
  { caseIds }: Pick<Body, 'caseIds'>,
  outline: Geometry | undefined,
  view: View,
  { projector }: Context,
): Generator<void, Result<Case[], Problem>> {
  const all = projector.situation.all('cases');
  if (caseIds !== undefined) {
    const cases = new Map<string, Case>();
    for (const [i, id] of caseIds.entries()) {
      const known = all.get(id);
      const shown = known === undefined ? undefined : view.see('cases', known);
      if (shown === undefined) return err(problem('unknown-entity', `no case has the id ${id}`, `caseIds.${i}`));
      cases.set(id, shown);
      yield;
    }
    return ok([...cases.values()]);
  }
  if (outline === undefined) return err(problem('missing-field', 'caseIds or geometry', 'caseIds'));
  const cases: Case[] = [];
  const index = new ZoneIndex();
  index.set('outline', outline);
  for (const known of [...all.values()]) {
    const shown = view.see('cases', known);
    const positions = [shown?.position, ...(shown?.places ?? []).map(({ position }) => position)];
    const isIn = positions.some((at) => at !== undefined && index.at([at[0], at[1]]).length > 0);
    if (shown !== undefined && isIn) cases.push(shown);
    yield;
  }
  return cases.length > MOST_CASES
    ? err(problem('too-large', `${cases.length} cases lie in it, at most ${MOST_CASES} make a fence`, 'geometry'))
    : ok(cases);
}

/** The policy named, else the one in force for zones where the first of the cases lives, else the default. */
export async function ruleFor(
  { policyId, options = {} }: Pick<Body, 'policyId' | 'options'>,
  cases: readonly Case[],
  { policies, projector, clock }: Context,
): Promise<Result<FenceRule, Problem>> {
  const { situation } = projector;
  await policies.refresh();
  const policyOf = (id: string): Policy | undefined => policyAt(situation, policies, id);
  let policy: Policy | undefined;
  if (policyId !== undefined) {
    policy = policyOf(policyId);
    if (policy === undefined) return err(problem('unknown-entity', `no policy has the id ${policyId}`, 'policyId'));
  } else {
    const areaId = cases.flatMap(({ places = [] }) => places).find((place) => place.areaId !== undefined)?.areaId;
    const chain = areaId === undefined ? [] : chainOf(situation, areaId);
    const holding = inForce(situation.all('policies').values(), policyOf, chain, clock().now());
    policy = holding.find((one) => one.policy.series === 'zone-level')?.policy;
  }
  return ok({ ...fenceRuleOf(policy), ...options });
}
