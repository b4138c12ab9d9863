// The simulator: a source like any other. It sends the scenario through the same door as everyone else, as the
// principals that may say it, minute by minute; sending something twice adds nothing, because its opId is the same.
import type { Kind } from '#shared/report.ts';
import type { Situation } from '#shared/situation.ts';
import { instant, MINUTE } from '#shared/time.ts';
import type { Principal } from '../access/principal.ts';
import type { Accepted, Incoming } from './accept.ts';
import type { Narrator, Sent, Stretch } from './scenario/narrator.ts';
import type { Told } from './scenario/scenario.ts';
import { SOURCE_PREFIX } from './scenario/story/sources.ts';
import { STORY_START, type Voice } from './scenario/telling.ts';

export type SimulatorParts = {
  readonly accept: (incoming: readonly Incoming[], principal: Principal) => Promise<readonly Accepted[]>;
  readonly principals: { readonly [V in Voice]: Principal };
  readonly narrator: Narrator;
  /** incident time, ms since 1970 */
  readonly clock: { now(): number };
  /** wall milliseconds */
  readonly wait: (ms: number) => Promise<void>;
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  /** Incident ms: of what is older than this, only what lasts is told to catch up. */
  readonly moment?: number;
  /** Incident minute since the story began at which it is joined: what came before is told at once. */
  readonly join: number;
  /** Incident minute since the story began before which the log is known to hold everything; registrations too. */
  readonly resumeFrom?: number;
};

export type Simulator = {
  /** registrations and the story up to the join are in; what was missed while the server was down comes after */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
  /** incident ms up to which all of the live story is in; before it goes on, nothing is */
  toldUntil(): number;
  /** answers that were not intended, since the start */
  refusals(): number;
};

const BATCH = 1000;
/** Rows of persons in one call: many while nobody waits for an answer, few once the event loop serves people. */
const ROWS = { past: 20_000, live: 2_500 };
/** Incident minutes asked for at once. */
const STRETCH = 60;
/** How often the live story looks at the clock, wall ms. */
const TICK = 200;
/** After an error of the door itself (disk full, stopping), wall ms; doubled up to the second figure. */
const RETRY = [500, 30_000] as const;
/** Only the latest of these counts: when catching up after a long pause, older ones are not told at all. */
const MOMENTARY: ReadonlySet<Kind> = new Set<Kind>(['site.queue', 'site.rooms', 'lab.status', 'team.position']);
export const MOMENT = 2 * 60 * MINUTE;

export function startSimulator(parts: SimulatorParts): Simulator {
  const { clock, log, narrator, join, resumeFrom, moment = MOMENT } = parts;
  const origin = STORY_START + join * MINUTE;
  const stopping = Promise.withResolvers<void>();
  const wait = (ms: number) => Promise.race([parts.wait(ms), stopping.promise]);
  const sender = createSender({ ...parts, wait });
  let minute = resumeFrom ?? 0;
  let toldUntil = Number.NEGATIVE_INFINITY;

  /** Sends stretch after stretch; the next one is told while the last one is on its way to the disk. */
  const sendAll = async (
    from: number,
    more: (from: number) => Promise<Stretch> | undefined,
    sent: (next: number) => void,
  ): Promise<void> => {
    let coming = more(from);
    while (coming !== undefined && !sender.stopped) {
      const { told, next } = await coming;
      coming = told.length === 0 && next === from ? undefined : more(next);
      await sender.send(told, ROWS.past);
      sent(next);
      from = next;
    }
  };

  const past = async (): Promise<void> => {
    if (resumeFrom === undefined) {
      const more = (from: number) => narrator.registrations(from);
      await sendAll(0, more, () => log.info({ part: 0 }, 'demonstration: registering the town'));
    }
    const isPast = (at: number) => at < join && STORY_START + at * MINUTE < clock.now();
    await sendAll(
      minute,
      (from) => (isPast(from) ? narrator.minutes(from, Math.min(join, from + STRETCH)) : undefined),
      (next) => {
        minute = next;
        log.info({ part: minute / join }, 'demonstration: telling the days before');
      },
    );
    log.info({ part: 1, sent: sender.sent, refusals: sender.refusals }, 'demonstration: the past is told');
  };

  /** Before this, incident ms, nobody was telling for long: only what lasts is told. A first start has missed nothing. */
  let missedUntil = Number.NEGATIVE_INFINITY;
  const lasting = (told: readonly Sent[]): readonly Sent[] =>
    told.filter(({ report, knownAt }) => knownAt < origin || knownAt >= missedUntil || !MOMENTARY.has(report.kind));

  const live = async (): Promise<void> => {
    if (resumeFrom !== undefined) missedUntil = clock.now() - moment;
    let queue: readonly Sent[] = [];
    while (!sender.stopped) {
      const now = clock.now();
      // A minute is laid out as soon as it begins; each of its reports waits for its own instant.
      const begun = Math.floor((now - STORY_START) / MINUTE) + 1;
      if (minute < begun && queue.length < BATCH) {
        const { told, next } = await narrator.minutes(minute, Math.min(begun, minute + STRETCH));
        queue = [...queue, ...lasting(told)];
        minute = next;
      }
      const waiting = queue.findIndex(({ knownAt }) => knownAt > now);
      const ripe = waiting === -1 ? queue : queue.slice(0, waiting);
      queue = queue.slice(ripe.length);
      await sender.send(ripe, ROWS.live);
      toldUntil = Math.min(now, STORY_START + minute * MINUTE);
      if (minute >= begun || queue.length >= BATCH) await wait(TICK);
    }
  };

  const ready = past();
  // A bug in the scenario must end in the log, not in silence.
  const done = ready.then(live).catch((error: unknown) => {
    if (!sender.stopped) log.error({ error: text(error) }, 'demonstration: the simulator ended');
  });
  return {
    ready,
    toldUntil: () => toldUntil,
    refusals: () => sender.refusals,
    stop: async () => {
      sender.stopped = true;
      stopping.resolve();
      await narrator.close();
      await done;
    },
  };
}

/**
 * Where to go on after a restart: the story is sent in order, so everything before the latest moment that an entity
 * tells of is in the log. Not recordedAt: the log raises that where somebody else spoke while the story was behind.
 * @returns undefined when the story has hardly begun: tell all of it
 */
export function resumeMinute(situation: Pick<Situation, 'all'>): number | undefined {
  let latest = STORY_START;
  for (const layer of ['sites', 'areaTests', 'checkpoints', 'boxes'] as const) {
    for (const { source, observedAt } of situation.all(layer).values())
      if (source.startsWith(SOURCE_PREFIX)) latest = Math.max(latest, instant(observedAt));
  }
  const minute = Math.floor((latest - STORY_START) / MINUTE) - 1;
  return minute > 0 ? minute : undefined;
}

type Sender = {
  stopped: boolean;
  sent: number;
  refusals: number;
  send(told: readonly Sent[], rows: number): Promise<void>;
};

/** Sends in order, each run of reports by one speaker in one call. */
function createSender({ accept, principals, log, wait }: SimulatorParts): Sender {
  const sender: Sender = { stopped: false, sent: 0, refusals: 0, send };

  async function send(told: readonly Sent[], rows: number): Promise<void> {
    for (let from = 0; from < told.length; ) {
      const to = endOfRun(told, from, rows);
      await sendRun(told.slice(from, to), told[from]!.by);
      from = to;
    }
  }

  async function sendRun(run: readonly Sent[], by: Voice): Promise<void> {
    const incoming = run.map(({ report, knownAt, hash }) => ({
      report,
      recordedAt: knownAt,
      ...(hash === undefined ? {} : { hash }),
    }));
    let pause: number = RETRY[0];
    while (!sender.stopped) {
      try {
        const answers = await accept(incoming, principals[by]);
        sender.sent += run.length;
        for (const [i, answer] of answers.entries()) check(run[i]!, answer);
        return;
      } catch (error) {
        // The door itself failed. Nothing is skipped: sending again is safe, the log knows what it has.
        log.error({ error: text(error), retryInMs: pause }, 'demonstration: reports were not taken, trying again');
        await wait(pause);
        pause = Math.min(pause * 2, RETRY[1]);
      }
    }
  }

  function check({ report, expects }: Told, { error, state }: Accepted): void {
    const outcome = error?.code === 'conflict' ? 'conflict' : error === undefined ? state : 'refused';
    if (outcome === expects || (outcome !== 'refused' && outcome !== 'conflict')) return;
    sender.refusals += 1;
    const { code, field, message } = error ?? {};
    const fields = { kind: report.kind, opId: report.opId, state: outcome, code, field, message };
    log.error(fields, 'demonstration: a report was refused');
  }
  return sender;
}

/** The reports from one on that one speaker says, as many as one call should have. */
function endOfRun(told: readonly Told[], from: number, most: number): number {
  const { by } = told[from]!;
  let rows = 0;
  let to = from;
  while (to < told.length && to - from < BATCH && rows < most && told[to]!.by === by) {
    const { report } = told[to]!;
    if (report.kind === 'test.batch') rows += report.data.rows?.length ?? 0;
    to += 1;
  }
  return to;
}

// An Error has no enumerable fields: a log that writes JSON would say {}.
const text = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
