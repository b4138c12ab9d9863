// Accounts and machine keys, for administrators. A real installation makes its first administrator on the command line
// (server/cli/account.ts); everyone else can be made here while the server runs. Stands behind requirePrincipal.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { type Problem, problem } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { Exact, Id, Maybe, OneOf } from '#shared/schema.ts';
import { ACCOUNT_ROLES } from '../access/accounts.ts';
import type { Identity } from '../access/identity.ts';
import { MAX_PASSWORD } from '../access/passwords.ts';
import type { ReadingNotes } from '../access/reading-notes.ts';
import { hasRight, principalOf } from './context.ts';
import { identityScope, PROBLEM } from './identity-guard.ts';
import { sendProblem } from './problem.ts';
import type { IdentityRoutesOptions } from './session.ts';

const Name = Type.String({ minLength: 1, maxLength: 128 });
const Password = Type.String({ minLength: 1, maxLength: MAX_PASSWORD });
const Roles = Type.Array(OneOf(...ACCOUNT_ROLES), { minItems: 1, maxItems: ACCOUNT_ROLES.length });
const Areas = Type.Array(Id, { maxItems: 1_000, description: 'ids of areas; empty: everywhere' });

const ACCOUNT = Exact({
  name: Name,
  roles: Roles,
  areas: Areas,
  createdAt: Type.String({ format: 'date-time' }),
  disabled: Type.Boolean(),
  demo: Type.Boolean(),
});
const KEY = { name: Name, id: Type.String(), createdAt: Type.String({ format: 'date-time' }), demo: Type.Boolean() };
const NEW_ACCOUNT = Exact({ name: Name, password: Password, roles: Roles, areas: Maybe(Areas) });
const NAMED = Exact({ name: Name });
const RIGHTS = Exact({ roles: Roles, areas: Maybe(Areas) });
const PASSWORD = Exact({ password: Password });
const DISABLED = Exact({ disabled: Type.Boolean() });
const REFUSALS = { 401: PROBLEM, 403: PROBLEM, 404: PROBLEM, 409: PROBLEM, 422: PROBLEM };

type Named<Body = unknown> = { Params: { name: string }; Body: Body };

export function accountRoutes(app: FastifyInstance, { identity, secure, notes }: IdentityRoutesOptions): void {
  identityScope(app, secure, (scope) => {
    // Before the body is read: a stranger learns nothing about what it should have been.
    scope.addHook('onRequest', async (request, reply) => {
      if (hasRight(request, 'accounts')) return;
      return sendProblem(reply, problem('forbidden', 'this is for administrators'));
    });
    peopleRoutes(scope, identity, notes);
    keyRoutes(scope, identity, notes);
  });
}

function peopleRoutes(app: FastifyInstance, { accounts }: Identity, notes: ReadingNotes): void {
  app.get('/api/accounts', { schema: schemaOf('All accounts', { 200: listOf('accounts', ACCOUNT) }) }, async () => {
    const all = accounts.list();
    return { accounts: all, total: all.length };
  });
  app.post<{ Body: Static<typeof NEW_ACCOUNT> }>(
    '/api/accounts',
    { schema: schemaOf('Make an account', { 201: ACCOUNT }, { body: NEW_ACCOUNT }) },
    async (request, reply) => {
      const { name, roles, areas = [] } = request.body;
      const made = () => accounts.create(request.body);
      return answer(
        request,
        reply,
        await notes.change(principalOf(request), 'accountMade', name, { roles, areas }, made),
        'account made',
        201,
      );
    },
  );
  app.put<Named<Static<typeof RIGHTS>>>(
    '/api/accounts/:name/roles',
    { schema: schemaOf('Set roles and areas; ends its sessions', { 200: ACCOUNT }, { params: NAMED, body: RIGHTS }) },
    async (request, reply) => {
      const { roles, areas } = request.body;
      const { name } = request.params;
      const set = () => accounts.setRoles(name, roles, areas);
      const told = { roles, ...(areas === undefined ? {} : { areas }) };
      return answer(request, reply, await notes.change(principalOf(request), 'rolesSet', name, told, set), 'roles set');
    },
  );
  app.put<Named<Static<typeof PASSWORD>>>(
    '/api/accounts/:name/password',
    { schema: schemaOf('Set a new password; ends its sessions', { 200: ACCOUNT }, { params: NAMED, body: PASSWORD }) },
    async (request, reply) => {
      const { name } = request.params;
      const set = () => accounts.setPassword(name, request.body.password);
      return answer(
        request,
        reply,
        await notes.change(principalOf(request), 'passwordSet', name, {}, set),
        'password set',
      );
    },
  );
  app.put<Named<Static<typeof DISABLED>>>(
    '/api/accounts/:name/disabled',
    { schema: schemaOf('Disable (ends its sessions) or enable', { 200: ACCOUNT }, { params: NAMED, body: DISABLED }) },
    async (request, reply) => {
      const { name } = request.params;
      const { disabled } = request.body;
      const changed = await notes.change(
        principalOf(request),
        disabled ? 'accountDisabled' : 'accountEnabled',
        name,
        {},
        () => (disabled ? accounts.disable(name) : accounts.enable(name)),
      );
      return answer(request, reply, changed, disabled ? 'account disabled' : 'account enabled');
    },
  );
}

function keyRoutes(app: FastifyInstance, { keys }: Identity, notes: ReadingNotes): void {
  app.get('/api/keys', { schema: schemaOf('All machine keys', { 200: listOf('keys', Exact(KEY)) }) }, async () => {
    const all = keys.list();
    return { keys: all, total: all.length };
  });
  app.post<{ Body: Static<typeof NAMED> }>(
    '/api/keys',
    {
      schema: schemaOf(
        'Make a machine key; it is shown this once',
        { 201: Exact({ ...KEY, key: Type.String() }) },
        { body: NAMED },
      ),
    },
    async (request, reply) => {
      const { name } = request.body;
      const made = await notes.change(principalOf(request), 'keyMade', name, {}, () => keys.create(name));
      return answer(request, reply, made, 'key made', 201);
    },
  );
  app.delete<Named>(
    '/api/keys/:name',
    { schema: schemaOf('Revoke a machine key', { 200: Exact(KEY) }, { params: NAMED }) },
    async (request, reply) => {
      const { name } = request.params;
      const revoked = await notes.change(principalOf(request), 'keyRevoked', name, {}, () => keys.revoke(name));
      return answer(request, reply, revoked, 'key revoked');
    },
  );
}

const schemaOf = (summary: string, ok: object, rest: object = {}) => ({
  tags: ['accounts'],
  summary,
  response: { ...ok, ...REFUSALS },
  ...rest,
});

function answer<T extends { readonly name: string }>(
  request: FastifyRequest,
  reply: FastifyReply,
  result: Result<T, Problem>,
  what: string,
  status = 200,
): FastifyReply {
  if (!result.ok) return sendProblem(reply, result.error);
  request.log.info({ by: principalOf(request).name, name: result.value.name }, what);
  return reply.code(status).send(result.value);
}

const listOf = (name: string, item: ReturnType<typeof Exact>) =>
  Exact({ [name]: Type.Array(item), total: Type.Integer() });
