// How far a round is, who is missing and who waits: GET /api/coverage, and the two lists of a round.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Forecast } from '#shared/domain/forecast/forecast.ts';
import { coveragePercent, rateOf } from '#shared/domain/rate.ts';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import { instant } from '#shared/time.ts';
import type { Principal } from '../access/principal.ts';
import { territoryFor } from '../access/reach.ts';
import { movesOf, type RoundCoverage, roundOver, subRoundsOf, type Window, within } from '../engine/coverage.ts';
import { type CoverageArea, coverageByArea } from '../engine/coverage-areas.ts';
import { DAILY } from '../engine/round-books.ts';
import { type ListReader, listMissing, listWaiting } from '../engine/round-lists.ts';
import { BACKTEST_HOURS, completedAt } from '../engine/rounds.ts';
import { watermarkOf } from '../engine/watermark.ts';
import { type Context, principalOf } from './context.ts';
import { Moment, momentOf } from './moment.ts';
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
  ...Moment,
});
const ListQuery = Type.Object({
  areaId: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, default: 1000 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  ...Moment,
});
const Id = Type.Object({ id: Type.String() });

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function coverageRoutes(app: FastifyInstance, context: Context): void {
  const { rounds } = context;

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/coverage',
    {
      schema: { summary: 'How far a round is: due, sampled, resulted, uploaded', tags: ['engine'], querystring: Query },
    },
    async (request, reply) => {
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      if (!context.viewOf(principalOf(request)).may('L1'))
        return sendProblem(reply, problem('forbidden', 'coverage is not among what this reader may see'));
      const { situation, now: at } = asked;
      const { window = 'round' } = request.query;
      const part = partOf(situation, request.query, at, window);
      if ('code' in part) return sendProblem(reply, part);
      const { round, areaIds } = part;
      const now = presentOf(context, situation, request.query, at);
      const coverage = rounds.coverage(situation, part, window, at, now);
      const isPresent = at === now && window === 'round';
      return {
        ...shown(coverage),
        ...freshness(situation, coverage, round, at),
        forecast: isPresent ? forecastShown(rounds.forecast(situation, part, at)) : null,
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
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      if (!context.viewOf(principalOf(request)).may('L1'))
        return sendProblem(reply, problem('forbidden', 'coverage is not among what this reader may see'));
      const { situation, now: at } = asked;
      const part = partOf(situation, request.query, at, 'round');
      if ('code' in part) return sendProblem(reply, part);
      const { level = 'community' } = request.query;
      const areas = coverageByArea(situation, rounds.books(situation), part.round, level, at);
      return { roundId: part.round.id, level, at: iso(at), areas: areas.map(areaShown) };
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
        return list(situation, rounds.books(situation), {
          round,
          areaIds,
          at,
          reader: readerOf(principal, situation),
          limit,
          offset,
        });
      },
    );
  }

  app.get<{ Params: Static<typeof Id> }>(
    '/api/rounds/:id/forecasts',
    {
      schema: {
        summary: 'What was forecast at T0 + 2, 4, 8 and 12 h, against what came',
        tags: ['engine'],
        params: Id,
      },
    },
    async (request, reply) => {
      const { situation } = context.projector;
      const round = situation.get('rounds', request.params.id);
      if (round === undefined || context.viewOf(principalOf(request)).see('rounds', round) === undefined)
        return sendProblem(reply, problem('not-found', 'no rounds has this id'));
      return { roundId: round.id, ...(await backtest(context, round)) };
    },
  );
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

export function shown(coverage: RoundCoverage) {
  const { isKnown, due } = coverage;
  const number = (name: 'due' | 'sampled' | 'resulted' | 'uploaded') => (isKnown[name] ? coverage[name] : null);
  const each = <T>(make: (n: number) => T | null) => {
    const of = (name: 'sampled' | 'resulted' | 'uploaded') =>
      isKnown.due && isKnown[name] ? make(coverage[name]) : null;
    return { sampled: of('sampled'), resulted: of('resulted'), uploaded: of('uploaded') };
  };
  return {
    due: number('due'),
    sampled: number('sampled'),
    resulted: number('resulted'),
    uploaded: number('uploaded'),
    missing: isKnown.due && isKnown.sampled ? coverage.missing : null,
    waiting: isKnown.sampled && isKnown.uploaded ? coverage.waiting : null,
    coverage: each((n) => rateOf(n, due)),
    percent: each((n) => coveragePercent(n, due)),
    repeat: coverage.repeat,
    late: coverage.late,
    pooled: coverage.pooled,
    notDue: coverage.notDue,
    offRoll: coverage.offRoll,
    countBased: coverage.countBased,
    unheardAreas: coverage.unheardAreas,
  };
}

const areaShown = ({ areaId, coverage }: CoverageArea) => ({ areaId, ...shown(coverage) });

function freshness(situation: Situation, coverage: RoundCoverage, round: Round, at: number) {
  const watermark = watermarkOf(situation);
  const isDone = coverage.due > 0 && coverage.isKnown.uploaded && coverage.uploaded === coverage.due;
  return {
    asOf: iso(coverage.asOf),
    watermark: iso(watermark),
    provisional: !isDone && round.status !== 'closed' && (watermark === null || at > watermark),
  };
}

export function forecastShown(forecast: Forecast | null) {
  if (forecast === null) return null;
  return { ...forecast, p10: iso(forecast.p10), p50: iso(forecast.p50), p90: iso(forecast.p90) };
}

/** Sub-rounds, moves and the headline at the deadline: what only persons can tell. */
function details(
  context: Context,
  situation: Situation,
  { round, areaIds }: { round: Round; areaIds?: readonly string[] },
  window: Window,
  at: number,
) {
  if (window !== 'round') return {};
  const book = context.rounds.books(situation).book(round.id, at);
  const isInside = within(situation, areaIds);
  const deadline = instant(round.deadline);
  const then =
    at > deadline ? context.rounds.coverage(situation, { round, areaIds }, 'round', deadline, Number.NaN) : undefined;
  const children = [...situation.all('rounds').values()].filter(({ parentRound }) => parentRound === round.id);
  return {
    ...(then === undefined ? {} : { atDeadline: shown(then) }),
    subRounds: (book === undefined ? [] : subRoundsOf(book, at, isInside)).map((sub) => ({
      ...sub,
      from: iso(sub.from),
      deadline: iso(sub.deadline),
    })),
    childRounds: children.map(({ id }) => id).sort(),
    moved: book === undefined ? 0 : movesOf(book, at, isInside).length,
  };
}

async function backtest(context: Context, round: Round) {
  const { rounds, projector, past, log } = context;
  const start = instant(round.start);
  const now = context.clock().now();
  const actual = completedAt(rounds, projector.situation, round, now);
  const forecasts = [];
  for (const hours of BACKTEST_HOURS) {
    const at = start + hours * 3_600_000;
    if (at > now) break;
    const situation = await past.at(Math.min(projector.situation.seq, await log.seqAt(at)));
    const known = situation.get('rounds', round.id);
    const made = known === undefined ? null : rounds.forecast(situation, { round: known }, at);
    const isJudged = made !== null && actual !== null && made.p50 !== null;
    forecasts.push({
      hours,
      at: iso(at),
      forecast: forecastShown(made),
      errorMinutes: isJudged ? Math.round((made.p50! - actual) / 60_000) : null,
      held: isJudged && made.p10 !== null && made.p90 !== null ? made.p10 <= actual && actual <= made.p90 : null,
    });
  }
  const errors = forecasts.flatMap(({ errorMinutes }) => (errorMinutes === null ? [] : [Math.abs(errorMinutes)]));
  return {
    completedAt: iso(actual),
    forecasts,
    meanAbsoluteErrorMinutes: errors.length === 0 ? null : errors.reduce((a, b) => a + b, 0) / errors.length,
  };
}
