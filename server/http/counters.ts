// GET /api/counters: days at zero and the reporting windows of a place; GET /api/epidemic-free: which communities may apply.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { WINDOWS } from '#shared/domain/counter/windows.ts';
import { heldText, type ZeroCount, type ZeroRun } from '#shared/domain/counter/zero-run.ts';
import { problem } from '#shared/errors.ts';
import { OneOf } from '#shared/schema.ts';
import { chainOf } from '../engine/case-nodes.ts';
import { counterSteps } from '../engine/counters.ts';
import { epidemicFreeSteps, type Unit } from '../engine/epidemic-free.ts';
import type { Context } from './context.ts';
import { askedBy, iso, Moment, Paging, paged } from './moment.ts';
import { sendProblem } from './problem.ts';

const When = Type.String({ format: 'date-time' });
const Null = Type.Null();
const Count = Type.Union([Type.Integer(), Null]);
const Flag = Type.Union([Type.Boolean(), Null]);

const Query = Type.Object({
  areaId: Type.Optional(Type.String({ description: 'the place; without it, the largest whose series are told' })),
  ...Moment,
});
const Run = Type.Object({
  first: Type.String({ format: 'date' }),
  last: Type.String({ format: 'date' }),
  elapsed: Type.Integer({ description: 'whole days since 24:00 of the first zero day' }),
  inclusive: Type.Integer({ description: 'days at zero, the first and the last counted' }),
  unknownDays: Type.Integer({ description: 'days in it of which nobody told: they hold the counter' }),
  text: Type.Object(
    { elapsed: Type.String(), inclusive: Type.String() },
    { description: '9, or 9 + ? where it is held' },
  ),
});
const Zeros = Type.Object({
  told: Type.Boolean(),
  current: Type.Union([Run, Null], { description: 'null: no day was told, or the last told day was above zero' }),
  finished: Type.Array(Run),
  next: Type.Object({ elapsed: Count, inclusive: Count }),
});
const Answer = Type.Object({
  at: When,
  seq: Type.Integer(),
  areaId: Type.Union([Type.String(), Null]),
  threeZeros: Type.Object({ ...Zeros.properties, series: Type.Array(Type.String()) }),
  socialZero: Type.Union([
    Type.Object({
      ...Zeros.properties,
      policyId: Type.String(),
      zero: Flag,
      basicZero: Flag,
      needDays: Type.Integer(),
      basicPerDay: Count,
    }),
    Null,
  ]),
  days: Type.Array(Type.Object({ date: Type.String({ format: 'date' }), social: Count, total: Count })),
  windows: Type.Array(
    Type.Object({
      window: OneOf(...WINDOWS),
      from: When,
      to: When,
      partial: Type.Boolean({ description: 'less than a day by its rule: never compared with a whole one' }),
      running: Type.Boolean(),
      total: Count,
      social: Count,
      controlled: Count,
    }),
  ),
});

const UnitQuery = Type.Object({
  eligible: Type.Optional(Type.Boolean()),
  areaId: Type.Optional(Type.String({ description: 'units in this area' })),
  ...Paging,
  ...Moment,
});
const UnitRow = Type.Object({
  areaId: Type.String(),
  name: Type.String(),
  nameEn: Type.Optional(Type.String()),
  level: Type.String(),
  policyId: Type.String(),
  eligible: Type.Boolean(),
  route: Type.Optional(Type.String()),
  days: Type.Union([Type.Integer(), Null], {
    description: 'full days since its last event; null where there was none',
  }),
  blocking: Type.Array(Type.Object({ route: Type.String(), need: Type.String(), have: Type.Unknown() })),
});
const UnitAnswer = Type.Object({
  at: When,
  seq: Type.Integer(),
  total: Type.Integer(),
  eligible: Type.Integer(),
  provisional: Type.Boolean({ description: 'contacts whose home nobody told may live in any of them' }),
  unplacedContacts: Type.Integer(),
  units: Type.Array(UnitRow),
});

export function counterRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/counters',
    {
      schema: {
        summary: 'Three zeros, social zero and reporting windows of a place',
        tags: ['engine'],
        querystring: Query,
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const asked = await askedBy(context, request, reply, 'L1', 'counters are');
      if (asked === undefined) return reply;
      const { situation, now, view } = asked;
      const { areaId } = request.query;
      if (areaId !== undefined && situation.get('areas', areaId) === undefined)
        return sendProblem(reply, problem('not-found', 'no areas has this id', 'areaId'));
      const {
        threeZeros,
        social,
        days,
        windows,
        areaId: place,
      } = await context.inMoment(situation, now, (still) => counterSteps(still, context.policies, view, now, areaId));
      const answer: Static<typeof Answer> = {
        at: iso(now),
        seq: situation.seq,
        areaId: place ?? null,
        threeZeros: { ...zerosShown(threeZeros), series: [...threeZeros.series] },
        socialZero:
          social === undefined
            ? null
            : {
                ...zerosShown(social.days),
                policyId: social.policyId,
                zero: social.isZero,
                basicZero: social.isBasicZero,
                needDays: social.needDays,
                basicPerDay: social.basicPerDay,
              },
        days: days.map((day) => ({ date: day.date, social: day.social ?? null, total: day.total ?? null })),
        windows: windows.map(({ name, from, to, isPartial, isRunning, total, social: of }) => ({
          window: name,
          from: iso(from),
          to: iso(to),
          partial: isPartial,
          running: isRunning,
          total,
          social: of,
          controlled: total === null || of === null ? null : total - of,
        })),
      };
      return answer;
    },
  );

  app.get<{ Querystring: Static<typeof UnitQuery> }>(
    '/api/epidemic-free',
    {
      schema: {
        summary: 'Communities that may apply as epidemic-free, and what blocks the others',
        tags: ['engine'],
        querystring: UnitQuery,
        response: { 200: UnitAnswer },
      },
    },
    async (request, reply) => {
      // Where positives live follows from what blocks a unit.
      const asked = await askedBy(context, request, reply, 'L2', 'what blocks a community is');
      if (asked === undefined) return reply;
      const { situation, now } = asked;
      const { eligible, areaId } = request.query;
      const { units, unplacedContacts } = await context.inMoment(situation, now, (still) =>
        epidemicFreeSteps(still, context.policies, now),
      );
      const here = units.filter(({ area }) => areaId === undefined || chainOf(situation, area.id).includes(areaId));
      const wanted = here.filter((unit) => eligible === undefined || unit.eligible === eligible);
      const answer: Static<typeof UnitAnswer> = {
        at: iso(now),
        seq: situation.seq,
        total: wanted.length,
        eligible: here.filter((unit) => unit.eligible).length,
        provisional: unplacedContacts > 0,
        unplacedContacts,
        units: paged(wanted, request.query).map(unitShown),
      };
      return answer;
    },
  );
}

const runShown = ({ first, last, elapsed, inclusive, unknown }: ZeroRun): Static<typeof Run> => ({
  first,
  last,
  elapsed,
  inclusive,
  unknownDays: unknown,
  text: { elapsed: heldText(elapsed, unknown), inclusive: heldText(inclusive, unknown) },
});

const zerosShown = ({ current, finished, next, isTold }: ZeroCount): Static<typeof Zeros> => ({
  told: isTold,
  current: current === null ? null : runShown(current),
  finished: finished.map(runShown),
  next,
});

const unitShown = ({ area, policy, eligible, route, days, blocking }: Unit): Static<typeof UnitRow> => ({
  areaId: area.id,
  name: area.name,
  ...(area.nameEn === undefined ? {} : { nameEn: area.nameEn }),
  level: area.level,
  policyId: policy.id,
  eligible,
  ...(route === undefined ? {} : { route }),
  days: days ?? null,
  blocking: blocking.map((one) => ({ ...one })),
});
