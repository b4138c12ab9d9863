import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../subject/case.ts';
import type { Zone } from '../../subject/zone.ts';
import { DAY, HOUR } from '../../time.ts';
import { cn, policy } from '../policy/policy.fixture.ts';
import { type ProposalParts, proposalSteps, proposalsOf } from './proposals.ts';
import type { Release } from './release.ts';

const NOW = cn('2022-11-20T12:00');
const iso = (at: number): string => new Date(at).toISOString();
const stamp = { version: 3, observedAt: iso(NOW - HOUR), recordedAt: iso(NOW - HOUR), source: 's' };

/** county > compound x > building b > staircase s; compound x > building b2; a market in the county. */
const TREE: Readonly<Record<string, readonly [level: string, parent?: string]>> = {
  county: ['county'],
  x: ['compound', 'county'],
  b: ['building', 'x'],
  b2: ['building', 'x'],
  s: ['staircase', 'b'],
  market: ['place', 'county'],
};
const chainOf = (id: string): string[] => {
  const parent = TREE[id]?.[1];
  return parent === undefined ? [id] : [id, ...chainOf(parent)];
};

const lives = (id: string, areaId: string, more: Partial<Case> = {}): Case => ({
  ...stamp,
  id,
  status: 'confirmed',
  route: 'screening',
  sampledAt: iso(NOW - DAY),
  places: [{ role: 'residence', type: 'residence', areaId }],
  ...more,
});
const zone = (id: string, areaIds: readonly string[], more: Partial<Zone> = {}): Zone => ({
  ...stamp,
  id,
  status: 'active',
  level: 'high',
  areaIds,
  policyId: 'p',
  expiresAt: iso(NOW + 5 * DAY),
  steps: [],
  ...more,
});
const waits: Release = {
  earliest: NOW + DAY,
  met: [],
  blocking: [{ predicate: 'noNewInfectionsDays', state: 'blocking', have: 1, need: 5 }],
};
const ready: Release = {
  to: 'low',
  earliest: NOW - HOUR,
  metSince: NOW - HOUR,
  met: [{ predicate: 'noNewInfectionsDays', state: 'met', have: 5, need: 5 }],
  blocking: [],
};

const propose = (id: string, parts: Partial<ProposalParts>) => proposalsOf(partsOf(id, parts));
function partsOf(id: string, parts: Partial<ProposalParts>): ProposalParts {
  return {
    now: NOW,
    cases: [],
    zones: [],
    chainOf,
    areaLevelOf: (areaId) => TREE[areaId]?.[0],
    policyAt: () => policy(id),
    policyOf: () => policy(id),
    releaseOf: () => waits,
    ...parts,
  };
}
const TWENTY = 'cn-2022-11-20measures';
const NINE = 'cn-2022-06-v9';

describe('from cases', () => {
  it('are worked out in small steps, of the cases that were there at the first', () => {
    const cases = Array.from({ length: 10_000 }, (_, i) => lives(`c${i}`, i % 2 === 0 ? 's' : 'b2'));
    const whole = propose(TWENTY, { cases });
    const steps = proposalSteps(partsOf(TWENTY, { cases }));
    let count = 1;
    let step = steps.next();
    cases.push(lives('late', 's'));
    for (; step.done !== true; step = steps.next()) count += 1;
    expect(count).toBeGreaterThan(50);
    expect(step.value).toEqual(whole);
  });

  it('the same home makes a compound under the 9th edition and a staircase under the 20 measures', () => {
    const cases = [lives('c', 's')];
    expect(propose(NINE, { cases })).toMatchObject([
      {
        verb: 'proposed',
        level: 'high',
        areaIds: ['x'],
        evidence: [{ caseId: 'c', areaId: 's', place: 'residence' }],
        needsPerson: [],
      },
    ]);
    expect(propose(TWENTY, { cases })).toMatchObject([
      { verb: 'proposed', level: 'high', areaIds: ['s'], policyId: TWENTY },
    ]);
    expect(propose('cn-2021-05-v8', { cases })).toMatchObject([{ level: 'sealed', areaIds: ['s'] }]);
  });

  it('a home known only as a compound makes no building; the larger unit waits for a person’s reason', () => {
    const cases = [lives('c', 'x')];
    expect(propose(TWENTY, { cases })).toMatchObject([
      { areaIds: ['x'], needsPerson: ['riskUnclear, wideCommunityTransmission'] },
    ]);
    expect(propose('cn-2022-12-10measures', { cases })).toEqual([]);
  });

  it('a place where somebody stayed while infectious is for a person to judge; one from before is no evidence', () => {
    const been = (to: number): Case =>
      lives('c', 'nowhere', { places: [{ role: 'visited', type: 'market', areaId: 'market', to: iso(to) }] });
    expect(propose(NINE, { cases: [been(NOW - 2 * DAY)] })).toMatchObject([
      {
        verb: 'proposed',
        level: 'medium',
        areaIds: ['market'],
        needsPerson: ['stayedOrActiveSomeTimeWithPossibleRisk'],
      },
    ]);
    expect(propose(NINE, { cases: [been(NOW - 9 * DAY)] })).toEqual([]);
  });

  it('a preliminary positive asks for a hold, where holds are allowed', () => {
    const cases = [lives('c', 'b', { status: 'preliminary' })];
    expect(propose(NINE, { cases })).toMatchObject([{ verb: 'held', areaIds: ['x'] }]);
    expect(propose('cn-2022-12-10measures', { cases })).toEqual([]);
    expect(propose(NINE, { cases: [...cases, lives('d', 'b2')] })).toMatchObject([
      { verb: 'proposed', areaIds: ['x'] },
    ]);
  });

  it('nothing where it is zoned or on its way; an escalation where the zone is lower; nothing for what is excluded or long past', () => {
    const cases = [lives('c', 's')];
    expect(propose(NINE, { cases, zones: [zone('z', ['x'])] })).toEqual([]);
    expect(propose(NINE, { cases, zones: [zone('z', ['county'])] })).toEqual([]);
    expect(propose(NINE, { cases, zones: [zone('z', ['x'], { status: 'submitted' })] })).toEqual([]);
    expect(propose(NINE, { cases, zones: [zone('z', ['x'], { status: 'released' })] })).toHaveLength(1);
    expect(propose(NINE, { cases, zones: [zone('z', ['x'], { level: 'medium' })] })).toMatchObject([
      { verb: 'escalated', zoneId: 'z', version: 3, level: 'high' },
    ]);
    // the rest of the county is not raised with one compound
    const wide = [zone('z', ['county'], { level: 'medium' })];
    expect(propose(NINE, { cases, zones: wide })).toMatchObject([{ verb: 'proposed', areaIds: ['x'] }]);
    expect(propose(NINE, { cases: [lives('c', 's', { status: 'excluded' })] })).toEqual([]);
    expect(propose(NINE, { cases: [lives('c', 's', { sampledAt: iso(NOW - 7 * DAY) })] })).toEqual([]);
    expect(propose(NINE, { cases, policyAt: () => undefined })).toEqual([]);
  });

  it('are the same in whatever order the cases come', () => {
    const cases = [lives('a', 's'), lives('b', 'b2'), lives('c', 'b', { status: 'preliminary' }), lives('d', 's')];
    const wanted = propose(TWENTY, { cases });
    expect(wanted).toHaveLength(3);
    fc.assert(
      fc.property(fc.shuffledSubarray(cases, { minLength: cases.length }), (shuffled) => {
        expect(propose(TWENTY, { cases: shuffled })).toEqual(wanted);
      }),
      { numRuns: 24 },
    );
  });
});

describe('from clocks', () => {
  const zones = [zone('z', ['x'])];

  it('released where the exit leads out of zones, downgraded where it leads to a level', () => {
    expect(propose(NINE, { zones, releaseOf: () => ready })).toMatchObject([
      { verb: 'released', zoneId: 'z', version: 3, at: NOW - HOUR },
    ]);
    expect(propose(NINE, { zones, releaseOf: () => ({ ...ready, to: 'mediumAfterHigh' }) })).toMatchObject([
      { verb: 'downgraded', level: 'mediumAfterHigh' },
    ]);
  });

  it('name what only a person can say, and nothing while a figure blocks', () => {
    const person = { predicate: 'lastContactExposureDays', state: 'needsPerson', have: 15, need: 14 } as const;
    expect(propose(NINE, { zones, releaseOf: () => ({ ...ready, blocking: [person] }) })).toMatchObject([
      { verb: 'released', needsPerson: ['lastContactExposureDays'] },
    ]);
    expect(propose(NINE, { zones })).toEqual([]);
    expect(propose(NINE, { zones, releaseOf: () => ({ earliest: null, met: [], blocking: [person] }) })).toEqual([]);
  });

  it('free the nodes that are ready, and split where they only go down', () => {
    const whole = {
      ...waits,
      to: 'low',
      nodes: [
        { areaId: 'b', ...ready },
        { areaId: 'b2', ...waits },
      ],
    };
    expect(propose(NINE, { zones, releaseOf: () => whole })).toMatchObject([{ verb: 'released', areaIds: ['b'] }]);
    const down = {
      ...whole,
      nodes: [
        { areaId: 'b', ...ready, to: 'mediumAfterHigh' },
        { areaId: 'b2', ...waits },
      ],
    };
    expect(propose(NINE, { zones, releaseOf: () => down })).toMatchObject([
      { verb: 'split', level: 'mediumAfterHigh', areaIds: ['b'] },
    ]);
  });

  it('ask for an extension before the order ends with conditions open', () => {
    const soon = [zone('z', ['x'], { expiresAt: iso(NOW + 20 * HOUR) })];
    expect(propose(NINE, { zones: soon })).toMatchObject([{ verb: 'extended', zoneId: 'z', at: NOW + DAY }]);
    expect(propose(NINE, { zones: soon, releaseOf: () => ready })).toMatchObject([{ verb: 'released' }]);
  });

  it('say nothing of a zone another authority drew', () => {
    expect(propose(NINE, { zones: [zone('z', ['x'], { recorded: true })], releaseOf: () => ready })).toEqual([]);
  });
});
