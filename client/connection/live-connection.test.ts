// The connection against a real Socket.IO server on loopback; only time, chance and HTTP are the test's own.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digestOf } from '#shared/delta.ts';
import { hex } from '#shared/digest.ts';
import type { ClientToServer, Heartbeat, ServerToClient, Subscribe, SubscribeAnswer } from '#shared/protocol.ts';
import { err, ok } from '#shared/result.ts';
import { type Entity, SHOWN_LAYERS, Situation } from '#shared/situation.ts';
import { SituationStore } from '../store/situation-store.ts';
import { presentNow, situationNow } from './connection-status.ts';
import { LiveConnection } from './live-connection.ts';
import { openReaderSocket } from './reader-socket.ts';

const team = (id: string, version: number) =>
  ({ id, version, name: id, type: 'patrol', observedAt: T, recordedAt: T, source: 'test' }) as Entity;
const T = '2022-10-30T06:03:22.000Z';
const put = (id: string, version: number) =>
  ({ layer: 'teams', id, version, op: 'put', entity: team(id, version) }) as const;

let http: HttpServer;
let io: Server<ClientToServer, ServerToClient>;
let connection: LiveConnection;
let store: SituationStore;
let answers: Record<string, unknown>;
let mode: SubscribeAnswer;
let subscriptions: Subscribe[];
let sockets: Socket<ClientToServer, ServerToClient>[];
let now: number;
let asked: string[];

beforeEach(async () => {
  http = createServer();
  io = new Server(http, { transports: ['websocket'] });
  subscriptions = [];
  sockets = [];
  asked = [];
  mode = { mode: 'live' };
  now = 1_000;
  io.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('subscribe', (where, answer) => {
      subscriptions.push(where);
      answer(mode);
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  answers = {
    '/api/situation': { epoch: 'e', seq: 10, view: 'v', clock: null, entities: { teams: [team('a', 1)] } },
    '/api/session': { name: 'analyst' },
  };
  store = new SituationStore();
  connection = new LiveConnection({
    store,
    get: async <V>(path: string) => {
      asked.push(path);
      const answer = answers[path] ?? answers[path.split('?')[0] ?? ''];
      if (answer === undefined) return err({ code: 'unreachable', status: 0 });
      return answer === 401 ? err({ code: 'unauthenticated', status: 401 }) : ok(answer as V);
    },
    openSocket: () => openReaderSocket(url),
    now: () => now,
    random: () => 0,
    every: () => () => {},
    after: (_, run) => {
      const timer = setTimeout(run, 0);
      return () => clearTimeout(timer);
    },
  });
});

afterEach(async () => {
  connection.dispose();
  await io.close();
});

const last = () => sockets.at(-1) as Socket<ClientToServer, ServerToClient>;
const phase = (wanted: string) => vi.waitFor(() => expect(connection.status.phase).toBe(wanted), { interval: 5 });
const beat = (more: Partial<Heartbeat> = {}) =>
  last().emit('heartbeat', {
    head: store.copy.seq,
    serverTime: T,
    asOf: {},
    digest: hex(digestOf(store.copy, SHOWN_LAYERS)),
    ...more,
  });
const live = async () => {
  connection.start();
  await phase('live');
};

describe('a live connection', () => {
  it('fetches the situation, subscribes from there and says LIVE only once it has heard a heartbeat', async () => {
    await live();
    expect(subscriptions).toEqual([{ epoch: 'e', seq: 10, view: 'v' }]);
    expect(connection.status.freshness).toBe('stale');
    beat();
    await vi.waitFor(() => expect(connection.status.freshness).toBe('live'));
  });

  it('asks for the part that its door shows, by every way that it asks', async () => {
    connection.start({ layers: ['sites', 'teams'], bbox: [1, 2, 3, 4], whole: ['sites/laboratory'] });
    await phase('live');
    const part = { layers: 'sites,teams', bbox: '1,2,3,4', whole: 'sites/laboratory' };
    expect(asked[0]).toBe(`/api/situation?${new URLSearchParams(part)}`);
    expect(subscriptions).toEqual([
      { epoch: 'e', seq: 10, view: 'v', layers: ['sites', 'teams'], bbox: [1, 2, 3, 4], whole: ['sites/laboratory'] },
    ]);
    answers['/api/changes'] = { from: 10, to: 11, changes: [] };
    last().emit('lagging', { head: 11 });
    await vi.waitFor(() => expect(subscriptions).toHaveLength(2), { interval: 5 });
    expect(asked.at(-1)).toBe(`/api/changes?${new URLSearchParams({ after: '10', epoch: 'e', view: 'v', ...part })}`);
    connection.stop();
    connection.start();
    await phase('live');
    expect([asked.at(-1), subscriptions.at(-1)]).toEqual(['/api/situation', { epoch: 'e', seq: 10, view: 'v' }]);
  });

  it('does not ask again for layers that the page kept and that did not change since', async () => {
    const whole = answers['/api/situation'] as object;
    const area = { ...team('here', 1), level: 'township' } as unknown as Entity;
    const held = { epoch: 'e', view: 'v', asOf: { areas: T }, entities: { areas: [area] } };
    delete answers['/api/situation'];
    connection.start({ layers: ['areas', 'teams'] }, () => Promise.resolve(held));
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), { interval: 5 });
    answers['/api/situation'] = { ...whole, asOf: { areas: T, teams: T } };
    await phase('live');
    // A line that failed first changes nothing of it.
    expect(new Set(asked)).toEqual(new Set(['/api/situation?layers=teams']));
    asked.length = 0;
    expect(subscriptions[0]?.layers).toEqual(['areas', 'teams']);
    expect([store.copy.get('areas', 'here')?.version, store.copy.get('teams', 'a')?.version]).toEqual([1, 1]);
    // It was wrong after all: then nothing of it counts.
    beat({ digest: '0000000000000000' });
    await vi.waitFor(() => expect(subscriptions).toHaveLength(2), { interval: 5 });
    expect(asked).toEqual([`/api/situation?${new URLSearchParams({ layers: 'areas,teams' })}`]);
    expect(store.copy.get('areas', 'here')).toBeUndefined();
  });

  it.each([
    ['another history', { epoch: 'other' }],
    ['other rights', { view: 'other' }],
    ['changed since', { asOf: { areas: '2022-10-30T00:00:00.000Z' } }],
  ])(
    'asks for the whole part where what the page kept is of %s, and goes on where it cannot be read',
    async (_, more) => {
      const kept = { epoch: 'e', view: 'v', asOf: { areas: T }, entities: { areas: [team('old', 1)] }, ...more };
      answers['/api/situation'] = { ...(answers['/api/situation'] as object), asOf: { areas: T } };
      connection.start({ layers: ['areas', 'teams'] }, () => Promise.resolve(kept));
      await phase('live');
      const all = `/api/situation?${new URLSearchParams({ layers: 'areas,teams' })}`;
      expect(asked).toEqual(['/api/situation?layers=teams', all]);
      expect([store.copy.get('areas', 'old'), store.copy.get('teams', 'a')?.version]).toEqual([undefined, 1]);
      connection.stop();
      connection.start({ layers: ['areas', 'teams'] }, () => Promise.reject(new Error('locked')));
      await phase('live');
      expect(asked.slice(2)).toEqual([all]);
    },
  );

  it('turns DELAYED at 10 s and STALE at 30 s of monotonic time, with the socket still up', async () => {
    await live();
    beat();
    await vi.waitFor(() => expect(connection.status.age).toBe(0));
    const seen = [9_999, 10_000, 29_999, 30_000].map((age) => {
      now = 1_000 + age;
      connection.check();
      return connection.status.freshness;
    });
    expect(seen).toEqual(['live', 'delayed', 'delayed', 'stale']);
  });

  it('acknowledges a frame after it is applied, and keeps its digest equal to a full count', async () => {
    await live();
    const applied = await new Promise<number>((done) =>
      last().emit('delta', { n: 1, from: 10, to: 12, changes: [put('a', 2), put('b', 1)] }, () => done(store.copy.seq)),
    );
    expect(applied).toBe(12);
    expect(store.digest).toBe(hex(digestOf(store.copy, SHOWN_LAYERS)));
    beat();
    await vi.waitFor(() => expect(connection.status.freshness).toBe('live'));
    expect(connection.status.mismatches).toBe(0);
  });

  it.each([
    ['a frame is missing', { n: 3, from: 11, to: 12 }],
    ['a frame does not start where the copy stands', { n: 2, from: 13, to: 14 }],
  ])('fetches everything again when %s, and does not acknowledge', async (_, frame) => {
    await live();
    await new Promise<void>((done) => last().emit('delta', { n: 1, from: 10, to: 11, changes: [] }, done));
    const acknowledged = vi.fn();
    last().emit('delta', { ...frame, changes: [] }, acknowledged);
    await vi.waitFor(() => expect(subscriptions.length).toBe(2));
    expect(asked.filter((path) => path === '/api/situation').length).toBe(2);
    expect(connection.status.mismatches).toBe(1);
    expect(acknowledged).not.toHaveBeenCalled();
  });

  it('finds out by the digest that its copy is wrong, and heals', async () => {
    await live();
    store.copy.put('teams', 'ghost', team('ghost', 1)); // a bug somewhere: present, and in no digest
    beat({ digest: '0123456789abcdef' });
    await vi.waitFor(() => expect(subscriptions.length).toBe(2));
    expect(store.copy.get('teams', 'ghost')).toBeUndefined();
    expect(connection.status.freshness).toBe('stale'); // known to be wrong a moment ago: not LIVE before the next word
  });

  it('compares digests only when it stands at the head', async () => {
    await live();
    beat({ head: 11, digest: '0123456789abcdef' });
    await vi.waitFor(() => expect(connection.status.freshness).toBe('live'));
    expect(connection.status.mismatches).toBe(0);
  });

  it('pulls what it missed when it lags, and subscribes again from there', async () => {
    await live();
    answers['/api/changes'] = { from: 10, to: 40, changes: [put('late', 1)] };
    last().emit('lagging', { head: 40 });
    await vi.waitFor(() => expect(subscriptions.length).toBe(2));
    expect(subscriptions[1]?.seq).toBe(40);
    expect(store.copy.get('teams', 'late')?.id).toBe('late');
    expect(asked.at(-1)).toBe('/api/changes?after=10&epoch=e&view=v');
  });

  it('goes on from its cursor after the line breaks, and is OFFLINE only when a new try has failed', async () => {
    await live();
    beat();
    await vi.waitFor(() => expect(connection.status.freshness).toBe('live'));
    io.engine.opts.allowRequest = (_: unknown, decide: (error: null, yes: boolean) => void) => decide(null, false);
    answers['/api/session'] = undefined;
    last().conn.close();
    await vi.waitFor(() => expect(connection.status.freshness).toBe('offline'));
    io.engine.opts.allowRequest = undefined;
    await vi.waitFor(() => expect(subscriptions.length).toBe(2), { timeout: 3_000 });
    expect(asked.filter((path) => path === '/api/situation').length).toBe(1);
    await vi.waitFor(() => expect(connection.status.freshness).toBe('live'));
  });

  it('drops every datum at once when it is revoked', async () => {
    await live();
    const told: unknown[] = [];
    store.onChange((changed) => told.push(changed));
    last().emit('revoked', { reason: 'role-changed' });
    await phase('signed-out');
    expect(store.copy.size()).toBe(0);
    expect(told).toEqual(['reset']);
    expect(connection.status).toMatchObject({ hasCopy: false, reason: 'revoked' });
  });

  it('signs out when the session has ended while it was away', async () => {
    await live();
    io.engine.opts.allowRequest = (_: unknown, decide: (error: null, yes: boolean) => void) => decide(null, false);
    answers['/api/session'] = 401;
    last().conn.close();
    await phase('signed-out');
    expect(store.copy.size()).toBe(0);
  });

  it('shows a moment of the past standing still, lets nothing of the present in, and comes back', async () => {
    const past = '2022-10-30T12:00+08:00';
    const then = { epoch: 'e', seq: 4, view: 'v', clock: null, entities: { teams: [team('then', 1)] }, asOf: {} };
    answers[`/api/situation?${new URLSearchParams({ knownAt: past })}`] = then;
    await live();
    beat();
    await vi.waitFor(() => expect(connection.status.anchor).toBeDefined());
    connection.visit(past);
    expect(connection.status.past).toEqual({ wanted: past, shown: undefined, by: 'known' });
    await phase('past');
    expect(connection.status.past).toEqual({ wanted: past, shown: past, by: 'known' });
    expect([...store.copy.all('teams').keys()]).toEqual(['then']);
    expect(connection.status.freshness).not.toBe('live');
    expect(situationNow(connection.status, 5e9, 5e12)).toBe(Date.parse(past));
    // How far one can go forward again is told by the server, not by the screen's own clock.
    const { time, at } = connection.status.anchor!;
    expect(presentNow(connection.status, at + 1000, 5e12)).toBe(time + 1000);
    // Readers of the copy's own clock, such as dots that fade, stand still as well.
    expect(store.copy.get('clock', 'incident')).toMatchObject({ origin: past, rate: 0 });
    await vi.waitFor(() => expect(io.sockets.sockets.size).toBe(0));

    connection.visit();
    await phase('live');
    expect(connection.status.past).toBeUndefined();
    expect([...store.copy.all('teams').keys()]).toEqual(['a']);
    expect(store.copy.get('clock', 'incident')).toBeUndefined();
  });

  it('opens in the past where a link says so before it has started, and says so while it cannot be had', async () => {
    const past = '2022-10-30T12:00+08:00';
    connection.visit(past);
    expect(asked).toEqual([]);
    connection.tellTime(Date.parse('2022-10-30T14:00:00+08:00'));
    const path = `/api/situation?${new URLSearchParams({ knownAt: past })}`;
    const { '/api/situation': now } = answers;
    delete answers['/api/situation'];
    connection.start();
    await vi.waitFor(() => expect(asked.filter((one) => one === path).length).toBeGreaterThan(1));
    expect(connection.status).toMatchObject({ hasCopy: false, past: { wanted: past } });
    answers['/api/situation'] = now;
    await phase('past');
    // No heartbeat comes here: how far one can go on is what the server said first, whatever the screen's own clock says.
    const { anchor, told } = connection.status;
    expect(anchor).toBeUndefined();
    const [at, wrong] = [told?.at ?? Number.NaN, Date.now() + 3_600_000];
    expect(presentNow(connection.status, at + 60_000, wrong)).toBe(Date.parse('2022-10-30T14:01:00+08:00'));
    connection.visit();
    expect(presentNow(connection.status, at + 60_000, wrong)).toBe(Date.parse('2022-10-30T14:01:00+08:00'));
  });

  it('starts over when the server will not go on from its cursor', async () => {
    mode = { mode: 'resync', reason: 'epoch' };
    connection.start();
    await vi.waitFor(() => expect(subscriptions.length).toBeGreaterThan(1));
    mode = { mode: 'live' };
    await phase('live');
    expect(store.copy).toBeInstanceOf(Situation);
  });
});
