// What questions to the engine have in common. The moment they ask about: what held at a time, as it was known at a time,
// without either, now; who asks, and whether it is theirs to know; and the part of a long list that is wanted.
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import type { Class } from '#shared/subject/subject.ts';
import { instant, isTime } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

export const Moment = {
  at: Type.Optional(Type.String({ description: 'evaluated for this time; ISO 8601 with offset' })),
  knownAt: Type.Optional(Type.String({ description: 'from what was known then; ISO 8601 with offset' })),
};
const Asked = Type.Object(Moment);

/** `now` is ms since 1970 in the time the situation lives in. */
export type Asked = { readonly situation: Situation; readonly now: number };

/** @returns undefined when the question was answered with a problem */
export async function momentOf(
  context: Context,
  { at, knownAt }: Static<typeof Asked>,
  reply: FastifyReply,
): Promise<Asked | undefined> {
  for (const [field, value] of Object.entries({ at, knownAt })) {
    if (value === undefined || isTime(value)) continue;
    await sendProblem(reply, problem('bad-time', `${field} is a time with an offset (a + in a URL is %2B)`, field));
    return undefined;
  }
  const now = instant(at ?? knownAt ?? new Date(context.clock().now()).toISOString());
  if (knownAt === undefined) return { situation: context.projector.situation, now };
  const seq = Math.min(context.projector.situation.seq, await context.log.seqAt(instant(knownAt)));
  return { situation: await context.past.at(seq), now };
}

/**
 * The moment asked about, and who asks.
 * @param wanted without it the answer is none of theirs: an empty one would say that there is nothing
 * @returns undefined when the question was answered with a problem
 */
export async function askedBy(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: Class,
  what: string,
): Promise<(Asked & { readonly view: View }) | undefined> {
  const asked = await momentOf(context, request.query as Static<typeof Asked>, reply);
  if (asked === undefined) return undefined;
  const view = context.viewOf(principalOf(request));
  if (view.may(wanted)) return { ...asked, view };
  await sendProblem(reply, problem('forbidden', `${what} not among what this reader may see`));
  return undefined;
}

export const Paging = {
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, default: 1000 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
};

export const paged = <T>(
  list: readonly T[],
  { limit = 1000, offset = 0 }: { readonly limit?: number; readonly offset?: number },
): readonly T[] => list.slice(offset, offset + limit);

/** ms since 1970 as the answers say it. */
export const iso = (at: number): string => new Date(at).toISOString();
