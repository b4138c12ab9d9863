// The gate that the routes of identity stand behind, and how their refusals look in the documentation.
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { ERROR_CODES, problem } from '#shared/errors.ts';
import { Exact, Maybe, OneOf } from '#shared/schema.ts';
import { isForeignOrigin } from '../access/request-grant.ts';
import { sendProblem } from './problem.ts';

export const PROBLEM = {
  description: 'RFC 9457 problem',
  content: {
    'application/problem+json': {
      schema: Exact({
        type: Type.String(),
        title: Type.String(),
        status: Type.Integer(),
        code: OneOf(...ERROR_CODES),
        detail: Type.String(),
        field: Maybe(Type.String()),
      }),
    },
  },
};

/** Room for a thousand areas of an account, and nothing else here is longer. */
const BODY_LIMIT = 128 * 1024;

/**
 * A scope for routes that take own pages only, JSON only (a form of another site can send other types without asking), and
 * whose answers no cache keeps. A scope of its own: hooks set here must not reach the routes of others.
 */
export function identityScope(app: FastifyInstance, secure: boolean, routes: (scope: FastifyInstance) => void): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const parseJson = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser<string>(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      // Clients that name the type of every request name it for a DELETE without a body, too.
      (request, body, done) => (body === '' ? done(null) : parseJson(request, body, done)),
    );
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    refuseForeignOrigin(scope, secure);
    routes(scope);
  });
}

/** A cookie alone proves no intent (guarantees.md, A23); fit for every route that a browser may reach. */
export function refuseForeignOrigin(app: FastifyInstance, secure: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isForeignOrigin(request.headers, secure)) return;
    return sendProblem(reply, problem('bad-origin', 'the page that sent this does not come from this host'));
  });
}
