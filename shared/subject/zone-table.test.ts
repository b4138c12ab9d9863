import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../report.ts';
import { codeOf, hourOf, ORDER, Teller } from './zone.fixture.ts';
import { ZONE_STATES } from './zone.ts';
import { ZONE_TABLE, ZONE_VERBS, type ZoneStanding, type ZoneVerb } from './zone-table.ts';

/** What each verb says, so that nothing but the table can refuse it. */
const DATA: { readonly [V in ZoneVerb]: object } = {
  held: { reason: 'cases' },
  proposed: { policyId: 'p', level: 'high', areaIds: ['x'], reason: 'cases' },
  submitted: {},
  returned: { remark: 'why' },
  approved: ORDER,
  published: {},
  extended: { expiresAt: hourOf(24 * 60) },
  split: { parts: [{ id: 'part', areaIds: ['x'] }] },
  escalated: { level: 'higher' },
  downgraded: { level: 'lower' },
  released: {},
  cancelled: {},
  recorded: { name: 'n', level: 'high', authority: 'x', publishedAt: hourOf(0) },
};
const say = (teller: Teller, verb: ZoneVerb, by: string, version?: number, hour?: number) =>
  teller.say(
    `zone.${verb}` as Kind,
    { id: 'z', ...(version === undefined ? {} : { version }), ...DATA[verb] },
    { by, ...(hour === undefined ? {} : { hour }) },
  );

/** The verbs that lead to each standing. */
const WAY: { readonly [S in ZoneStanding]: readonly ZoneVerb[] } = {
  none: [],
  held: ['held'],
  lapsed: ['held'],
  proposed: ['proposed'],
  submitted: ['proposed', 'submitted'],
  approved: ['proposed', 'submitted', 'approved'],
  active: ['proposed', 'submitted', 'approved', 'published'],
  released: ['proposed', 'submitted', 'approved', 'published', 'released'],
  cancelled: ['proposed', 'cancelled'],
};
const STANDINGS = Object.keys(WAY) as ZoneStanding[];
const FOREIGN: ReadonlySet<ZoneVerb> = new Set(['recorded']);

function at(standing: ZoneStanding): Teller {
  const teller = new Teller();
  for (const verb of WAY[standing]) say(teller, verb, verb === 'approved' ? 'b' : 'a');
  return teller;
}

describe('the table of zones', () => {
  it('has a cell for every state and every verb', () => {
    expect(Object.keys(ZONE_TABLE).sort()).toEqual([...ZONE_STATES, 'lapsed', 'none'].sort());
    for (const row of Object.values(ZONE_TABLE)) expect(Object.keys(row).sort()).toEqual([...ZONE_VERBS].sort());
  });

  const cells = STANDINGS.flatMap((from) => ZONE_VERBS.map((verb) => [from, verb] as const));
  it.each(cells)('is what the fold does: %s, then %s', (from, verb) => {
    const teller = at(from);
    const before = teller.situation.get('zones', 'z');
    const outcome = say(teller, verb, 'c', before?.version, from === 'lapsed' ? 6 : undefined);
    // One of our own zones is never said again by another authority.
    const next = FOREIGN.has(verb) && from !== 'none' ? null : ZONE_TABLE[from][verb];
    if (next === null) {
      expect(codeOf(outcome)).toBe(from === 'none' ? 'unknown-entity' : 'bad-transition');
      expect(teller.situation.get('zones', 'z')).toBe(before);
    } else {
      expect(codeOf(outcome)).toBe('applied');
      expect(teller.zone().status).toBe(next);
      expect(teller.zone().steps.at(-1)).toMatchObject({ kind: `zone.${verb}`, actor: 'c' });
    }
  });
});

describe('no sequence of steps', () => {
  // The ways into force more often than the rest, or hardly any sequence would get there.
  const verb = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<ZoneVerb>('held', 'proposed', 'submitted', 'approved', 'published') },
    { weight: 1, arbitrary: fc.constantFrom(...ZONE_VERBS) },
  );
  const moves = fc.array(
    fc.record({
      verb,
      by: fc.constantFrom('a', 'b', 'c'),
      hours: fc.nat(1),
      version: fc.constantFrom('now', 'now', 'now', 'none', 'old'),
      hasEnd: fc.boolean(),
    }),
    { minLength: 10, maxLength: 40 },
  );

  it('brings a zone into force without an end, or by one person, or on a version nobody saw', () => {
    let inForce = 0;
    fc.assert(
      fc.property(moves, (list) => {
        const teller = new Teller();
        let hour = 0;
        for (const { verb: next, by, hours, version, hasEnd } of list) {
          hour += hours;
          const before = teller.situation.get('zones', 'z');
          const known = before?.version;
          const said = version === 'none' || known === undefined ? undefined : version === 'now' ? known : known - 1;
          const { expiresAt, ...open } = ORDER;
          const data = next === 'approved' ? (hasEnd ? { ...open, expiresAt } : open) : DATA[next];
          const outcome = teller.say(
            `zone.${next}` as Kind,
            { id: 'z', ...(said === undefined ? {} : { version: said }), ...data },
            { by, hour },
          );
          const after = teller.situation.get('zones', 'z');
          if (outcome.state !== 'applied') expect(after).toBe(before);
          if (said !== undefined && said !== known && next !== 'recorded') expect(outcome.state).not.toBe('applied');
          if (after === undefined || after.recorded === true || after.status !== 'active') continue;
          inForce += 1;
          expect(after.expiresAt).toBeDefined();
          const approval = after.steps.findLast(({ kind }) => kind === 'zone.approved');
          const asked = after.steps.findLast(({ kind }) => kind === 'zone.submitted' || kind === 'zone.held');
          expect(approval?.actor).toBeDefined();
          expect(approval?.actor).not.toBe(asked?.actor);
        }
      }),
      { numRuns: 300 },
    );
    expect(inForce).toBeGreaterThan(20);
  });
});
