// GET /api/figures: every figure by its id, now or as it was. Screens ask every few seconds and are answered 304 while
// nothing changed (docs/decisions/0009).
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { type Context, principalOf } from './context.ts';
import { Moment, momentOf } from './moment.ts';

const Query = Type.Object(Moment);
export function figureRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/figures',
    {
      schema: {
        summary: 'All figures by id: value, age, source, and how far to trust it',
        tags: ['engine'],
        querystring: Query,
      },
    },
    async (request, reply) => {
      const view = context.viewOf(principalOf(request));
      void reply.header('Cache-Control', 'private, no-cache').header('Vary', 'Cookie, Authorization');
      if (request.query.at === undefined && request.query.knownAt === undefined) {
        const { text, etag } = await context.figures.now(view);
        void reply.header('ETag', etag);
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.type('application/json; charset=utf-8').send(text);
      }
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      return context.figures.at(asked.situation, view, asked.now);
    },
  );
}
