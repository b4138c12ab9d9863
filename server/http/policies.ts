// Which policies there are, which are in force where and since when, and which files are wrong and why.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { chainOf } from '../engine/case-nodes.ts';
import { type PolicyLibrary, policyAt } from '../engine/policies.ts';
import { type Context, principalOf } from './context.ts';
import { Moment, momentOf } from './moment.ts';
import { sendProblem } from './problem.ts';

const Query = Type.Object({
  ...Moment,
  areaId: Type.Optional(Type.String({ description: 'what holds there; without it, every adoption at that time' })),
  series: Type.Optional(Type.String()),
});
type Query = Static<typeof Query>;

export function policyRoutes(app: FastifyInstance, context: Context): void {
  const { policies: library } = context;
  app.get<{ Querystring: Query }>(
    '/api/policies',
    { schema: { summary: 'Policies, and which are in force', tags: ['reading'], querystring: Query } },
    async (request, reply) => {
      const asked = await momentOf(context, request.query, reply);
      if (asked === undefined) return reply;
      const { situation, now } = asked;
      if (context.viewOf(principalOf(request)).isBlind)
        return sendProblem(reply, { code: 'forbidden', message: 'this account sees no data' });
      const { areaId, series } = request.query;
      await library.refresh();
      const isAsked = (of: string) => series === undefined || series === of;
      const known = [...library.policies.values()].filter(({ policy }) => isAsked(policy.series));
      known.sort((a, b) => (a.policy.id < b.policy.id ? -1 : 1));
      return {
        at: new Date(now).toISOString(),
        ...(areaId === undefined ? {} : { areaId }),
        inForce: adopted(situation, library, areaId, now).filter((row) => isAsked(row.series)),
        policies: known.map(({ policy, digest, file }) => ({ ...policy, version: digest, file })),
        total: known.length,
        /** files that are left out, each with its line and what is wrong */
        wrong: library.wrong,
      };
    },
  );
}

type Row = {
  readonly series: string;
  readonly hazard: string;
  readonly policyId: string;
  readonly version?: string;
  readonly areaId: string;
  readonly from: string;
  readonly to?: string;
};

/** At one place the one that counts of each series; without a place, every adoption that holds at that time. */
function adopted(
  situation: Situation,
  library: Pick<PolicyLibrary, 'policies'>,
  areaId: string | undefined,
  now: number,
): Row[] {
  const policyOf = (id: string) => policyAt(situation, library, id);
  const adoptions = [...situation.all('policies').values()];
  const places =
    areaId === undefined
      ? [...new Set(adoptions.map((each) => each.areaId))].map((id) => [id])
      : [chainOf(situation, areaId)];
  return places.flatMap((chain) =>
    inForce(adoptions, policyOf, chain, now).map(({ policy, adoption: { policyId, areaId: where, from, to } }) => {
      const version = situation.get('rules', policyId)?.versions.at(-1)?.digest;
      return {
        series: policy.series,
        hazard: policy.hazard,
        policyId,
        ...(version === undefined ? {} : { version }),
        areaId: where,
        from: new Date(instant(from)).toISOString(),
        ...(to === undefined ? {} : { to }),
      };
    }),
  );
}
