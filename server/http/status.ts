// Is it alive, is it ready, what feeds it, and how fast: for machines that watch, and for people who doubt a number.
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { instant, SECOND } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { type Context, principalOf } from './context.ts';

export type FeedState = 'ok' | 'silent' | 'broken' | 'unheard';

/** A feed whose last file could not be read: its last good state stays, and this says so. */
export type Failure = { readonly at: string; readonly message: string };

export function statusRoutes(app: FastifyInstance, context: Context, build: string): void {
  const { projector, log, publisher } = context;

  // The time too: a page that opens in the past hears no heartbeat, and must not ask the screen's own clock what is present.
  app.get(
    '/api/health',
    { schema: { summary: 'The process lives; the time in its situation, and its build', tags: ['status'] } },
    async () => ({
      status: 'ok',
      demo: context.isDemo,
      build,
      time: new Date(context.clock().now()).toISOString(),
    }),
  );

  app.get('/api/ready', { schema: { summary: 'The situation is folded and served', tags: ['status'] } }, async () => ({
    status: 'ready',
    epoch: log.epoch,
    head: projector.situation.seq,
    demo: context.isDemo,
    sources: (await sourcesOf(context)).map(({ id, state, lastHeard }) => ({ id, state, lastHeard })),
  }));

  app.get(
    '/api/feeds',
    {
      schema: { summary: 'Each source: when it was last heard, and whether it is silent or broken', tags: ['status'] },
    },
    async (request) => {
      const view: View = context.viewOf(principalOf(request));
      return view.isBlind ? { feeds: [] } : { feeds: await sourcesOf(context) };
    },
  );

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gauge(registry, 'cordon_log_head', 'Number of the last event on disk', () => log.head());
  gauge(registry, 'cordon_situation_seq', 'Number of the last event folded', () => projector.situation.seq);
  gauge(registry, 'cordon_situation_entities', 'Entities held, hidden ones included', () => projector.situation.size());
  gauge(registry, 'cordon_readers', 'Subscribed sockets', () => publisher.size);
  for (const name of ['frames', 'lagging', 'resync'] as const) {
    const counter = new Counter({
      name: `cordon_${name}_total`,
      help: {
        frames: 'Delta frames sent',
        lagging: 'Readers told to pull',
        resync: 'Subscriptions answered with resync',
      }[name],
      registers: [registry],
      collect() {
        this.reset();
        this.inc(publisher.counters[name]);
      },
    });
    void counter;
  }
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

export async function sourcesOf(context: Context): Promise<
  {
    id: string;
    name: string;
    nameEn?: string;
    layers: readonly string[];
    everySeconds: number | null;
    state: FeedState;
    lastHeard: string | null;
    failure: Failure | null;
  }[]
> {
  const { situation } = context.projector;
  const failures = await context.register.all('feed-failures');
  const now = context.clock().now();
  const out = [...situation.all('sources').values()].map((source) => {
    const lastHeard = situation.heard.get(source.id) ?? null;
    const failure = (failures.get(source.id) as Failure | undefined) ?? null;
    const isSilent = lastHeard !== null && now - instant(lastHeard) > 2 * source.everySeconds * SECOND;
    const state: FeedState = failure !== null ? 'broken' : lastHeard === null ? 'unheard' : isSilent ? 'silent' : 'ok';
    return {
      id: source.id,
      name: source.name,
      ...(source.nameEn === undefined ? {} : { nameEn: source.nameEn }),
      layers: source.layers,
      everySeconds: source.everySeconds,
      state,
      lastHeard,
      failure,
    };
  });
  const named = new Set(out.map(({ id }) => id));
  for (const [id, failure] of failures) {
    if (named.has(id)) continue;
    const lastHeard = situation.heard.get(id) ?? null;
    out.push({
      id,
      name: id,
      layers: [],
      everySeconds: null as never,
      state: 'broken',
      lastHeard,
      failure: failure as Failure,
    });
  }
  return out;
}
