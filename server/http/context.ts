// What every route needs, and the hook that says who is asking.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Held, HeldQuestion } from '#shared/domain/fence/held.ts';
import type { MeasureQuestion } from '#shared/domain/fence/measure.ts';
import type { Alternative, Question } from '#shared/domain/fence/propose.ts';
import type { Problem } from '#shared/errors.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Result } from '#shared/result.ts';
import type { Right } from '#shared/rights.ts';
import type { Principal } from '../access/principal.ts';
import type { ReadingNotes } from '../access/reading-notes.ts';
import type { View } from '../access/view.ts';
import type { SituationClock } from '../clock.ts';
import type { AddressBook } from '../engine/address-book.ts';
import type { Clocks } from '../engine/clocks.ts';
import type { FigureDesk } from '../engine/figure-desk.ts';
import type { InMoment } from '../engine/held-moment.ts';
import type { Nails } from '../engine/nails.ts';
import type { PolicyLibrary } from '../engine/policies.ts';
import type { Rounds } from '../engine/rounds.ts';
import type { Zones } from '../engine/zones.ts';
import type { Acceptor } from '../ingest/accept.ts';
import type { CheckElsewhere } from '../ingest/validate.ts';
import type { EventLog, Register } from '../log/event-log.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { Directory } from '../situation/directory.ts';
import type { Past } from '../situation/past.ts';
import type { Projector } from '../situation/projector.ts';
import { sendProblem } from './problem.ts';

export type Context = {
  readonly log: EventLog;
  readonly register: Register;
  readonly readings: ReadingNotes;
  readonly projector: Projector;
  readonly directory: Directory;
  readonly past: Past;
  readonly rounds: Rounds;
  /** long answers in turns of the event loop, all of one seq */
  readonly inMoment: InMoment;
  readonly figures: FigureDesk;
  readonly policies: PolicyLibrary;
  readonly zones: Zones;
  readonly clocks: Clocks;
  readonly nails: Nails;
  readonly addresses: AddressBook;
  readonly publisher: Publisher;
  readonly accept: Acceptor;
  readonly clock: () => SituationClock;
  readonly checkElsewhere: CheckElsewhere;
  /** many polygons as one, beside the event loop */
  readonly uniteElsewhere: (parts: readonly Geometry[]) => Promise<Result<Geometry, Problem>>;
  /** JSON of the alternatives; `isWanted` false: whoever asked has gone */
  readonly proposeFences: (question: Question, isWanted: () => boolean) => Promise<Result<string, Problem>>;
  /** a fence that a person drew, measured as an alternative is */
  readonly measureFence: (question: MeasureQuestion, isWanted: () => boolean) => Promise<Result<Alternative, Problem>>;
  /** what a zone that stands holds, beside the event loop */
  readonly heldByZone: (question: HeldQuestion) => Promise<Result<Held, Problem>>;
  readonly viewOf: (principal: Principal) => View;
  /** directory of everything the server keeps */
  readonly dir: string;
  readonly isDemo: boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | undefined;
  }
}

/** Pages and liveness load without a sign-in; what they show does not. */
const PUBLIC = /^\/api\/(?:session|health|ready|openapi\.json|docs)(?:[/?]|$)/;

export function requirePrincipal(
  app: FastifyInstance,
  authenticate: (request: FastifyRequest) => Principal | undefined,
): void {
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request;
    if (!/^\/(?:api\/|metrics|basemap\/)/.test(url)) return;
    request.principal = authenticate(request);
    if (request.principal !== undefined || PUBLIC.test(url)) return;
    await sendProblem(reply, {
      code: 'unauthenticated',
      message: 'sign in first (POST /api/session), or send a machine key',
    });
  });
}

/** The reader, on routes behind the hook above. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error(`${request.url} is behind no sign-in`);
  return request.principal;
}

export const hasRight = (request: FastifyRequest, ...rights: readonly Right[]): boolean =>
  rights.some((right) => request.principal?.rights.has(right) === true);
