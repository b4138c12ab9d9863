// The story, told from its first minute until round 3 is over, folded once, and compared with its own account on the way.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { FENCE_RULE } from '#shared/domain/fence/drafts.ts';
import { Ground } from '#shared/domain/fence/ground.ts';
import { type Alternative, proposeFences } from '#shared/domain/fence/propose.ts';
import { KINDS, type Kind, SYSTEM, VOLATILE } from '#shared/report.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { instant } from '#shared/time.ts';
import { maySay, principalOf } from '../../access/principal.ts';
import type { Scenario, Told } from './scenario.ts';
import type { Account } from './story/account.ts';
import { countOf, plain } from './story/count.fixture.ts';
import { MARKET_FENCE, NAIL_FENCE, POLLUTED } from './story/fences.ts';
import { NAIL_ZONE, SECOND_ZONE } from './story/orders.ts';
import { talliedAt } from './story/tally.ts';
import { clock, JOIN_MINUTE, STORY_START } from './telling.ts';
import { checked, folding, newScenario } from './told.fixture.ts';

/** Half a minute past, so that nothing is known just then and nobody has to say which side of the moment it is on. */
const MOMENTS = [
  clock(0, 22, 30.5),
  clock(1, 12, 0.5),
  clock(2, 18, 0.5),
  clock(3, 9, 0.5),
  JOIN_MINUTE + 0.5,
  clock(3, 15),
  clock(3, 20, 0.5),
  clock(4, 8, 0.5),
];
const END = clock(4, 8, 1);
const LATE = JOIN_MINUTE + 777;

let story: Scenario;
const door = folding();
const kinds = new Map<Kind, number>();
const counts: { readonly at: number; readonly counted: object; readonly account: Account }[] = [];
const opIds = new Set<string>();
const disorder: string[] = [];
const unlawful: string[] = [];
const nameless: string[] = [];
const perMinute: { readonly durable: number; readonly all: number }[] = [];
let atJoin = { zones: 0, nail: '', second: '', openRounds: 0, remarks: [] as string[] };
let total = 0;

const who = (role: 'machine' | 'analyst' | 'commander') => principalOf(role, [role], [], { kind: 'session', id: role });
const principals = { machine: who('machine'), analyst: who('analyst'), commander: who('commander') };

let last = STORY_START;
function take(told: Told): void {
  const { report, by, knownAt } = told;
  total += 1;
  opIds.add(report.opId);
  kinds.set(report.kind, (kinds.get(report.kind) ?? 0) + 1);
  if (knownAt < last || instant(report.observedAt) > knownAt) disorder.push(`${report.kind} ${report.observedAt}`);
  last = Math.max(last, knownAt);
  if (!maySay(principals[by], report.kind)) unlawful.push(`${by} ${report.kind}`);
  door.take(told);
  askEngine(told);
  if (door.situation.get('sources', report.source ?? '') === undefined) nameless.push(report.kind);
}

function count(at: number): void {
  const account = story.account(at);
  counts.push({ at, account, counted: countOf(door.situation, story.world, account.figures) });
}

beforeAll(() => {
  story = newScenario();
  for (const told of story.registrations()) take(told);
  for (let minute = 0; minute < END; minute += 1) {
    const slot = story.slot(minute);
    const due = MOMENTS.find((moment) => Math.floor(moment) === minute);
    const known = (told: Told) => due !== undefined && told.knownAt < STORY_START + due * 60_000;
    for (const told of slot.filter(known)) take(told);
    if (due !== undefined) count(due);
    for (const told of slot.filter((told) => !known(told))) take(told);
    perMinute[minute] = { all: slot.length, durable: slot.filter(({ report }) => !VOLATILE.has(report.kind)).length };
    if (minute === JOIN_MINUTE) look();
  }
}, 600_000);

/** What the engine answers at the minute at which each fence of the story was proposed. */
const fences: { readonly zone: Zone | undefined; readonly alternatives: readonly Alternative[] }[] = [];

function askEngine({ report }: Told): void {
  if (report.kind !== 'zone.proposed' || report.data.level !== POLLUTED) return;
  const { situation } = door;
  const ground = new Ground();
  for (const layer of ['areas', 'roads', 'gates', 'sites'] as const)
    for (const [id, entity] of situation.all(layer)) ground.set(layer, id, entity);
  const zone = situation.get('zones', report.data.id);
  const found = proposeFences(
    { cases: (zone?.caseIds ?? []).flatMap((id) => situation.get('cases', id) ?? []), rule: FENCE_RULE },
    ground,
  );
  fences.push({ zone, alternatives: found.ok ? found.value.alternatives : [] });
}

function look(): void {
  const { situation } = door;
  atJoin = {
    zones: situation.all('zones').size,
    nail: situation.get('zones', NAIL_ZONE)?.status ?? '',
    second: situation.get('zones', SECOND_ZONE)?.level ?? '',
    openRounds: [...situation.all('rounds').values()].filter(({ status }) => status === 'open').length,
    remarks: [...situation.all('sites').values()].flatMap(({ id, remarks }) => (remarks === undefined ? [] : [id])),
  };
}

describe('the telling', () => {
  it('passes the edge and is taken by the fold: nothing refused, a conflict only where one is meant', () => {
    expect(door.odd.map(({ told, outcome }) => [told.report.kind, outcome])).toEqual([]);
    expect(door.situation.all('conflicts').size).toBeGreaterThanOrEqual(2);
    expect(() => checked({ ...[...story.registrations()][0]!.report, opId: 'not a UUID' })).toThrow('opId');
  });

  it('has every kind that is not the server’s own', () => {
    expect(KINDS.filter((kind) => !kinds.has(kind) && !SYSTEM.has(kind))).toEqual([]);
  });

  it('is said by somebody who may say it, from a source that is registered and labelled', () => {
    expect(unlawful).toEqual([]);
    expect(nameless).toEqual([]);
    for (const { name, nameEn } of door.situation.all('sources').values())
      expect(`${name} ${nameEn}`).toMatch(/演示数据 .*demonstration data$/);
  });

  it('is in order, and never knows before it happened', () => {
    expect(disorder).toEqual([]);
  });

  it('gives every report an opId of its own', () => {
    expect(opIds.size).toBe(total);
  });

  it('tells the same from any hour, whatever was asked before, and another story for another seed', () => {
    const bytes = (told: readonly Told[]) => createHash('sha256').update(JSON.stringify(told)).digest('hex');
    const cold = newScenario();
    for (const minute of [LATE, 40, 4321, JOIN_MINUTE, LATE])
      expect(bytes(cold.slot(minute)), String(minute)).toBe(bytes(story.slot(minute)));
    expect(bytes(newScenario('another').slot(LATE))).not.toBe(bytes(story.slot(LATE)));
  });

  it('speaks 3 to 10 times a wall second at rate 10, and under 2,000 times at rate 600', () => {
    const live = perMinute.slice(JOIN_MINUTE, JOIN_MINUTE + 8 * 60);
    const aWallSecond = live.reduce((sum, { durable }) => sum + durable, 0) / live.length / 6;
    expect(aWallSecond).toBeGreaterThan(3);
    expect(aWallSecond).toBeLessThan(10);
    // Ten incident minutes pass in a wall second.
    const tens = perMinute.map((_, i) => perMinute.slice(i, i + 10).reduce((sum, { all }) => sum + all, 0));
    expect(Math.max(...tens)).toBeLessThan(2_000);
  });

  it('never names a person: keys of a door and a number', () => {
    for (const { person } of door.situation.all('cases').values())
      if (person !== undefined) expect(person).toMatch(/^yl-[\d-]+$/);
  });
});

describe('its own account', () => {
  it.each(MOMENTS.map((at, i) => [new Date(STORY_START + at * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16), i]))(
    'is what the fold counts at %s',
    (_, i) => {
      const { counted, account } = counts[i as number]!;
      expect(counted).toEqual(plain(account));
    },
  );

  it('at 15:00 of round 3 is that of the district that reported it (V20)', () => {
    const { account } = counts[MOMENTS.indexOf(clock(3, 15))]!;
    expect(account.roundThree).toMatchObject({ samples: 437_800, resulted: 65_600 });
    expect(Math.floor((account.roundThree.resulted / account.roundThree.samples) * 10_000) / 100).toBe(14.98);
    const today = story.world.infections.filter(({ found }) => found >= clock(3, 0) && found < clock(3, 15));
    expect(today.length).toBeGreaterThanOrEqual(3);
    expect(today.length).toBeLessThanOrEqual(6);
    for (const { route, outcome } of today) {
      expect(route).toMatch(/Isolation$/);
      expect(outcome).not.toBe('excluded');
    }
  });

  it('has the figures of the specification (V07, V08, V09, V10)', () => {
    const { figures } = counts[0]!.account;
    expect(figures.population).toBe(437_800);
    expect(figures.checkpoints).toEqual({ registered: 14, declared: 15, unexplained: 1 });
    expect(figures.quarantine).toEqual({ byTier: [3, 5, 7], total: 15 });
    expect(figures.rooms).toMatchObject({ wanted: 2_627, all: 2_627 });
    expect(figures.points).toEqual({ have: 58, wanted: [146, 219], samplers: 1_217, personsEach: 7_548 });
  });

  it('opens a third of the rooms within 24 hours of the first case, half within 48, all within 72 (V09)', () => {
    const first = clock(0, 17);
    const opened = [24, 48, 72].map((hours) => story.account(first + hours * 60).figures.rooms.opened);
    expect(opened[0]).toBeGreaterThanOrEqual(876);
    expect(opened[1]).toBeGreaterThanOrEqual(1_314);
    expect(opened[2]).toBe(2_627);
  });

  it('sees all of round 3 sampled, and leaves nobody of a positive pool without a single test at the end', () => {
    const { roundThree, counted } = story.account(story.world.flow.done + 30);
    // The communities count the same people where they live, and come to the same end.
    const all = { sampled: 437_800, resulted: 437_800, uploaded: 437_800 };
    expect(counted.get('yl-round-3')).toEqual(all);
    for (const community of story.world.communities)
      expect(talliedAt(story.world, community, story.world.flow.done).uploaded).toBe(community.population);
    expect(roundThree).toMatchObject({ resulted: 437_800, uploaded: 437_800 });
    expect(roundThree.positive).toBeGreaterThanOrEqual(3);
    expect(roundThree.invalid).toBeGreaterThan(50);
  });
});

describe('the story', () => {
  it('is in mid-outbreak at the join: a nail of five and more under a published zone, a round in the middle of its day', () => {
    const { account } = counts[MOMENTS.indexOf(JOIN_MINUTE + 0.5)]!;
    expect(account.cases.inNail).toBeGreaterThanOrEqual(5);
    expect(atJoin).toMatchObject({ nail: 'active', second: 'high', remarks: [] });
    expect(atJoin.openRounds).toBeGreaterThanOrEqual(2);
    expect(account.roundThree.samples).toBeGreaterThan(350_000);
    expect(account.roundThree.samples).toBeLessThan(437_800);
  });

  it('has four eyes on every order: who submitted did not approve', () => {
    for (const { steps, recorded, id } of door.situation.all('zones').values()) {
      if (recorded === true) continue;
      const by = (kind: string) => steps.find((step) => step.kind === kind)?.actor;
      if (by('zone.approved') !== undefined) expect(by('zone.approved'), id).not.toBe(by('zone.submitted'));
    }
  });

  it('fences what the engine gives as the least sufficient, from what was known at that minute', () => {
    expect(fences.map(({ zone }) => zone?.id)).toEqual([NAIL_FENCE, MARKET_FENCE]);
    for (const { zone, alternatives } of fences) {
      const [least, ...others] = alternatives;
      expect(zone).toMatchObject({ areaIds: least?.areaIds, geometry: least?.geometry, alternativeId: least?.id });
      expect(least?.warnings.map(({ code }) => code)).not.toContain('uncovered');
      expect(least?.positives).toEqual({ inside: zone?.caseIds?.length, total: zone?.caseIds?.length });
      const persons = others.map((one) => one.persons ?? Number.POSITIVE_INFINITY);
      expect(Math.min(...persons)).toBeGreaterThanOrEqual(least?.persons ?? 0);
      expect(zone?.rejectedAlternatives).toHaveLength(others.length);
    }
  });

  it('orders every fence in full, and has let go of a part of one, of another wholly, at the end', () => {
    const { situation } = door;
    for (const id of [NAIL_FENCE, MARKET_FENCE]) {
      const fence = situation.get('zones', id);
      expect(fence).toMatchObject({ status: 'active', level: POLLUTED, policyId: 'cn-safeguards' });
      for (const field of ['authority', 'legalBasis', 'orderNo', 'expiresAt', 'objectionChannel'] as const)
        expect(fence?.[field], field).toBeTruthy();
    }
    const later = story.world.zones.filter(({ id }) => id === NAIL_FENCE || id === MARKET_FENCE);
    for (const { drafts } of later)
      expect(drafts.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['zone.extended', 'zone.downgraded', 'zone.released']),
      );
  });

  it('has active orders that end later', () => {
    for (const zone of door.situation.all('zones').values())
      if (zone.status === 'active')
        expect(instant(zone.expiresAt ?? ''), zone.id).toBeGreaterThan(STORY_START + END * 60_000);
  });

  it('has one checkpoint that counts only who comes in', () => {
    const inbound = [...door.situation.all('checkpoints').values()].filter(({ totals }) => totals?.out === undefined);
    expect(inbound).toHaveLength(1);
    expect(inbound[0]!.totals?.in?.vehicles).toBeGreaterThan(0);
  });

  it('has a laboratory that cannot keep up, and one whose results hang on their way up', () => {
    const { flow, posts } = story.world;
    const waiting = (hour: number) =>
      Math.max(...posts.laboratories.map((_, lab) => flow.laboratory(lab, clock(3, hour)).waiting));
    expect(waiting(14)).toBeGreaterThan(4 * waiting(8));
    expect(flow.done).toBeGreaterThan(clock(4, 5)); // after the deadline: late is late
    expect(flow.boxes.some(({ resulted, uploaded }) => uploaded - resulted > 90)).toBe(true);
  });

  it('makes the queues swell at noon', () => {
    const at = (hour: number) =>
      story.slot(clock(3, hour)).flatMap(({ report }) => (report.kind === 'site.queue' ? [report.data.waiting] : []));
    const mean = (hour: number) => at(hour).reduce((a, b) => a + b, 0) / at(hour).length;
    expect(mean(12)).toBeGreaterThan(2 * mean(16));
  });
});
