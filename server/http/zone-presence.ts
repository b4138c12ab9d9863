// Who has the same zone open, and who of them is changing it: told to those who have it open, kept in memory for some
// seconds, never in the log.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { Exact, OneOf } from '#shared/schema.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

/** Nobody says goodbye when a laptop is shut: who has not been heard of for so long has gone. Milliseconds. */
export const GONE_AFTER = 20_000;
/** Open zones that are remembered at once; beyond that the one longest silent is forgotten. */
const MOST = 2_000;

const Params = Type.Object({ id: Type.String() });
const Body = Exact({
  tab: Type.String({ minLength: 1, maxLength: 64, description: 'one page: the same person may have two' }),
  doing: OneOf('looking', 'changing'),
});
const Answer = Type.Object({
  others: Type.Array(
    Type.Object({
      name: Type.String(),
      doing: OneOf('looking', 'changing'),
      since: Type.String({ description: 'when this page opened the zone, by the wall clock' }),
    }),
  ),
});

type Presence = {
  readonly zoneId: string;
  readonly name: string;
  readonly doing: 'looking' | 'changing';
  readonly since: number;
  readonly heard: number;
};

/** Ephemeral by nature: a restart forgets it, and whoever is there says so again. */
export class ZonePresence {
  readonly #now: () => number;
  /** by zone, name and tab; in order of when each was heard last */
  readonly #here = new Map<string, Presence>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns the other pages that have the zone open, those who change it first */
  say(zoneId: string, name: string, tab: string, doing: Presence['doing']): Presence[] {
    const now = this.#now();
    for (const [key, { heard }] of this.#here) if (now - heard > GONE_AFTER) this.#here.delete(key);
    const key = JSON.stringify([zoneId, name, tab]);
    const since = this.#here.get(key)?.since ?? now;
    this.#here.delete(key);
    this.#here.set(key, { zoneId, name, doing, since, heard: now });
    const [oldest] = this.#here.keys();
    if (this.#here.size > MOST && oldest !== undefined) this.#here.delete(oldest);
    return [...this.#here]
      .filter(([other, one]) => other !== key && one.zoneId === zoneId)
      .map(([, one]) => one)
      .sort((a, b) => (a.doing === b.doing ? a.since - b.since : a.doing === 'changing' ? -1 : 1));
  }

  leave(zoneId: string, name: string, tab: string): void {
    this.#here.delete(JSON.stringify([zoneId, name, tab]));
  }
}

export function presenceRoutes(app: FastifyInstance, context: Context): void {
  const presence = new ZonePresence(() => Date.now());
  const isShown = (id: string, request: Parameters<typeof principalOf>[0]): boolean => {
    const zone = context.projector.situation.get('zones', id);
    return zone !== undefined && context.viewOf(principalOf(request)).see('zones', zone) !== undefined;
  };
  app.post<{ Params: Static<typeof Params>; Body: Static<typeof Body> }>(
    '/api/zones/:id/presence',
    {
      schema: {
        summary: 'I have this zone open; who else has? Said every few seconds, forgotten after twenty',
        tags: ['reading'],
        params: Params,
        body: Body,
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isShown(id, request)) return sendProblem(reply, problem('not-found', 'no zones has this id'));
      const { tab, doing } = request.body;
      const others = presence.say(id, principalOf(request).name, tab, doing);
      return {
        others: others.map(({ name, doing: what, since }) => ({
          name,
          doing: what,
          since: new Date(since).toISOString(),
        })),
      };
    },
  );
  app.delete<{ Params: Static<typeof Params>; Querystring: { tab: string } }>(
    '/api/zones/:id/presence',
    {
      schema: {
        summary: 'I have closed it',
        tags: ['reading'],
        params: Params,
        querystring: Type.Object({ tab: Type.String() }),
      },
    },
    async (request, reply) => {
      presence.leave(request.params.id, principalOf(request).name, request.query.tab);
      return reply.code(204).send();
    },
  );
}
