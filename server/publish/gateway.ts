// The handshake and the handlers. Fastify's hooks never run for /socket.io/, so everything that must be checked is
// checked here, before Engine.IO makes anything: Origin, session or key, and how many connections an address holds.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { Compile } from 'typebox/compile';
import { type ClientToServer, type ServerToClient, Subscribe, type SubscribeAnswer } from '#shared/protocol.ts';
import type { Principal } from '../access/principal.ts';
import type { View } from '../access/view.ts';
import { frameParser } from './frame-encoder.ts';
import type { Publisher } from './publisher.ts';
import type { ReaderSocket } from './subscriber.ts';

export type GatewayParts = {
  readonly server: HttpServer;
  readonly publisher: Publisher;
  readonly authenticate: (headers: IncomingMessage['headers']) => Principal | undefined;
  readonly viewOf: (principal: Principal) => View;
  /** Counts as a use of the grant: a wall that only listens must not idle out. @returns whether it is still good */
  readonly touch: (grant: Principal['grant']) => boolean;
  readonly isOwnOrigin: (origin: string, host: string | undefined) => boolean;
  readonly log: (line: string) => void;
};

type Data = { principal: Principal };
type Io = Server<ClientToServer, ServerToClient, Record<string, never>, Data>;

/** Connections of one address: an office of screens fits, a flood does not. */
const PER_ADDRESS = 2_000;
const principals = new WeakMap<IncomingMessage, Principal>();
const isSubscribe = Compile(Subscribe);

export type Gateway = {
  readonly io: Io;
  /** Ends every socket of a grant, at once. */
  revoke(grant: { readonly kind: string; readonly id: string }, reason: string): void;
  /** After areas changed: readers whose view is another now start again. */
  recheck(): void;
  close(): Promise<void>;
};

export function openGateway(parts: GatewayParts): Gateway {
  const perAddress = new Map<string, number>();
  const io: Io = new Server(parts.server, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    // Recovery writes missed packets before any middleware runs, so a revoked reader would still get them.
    connectionStateRecovery: undefined,
    parser: frameParser,
    perMessageDeflate: false,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 5_000,
    maxHttpBufferSize: 64 * 1024,
    allowRequest: (request, decide) => {
      const refusal = admit(parts, perAddress, request);
      decide(refusal ?? null, refusal === undefined);
    },
  });
  io.on('connection', (socket) => {
    const principal = principals.get(socket.request);
    if (principal === undefined) {
      socket.disconnect(true);
      return;
    }
    const address = addressOf(socket.request);
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    socket.data.principal = principal;
    socket.on(
      'subscribe',
      guard(parts, socket, (where: unknown, answer: unknown) => subscribe(parts, socket, where, answer)),
    );
    socket.conn.on('heartbeat', () => {
      if (parts.touch(principal.grant)) return;
      socket.emit('revoked', { reason: 'expired' });
      socket.disconnect(true);
    });
    socket.on('disconnect', () => {
      parts.publisher.unsubscribe(socket);
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
  });
  return {
    io,
    revoke: (grant, reason) => {
      for (const socket of io.sockets.sockets.values()) {
        const held = socket.data.principal?.grant;
        if (held?.kind !== grant.kind || held.id !== grant.id) continue;
        parts.publisher.unsubscribe(socket);
        socket.emit('revoked', { reason });
        socket.disconnect(true);
      }
    },
    recheck: () =>
      parts.publisher.recheck((socket) => {
        const principal = (socket.data as Data).principal;
        return principal === undefined ? undefined : parts.viewOf(principal);
      }),
    close: async () => {
      io.disconnectSockets(true);
      // Not io.close(): that would close the HTTP server too, which app.ts drains itself.
      io.engine.close();
    },
  };
}

/** @returns why not, or undefined when the request may go on */
function admit(
  parts: GatewayParts,
  perAddress: ReadonlyMap<string, number>,
  request: IncomingMessage,
): string | undefined {
  const { origin, host, cookie, authorization } = request.headers;
  // A browser always says where a page comes from. One that is not ours may not ride on our cookie (A1), and a cookie
  // without an Origin is no browser of ours either.
  if (origin !== undefined && !parts.isOwnOrigin(origin, host)) return 'bad-origin';
  if (origin === undefined && authorization === undefined && cookie !== undefined) return 'bad-origin';
  const principal = parts.authenticate(request.headers);
  if (principal === undefined) return 'unauthenticated';
  if ((perAddress.get(addressOf(request)) ?? 0) >= PER_ADDRESS) return 'too many connections';
  principals.set(request, principal);
  return undefined;
}

const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';

/** An exception in a handler ends the process in Socket.IO; here it ends the one socket that sent it. */
function guard(parts: GatewayParts, socket: ReaderSocket, handler: (...args: unknown[]) => void) {
  return (...args: unknown[]): void => {
    try {
      handler(...args);
    } catch (error) {
      parts.log(`socket ${socket.id}: ${error instanceof Error ? error.message : String(error)}`);
      socket.disconnect(true);
    }
  };
}

function subscribe(parts: GatewayParts, socket: ReaderSocket, where: unknown, answer: unknown): void {
  const principal = (socket.data as Data).principal;
  const reply = (said: SubscribeAnswer): void => {
    if (typeof answer === 'function') answer(said);
  };
  if (!isSubscribe.Check(where)) {
    reply({ mode: 'resync', reason: 'malformed' });
    return;
  }
  reply(parts.publisher.subscribe(socket, parts.viewOf(principal), where as Subscribe));
}
