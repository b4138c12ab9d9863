// For tests of the identity routes: a server wired as app.ts wires it, with accounts and without a situation.
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import Fastify, { type FastifyInstance } from 'fastify';
import { type Identity, openIdentity } from '../access/identity.ts';
import type { Role } from '../access/principal.ts';
import { ReadingNotes } from '../access/reading-notes.ts';
import { openMemoryLog } from '../log/memory-log.ts';
import { accountRoutes } from './accounts.ts';
import { requirePrincipal } from './context.ts';
import { onError } from './problem.ts';
import { sessionRoutes } from './session.ts';
import { wallLinkRoutes, wallOpenRoute } from './wall-links.ts';

export const PASSWORD = 'correct horse battery';
export const HOST = '127.0.0.1:8080';

export type TestServer = {
  readonly app: FastifyInstance;
  readonly identity: Identity;
  /** everything the server wrote to its log */
  readonly logged: () => string;
  readonly signIn: (name: string, password?: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function openServer(people: Readonly<Record<string, Role>>, secure = false): Promise<TestServer> {
  const { register, readings } = openMemoryLog();
  const notes = new ReadingNotes(readings, Date.now, () => {});
  const identity = await openIdentity({ register, now: Date.now, random: randomBytes });
  for (const [name, role] of Object.entries(people)) {
    await identity.accounts.create({ name, password: PASSWORD, roles: [role] });
  }
  let logged = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      logged += chunk;
      done();
    },
  });
  const app = Fastify({
    logger: { level: 'info', stream },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false } },
  });
  app.setErrorHandler(onError);
  requirePrincipal(app, (request) => identity.principalFromRequest(request.headers, secure));
  const access = { identity, secure, notes, boundsOf: () => undefined };
  sessionRoutes(app, access);
  accountRoutes(app, access);
  wallOpenRoute(app, access);
  wallLinkRoutes(app, access);
  app.post('/api/elsewhere', async (request) => ({ type: typeof request.body }));
  await app.ready();

  const signIn = async (name: string, password = PASSWORD): Promise<string> => {
    const headers = { host: HOST };
    const reply = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { name, password } });
    if (reply.statusCode !== 204) throw new Error(reply.body);
    return String(reply.headers['set-cookie']).split(';')[0] ?? '';
  };
  const close = async (): Promise<void> => {
    await app.close();
    await identity.close();
  };
  return { app, identity, logged: () => logged, signIn, close };
}
