// Signing in and out, and who one is. The token travels in an HttpOnly cookie alone, never in a body or an address.
import type { FastifyInstance, FastifyReply } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Box } from '#shared/geo/shapes.ts';
import { RIGHTS } from '#shared/rights.ts';
import { Exact, OneOf } from '#shared/schema.ts';
import { SECOND } from '#shared/time.ts';
import type { Identity, SignInProblem } from '../access/identity.ts';
import { MAX_PASSWORD } from '../access/passwords.ts';
import { DATA_CLASSES, ROLES } from '../access/principal.ts';
import type { ReadingNotes } from '../access/reading-notes.ts';
import { sessionToken, setCookie } from '../access/request-grant.ts';
import { ABSOLUTE_LIMIT } from '../access/sessions.ts';
import { identityScope, PROBLEM } from './identity-guard.ts';
import { sendProblem } from './problem.ts';

export type IdentityRoutesOptions = {
  readonly identity: Identity;
  /** whether this server speaks HTTPS */
  readonly secure: boolean;
  readonly notes: ReadingNotes;
  /** of areas, by their ids; undefined where one is unknown or has no outline */
  readonly boundsOf: (areas: readonly string[]) => Box | undefined;
};

// The demonstration's may be shorter than a real one, so only the upper end is checked here.
const Password = Type.String({ minLength: 1, maxLength: MAX_PASSWORD });

const SIGN_IN = Exact({ name: Type.String({ minLength: 1, maxLength: 128 }), password: Password });
const CHANGE_PASSWORD = Exact({ password: Password, newPassword: Password });
const WHO = Exact({
  name: Type.String(),
  roles: Type.Array(OneOf(...ROLES)),
  rights: Type.Array(OneOf(...RIGHTS), { description: 'what one may say; each report is asked again' }),
  areas: Type.Array(Type.String(), { description: 'ids of the areas the rights hold in; empty: everywhere' }),
  bounds: Type.Optional(
    Type.Unsafe<Box>({
      ...{ type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
      description:
        'west, south, east, north of these areas, WGS-84; left out while one of them is unknown or has no outline',
    }),
  ),
  classes: Type.Array(OneOf(...DATA_CLASSES), { description: 'what may be read; empty: no data' }),
});
const DONE = { description: 'done', type: 'null' } as const;
const TAGS = ['identity'];

export function sessionRoutes(app: FastifyInstance, options: IdentityRoutesOptions): void {
  identityScope(app, options.secure, (scope) => {
    signInRoute(scope, options);
    whoRoute(scope, options);
    signOutRoute(scope, options);
    passwordRoute(scope, options);
  });
}

function signInRoute(app: FastifyInstance, { identity, secure, notes }: IdentityRoutesOptions): void {
  app.route<{ Body: Static<typeof SIGN_IN> }>({
    method: 'POST',
    url: '/api/session',
    schema: {
      tags: TAGS,
      summary: 'Sign in; the session is an HttpOnly cookie',
      body: SIGN_IN,
      response: { 204: DONE, 401: PROBLEM, 403: PROBLEM, 422: PROBLEM, 429: PROBLEM },
    },
    handler: async (request, reply) => {
      const signedIn = await identity.signIn(request.body.name, request.body.password, request.ip);
      if (!signedIn.ok) {
        // Not the name: people type their password into that field.
        request.log.warn({ address: request.ip, code: signedIn.error.code }, 'sign-in refused');
        return refuse(reply, signedIn.error);
      }
      const { token, principal } = signedIn.value;
      request.log.info({ address: request.ip, account: principal.name, grant: principal.grant.id }, 'signed in');
      await notes.noteIfRoom(principal, 'signIn', { address: request.ip });
      // The session that this browser had is lost with its cookie; it must not live on without an owner.
      const former = sessionToken(request.headers.cookie, secure);
      if (former !== undefined) await identity.signOut(former);
      return reply
        .code(204)
        .header('set-cookie', setCookie(token, ABSOLUTE_LIMIT / SECOND, secure))
        .send();
    },
  });
}

function whoRoute(app: FastifyInstance, { identity, secure, boundsOf }: IdentityRoutesOptions): void {
  app.route({
    method: 'GET',
    url: '/api/session',
    schema: { tags: TAGS, summary: 'Who is signed in, by cookie or key', response: { 200: WHO, 401: PROBLEM } },
    handler: async (request, reply) => {
      const principal = identity.principalFromRequest(request.headers, secure);
      if (!principal) return sendProblem(reply, problem('unauthenticated', 'nobody is signed in'));
      const { name, roles, rights, areas, classes } = principal;
      const bounds = boundsOf(areas);
      return { name, roles, rights: [...rights], areas, ...(bounds === undefined ? {} : { bounds }), classes };
    },
  });
}

function signOutRoute(app: FastifyInstance, { identity, secure, notes }: IdentityRoutesOptions): void {
  app.route({
    method: 'DELETE',
    url: '/api/session',
    schema: { tags: TAGS, summary: 'Sign out', response: { 204: DONE, 403: PROBLEM } },
    handler: async (request, reply) => {
      const token = sessionToken(request.headers.cookie, secure);
      const principal = identity.principalFromRequest(request.headers, secure);
      // Set first: the browser forgets the token even when the disk fails us below.
      reply.header('set-cookie', setCookie('', 0, secure));
      if (token !== undefined) await identity.signOut(token);
      if (principal !== undefined) await notes.noteIfRoom(principal, 'signOut', { address: request.ip });
      return reply.code(204).send();
    },
  });
}

function passwordRoute(app: FastifyInstance, { identity, secure, notes }: IdentityRoutesOptions): void {
  app.route<{ Body: Static<typeof CHANGE_PASSWORD> }>({
    method: 'PUT',
    url: '/api/session/password',
    schema: {
      tags: TAGS,
      summary: "Change one's own password; signs all of the account's sessions out",
      body: CHANGE_PASSWORD,
      response: { 204: DONE, 401: PROBLEM, 403: PROBLEM, 422: PROBLEM, 429: PROBLEM },
    },
    handler: async (request, reply) => {
      const principal = identity.principalFromRequest(request.headers, secure);
      if (principal?.grant.kind !== 'session')
        return sendProblem(reply, problem('unauthenticated', 'nobody is signed in'));
      const { password, newPassword } = request.body;
      const changed = await identity.changePassword(principal.name, password, newPassword, request.ip);
      if (!changed.ok) return refuse(reply, changed.error);
      request.log.info({ account: principal.name }, 'password changed');
      await notes.noteIfRoom(principal, 'access', { of: principal.name, what: 'passwordSet' });
      return reply
        .code(204)
        .header('set-cookie', setCookie('', 0, secure))
        .send();
    },
  });
}

function refuse(reply: FastifyReply, given: SignInProblem): FastifyReply {
  if (given.retryAfter !== undefined) reply.header('retry-after', given.retryAfter);
  return sendProblem(reply, given);
}
