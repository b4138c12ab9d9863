// GET /api/clocks: what runs, what is late, what is done, of every kind, at any moment and as it was known at any.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { actBy, CLOCK_KINDS, CLOCK_STATES, type ClockNow, clockAt, STEP_STATES } from '#shared/domain/clock/clock.ts';
import { poolPersons } from '#shared/domain/clock/pool-clock.ts';
import { chargeOf } from '#shared/domain/in-charge.ts';
import { OneOf } from '#shared/schema.ts';
import type { Reading, Situation } from '#shared/situation.ts';
import { SECOND } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { areaAddress } from '../engine/area-address.ts';
import type { ClockRow } from '../engine/clocks.ts';
import type { Context } from './context.ts';
import { askedBy, iso, Moment, Paging, paged } from './moment.ts';

const Query = Type.Object({
  kind: Type.Optional(OneOf(...CLOCK_KINDS)),
  state: Type.Optional(OneOf(...CLOCK_STATES)),
  open: Type.Optional(Type.Boolean({ description: 'true: neither done nor stopped' })),
  areaId: Type.Optional(Type.String({ description: 'whose home lies in this area' })),
  subject: Type.Optional(Type.String({ description: 'id of the case, contact or tube it is about' })),
  order: Type.Optional(OneOf('id', 'urgent')),
  ...Paging,
  ...Moment,
});

const When = Type.String({ format: 'date-time' });
const Ref = Type.Object({ layer: Type.String(), id: Type.String() });
const Step = Type.Object({
  step: Type.String(),
  state: OneOf(...STEP_STATES),
  due: When,
  target: Type.Optional(Type.String({ description: 'an earlier mark the policy proposes; decides nothing' })),
  doneAt: Type.Optional(When),
  lateBySeconds: Type.Optional(Type.Number()),
  why: Type.Optional(Type.String({ description: 'of a step that has nothing to do' })),
  implied: Type.Optional(Type.Boolean({ description: 'not told itself: a later step proves it' })),
  connected: Type.Boolean({ description: 'false: no source reports this step (未接入)' }),
  done: Type.Optional(Type.Integer()),
  total: Type.Optional(Type.Integer()),
  evidence: Type.Array(Ref),
});
const Row = Type.Object({
  id: Type.String(),
  kind: OneOf(...CLOCK_KINDS),
  state: OneOf(...CLOCK_STATES),
  wasLate: Type.Boolean({ description: 'done, and something of it was done late' }),
  start: When,
  due: When,
  remainingSeconds: Type.Number({ description: 'to due; negative when over; 0 of what is done or stopped' }),
  doneAt: Type.Optional(When),
  subject: Type.Optional(Ref),
  degree: Type.Optional(OneOf('close', 'secondary')),
  areaId: Type.Union([Type.String(), Type.Null()], { description: 'the home; null where nobody gave an address' }),
  address: Type.Optional(Type.String({ description: 'the home in names, from the community down' })),
  addressEn: Type.Optional(Type.String()),
  policyId: Type.Optional(Type.String()),
  persons: Type.Optional(
    Type.Object(
      { pending: Type.Integer(), resulted: Type.Integer() },
      { description: 'of a pooled tube: nobody is resulted until the single results' },
    ),
  ),
  responsible: Type.Object({
    areaId: Type.Union([Type.String(), Type.Null()], { description: 'the township or street of the home' }),
    unit: Type.Union([Type.String(), Type.Null()]),
    unitEn: Type.Union([Type.String(), Type.Null()], { description: 'the unit in English, where it is registered so' }),
    phone: Type.Union([Type.String(), Type.Null()]),
  }),
  steps: Type.Array(Step),
});
const Answer = Type.Object({
  at: When,
  seq: Type.Integer(),
  total: Type.Integer(),
  byState: Type.Record(OneOf(...CLOCK_STATES), Type.Integer(), {
    description: 'of all that the other filters let through, whatever `state` is asked for',
  }),
  clocks: Type.Array(Row),
});

export function clockRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/clocks',
    {
      schema: {
        summary: 'Response clocks: pooled positives, the eight hours, reports, contacts, same-day clearance',
        description:
          'By id; with `order=urgent` by when somebody has to act, those over longest first, and what is done after them, the latest first.',
        tags: ['engine'],
        querystring: Query,
        response: { 200: Answer },
      },
    },
    async (request, reply) => {
      // A clock tells where a case lives and when it was fetched.
      const asked = await askedBy(context, request, reply, 'L2', 'clocks of persons are');
      if (asked === undefined) return reply;
      const { situation, view, now } = asked;
      return context.inMoment(situation, now, (still) => answer(context, still, view, now, request.query));
    },
  );
}

function* answer(
  context: Context,
  situation: Situation,
  view: View,
  now: number,
  query: Static<typeof Query>,
): Generator<void, Static<typeof Answer>> {
  const { kind, state, open, areaId, subject } = query;
  const byState = Object.fromEntries(CLOCK_STATES.map((name) => [name, 0])) as Record<ClockRow['state'], number>;
  const wanted: ClockRow[] = [];
  yield* context.clocks.each(situation, view, now, (row) => {
    if (kind !== undefined && row.kind !== kind) return;
    if (areaId !== undefined && !row.run.chain.includes(areaId)) return;
    if (subject !== undefined && row.run.subject?.id !== subject) return;
    byState[row.state] += 1;
    const isOpen = row.state !== 'done' && row.state !== 'stopped';
    if ((state === undefined || row.state === state) && (open === undefined || isOpen === open)) wanted.push(row);
  });
  const byId = (a: ClockRow, b: ClockRow) => (a.run.clock.id < b.run.clock.id ? -1 : 1);
  if (query.order === 'urgent') yield* byUrgency(wanted, now, byId);
  else wanted.sort(byId);
  const sight = { situation, view, now, seen: seenBy(view, situation) };
  return {
    at: iso(now),
    seq: situation.seq,
    total: wanted.length,
    byState,
    clocks: paged(wanted, query).map((row) => shown(row, sight)),
  };
}

/** Clocks looked at in one turn. */
const TURN = 1_000;

/** In place, in turns: each clock's steps are looked at once. */
function* byUrgency(rows: ClockRow[], now: number, otherwise: (a: ClockRow, b: ClockRow) => number): Generator<void> {
  const times = new Map<ClockRow, number>();
  for (const [i, row] of rows.entries()) {
    if (i % TURN === TURN - 1) yield;
    times.set(row, actBy(row.run.clock, now));
  }
  const timeOf = (row: ClockRow) => times.get(row) ?? 0;
  rows.sort((a, b) => {
    const isOver = Number(a.state === 'done') - Number(b.state === 'done');
    const byTime = a.state === 'done' ? timeOf(b) - timeOf(a) : timeOf(a) - timeOf(b);
    return isOver || byTime || otherwise(a, b);
  });
}

/** The situation as this reader sees it, each entity looked at once. */
function seenBy(view: View, situation: Situation): Reading {
  const known = new Map<string, unknown>();
  return {
    get: (layer, id) => {
      const key = `${layer}/${id}`;
      if (!known.has(key)) {
        const entity = situation.get(layer, id);
        known.set(key, entity && view.see(layer, entity));
      }
      return known.get(key) as never;
    },
  };
}

type Sight = {
  readonly situation: Situation;
  readonly view: View;
  readonly now: number;
  readonly seen: Reading;
};

function shown({ run, kind, state, pool }: ClockRow, { situation, view, now, seen }: Sight): Static<typeof Row> {
  const { clock, chain, subject, policyId, degree, siteId } = run;
  const { wasLate, remaining, doneAt, steps } = clockAt(clock, now)!;
  const township = chain.find((id) => situation.get('areas', id)?.level === 'township');
  const { unit, unitEn, phone } = chargeOf(seen, {
    ...(siteId === undefined ? {} : { siteId }),
    ...(chain[0] === undefined ? {} : { areaId: chain[0] }),
  });
  return {
    id: clock.id,
    kind,
    state,
    wasLate,
    start: iso(clock.start),
    due: iso(clock.due),
    remainingSeconds: Math.round(remaining / SECOND),
    ...(doneAt === undefined ? {} : { doneAt: iso(doneAt) }),
    ...(subject === undefined ? {} : { subject }),
    ...(degree === undefined ? {} : { degree }),
    areaId: chain[0] ?? null,
    ...(chain[0] === undefined ? {} : areaAddress(situation, chain[0])),
    ...(policyId === undefined ? {} : { policyId }),
    ...(pool === undefined ? {} : { persons: poolPersons(pool.facts, now) }),
    responsible: { areaId: township ?? null, unit: unit ?? null, unitEn: unitEn ?? null, phone: phone ?? null },
    steps: steps.map((step) => stepShown(step, situation, view)),
  };
}

function stepShown(step: ClockNow['steps'][number], situation: Situation, view: View): Static<typeof Step> {
  const { step: name, state, due, target, doneAt, lateBy, why, isImplied, isConnected, of, evidence } = step;
  return {
    step: name,
    state,
    due: iso(due),
    ...(target === undefined ? {} : { target: iso(target) }),
    ...(doneAt === undefined ? {} : { doneAt: iso(doneAt) }),
    ...(lateBy === undefined ? {} : { lateBySeconds: Math.round(lateBy / SECOND) }),
    ...(why === undefined ? {} : { why }),
    ...(isImplied === true ? { implied: true } : {}),
    connected: isConnected,
    ...(of === undefined ? {} : of),
    // What it stands on, as far as the reader may see that.
    evidence: evidence.filter(({ layer, id }) => {
      const entity = situation.get(layer as 'cases', id);
      return entity !== undefined && view.see(layer as 'cases', entity) !== undefined;
    }),
  };
}
