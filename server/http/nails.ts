// GET /api/nails: the key high-risk areas at a moment, each with its persons, score, nine items, six lanes and exit.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { LANES } from '#shared/domain/nail/nail.ts';
import { SCORE_PARTS } from '#shared/domain/nail/score.ts';
import { problem } from '#shared/errors.ts';
import { OneOf } from '#shared/schema.ts';
import type { Situation } from '#shared/situation.ts';
import { MINUTE } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { chainOf } from '../engine/case-nodes.ts';
import { daysSince, type Nail } from '../engine/nails.ts';
import { type Context, principalOf } from './context.ts';
import { type Asked, askedBy, iso, Moment, momentOf, Paging, paged } from './moment.ts';
import { sendProblem } from './problem.ts';

const Query = Type.Object({
  status: Type.Optional(OneOf('candidate', 'confirmed')),
  exit: Type.Optional(OneOf('met', 'blocking', 'needsPerson')),
  areaId: Type.Optional(Type.String({ description: 'nails that lie in this area' })),
  ...Paging,
  ...Moment,
});
const One = Type.Object(Moment);
const Params = Type.Object({ id: Type.String() });

const When = Type.String({ format: 'date-time' });
const Nullable = <T extends ReturnType<typeof Type.Number> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()]);
const Row = Type.Object({
  id: Type.String(),
  status: OneOf('candidate', 'confirmed'),
  zoneId: Type.Union([Type.String(), Type.Null()], {
    description: 'null: five persons, and nobody has zoned the place',
  }),
  areaIds: Type.Array(Type.String()),
  name: Type.Union([Type.String(), Type.Null()]),
  nameEn: Type.Optional(Type.String()),
  policyId: Type.String(),
  persons: Nullable(Type.Integer({ description: 'distinct infected persons; null where nobody reports cases' })),
  threshold: Type.Integer(),
  windowDays: Nullable(Type.Integer()),
  since: Type.Union([When, Type.Null()], { description: 'when the person who made it a nail was sampled' }),
  days: Nullable(Type.Integer()),
  score: Type.Object({
    value: Nullable(Type.Number({ description: '0 to 100' })),
    partial: Type.Boolean({ description: 'a part of it nobody told; its weight is shared among the rest' }),
    parts: Type.Array(
      Type.Object({
        part: OneOf(...SCORE_PARTS),
        weight: Type.Number(),
        x: Nullable(Type.Number()),
        value: Nullable(Type.Number()),
      }),
    ),
  }),
  itemsDone: Type.Integer(),
  itemsTotal: Type.Integer(),
  items: Type.Array(
    Type.Object({
      item: Type.String(),
      state: OneOf('done', 'open', 'unknown'),
      at: Type.Optional(When),
      from: Type.Optional(Type.String({ description: 'the zone it was split from, which told it' })),
      source: Type.Optional(Type.String()),
      proof: Type.Optional(Type.Unknown()),
    }),
  ),
  lanes: Type.Array(
    Type.Object({
      lane: OneOf(...LANES),
      state: OneOf('done', 'open', 'unknown', 'notConnected'),
      done: Nullable(Type.Integer()),
      total: Nullable(Type.Integer()),
      overLimit: Type.Optional(Type.Integer()),
    }),
  ),
  exit: Type.Object({
    state: OneOf('met', 'blocking', 'needsPerson'),
    findings: Type.Array(
      Type.Object({ predicate: Type.String(), state: Type.String(), have: Type.Unknown(), need: Type.Unknown() }),
    ),
  }),
  caseIds: Type.Optional(Type.Array(Type.String(), { description: 'those the reader may see; L2' })),
});
const Answer = Type.Object({ at: When, seq: Type.Integer(), total: Type.Integer(), nails: Type.Array(Row) });

export function nailRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/nails',
    {
      schema: {
        summary: 'Nails: five distinct infected persons and more, with score, items, lanes and exit',
        tags: ['engine'],
        querystring: Query,
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const asked = await askedBy(context, request, reply, 'L1', 'nails are');
      if (asked === undefined) return reply;
      const { situation, now, view } = asked;
      const { status, exit, areaId } = request.query;
      const nails = (await nailsAt(context, asked)).filter(
        (nail) =>
          (status === undefined || statusOf(nail) === status) &&
          (exit === undefined || nail.exit.state === exit) &&
          (areaId === undefined || nail.areaIds.some((id) => chainOf(situation, id).includes(areaId))),
      );
      return {
        at: iso(now),
        seq: situation.seq,
        total: nails.length,
        nails: paged(nails, request.query).map((nail) => shown(nail, situation, view, now)),
      };
    },
  );

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof One> }>(
    '/api/nails/:id',
    { schema: { summary: 'One nail', tags: ['engine'], params: Params, querystring: One, response: { 200: Row } } },
    async (request, reply) => {
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      const view = context.viewOf(principalOf(request));
      const nail = view.may('L1')
        ? (await nailsAt(context, asked)).find(({ id }) => id === request.params.id)
        : undefined;
      if (nail === undefined) return sendProblem(reply, problem('not-found', 'no nails has this id'));
      return shown(nail, asked.situation, view, asked.now);
    },
  );
}

function nailsAt(context: Context, { situation, now }: Asked): Promise<readonly Nail[]> {
  // A question about the last minute is one about now; one about a past situation is about what that knew.
  const isPresent = situation === context.projector.situation && Math.abs(context.clock().now() - now) < MINUTE;
  return context.inMoment(situation, now, (still) => context.nails.steps(still, now, isPresent));
}

const statusOf = ({ isConfirmed }: Nail): 'candidate' | 'confirmed' => (isConfirmed ? 'confirmed' : 'candidate');

function shown(nail: Nail, situation: Situation, view: View, now: number): Static<typeof Row> {
  const { id, zone, areaIds, policy, qualification, score, items, lanes, exit, caseIds } = nail;
  const named = zone?.name === undefined ? situation.get('areas', areaIds[0] ?? '') : zone;
  return {
    id,
    status: statusOf(nail),
    zoneId: zone?.id ?? null,
    areaIds: [...areaIds],
    name: named?.name ?? null,
    ...(named?.nameEn === undefined ? {} : { nameEn: named.nameEn }),
    policyId: policy.id,
    persons: qualification.persons,
    threshold: qualification.threshold,
    windowDays: qualification.windowDays,
    since: qualification.since === undefined ? null : iso(qualification.since),
    days: daysSince(qualification, now),
    score: {
      value: score.score === null ? null : Math.round(score.score * 10) / 10,
      partial: score.isPartial,
      parts: score.parts.map((part) => ({ ...part })),
    },
    itemsDone: items.filter(({ state }) => state === 'done').length,
    itemsTotal: items.length,
    items: items.map(({ item, state, at, from }) => {
      const told = situation.get('nails', `${from ?? zone?.id}|${item}`);
      const entity = told === undefined || state === 'unknown' ? undefined : view.see('nails', told);
      return {
        item,
        state,
        ...(at === undefined ? {} : { at: iso(at) }),
        ...(from === undefined ? {} : { from }),
        ...(entity === undefined ? {} : { source: entity.source }),
        ...(entity?.proof === undefined ? {} : { proof: entity.proof }),
      };
    }),
    lanes: lanes.map((lane) => ({ ...lane })),
    exit: {
      state: exit.state,
      findings: exit.findings.map(({ predicate, state, have, need }) => ({ predicate, state, have, need })),
    },
    ...(view.may('L2') ? { caseIds: caseIds.filter((one) => isSeen(view, situation, one)) } : {}),
  };
}

function isSeen(view: View, situation: Situation, caseId: string): boolean {
  const known = situation.get('cases', caseId);
  return known !== undefined && view.see('cases', known) !== undefined;
}
