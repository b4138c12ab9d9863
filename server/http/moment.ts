// The moment a question asks about: what held at a time, as it was known at a time. Without either, now.
import type { FastifyReply } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Situation } from '#shared/situation.ts';
import { instant, isTime } from '#shared/time.ts';
import type { Context } from './context.ts';
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
