// Addresses: what registered place a text means, and the cases whose address nobody has settled yet.
import { setImmediate as breathe } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { AddressMatch } from '#shared/domain/address/match.ts';
import { isUnsettled } from '#shared/domain/address/unsettled.ts';
import { problem } from '#shared/errors.ts';
import type { Case } from '#shared/subject/case.ts';
import { type Context, principalOf } from './context.ts';
import { Moment, momentOf } from './moment.ts';
import { sendProblem } from './problem.ts';

const MOST = 1_000;
/** Addresses looked up in one turn of the event loop: some ten milliseconds. */
const TURN = 20;

const Body = Type.Object(
  { addresses: Type.Array(Type.String({ maxLength: 300 }), { maxItems: MOST }) },
  { additionalProperties: false },
);
const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 500, default: 50 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  ...Moment,
});

export function addressRoutes(app: FastifyInstance, context: Context): void {
  async function* inTurns<T>(
    rows: readonly T[],
    textOf: (row: T) => string,
  ): AsyncGenerator<readonly [T, AddressMatch]> {
    for (const [i, row] of rows.entries()) {
      if (i > 0 && i % TURN === 0) await breathe();
      yield [row, context.addresses.match(textOf(row))];
    }
  }

  app.post<{ Body: Static<typeof Body> }>(
    '/api/addresses/match',
    {
      schema: {
        summary: 'The registered places that addresses mean',
        description: `For each text {level: door, building, compound, street, place or failed, isSure, candidates: [{areaId?, level, names, position?, accuracy?, confidence, doubts}]}, best first, nine at most; ${MOST} addresses at most. Positions in WGS-84, accuracy in metres around them.`,
        tags: ['reading'],
        body: Body,
      },
    },
    async (request, reply) => {
      if (!context.viewOf(principalOf(request)).may('L0'))
        return sendProblem(reply, problem('forbidden', 'this account reads no data'));
      const results: AddressMatch[] = [];
      for await (const [, match] of inTurns(request.body.addresses, (text) => text)) results.push(match);
      return { results };
    },
  );

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/addresses/queue',
    {
      schema: {
        summary: 'Cases whose address is not settled: without a place, or matched worse than to a building',
        description: 'Newest first. `notOnMap` counts those without any place.',
        tags: ['reading'],
        querystring: Query,
      },
    },
    async (request, reply) => {
      const view = context.viewOf(principalOf(request));
      if (!view.may('L2'))
        return sendProblem(reply, problem('forbidden', 'addresses of cases need the class of precise places'));
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      const { limit = 50, offset = 0 } = request.query;
      const open: Case[] = [];
      for (const entity of asked.situation.all('cases').values()) {
        const shown = view.see('cases', entity);
        if (shown !== undefined && isUnsettled(shown)) open.push(shown);
      }
      open.sort((a, b) =>
        a.recordedAt === b.recordedAt ? (a.id < b.id ? -1 : 1) : a.recordedAt < b.recordedAt ? 1 : -1,
      );
      const rows = [];
      for await (const [one, match] of inTurns(open.slice(offset, offset + limit), ({ address = '' }) => address)) {
        const { id, address, matchLevel, position, accuracy, observedAt, recordedAt } = one;
        rows.push({ caseId: id, address, matchLevel, position, accuracy, observedAt, recordedAt, match });
      }
      const notOnMap = open.filter(({ position }) => position === undefined).length;
      return { total: open.length, notOnMap, rows, seq: asked.situation.seq };
    },
  );
}
