// How far a round is, who is missing and who waits: GET /api/coverage, and the two lists of a round.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant } from '#shared/time.ts';
import type { Principal } from '../access/principal.ts';
import { territoryFor } from '../access/reach.ts';
import { roundOver } from '../engine/coverage.ts';
import { coverageByArea, coverageByZone } from '../engine/coverage-areas.ts';
import type { Window } from '../engine/coverage-prepared.ts';
import { DAILY } from '../engine/round-books.ts';
import { type ListReader, listMissing, listWaiting } from '../engine/round-lists.ts';
import { backtestRoutes } from './backtest.ts';
import { type Context, principalOf } from './context.ts';
import { areaShown, details, forecastShown, freshness, iso, shown, zoneShown } from './coverage-shown.ts';
import { askedBy, Moment, momentOf, Paging } from './moment.ts';
import { sendProblem } from './problem.ts';

const Query = Type.Object({
  roundId: Type.Optional(Type.String()),
  zoneId: Type.Optional(Type.String()),
  areaId: Type.Optional(Type.String()),
  window: Type.Optional(
    Type.Union([Type.Literal('round'), Type.Literal('rolling24')], {
      description: 'round: the fixed window of the order; rolling24: the last 24 hours. Never mixed',
    }),
  ),
  ...Moment,
});
const ByArea = Type.Object({
  roundId: Type.Optional(Type.String()),
  level: Type.Optional(Type.String({ description: 'community by default' })),
  parent: Type.Optional(Type.String({ description: 'only areas inside this one' })),
  ...Moment,
});
const ByZone = Type.Object({ roundId: Type.String(), ...Moment });
const ListQuery = Type.Object({
  areaId: Type.Optional(Type.String()),
  ...Paging,
  ...Moment,
});
const Id = Type.Object({ id: Type.String() });

export function coverageRoutes(app: FastifyInstance, context: Context): void {
  const { rounds } = context;

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/coverage',
    {
      schema: { summary: 'How far a round is: due, sampled, resulted, uploaded', tags: ['engine'], querystring: Query },
    },
    async (request, reply) => {
      const asked = await askedBy(context, request, reply, 'L1', 'coverage is');
      if (asked === undefined) return reply;
      const { situation, now: at } = asked;
      const { window = 'round' } = request.query;
      const part = partOf(situation, request.query, at, window);
      if ('code' in part) return sendProblem(reply, part);
      const { round, areaIds } = part;
      const now = presentOf(context, situation, request.query, at);
      // First what takes its time: all the rest is then of one moment.
      const isPresent = at === now && window === 'round';
      const forecast = isPresent ? await rounds.forecastSoon(situation, part, at) : null;
      const coverage = rounds.coverage(situation, part, window, at, now);
      return {
        ...shown(coverage),
        ...freshness(situation, coverage, round, at),
        forecast: forecastShown(forecast),
        window,
        roundId: round.id === DAILY ? null : round.id,
        ...(areaIds === undefined ? {} : { areaIds }),
        at: iso(at),
        ...(window === 'round' ? { start: round.start, deadline: round.deadline, status: round.status } : {}),
        ...details(context, situation, part, window, at),
      };
    },
  );

  app.get<{ Querystring: Static<typeof ByArea> }>(
    '/api/coverage/areas',
    { schema: { summary: 'Coverage of every area of a level in a round', tags: ['engine'], querystring: ByArea } },
    async (request, reply) => {
      const asked = await askedBy(context, request, reply, 'L1', 'coverage is');
      if (asked === undefined) return reply;
      const { situation, now: at } = asked;
      const part = partOf(situation, request.query, at, 'round');
      if ('code' in part) return sendProblem(reply, part);
      const { level = 'community', parent } = request.query;
      const areas = coverageByArea(situation, rounds.books(situation), part.round, level, at, parent);
      return { roundId: part.round.id, level, at: iso(at), areas: areas.map((area) => areaShown(situation, area)) };
    },
  );

  app.get<{ Querystring: Static<typeof ByZone> }>(
    '/api/coverage/zones',
    {
      schema: {
        summary: 'Coverage of every zone in force: in a round of its own where one runs, else in the round asked about',
        tags: ['engine'],
        querystring: ByZone,
      },
    },
    async (request, reply) => {
      const asked = await askedBy(context, request, reply, 'L1', 'coverage is');
      if (asked === undefined) return reply;
      const { situation, view, now: at } = asked;
      const part = partOf(situation, request.query, at, 'round');
      if ('code' in part) return sendProblem(reply, part);
      const zones = coverageByZone(situation, rounds.books(situation), part.round, at);
      const seen = zones.filter(({ zone }) => view.see('zones', zone) !== undefined);
      return { roundId: part.round.id, at: iso(at), zones: seen.map(zoneShown) };
    },
  );

  for (const [name, list] of [
    ['missing', listMissing],
    ['waiting', listWaiting],
  ] as const) {
    app.get<{ Params: Static<typeof Id>; Querystring: Static<typeof ListQuery> }>(
      `/api/rounds/:id/${name}`,
      {
        schema: {
          summary: name === 'missing' ? 'Due and not sampled, by address' : 'Sampled and not uploaded, oldest first',
          tags: ['engine'],
          params: Id,
          querystring: ListQuery,
        },
      },
      async (request, reply) => {
        const asked = await momentOf(context, request.query, reply);
        if (asked === undefined) return reply;
        const { situation, now: at } = asked;
        const { areaId, limit = 1000, offset = 0 } = request.query;
        const principal = principalOf(request);
        const round = situation.get('rounds', request.params.id);
        if (round === undefined || context.viewOf(principal).see('rounds', round) === undefined)
          return sendProblem(reply, problem('not-found', 'no rounds has this id'));
        const areaIds = areaId === undefined ? undefined : [areaId];
        const listed = list(situation, rounds.books(situation), {
          round,
          areaIds,
          at,
          reader: readerOf(principal, situation),
          limit,
          offset,
        });
        const { total } = listed;
        const told = { of: name, roundId: round.id, count: total, offset, ...(areaId === undefined ? {} : { areaId }) };
        await context.readings.note(principal, 'list', told);
        return listed;
      },
    );
  }

  backtestRoutes(app, context);
}

function readerOf({ classes, areas }: Principal, situation: Situation): ListReader {
  const territory = areas.length === 0 ? undefined : territoryFor(areas, situation);
  return {
    seesPlaces: classes.includes('L2'),
    seesPersons: classes.includes('L3'),
    holdsArea: (areaId) => territory === undefined || territory.holdsArea(areaId),
  };
}

/** The moment at which a situation is the present: a past one at what it knew, the live one by the clock. */
function presentOf(
  context: Context,
  situation: Situation,
  { at, knownAt }: { at?: string; knownAt?: string },
  asked: number,
): number {
  if (situation !== context.projector.situation) return knownAt === undefined ? asked : instant(knownAt);
  return at === undefined ? asked : context.clock().now();
}

type Asked = { readonly roundId?: string; readonly zoneId?: string; readonly areaId?: string };

function partOf(
  situation: Situation,
  { roundId, zoneId, areaId }: Asked,
  at: number,
  window: Window,
): { readonly round: Round; readonly areaIds?: readonly string[] } | ReturnType<typeof problem> {
  const zone = zoneId === undefined ? undefined : situation.get('zones', zoneId);
  if (zoneId !== undefined && zone === undefined) return problem('not-found', 'no zones has this id', 'zoneId');
  if (areaId !== undefined && situation.get('areas', areaId) === undefined)
    return problem('not-found', 'no areas has this id', 'areaId');
  const areaIds = areaId !== undefined ? [areaId] : zone?.areaIds;
  if (roundId !== undefined) {
    const round = situation.get('rounds', roundId);
    if (round === undefined) return problem('not-found', 'no rounds has this id', 'roundId');
    return areaIds === undefined ? { round } : { round, areaIds };
  }
  if (areaIds === undefined && zoneId === undefined)
    return problem('missing-field', 'say roundId, zoneId or areaId', 'roundId');
  const round = roundOver(situation, areaIds ?? [], at, zoneId);
  if (round !== undefined) {
    // A round ordered for this very zone is asked for whole: the zone may be drawn, without address nodes.
    return zoneId !== undefined && round.zoneId === zoneId && areaId === undefined
      ? { round }
      : { round, areaIds: areaIds ?? [] };
  }
  if (window === 'rolling24' && areaIds !== undefined) return { round: DAILY_ROUND, areaIds };
  return problem('not-found', 'no round holds this place at this time', zoneId === undefined ? 'areaId' : 'zoneId');
}

/** Tests of people who are tested every day and for no round: only the sliding window has a meaning for them. */
const DAILY_ROUND = { id: DAILY, status: 'open', areaIds: [], start: '', deadline: '' } as unknown as Round;
