// What was forecast of a round, against what came: GET /api/rounds/:id/forecasts. Domain 6.2 (Back-test).
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Round } from '#shared/subject/round.ts';
import { HOUR, instant, MINUTE } from '#shared/time.ts';
import { BACKTEST_HOURS, completedAt } from '../engine/rounds.ts';
import { type Context, principalOf } from './context.ts';
import { forecastShown, iso } from './coverage-shown.ts';
import { sendProblem } from './problem.ts';

const Id = Type.Object({ id: Type.String() });

export function backtestRoutes(app: FastifyInstance, context: Context): void {
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

/** Each forecast is made again from what was known then: nothing need be stored for it, and nothing can be mended later. */
async function backtest(context: Context, round: Round) {
  const { rounds, projector, past, log } = context;
  const start = instant(round.start);
  const now = context.clock().now();
  const actual = completedAt(rounds, projector.situation, round, now);
  const forecasts = [];
  for (const hours of BACKTEST_HOURS) {
    const at = start + hours * HOUR;
    if (at > now) break;
    const situation = await past.at(Math.min(projector.situation.seq, await log.seqAt(at)));
    const known = situation.get('rounds', round.id);
    const made = known === undefined ? null : await rounds.forecastSoon(situation, { round: known }, at);
    const isJudged = made !== null && actual !== null && made.p50 !== null;
    forecasts.push({
      hours,
      at: iso(at),
      forecast: forecastShown(made),
      errorMinutes: isJudged ? Math.round((made.p50! - actual) / MINUTE) : null,
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
