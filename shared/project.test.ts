import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, project } from './project.ts';
import { KINDS } from './report.ts';
import { LAYER_NAMES, Situation } from './situation.ts';
import { anyLog, eventOf, report } from './testing.ts';

const fold = (events: Parameters<typeof advance>[1][], into = new Situation()): Situation => {
  for (const event of events) advance(into, event);
  return into;
};
const contentOf = (situation: Situation): unknown =>
  LAYER_NAMES.map((layer) => [layer, [...situation.all(layer).entries()].sort(([a], [b]) => (a < b ? -1 : 1))]);

describe('the fold', () => {
  it('gives the same situation for the same log, whole or cut anywhere', () => {
    fc.assert(
      fc.property(anyLog(), fc.nat(60), (events, cut) => {
        const whole = fold(events);
        const parts = fold(events.slice(cut), fold(events.slice(0, cut)));
        expect(contentOf(parts)).toEqual(contentOf(whole));
      }),
    );
  });

  it('does not touch the situation it reads, nor any entity in it', () => {
    fc.assert(
      fc.property(anyLog(), (events) => {
        const situation = new Situation();
        for (const event of events) {
          const before = JSON.stringify(contentOf(situation));
          project(situation, event);
          expect(JSON.stringify(contentOf(situation))).toBe(before);
          advance(situation, event);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('raises the version of an entity by one with each change', () => {
    fc.assert(
      fc.property(anyLog(), (events) => {
        const situation = new Situation();
        for (const event of events) {
          for (const { before, after } of advance(situation, event).changes) {
            if (after !== undefined) expect(after.version).toBe((before?.version ?? 0) + 1);
          }
        }
      }),
    );
  });

  it('has a fold for every kind and leaves a receipt for what was not simply applied', () => {
    expect(new Set(KINDS).size).toBe(KINDS.length);
    const situation = new Situation();
    const { outcome } = advance(
      situation,
      eventOf(1, report('site.queue', { id: 'nowhere', waiting: 1, minutes: 1, desks: 1 })),
    );
    expect(outcome.state).toBe('refused');
    expect([...situation.all('receipts').values()][0]).toMatchObject({
      seq: 1,
      state: 'refused',
      code: 'unknown-entity',
    });
  });
});

describe('registered and updated', () => {
  const site = { id: 's1', name: '隔离点', type: 'quarantine', capacity: 100 };

  it('merges disjoint fields of two people who started from the same version', () => {
    const situation = fold([
      eventOf(1, report('site.registered', site)),
      eventOf(2, report('site.updated', { id: 's1', unit: '卫健委' }, { baseVersion: 1 })),
      eventOf(3, report('site.updated', { id: 's1', capacity: 120 }, { baseVersion: 1 })),
    ]);
    expect(situation.get('sites', 's1')).toMatchObject({ unit: '卫健委', capacity: 120, version: 3 });
    expect([...situation.all('receipts').values()]).toMatchObject([{ state: 'merged', seq: 3 }]);
  });

  it('keeps both sides of the same field until a person chooses', () => {
    const situation = fold([
      eventOf(1, report('site.registered', site)),
      eventOf(2, report('site.updated', { id: 's1', capacity: 110 }, { baseVersion: 1 })),
      eventOf(3, report('site.updated', { id: 's1', capacity: 120 }, { baseVersion: 1 })),
    ]);
    expect(situation.get('sites', 's1')?.capacity).toBe(110);
    const [conflict] = [...situation.all('conflicts').values()];
    expect(conflict).toMatchObject({ theirs: { capacity: 110 }, mine: { capacity: 120 }, status: 'open' });
    fold([eventOf(4, report('conflict.resolved', { id: conflict!.id, keep: 'mine' }))], situation);
    expect(situation.get('sites', 's1')?.capacity).toBe(120);
    expect(situation.get('conflicts', conflict!.id)).toMatchObject({ status: 'resolved', kept: 'mine' });
  });

  it('agrees silently when both said the same', () => {
    const situation = fold([
      eventOf(1, report('site.registered', site)),
      eventOf(2, report('site.updated', { id: 's1', capacity: 110 }, { baseVersion: 1 })),
      eventOf(3, report('site.updated', { id: 's1', capacity: 110 }, { baseVersion: 1 })),
    ]);
    expect(situation.all('conflicts').size).toBe(0);
  });

  it('makes a field unknown by null, and by leaving it out of a new registration', () => {
    const situation = fold([
      eventOf(1, report('site.registered', { ...site, unit: 'x', address: 'y' })),
      eventOf(2, report('site.updated', { id: 's1', unit: null })),
    ]);
    expect(situation.get('sites', 's1')).not.toHaveProperty('unit');
    fold([eventOf(3, report('site.registered', site))], situation);
    expect(situation.get('sites', 's1')).not.toHaveProperty('address');
  });

  it('does not lose rooms and queue to a new registration', () => {
    const situation = fold([
      eventOf(1, report('site.registered', site)),
      eventOf(2, report('site.rooms', { id: 's1', occupied: 5 })),
      eventOf(3, report('site.registered', { ...site, name: '新名' })),
    ]);
    expect(situation.get('sites', 's1')).toMatchObject({ name: '新名', rooms: { occupied: 5 } });
  });
});

describe('states of a moment', () => {
  it('does not let an older observation overwrite a newer one that came first', () => {
    const situation = fold([
      eventOf(1, report('site.registered', { id: 's1', name: 'x', type: 'testing' })),
      eventOf(
        2,
        report(
          'site.queue',
          { id: 's1', waiting: 9, minutes: 1, desks: 1 },
          { observedAt: '2022-10-30T14:00:00+08:00' },
        ),
      ),
      eventOf(
        3,
        report(
          'site.queue',
          { id: 's1', waiting: 1, minutes: 1, desks: 1 },
          { observedAt: '2022-10-30T13:00:00+08:00' },
        ),
      ),
    ]);
    expect(situation.get('sites', 's1')?.queue?.waiting).toBe(9);
    expect([...situation.all('receipts').values()]).toMatchObject([{ state: 'merged' }]);
  });

  it('shows rooms as reported with a remark where they do not add up, and takes the remark back when they do', () => {
    const rooms = (seq: number, state: object) => eventOf(seq, report('site.rooms', { id: 's1', ...state }));
    const situation = fold([
      eventOf(1, report('site.registered', { id: 's1', name: 'x', type: 'quarantine', capacity: 100 })),
      rooms(2, { occupied: 90, ready: 20 }),
    ]);
    expect(situation.get('sites', 's1')).toMatchObject({
      rooms: { occupied: 90, ready: 20 },
      remarks: [{ code: 'rooms-over-capacity', sum: 110, capacity: 100 }],
    });
    fold([rooms(3, { occupied: 80, ready: 10 })], situation);
    expect(situation.get('sites', 's1')?.remarks).toMatchObject([{ code: 'rooms-unaccounted', sum: 90 }]);
    fold([rooms(4, { occupied: 80, ready: 20 })], situation);
    expect(situation.get('sites', 's1')).not.toHaveProperty('remarks');
  });
});

describe('checkpoint slots', () => {
  const slot = (seq: number, from: string, to: string, more: object = {}) =>
    eventOf(
      seq,
      report('checkpoint.counted', {
        id: 'k1',
        counter: 'a',
        direction: 'in',
        from: `2022-10-30T${from}:00+08:00`,
        to: `2022-10-30T${to}:00+08:00`,
        vehicles: 10,
        ...more,
      }),
    );
  const gate = eventOf(
    1,
    report('checkpoint.registered', { id: 'k1', name: 'x', type: 'road', position: [109, 39], status: 'open' }),
  );
  const outcomes = (...events: Parameters<typeof advance>[1][]): string[] => {
    const situation = fold([gate]);
    return events.map((event) => advance(situation, event).outcome.state);
  };

  it('refuses an overlap of one counter, also over midnight and with a longer slot', () => {
    expect(outcomes(slot(2, '10:00', '10:15'), slot(3, '10:10', '10:20'))).toEqual(['applied', 'refused']);
    expect(outcomes(slot(2, '07:50', '08:10'), slot(3, '08:00', '08:15'))).toEqual(['applied', 'refused']); // 00:00 UTC
    expect(outcomes(slot(2, '10:05', '10:10'), slot(3, '10:00', '10:30'))).toEqual(['applied', 'refused']);
  });

  it('lets neighbours touch, other counters and directions overlap', () => {
    expect(
      outcomes(
        slot(2, '10:00', '10:15'),
        slot(3, '10:15', '10:30'),
        slot(4, '10:00', '10:15', { counter: 'b' }),
        slot(5, '10:05', '10:15', { direction: 'out' }),
      ),
    ).toEqual(['applied', 'applied', 'applied', 'applied']);
  });

  it('replaces the same slot instead of adding it, and counts what was not told as unknown', () => {
    const situation = fold([
      gate,
      slot(2, '10:00', '10:15', { persons: 20 }),
      slot(3, '10:15', '10:30'),
      slot(4, '10:00', '10:15', { vehicles: 12 }),
    ]);
    const totals = situation.get('checkpoints', 'k1')?.totals?.in;
    expect(totals).toEqual({ slots: 2, vehicles: 22, known: { vehicles: 2 } });
  });
});

describe('volatile positions', () => {
  it('are refused for a team nobody registered', () => {
    expect(
      project(new Situation(), eventOf(1, report('team.position', { id: 't9', position: [109, 39] }))).outcome.state,
    ).toBe('refused');
  });
});
