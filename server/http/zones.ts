// What a zone waits for: its release clock.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Finding } from '#shared/domain/policy/predicates.ts';
import type { Proposal } from '#shared/domain/zone/proposals.ts';
import type { Release } from '#shared/domain/zone/release.ts';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import type { View } from '../access/view.ts';
import { inTurns } from '../in-turns.ts';
import { type Context, principalOf } from './context.ts';
import { iso, Moment, momentOf } from './moment.ts';
import { sendProblem } from './problem.ts';

const Params = Type.Object({ id: Type.String() });
const Query = Type.Object(Moment);

export function zoneRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/zones/proposals',
    {
      schema: {
        summary: 'What follows from the evidence under the policies in force; nothing of it is done by itself',
        tags: ['reading'],
        querystring: Query,
      },
    },
    async (request, reply) => {
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      const { situation, now } = asked;
      const view = context.viewOf(principalOf(request));
      // Each stands on cases: who may not know where a case lives is not told by the way.
      const isOpen = view.may('L2');
      const { seq } = situation;
      const isWanted = () => !reply.raw.destroyed;
      const proposals = isOpen ? ((await context.zones.proposals(situation, now, isWanted)) ?? []) : [];
      const texts = await inTurns(shownTo(view, situation, proposals));
      // A hundred thousand cases make megabytes: put together piece by piece, not by one JSON.stringify.
      return reply
        .type('application/json')
        .send(
          `{"at":${JSON.stringify(iso(now))},"seq":${seq},"proposals":[${texts.join(',')}],"total":${texts.length}}`,
        );
    },
  );

  app.get<{ Params: Static<typeof Params> }>(
    '/api/zones/:id/outline',
    {
      schema: {
        summary: 'A zone as one polygon: its own, or that of its areas together',
        tags: ['reading'],
        params: Params,
      },
    },
    async (request, reply) => {
      const { situation } = context.projector;
      const zone = situation.get('zones', request.params.id);
      const shown = zone === undefined ? undefined : context.viewOf(principalOf(request)).see('zones', zone);
      if (zone === undefined || shown === undefined)
        return sendProblem(reply, problem('not-found', 'no zones has this id'));
      const { drawn, missing } = context.zones.parts(situation, zone);
      const derived = zone.geometry === undefined;
      const united = derived && drawn.length > 0 ? await context.uniteElsewhere(drawn) : undefined;
      if (united?.ok === false) return sendProblem(reply, united.error);
      return {
        type: 'Feature',
        id: zone.id,
        geometry: zone.geometry ?? united?.value ?? null,
        // Areas that nobody has drawn are not on the map, and in the zone all the same.
        properties: { version: zone.version, derived, areaIds: zone.areaIds ?? [], missing: derived ? missing : [] },
      };
    },
  );

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/zones/overdue',
    { schema: { summary: 'Zones whose release is overdue', tags: ['reading'], querystring: Query } },
    async (request, reply) => {
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      const { situation, now } = asked;
      const view = context.viewOf(principalOf(request));
      const all = await context.inMoment(situation, now, (still) => context.zones.overdueSteps(still, now));
      const overdue = all.filter(({ zoneId }) => {
        const zone = situation.get('zones', zoneId);
        return zone !== undefined && view.see('zones', zone) !== undefined;
      });
      const rows = overdue.map(({ since, ...rest }) => ({ ...rest, since: iso(since) }));
      return { at: iso(now), zones: rows, total: rows.length };
    },
  );

  app.get<{ Params: Static<typeof Params>; Querystring: Static<typeof Query> }>(
    '/api/zones/:id/release',
    {
      schema: {
        summary: 'Earliest release of a zone, what is met and what blocks',
        tags: ['reading'],
        params: Params,
        querystring: Query,
      },
    },
    async (request, reply) => {
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      const { situation, now } = asked;
      const zone = situation.get('zones', request.params.id);
      const view = context.viewOf(principalOf(request));
      // Hidden and absent have one answer.
      if (zone === undefined || view.see('zones', zone) === undefined)
        return sendProblem(reply, problem('not-found', 'no zones has this id'));
      // A zone that is over waits for nothing. Of one that holds, all that refers to its cases is gathered first.
      const isOver = zone.status === 'released' || zone.status === 'cancelled';
      const release = isOver
        ? { earliest: null, met: [], blocking: [] }
        : await context.inMoment(situation, now, function* (still) {
            yield* context.zones.ready(still);
            return shown(context.zones.release(still, zone, now));
          });
      return {
        id: zone.id,
        version: zone.version,
        status: zone.status,
        level: zone.level ?? null,
        ...(zone.policyId === undefined ? {} : { policyId: zone.policyId }),
        ...(zone.policyVersion === undefined ? {} : { policyVersion: zone.policyVersion }),
        ...(zone.levelSince === undefined ? {} : { levelSince: zone.levelSince }),
        ...(zone.expiresAt === undefined ? {} : { expiresAt: zone.expiresAt }),
        at: iso(now),
        ...release,
      };
    },
  );
}

/** Each proposal as JSON, with the cases that its reader may see. */
function* shownTo(view: View, situation: Situation, proposals: readonly Proposal[]): Generator<void, string[]> {
  const texts: string[] = [];
  for (const { at, evidence, ...rest } of proposals) {
    const cases: string[] = [];
    for (const one of evidence) {
      if (isVisible(view, situation, one.caseId)) cases.push(JSON.stringify(one));
      if (cases.length % 100 === 0) yield;
    }
    if (evidence.length > 0 && cases.length === 0) continue;
    const head = JSON.stringify({ ...rest, ...(at === undefined ? {} : { at: iso(at) }) });
    texts.push(`${head.slice(0, -1)},"evidence":[${cases.join(',')}]}`);
  }
  return texts;
}

function isVisible(view: View, situation: Situation, caseId: string): boolean {
  const known = situation.get('cases', caseId);
  return known !== undefined && view.see('cases', known) !== undefined;
}
const finding = ({ since, at, ...rest }: Finding) => ({
  ...rest,
  ...(since === undefined ? {} : { since: iso(since) }),
  ...(at === undefined ? {} : { at: iso(at) }),
});

function shown(release: Release): object {
  const { to, earliest, met, blocking, metSince, overdueSince, nodes } = release;
  return {
    ...(to === undefined ? {} : { to }),
    earliest: earliest === null ? null : iso(earliest),
    met: met.map(finding),
    blocking: blocking.map(finding),
    ...(metSince === undefined ? {} : { metSince: iso(metSince) }),
    ...(overdueSince === undefined ? {} : { overdueSince: iso(overdueSince) }),
    ...(nodes === undefined ? {} : { nodes: nodes.map(({ areaId, ...clock }) => ({ areaId, ...shown(clock) })) }),
  };
}
