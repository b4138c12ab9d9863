// The clocks of a live situation, kept as it changes, against those of the same situation looked at for the first time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policy } from '#shared/domain/policy/policy.fixture.ts';
import { advance } from '#shared/project.ts';
import type { Kind } from '#shared/report.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { HOUR, instant } from '#shared/time.ts';
import type { Step } from '../situation/projector.ts';
import { Clocks } from './clocks.ts';
import type { FigureScene } from './figure-scene.ts';

const view: FigureScene['view'] = { key: 'all', may: () => true, see: (_, entity) => entity, holds: () => true };
const POLICIES = ['bj-hd-8h', 'cn-clock-2-4-8-12-24', 'cn-contact-v9'];
const library = {
  policies: new Map(POLICIES.map((id) => [id, { policy: policy(id), digest: id, file: `${id}.json` }])),
};
const at = (hours: number): string => new Date(MORNING + hours * HOUR).toISOString();
type Said = readonly [kind: Kind, hours: number, data: object];

/** A situation that hears one report after the other, and the clocks that follow it. */
function live() {
  const situation = new Situation();
  const listeners: ((steps: readonly Step[]) => void)[] = [];
  const clocks = new Clocks(
    {
      situation,
      onSteps: (listener) => {
        listeners.push(listener);
        return () => true;
      },
    },
    library,
  );
  let seq = 0;
  const hear = (...said: readonly Said[]) => {
    for (const [kind, hours, data] of said) {
      seq += 1;
      const event = eventOf(seq, report(kind, data, { observedAt: at(hours) }));
      const { changes } = advance(situation, event);
      for (const listener of listeners) listener([{ seq, changes, recordedAt: event.recordedAt, event }]);
    }
  };
  hear(
    ['area.registered', 0, { id: 'county', level: 'county', name: 'county' }],
    ['area.registered', 0, { id: 'street', level: 'township', name: 'street', parent: 'county' }],
    ...[0, 1].map((n): Said => ['area.registered', 0, { id: `k${n}`, level: 'compound', name: 'k', parent: 'street' }]),
    ...POLICIES.map((policyId): Said => ['policy.adopted', 0, { policyId, areaId: 'county', from: at(-48) }]),
  );
  return { situation, clocks, hear };
}
const rowsOf = (clocks: Clocks, situation: Situation, hours: number) =>
  clocks.rows(situation, view, MORNING + hours * HOUR);
const found = (id: string, k: number, more: object = {}): object => ({
  id,
  status: 'preliminary',
  route: 'screening',
  places: [{ role: 'residence', type: 'flat', areaId: `k${k}` }],
  ...more,
});

const small = fc.integer({ min: 0, max: 2 });
const hour = fc.integer({ min: 0, max: 20 });
const stages = fc.constantFrom('located', 'tested', 'traced', 'transferred', 'networkReported', 'epiReported');
const anySaid: fc.Arbitrary<Said> = fc.oneof(
  fc
    .tuple(small, hour, fc.nat(1), fc.boolean())
    .map(([n, h, k, pool]): Said => ['case.reported', h, found(`c${n}`, k, pool ? { poolId: `t${n}` } : {})]),
  fc
    .tuple(small, hour, stages)
    .map(([n, h, stage]): Said => ['case.updated', h, { id: `c${n}`, stages: { [stage]: at(h) } }]),
  fc
    .tuple(small, hour, fc.constantFrom('confirmed', 'excluded', 'asymptomatic'))
    .map(([n, h, status]): Said => ['case.updated', h, { id: `c${n}`, status }]),
  fc.tuple(small, small, hour, fc.boolean()).map(
    ([n, c, h, isDone]): Said => [
      'contact.reported',
      h,
      {
        id: `n${n}`,
        caseId: `c${c}`,
        degree: n === 0 ? 'secondary' : 'close',
        identifiedAt: at(h),
        lastExposure: at(h - 9),
        ...(isDone ? { controlledAt: at(h + 3) } : {}),
      },
    ],
  ),
  fc.tuple(small, hour).map(([n, h]): Said => ['transfer.admitted', h, { id: `j${n}`, caseId: `c${n}`, siteId: 's' }]),
  fc
    .tuple(small, small, hour)
    .map(([n, c, h]): Said => ['disinfection.done', h, { id: `d${n}`, caseId: `c${c}`, areaId: 'k0' }]),
  fc
    .tuple(small, hour, fc.nat(1))
    .map(
      ([n, h, k]): Said => [
        'zone.recorded',
        h,
        { id: `z${n}`, name: 'z', level: 'high', areaIds: [`k${k}`], authority: 'a', publishedAt: at(h) },
      ],
    ),
  fc.tuple(small, hour).map(([n, h]): Said => ['task.assigned', h, { id: `w${n}`, type: 'control', areaId: 'k1' }]),
  fc.tuple(small, hour).map(([n, h]): Said => ['task.done', h, { id: `w${n}` }]),
  fc
    .tuple(small, fc.constantFrom('county', 'street'))
    .map(
      ([n, parent]): Said => ['area.registered', 0, { id: `k${Math.min(n, 1)}`, level: 'compound', name: 'k', parent }],
    ),
  fc.tuple(small, fc.nat(3), hour, fc.boolean()).map(([n, p, h, isPool]): Said => {
    const sample = isPool
      ? { tube: `t${n}`, poolSize: 10, sampledAt: at(h), resultedAt: at(h + 1), result: 'positive' }
      : { tube: `t${n}-${p}`, poolSize: 1, sampledAt: at(h + 2), sentAt: at(h + 3) };
    return ['test.batch', h, { id: 'b', rows: [{ person: `p${p}`, ...sample }] }];
  }),
  small.map((n): Said => ['policy.adopted', 0, { policyId: POLICIES[n]!, areaId: 'k1', from: at(-2), to: at(30) }]),
);

it('are the same whether they followed every change or are made at the end, at any moment', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anySaid, fc.boolean()), { minLength: 1, maxLength: 30 }), hour, (history, asked) => {
      const { situation, clocks, hear } = live();
      for (const [said, isAsked] of history) {
        hear(said);
        // Whoever asks in between must not change what is answered later.
        if (isAsked) rowsOf(clocks, situation, asked);
      }
      const anew = new Clocks({ situation: new Situation(), onSteps: () => () => true }, library);
      for (const hours of [asked, 60]) expect(rowsOf(clocks, situation, hours)).toEqual(rowsOf(anew, situation, hours));
    }),
    { numRuns: 200 },
  );
});

describe('control of a home', () => {
  const stateOf = (hours: number, ...said: readonly Said[]) => {
    const { situation, clocks, hear } = live();
    hear(['case.reported', 1, found('c0', 0)], ...said);
    const row = rowsOf(clocks, situation, hours).find(({ kind }) => kind === 'response')!;
    return row.run.clock.steps.find(({ step }) => step === 'control')!;
  };

  it('is a zone over it from when it came into force, or a task done there; another compound is not it', () => {
    const zone = (k: string, h: number): Said => [
      'zone.recorded',
      h,
      { id: 'z', name: 'z', level: 'high', areaIds: [k], authority: 'a', publishedAt: at(h) },
    ];
    expect(stateOf(9, zone('k0', 3)).doneAt).toBe(instant(at(3)));
    expect(stateOf(9, zone('street', -3)).doneAt).toBe(instant(at(1)));
    expect(stateOf(9, zone('k1', 3)).doneAt).toBeUndefined();
    const task: Said[] = [
      ['task.assigned', 2, { id: 'w', type: 'control', areaId: 'k0' }],
      ['task.done', 4, { id: 'w' }],
    ];
    expect(stateOf(9, ...task).doneAt).toBe(instant(at(4)));
    expect(stateOf(9, task[0]!).doneAt).toBeUndefined();
    // A zone that ended before the case was found holds nobody of it; only proposed, it holds nobody at all.
    const proposed: Said = [
      'zone.proposed',
      2,
      { id: 'y', policyId: 'p', level: 'high', areaIds: ['k0'], reason: 'r' },
    ];
    expect(stateOf(9, zone('k0', -9), ['zone.released', 0, { id: 'z' }]).doneAt).toBeUndefined();
    expect(stateOf(9, proposed).doneAt).toBeUndefined();
  });
});

describe('V15: a pooled tube', () => {
  const rows = (n: number, more: object, tube = 't', poolSize = 10) =>
    Array.from({ length: n }, (_, i) => ({
      person: `p${i}`,
      tube: poolSize === 1 ? `${tube}-${i}` : tube,
      poolSize,
      sampledAt: at(0),
      ...more,
    }));
  it('of ten is ten persons pending, each with five steps, and is closed by their single results', () => {
    const { situation, clocks, hear } = live();
    const batch = (h: number, id: string, of: object[]): Said => ['test.batch', h, { id, rows: of }];
    const positive = { resultedAt: at(4), result: 'positive' };
    hear(
      ['case.reported', 4.2, { ...found('c0', 0), places: [], poolId: 't' }],
      batch(4, 'pool', rows(10, positive)),
      // somebody of the ten had given a single sample before: it is not the second one
      batch(4, 'before', rows(1, { sampledAt: at(-1), resultedAt: at(1), result: 'negative' }, 'old', 1)),
    );
    const pool = (hours: number) => rowsOf(clocks, situation, hours).find(({ kind }) => kind === 'pool')!;
    expect(pool(5).run.clock.steps.map(({ of }) => of)).toEqual(Array(5).fill({ done: 0, total: 10 }));
    expect(pool(5).run.clock.start).toBe(instant(at(4)));
    const single = { sampledAt: at(5), sentAt: at(6), resultedAt: at(9), uploadedAt: at(9.5), result: 'negative' };
    hear(batch(9, 'nine', rows(9, single, 's', 1)));
    expect([pool(9.6).state, pool(12.1).state]).toEqual(['running', 'late']);
    hear(batch(9, 'ten', rows(10, single, 's', 1)));
    expect(pool(12.1).state).toBe('done');
    expect(pool(9.2).state).toBe('running');
  });
});
