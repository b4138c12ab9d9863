// Phones of the field as they were last heard: what waits on each of them to be uploaded, told by themselves. Kept in memory
// for a day, never in the log, and with nothing in it but a phone, its account, its team and a few numbers.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import { Count, Exact, Id, Maybe } from '#shared/schema.ts';
import { DAY, HOUR, SECOND } from '#shared/time.ts';
import { type Context, hasRight, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

/** A phone that says nothing for so long is forgotten. */
const FORGOTTEN_AFTER = DAY;
/** Phones remembered at once; beyond that the one longest silent is forgotten. */
const MOST = 20_000;
/** So long unsent is late (guarantees G10, and the badge on the phone itself). */
const LATE_AFTER = HOUR;

const Told = Exact({
  device: Type.String({ minLength: 1, maxLength: 64, description: 'as in its reports' }),
  teamId: Maybe(Id),
  waiting: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'reports that are on the phone alone' }),
  late: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'of these, older than an hour' }),
  oldestSeconds: Maybe(Count),
});
const Phone = Type.Object({
  device: Type.String(),
  account: Type.String(),
  teamId: Type.Optional(Type.String()),
  silentSeconds: Type.Integer({ description: 'since it was last heard' }),
  waiting: Type.Integer({ description: 'reports on the phone alone when it was last heard' }),
  late: Type.Integer({ description: 'of these, older than an hour by now' }),
  oldestSeconds: Type.Optional(Type.Integer({ description: 'since the oldest of them was made' })),
});
const Answer = Type.Object({
  listeningSeconds: Type.Integer({ description: 'since this server started: what was said before, it does not know' }),
  total: Type.Integer(),
  phones: Type.Array(Phone),
});

type Heard = {
  readonly told: Static<typeof Told>;
  readonly account: string;
  /** of the account; empty: everywhere */
  readonly areas: readonly string[];
  /** ms of a clock that nobody sets */
  readonly at: number;
};

export class PhoneBook {
  readonly #now: () => number;
  readonly #since: number;
  /** by phone; in order of when each was heard last */
  readonly #phones = new Map<string, Heard>();

  /** @param now ms of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  get listeningFor(): number {
    return this.#now() - this.#since;
  }

  hear(told: Static<typeof Told>, account: string, areas: readonly string[]): void {
    this.#phones.delete(told.device);
    this.#phones.set(told.device, { told, account, areas, at: this.#now() });
    const [longest] = this.#phones.keys();
    if (this.#phones.size > MOST && longest !== undefined) this.#phones.delete(longest);
  }

  /** @returns the latest heard first, as things stand now: what waited an hour ago and was not heard of since is late */
  list(isShown: (areas: readonly string[]) => boolean): Static<typeof Phone>[] {
    const now = this.#now();
    for (const [device, { at }] of this.#phones) if (now - at > FORGOTTEN_AFTER) this.#phones.delete(device);
    return [...this.#phones.values()]
      .filter(({ areas }) => isShown(areas))
      .reverse()
      .map(({ told: { device, teamId, waiting, late, oldestSeconds }, account, at }) => {
        const silent = now - at;
        const oldest = waiting === 0 ? undefined : (oldestSeconds ?? 0) * SECOND + silent;
        return {
          device,
          account,
          ...(teamId === undefined ? {} : { teamId }),
          silentSeconds: Math.floor(silent / SECOND),
          waiting,
          late: silent >= LATE_AFTER ? waiting : Math.max(late, oldest !== undefined && oldest >= LATE_AFTER ? 1 : 0),
          ...(oldest === undefined ? {} : { oldestSeconds: Math.floor(oldest / SECOND) }),
        };
      });
  }
}

export function phoneRoutes(app: FastifyInstance, context: Context): void {
  const book = new PhoneBook(() => performance.now());
  app.post<{ Body: Static<typeof Told> }>(
    '/api/phones',
    {
      schema: {
        summary: 'A phone of the field: so many reports wait on me. Said twice a minute, forgotten after a day',
        tags: ['field'],
        body: Told,
        response: { 204: { description: 'heard', type: 'null' } },
      },
    },
    async (request, reply) => {
      if (!hasRight(request, 'report')) return sendProblem(reply, problem('forbidden', 'this is for those who report'));
      const { name, areas } = principalOf(request);
      book.hear(request.body, name, areas);
      return reply.code(204).send();
    },
  );
  app.get(
    '/api/phones',
    {
      schema: {
        summary: 'Phones of the field as they were last heard, for those who hand out tasks or approve',
        tags: ['field'],
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      if (!hasRight(request, 'tasks', 'approve'))
        return sendProblem(reply, problem('forbidden', 'this is for those who hand out tasks'));
      const principal = principalOf(request);
      const view = context.viewOf(principal);
      // Whose phones work everywhere is a matter of those who watch everywhere.
      const isShown = (areas: readonly string[]) =>
        principal.areas.length === 0 || (areas.length > 0 && areas.every((areaId) => view.holds({ areaId })));
      const phones = book.list(isShown);
      return { listeningSeconds: Math.floor(book.listeningFor / SECOND), total: phones.length, phones };
    },
  );
}
