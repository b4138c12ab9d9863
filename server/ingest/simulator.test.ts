// The simulator against a door with the log's manners. The story is the real one, less what is many and of no matter here.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '#shared/event.ts';
import { advance } from '#shared/project.ts';
import { type Kind, VOLATILE } from '#shared/report.ts';
import { Situation } from '#shared/situation.ts';
import { instant, MINUTE } from '#shared/time.ts';
import { maySay, type Principal, principalOf, type Role } from '../access/principal.ts';
import type { Accepted, Incoming } from './accept.ts';
import type { Narrator } from './scenario/narrator.ts';
import type { Told } from './scenario/scenario.ts';
import { DEMONSTRATION_RATE, JOIN_MINUTE, STORY_START } from './scenario/telling.ts';
import { checked, newScenario } from './scenario/told.fixture.ts';
import { resumeMinute, type SimulatorParts, startSimulator } from './simulator.ts';

const who = (role: Role) => principalOf(role, [role], [], { kind: 'session', id: role });
const principals = { machine: who('machine'), analyst: who('analyst'), commander: who('commander') };
type Parts = Partial<SimulatorParts>;

/** The ground and the tubes are most of the story, and the simulator treats them like everything else. */
const MANY = new Set<Kind>(['area.registered', 'area.updated', 'road.registered', 'test.batch', 'roll.batch']);
const DEMONSTRATION_ORIGIN = STORY_START + JOIN_MINUTE * MINUTE;
const UNTIL = JOIN_MINUTE + 11 * 60;
const registered: Told[] = [];
const minutes: Told[][] = [];

beforeAll(() => {
  const story = newScenario();
  const few = (told: Told) => !MANY.has(told.report.kind);
  registered.push(...[...story.registrations()].filter(few));
  for (let minute = 0; minute < UNTIL; minute += 1) minutes.push(story.slot(minute).filter(few));
}, 120_000);

const narrator: Narrator = {
  registrations: async (from) => ({
    told: registered.slice(from, from + 700),
    next: Math.min(from + 700, registered.length),
  }),
  minutes: async (from, until) => ({ told: minutes.slice(from, until).flat(), next: until }),
  close: async () => {},
};

/** A door with the log's manners: rights, the same opId once, recordedAt never falling, the fold's verdict. */
function door() {
  const situation = new Situation();
  const answers = new Map<string, Accepted & { content: string }>();
  let seq = 0;
  let latest = 0;
  const say = ({ report, recordedAt = 0 }: Incoming, principal: Principal): Accepted => {
    const { opId, ...rest } = checked(report as Event);
    if (!maySay(principal, rest.kind)) throw new Error(`${principal.name} may not say ${rest.kind}`);
    const content = JSON.stringify(rest);
    const known = answers.get(opId);
    if (known !== undefined && known.content !== content) throw new Error(`${rest.kind}: opId reused`);
    if (known !== undefined) return { ...known, duplicate: true };
    latest = Math.max(latest, recordedAt);
    const event = {
      opId,
      ...rest,
      seq: seq + 1,
      recordedAt: new Date(latest).toISOString(),
      actor: principal.name,
    } as Event;
    if (!VOLATILE.has(rest.kind)) seq += 1;
    const { outcome } = advance(situation, event);
    const error = 'problem' in outcome ? { error: outcome.problem } : {};
    const answer = { opId, seq, state: outcome.state, ...error };
    if (!VOLATILE.has(rest.kind)) answers.set(opId, { ...answer, content });
    return answer;
  };
  return {
    situation,
    events: () => seq,
    accept: async (incoming: readonly Incoming[], principal: Principal) => incoming.map((item) => say(item, principal)),
  };
}

type Door = (incoming: readonly Incoming[], principal: Principal, now: number) => Promise<readonly Accepted[]>;

/** Wall time that passes only when the simulator waits. */
function bench(accept: Door, from = DEMONSTRATION_ORIGIN, more: Parts = {}) {
  const state = { now: from, errors: [] as object[], until: from };
  const reached = Promise.withResolvers<void>();
  const simulator = startSimulator({
    accept: (incoming, principal) => accept(incoming, principal, state.now),
    principals,
    narrator,
    join: JOIN_MINUTE,
    clock: { now: () => state.now },
    wait: async (ms) => {
      if (state.now >= state.until) {
        reached.resolve();
        await new Promise(() => {}); // until stop() ends the wait
      }
      state.now += ms * DEMONSTRATION_RATE;
    },
    log: { info: () => {}, error: (fields) => state.errors.push(fields) },
    ...more,
  });
  return { simulator, state, reached: reached.promise };
}

describe('the simulator', () => {
  it('tells the past before it is ready, through the door, with nothing refused', async () => {
    const { accept, situation, events } = door();
    const { simulator, state } = bench(accept);
    await simulator.ready;
    await simulator.stop();
    expect(state.errors).toEqual([]);
    expect(simulator.refusals()).toBe(0);
    expect(events()).toBe(registered.length + minutes.slice(0, JOIN_MINUTE).flat().length);
    const times = [...situation.all('cases').values()].map(({ recordedAt }) => instant(recordedAt));
    expect(Math.max(...times)).toBeLessThanOrEqual(DEMONSTRATION_ORIGIN);
    expect(new Set(times).size).toBeGreaterThan(25); // known one after the other, not all at the join
  });

  it('goes on with the clock: each report when it is due, none before', async () => {
    const { accept, situation, events } = door();
    const sent: number[] = [];
    let early = 0;
    const { simulator, state, reached } = bench(async (incoming, principal, now) => {
      early += incoming.filter(({ recordedAt = 0 }) => recordedAt > now).length;
      if (now > DEMONSTRATION_ORIGIN) sent.push(incoming.length);
      return accept(incoming, principal);
    });
    state.until += 3_600_000;
    await simulator.ready;
    const before = events();
    await reached;
    await simulator.stop();
    expect(early).toBe(0);
    expect(simulator.refusals()).toBe(0);
    expect(events() - before).toBeGreaterThan(400);
    expect(Math.max(...sent)).toBeLessThan(100); // a trickle, not a gush a minute
    expect(situation.all('positions').size).toBe(situation.all('teams').size);
  });

  it('adds nothing when it is started again, with or without knowing where it was', async () => {
    const { accept, events, situation } = door();
    const first = bench(accept);
    first.state.until += 600_000;
    await first.reached;
    await first.simulator.stop();
    const before = events();
    for (const more of [{}, { resumeFrom: resumeMinute(situation) }] as Parts[]) {
      const again = bench(accept, first.state.now, more);
      await again.reached;
      await again.simulator.stop();
      expect(again.state.errors).toEqual([]);
      expect(events()).toBe(before);
    }
    expect(resumeMinute(situation)).toBeGreaterThan(JOIN_MINUTE);
    expect(resumeMinute(new Situation())).toBeUndefined();
  });

  it('goes on where it was cut off in the middle of the past, without a report more or less', async () => {
    const { accept, events, situation } = door();
    let calls = 0;
    const cut = bench(async (incoming, principal) => {
      calls += 1;
      if (calls > 60) await new Promise(() => {}); // the process is gone
      return accept(incoming, principal);
    });
    await new Promise((go) => setTimeout(go, 300));
    void cut.simulator.stop();
    expect(events()).toBeLessThan(registered.length + minutes.slice(0, JOIN_MINUTE).flat().length);
    const again = bench(accept, DEMONSTRATION_ORIGIN, { resumeFrom: resumeMinute(situation) });
    await again.simulator.ready;
    await again.simulator.stop();
    expect(again.state.errors).toEqual([]);
    expect(events()).toBe(registered.length + minutes.slice(0, JOIN_MINUTE).flat().length);
  });

  it('catches up after hours of absence, without the queues and positions of long ago', async () => {
    const { accept, situation } = door();
    const first = bench(accept);
    await first.simulator.ready;
    await first.simulator.stop();
    const late = DEMONSTRATION_ORIGIN + 10 * 3_600_000;
    const queues: number[] = [];
    const again = bench(
      async (incoming, principal) => {
        for (const { report, recordedAt = 0 } of incoming)
          if ((report as { kind: string }).kind === 'site.queue') queues.push(recordedAt);
        return accept(incoming, principal);
      },
      late,
      { resumeFrom: resumeMinute(situation) },
    );
    await again.reached;
    await again.simulator.stop();
    expect(again.simulator.refusals()).toBe(0);
    const relevant = queues.filter((time) => time > DEMONSTRATION_ORIGIN + 60_000);
    expect(Math.min(...relevant)).toBeGreaterThan(late - 3 * 3_600_000);
    const latest = Math.max(...[...situation.all('cases').values()].map((one) => instant(one.recordedAt)));
    expect(latest).toBeGreaterThan(late - 3 * 3_600_000);
    expect(latest).toBeGreaterThan(STORY_START);
  });

  it('tries again when the door fails, and skips nothing', async () => {
    const { accept, events } = door();
    let calls = 0;
    const { simulator, state } = bench(
      async (incoming, principal) => {
        calls += 1;
        if (calls % 7 === 3) throw new Error('disk full');
        return accept(incoming, principal);
      },
      DEMONSTRATION_ORIGIN,
      { wait: async () => {} },
    );
    await simulator.ready;
    await simulator.stop();
    expect(state.errors.length).toBeGreaterThan(3);
    expect(simulator.refusals()).toBe(0);
    expect(events()).toBeGreaterThanOrEqual(registered.length + minutes.slice(0, JOIN_MINUTE).flat().length);
  });

  it('counts and logs an answer that was not meant, with kind, code and field', async () => {
    const { accept } = door();
    const { simulator, state } = bench(async (incoming, principal) => {
      const answers = await accept(incoming, principal);
      return answers.map((answer, i) =>
        (incoming[i]!.report as { kind: string }).kind === 'round.opened'
          ? { opId: answer.opId, error: { code: 'forbidden', field: 'kind', message: 'no' } as const }
          : answer,
      );
    });
    await simulator.ready;
    await simulator.stop();
    const opened = minutes
      .slice(0, JOIN_MINUTE)
      .flat()
      .filter(({ report }) => report.kind === 'round.opened');
    expect(simulator.refusals()).toBe(opened.length);
    expect(state.errors[0]).toMatchObject({ kind: 'round.opened', code: 'forbidden', field: 'kind' });
  });
});
