// Fixtures for tests of the language: plausible reports from a few small numbers, so that generated histories meet.
import fc from 'fast-check';
import type { Event } from './event.ts';
import type { Kind, Report } from './report.ts';

/** 2022-10-30T08:00:00+08:00 */
export const MORNING = Date.parse('2022-10-30T00:00:00Z');
const at = (minutes: number): string => new Date(MORNING + minutes * 60_000).toISOString();

export const opIdOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export function report<K extends Kind>(kind: K, data: object, more: Partial<Report> = {}): Report {
  return { opId: opIdOf(0), kind, observedAt: at(0), data, ...more } as Report;
}

export function eventOf(seq: number, said: Report, actor = 'tester'): Event {
  return { ...said, opId: said.opId === opIdOf(0) ? opIdOf(seq) : said.opId, seq, recordedAt: at(seq), actor };
}

const small = fc.integer({ min: 0, max: 5 });
const position = fc
  .tuple(fc.integer({ min: 1090, max: 1095 }), fc.integer({ min: 390, max: 395 }))
  .map(([x, y]) => [x / 10, y / 10]);
const minute = fc.integer({ min: 0, max: 300 });

/** Reports over few ids, so that they register, update, conflict, overlap and refer to each other. */
export const anyReport: fc.Arbitrary<Report> = fc.oneof(
  fc
    .tuple(small, position, minute)
    .map(([n, p, m]) =>
      report(
        'site.registered',
        { id: `s${n}`, name: `站 ${n}`, type: 'quarantine', position: p, capacity: 100 },
        { observedAt: at(m) },
      ),
    ),
  fc
    .tuple(small, small, minute)
    .map(([n, v, m]) =>
      report('site.updated', { id: `s${n}`, capacity: 90 + v }, { observedAt: at(m), baseVersion: v }),
    ),
  fc.tuple(small, small).map(([n, v]) => report('site.updated', { id: `s${n}`, unit: v === 0 ? null : `u${v}` })),
  fc
    .tuple(small, fc.nat(120), fc.nat(20), minute)
    .map(([n, occupied, ready, m]) => report('site.rooms', { id: `s${n}`, occupied, ready }, { observedAt: at(m) })),
  fc.tuple(small, position).map(([n, p]) =>
    report('case.reported', {
      id: `c${n}`,
      person: `p${n}`,
      status: 'confirmed',
      route: 'screening',
      position: p,
      places: [],
    }),
  ),
  fc
    .tuple(small, fc.constantFrom('asymptomatic', 'excluded'))
    .map(([n, status]) => report('case.updated', { id: `c${n}`, status })),
  small.map((n) =>
    report('checkpoint.registered', {
      id: `k${n}`,
      name: `卡 ${n}`,
      type: 'road',
      position: [109.1, 39.1],
      status: 'open',
    }),
  ),
  fc
    .tuple(small, fc.nat(12), fc.constantFrom(15, 30), fc.nat(40), fc.constantFrom('in', 'out'))
    .map(([n, slot, length, vehicles, direction]) =>
      report('checkpoint.counted', {
        id: `k${n}`,
        counter: 'a',
        direction,
        from: at(slot * 15),
        to: at(slot * 15 + length),
        vehicles,
      }),
    ),
  fc
    .tuple(small, small)
    .map(([n, t]) =>
      report('zone.proposed', { id: `z${n}`, policyId: 'p', level: 'high', areaIds: [`a${t}`], reason: 'cases' }),
    ),
  small.map((n) => report('zone.released', { id: `z${n}` })),
  fc.tuple(small, small).map(([n, p]) =>
    report('area.registered', {
      id: `a${n}`,
      level: 'community',
      name: `区 ${n}`,
      ...(p === n ? {} : { parent: `a${p}` }),
    }),
  ),
  fc.tuple(small, small).map(([n, t]) =>
    report('test.batch', {
      id: `b${n}`,
      rows: [
        { person: `p${n}`, tube: `t${t}`, poolSize: 10, sampledAt: at(n), ...(t > 2 ? { result: 'negative' } : {}) },
      ],
    }),
  ),
  small.map((n) => report('team.registered', { id: `t${n}`, name: `队 ${n}`, type: 'sampling' })),
);

export const anyLog = (maxLength = 60): fc.Arbitrary<Event[]> =>
  fc.array(anyReport, { maxLength }).map((reports) => reports.map((said, index) => eventOf(index + 1, said)));
