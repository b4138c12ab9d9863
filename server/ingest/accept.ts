// The sole writer of the log: checks shape and rights, appends, and answers with what the fold made of each report.
// Whether a report applies, merges, conflicts or is refused is decided by the fold alone (docs/decisions/0002): the order
// of the log settles every race, on every node and in every replay alike.
import { setImmediate as breathe } from 'node:timers/promises';
import { type Problem, problem } from '#shared/errors.ts';
import { countVertices } from '#shared/geo/geometry.ts';
import { type Report, SYSTEM, VOLATILE } from '#shared/report.ts';
import type { Outcome } from '#shared/subject/subject.ts';
import { same } from '#shared/subject/upsert.ts';
import { maySay, type Principal } from '../access/principal.ts';
import { mayReach } from '../access/reach.ts';
import type { SituationClock } from '../clock.ts';
import type { Entry, EventLog } from '../log/event-log.ts';
import type { Projector } from '../situation/projector.ts';
import { contentHash } from './content-hash.ts';
import { type BlocksRoute, withoutRoute } from './emergency-route.ts';
import type { RoundKeys } from './round-keys.ts';
import { type Budget, type CheckElsewhere, VERTICES_A_TURN, validate } from './validate.ts';

/**
 * `hash`: hex SHA-256 of what counts as content, where that is not the whole report (imports).
 * `recordedAt`: ms since 1970; only for a story told afterwards (the demonstration's past), never taken from outside.
 */
export type Incoming = { readonly report: unknown; readonly hash?: string; readonly recordedAt?: number };

/** One answer for one report, in the order sent. `duplicate`: the log had it already; the first answer is repeated. */
export type Accepted = {
  readonly opId: string | null;
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly state?: Outcome['state'];
  readonly error?: Problem;
};

export type Acceptor = (incoming: readonly Incoming[], principal: Principal) => Promise<readonly Accepted[]>;

/** What an adoption needs: is there such a policy, and what has to enter the log with it (docs/decisions/0008). */
export type PolicyTexts = {
  readonly find: (id: string) => Promise<unknown>;
  readonly entry: (id: string, recordedAt: number) => Entry | undefined;
};

export type AcceptParts = {
  readonly log: EventLog;
  readonly projector: Projector;
  readonly clock: () => SituationClock;
  readonly checkElsewhere: CheckElsewhere;
  readonly roundKeys: RoundKeys;
  readonly policies: PolicyTexts;
  readonly blocksRoute: BlocksRoute;
};

/** Reports validated in one turn of the event loop, and vertices in them: about 10 ms of work. */
const SLICE = 250;
const SLICE_VERTICES = 10_000;

/** Where the slice that begins at a report ends, exclusive: one report at least, however large. */
function endOfSlice(incoming: readonly Incoming[], start: number): number {
  let end = start;
  for (let vertices = 0; end < incoming.length && end < start + SLICE; end += 1) {
    const data = (incoming[end]!.report as { readonly data?: { readonly [name: string]: unknown } } | null)?.data;
    vertices += countVertices(data?.['geometry'], SLICE_VERTICES);
    const parts = data?.['parts'];
    if (Array.isArray(parts))
      for (const part of parts)
        vertices += countVertices((part as { readonly geometry?: unknown } | null)?.geometry, SLICE_VERTICES);
    if (vertices > SLICE_VERTICES && end > start) break;
  }
  return end;
}

/** @throws LogError('disk-full'), and nothing of the slice that met it is stored; slices before it are */
export function createAcceptor(parts: AcceptParts): Acceptor {
  return async (incoming, principal) => {
    const answers: Promise<readonly Accepted[]>[] = [];
    for (let start = 0; start < incoming.length; ) {
      const end = endOfSlice(incoming, start);
      const slice = incoming.slice(start, end);
      start = end;
      const budget = { left: VERTICES_A_TURN };
      const checked = await Promise.all(slice.map((item) => check(parts, item, principal, budget)));
      // Two at once: the log keeps the order of the calls, so one is on its way to the disk while the next is checked. Not
      // all at once: a commit of ten thousand would be folded in one turn.
      answers.push(store(parts, checked, principal));
      if (end >= incoming.length) break;
      await answers.at(-2);
      await breathe();
    }
    return (await Promise.all(answers)).flat();
  };
}

type Checked =
  | {
      readonly opId: string | null;
      readonly report: Report;
      readonly hash: string;
      readonly recordedAt: number | undefined;
    }
  | { readonly opId: string; readonly knownAs: number }
  | { readonly opId: string | null; readonly error: Problem };

async function check(
  { log, checkElsewhere, projector, roundKeys, policies, blocksRoute }: AcceptParts,
  { report: raw, hash, recordedAt }: Incoming,
  principal: Principal,
  budget: Budget,
): Promise<Checked> {
  const parsed = validate(raw, checkElsewhere, budget);
  const isHeavy = parsed instanceof Promise;
  const result = isHeavy ? await parsed : parsed;
  // A geometry of many vertices has just been taken from its thread: to hash it, and to write it, are turns of their own.
  if (isHeavy) await breathe();
  if (!result.ok) return { opId: opIdOf(raw), error: result.error };
  const report = result.value;
  const { opId, kind } = report;
  const forbidden = forbiddenTo(principal, report, projector);
  // Said when it was allowed, and its answer lost on the way: it has its effect, and the answer stays what it was (G2).
  if (forbidden !== undefined) return (await saidBefore(log, principal, report)) ?? { opId, error: forbidden };
  if (kind === 'policy.adopted' && (await policies.find(report.data.policyId)) === undefined) {
    const message = `no policy has the id "${report.data.policyId}"; put its file into data/policies, or see GET /api/policies`;
    return { opId, error: problem('unknown-entity', message, 'data.policyId') };
  }
  // What is told of the past was decided then.
  const closed = recordedAt === undefined ? await withoutRoute(report, projector.situation, blocksRoute) : undefined;
  if (closed !== undefined) return { opId, error: closed };
  const hidden = await roundKeys.hide(report);
  if (!hidden.ok) return { opId, error: hidden.error };
  const checked = { opId, report: hidden.value, recordedAt, hash: hash ?? contentHash({ ...(raw as object), opId }) };
  if (isHeavy) await breathe();
  return checked;
}

function forbiddenTo(principal: Principal, report: Report, projector: Projector): Problem | undefined {
  const { kind } = report;
  if (!maySay(principal, kind) || (SYSTEM.has(kind) && principal.grant.kind !== 'system'))
    return problem('forbidden', `${principal.name} may not say ${kind}`, 'kind');
  if (mayReach(principal, report, projector.situation)) return undefined;
  return problem('forbidden', `${kind} concerns a place outside the areas of ${principal.name}`, 'data');
}

/**
 * The same report of the same person, already in the log: what became of it is theirs to know, whatever they may say now. And
 * theirs who brings it for a colleague's phone, word for word: nobody has the names of phone and report who was not given them.
 */
async function saidBefore(log: EventLog, { name }: Principal, report: Report) {
  const { opId, kind, observedAt, device, deviceSeq, data } = report;
  const known = await log.find(opId);
  if (known?.kind !== kind || known.observedAt !== observedAt) return undefined;
  const isCarried = device !== undefined && known.device === device && known.deviceSeq === deviceSeq;
  if (known.actor !== name && !isCarried) return undefined;
  return same(known.data, data) ? { opId, knownAs: known.seq } : undefined;
}

async function store(
  { log, projector, clock, policies }: AcceptParts,
  checked: readonly Checked[],
  principal: Principal,
): Promise<readonly Accepted[]> {
  const entries: Entry[] = [];
  const texts: Entry[] = [];
  const now = clock().now();
  for (const item of checked) {
    if (!('report' in item) || VOLATILE.has(item.report.kind)) continue;
    const recordedAt = item.recordedAt ?? now;
    entries.push({ report: item.report, hash: item.hash, actor: principal.name, recordedAt });
    const { kind, data } = item.report;
    const text = kind === 'policy.adopted' ? policies.entry(data.policyId, recordedAt) : undefined;
    if (text !== undefined) texts.push(text);
  }
  // What is adopted enters the log right before it is, in the same transaction.
  const all = entries.length === 0 ? [] : await log.append([...texts, ...entries]);
  const appended = all.slice(texts.length);
  const last = appended.reduce((most, { seq }) => Math.max(most, seq), 0);
  await projector.reached(last);
  let next = 0;
  return checked.map((item): Accepted => {
    const { opId } = item;
    if ('error' in item) return { opId, error: item.error };
    if ('knownAs' in item) return { opId, duplicate: true, ...projector.verdict(item.opId, item.knownAs) };
    if (VOLATILE.has(item.report.kind)) return passBy(projector, item.report, principal, now);
    const { state, seq } = appended[next++]!;
    if (state === 'reused') {
      return {
        opId,
        error: problem('op-id-reused', `this opId stands for another report, number ${seq}; use a new one`, 'opId'),
      };
    }
    return { opId, ...(state === 'duplicate' ? { duplicate: true } : {}), ...projector.verdict(item.report.opId, seq) };
  });
}

/** Latest values only: to the screens, not to the log. */
function passBy(projector: Projector, report: Report, principal: Principal, recordedAt: number): Accepted {
  const outcome = projector.volatile(report, principal.name, recordedAt);
  if (outcome.state === 'refused' || outcome.state === 'conflict') return { opId: report.opId, error: outcome.problem };
  return { opId: report.opId, seq: projector.situation.seq, state: outcome.state };
}

function opIdOf(raw: unknown): string | null {
  const opId = (raw as { readonly opId?: unknown } | null | undefined)?.opId;
  return typeof opId === 'string' ? opId.slice(0, 64) : null;
}
