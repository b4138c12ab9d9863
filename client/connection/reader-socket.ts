// The socket as the connection sees it: opened once, listened to once, and never reconnecting by itself.
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#shared/protocol.ts';

export type ReaderSocket = Socket<ServerToClient, ClientToServer>;

export type SocketEars = ServerToClient & {
  readonly connected: () => void;
  readonly disconnected: () => void;
  readonly refusedOrFailed: () => void;
};

const HANDSHAKE_WITHIN = 8_000;

/** @param url of the server; the page's own origin when left out */
export function openReaderSocket(url?: string, extraHeaders?: Record<string, string>): ReaderSocket {
  const options = {
    path: '/socket.io',
    transports: ['websocket'],
    autoConnect: false,
    // The library waits up to 5 s with little jitter and gives no say in between; connection-state.ts decides instead.
    reconnection: false,
    forceNew: true,
    timeout: HANDSHAKE_WITHIN,
    extraHeaders,
  };
  return url === undefined ? io(options) : io(url, options);
}

/** @param isMine false once another socket took this one's place: what it still says is nobody's business */
export function listen(socket: ReaderSocket, ears: SocketEars, isMine: () => boolean): void {
  socket.on('connect', () => isMine() && ears.connected());
  socket.on('disconnect', () => isMine() && ears.disconnected());
  socket.on('connect_error', () => isMine() && ears.refusedOrFailed());
  socket.on('delta', (frame, acknowledge) => isMine() && ears.delta(frame, acknowledge));
  socket.on('heartbeat', (heartbeat) => isMine() && ears.heartbeat(heartbeat));
  socket.on('lagging', (where) => isMine() && ears.lagging(where));
  socket.on('revoked', (why) => isMine() && ears.revoked(why));
}
