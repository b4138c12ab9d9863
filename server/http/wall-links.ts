// Links that open a wall: made and revoked by those who set walls up, opened by a screen that nobody signs in.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { Exact, Id, Maybe, OneOf } from '#shared/schema.ts';
import { DAY, SECOND } from '#shared/time.ts';
import { WALL_SCENES, WallPlaylist } from '#shared/wall.ts';
import { sessionToken, setCookie } from '../access/request-grant.ts';
import { hasRight, principalOf } from './context.ts';
import { identityScope, PROBLEM } from './identity-guard.ts';
import { sendProblem } from './problem.ts';
import type { IdentityRoutesOptions } from './session.ts';

const LINK = {
  id: Type.String({ description: 'names the link and opens nothing' }),
  name: Type.String(),
  by: Type.String({ description: 'account that made it' }),
  areas: Type.Array(Type.String(), { description: 'what it is bound to; empty: everywhere' }),
  playlist: Type.Array(Exact({ scene: OneOf(...WALL_SCENES), seconds: Type.Integer() })),
  showsCases: Type.Boolean({ description: 'precise places of cases; else they are masked' }),
  createdAt: Type.String({ format: 'date-time' }),
};
const NEW_LINK = Exact({
  name: Type.String({ minLength: 1, maxLength: 80 }),
  areas: Maybe(Type.Array(Id, { maxItems: 1_000 })),
  playlist: WallPlaylist,
  showsCases: Maybe(Type.Boolean()),
});
const MADE = Exact({ ...LINK, address: Type.String({ description: 'shown this once: what the wall opens' }) });
const OPEN = Exact({ secret: Type.String({ minLength: 1, maxLength: 512 }) });
/** The link itself does not end by time; a browser keeps no cookie for longer than this. */
const COOKIE_LASTS = 400 * DAY;
const REFUSALS = { 401: PROBLEM, 403: PROBLEM, 404: PROBLEM, 422: PROBLEM };
const TAGS = ['walls'];

export function wallLinkRoutes(app: FastifyInstance, { identity, secure, notes }: IdentityRoutesOptions): void {
  const { walls } = identity;
  identityScope(app, secure, (scope) => {
    scope.get(
      '/api/wall-links',
      { schema: { tags: TAGS, summary: 'Links that open a wall', response: { 200: listed(), ...REFUSALS } } },
      async (request, reply) => {
        if (!hasRight(request, 'walls')) return sendProblem(reply, NOT_YOURS);
        const links = walls.list();
        return { links, total: links.length };
      },
    );
    scope.post<{ Body: Static<typeof NEW_LINK> }>(
      '/api/wall-links',
      { schema: { tags: TAGS, summary: 'Make a link', body: NEW_LINK, response: { 201: MADE, ...REFUSALS } } },
      async (request, reply) => {
        if (!hasRight(request, 'walls')) return sendProblem(reply, NOT_YOURS);
        const by = principalOf(request);
        const { name, areas = [], showsCases = false } = request.body;
        const made = await notes.change(by, 'linkMade', name, { areas, showsCases }, () =>
          walls.create(by, request.body),
        );
        if (!made.ok) return sendProblem(reply, made.error);
        const { secret, ...link } = made.value;
        request.log.info({ by: link.by, link: link.id }, 'wall link made');
        // After the mark: no server and no proxy on the way writes it down.
        return reply.code(201).send({ ...link, address: `/wall#${secret}` });
      },
    );
    scope.delete<{ Params: { id: string } }>(
      '/api/wall-links/:id',
      {
        schema: {
          tags: TAGS,
          summary: 'Revoke a link; its walls end at once',
          response: { 200: Exact(LINK), ...REFUSALS },
        },
      },
      async (request, reply) => {
        if (!hasRight(request, 'walls')) return sendProblem(reply, NOT_YOURS);
        const { id } = request.params;
        const ended = await notes.change(principalOf(request), 'linkRevoked', id, {}, () => walls.revoke(id));
        if (!ended.ok) return sendProblem(reply, ended.error);
        request.log.info({ by: principalOf(request).name, link: ended.value.id }, 'wall link revoked');
        return ended.value;
      },
    );
    scope.get(
      '/api/wall-links/current',
      {
        schema: {
          tags: TAGS,
          summary: 'What this wall was set up to show, for a screen that was opened by a link',
          response: {
            200: Exact({ link: Type.Union([Exact(LINK), Type.Null()], { description: 'null: somebody signed in' }) }),
            ...REFUSALS,
          },
        },
      },
      async (request) => {
        const { grant } = principalOf(request);
        return { link: (grant.kind === 'link' ? walls.view(grant.id) : undefined) ?? null };
      },
    );
  });
}

/** Needs no sign-in: it is one. */
export function wallOpenRoute(app: FastifyInstance, { identity, secure, notes }: IdentityRoutesOptions): void {
  identityScope(app, secure, (scope) => {
    scope.post<{ Body: Static<typeof OPEN> }>(
      '/api/session/wall',
      {
        schema: {
          tags: TAGS,
          summary: 'Open a wall by its link; the grant is an HttpOnly cookie',
          body: OPEN,
          response: { 204: { description: 'done', type: 'null' }, ...REFUSALS },
        },
      },
      async (request, reply) => {
        const principal = identity.walls.find(request.body.secret);
        if (principal === undefined) {
          request.log.warn({ address: request.ip }, 'wall link refused');
          return sendProblem(reply, problem('unauthenticated', 'this link was revoked, or is not whole'));
        }
        request.log.info({ address: request.ip, grant: principal.grant.id }, 'wall opened');
        await notes.noteIfRoom(principal, 'signIn', { address: request.ip });
        const former = sessionToken(request.headers.cookie, secure);
        if (former !== undefined) await identity.signOut(former);
        return reply
          .code(204)
          .header('set-cookie', setCookie(request.body.secret, COOKIE_LASTS / SECOND, secure))
          .send();
      },
    );
  });
}

const NOT_YOURS = problem('forbidden', 'this is for those who set walls up');
const listed = () => Exact({ links: Type.Array(Exact(LINK)), total: Type.Integer() });
