import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entity, type Layer, Situation } from '#shared/situation.ts';
import { COVERAGE_CLASSES, classesOf, coverageClass, coverageClasses, isUnheard, UNHEARD } from './coverage.ts';

const AT = '2026-10-30T05:00:00Z';
const geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
};
function situation(...entities: readonly (readonly [layer: Layer, id: string, fields: object])[]): Situation {
  const copy = new Situation();
  for (const [layer, id, fields] of entities) {
    const stamp = { id, version: 1, observedAt: AT, recordedAt: AT, source: 's' };
    copy.put(layer, id, { ...stamp, ...fields } as unknown as Entity);
  }
  return copy;
}
const community = (id: string, parent?: string) =>
  ['areas', id, { level: 'community', name: id, geometry, parent }] as const;
const round = (id: string, areaIds: string[], more: object = {}) =>
  ['rounds', id, { status: 'open', areaIds, start: AT, ...more }] as const;
const roll = (of: string, due: number) => ['rolls', of, { areaId: of.split('|')[1], due }] as const;
const tests = (of: string, fields: object) =>
  [
    'areaTests',
    of,
    { roundId: of.split('|')[0], areaId: of.split('|')[1], cumulative: true, asOf: AT, ...fields },
  ] as const;

describe('coverage', () => {
  it('never calls less done better: the class rises with what is missing', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, b, due) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const fewer = coverageClass({ due, uploaded: less });
        expect(fewer).toBeGreaterThanOrEqual(coverageClass({ due, uploaded: more }));
        expect(fewer).toBeLessThan(UNHEARD);
      }),
    );
    expect(coverageClass({ due: 100, uploaded: 100 })).toBe(0);
    expect(coverageClass({ due: 100, uploaded: 0 })).toBe(COVERAGE_CLASSES - 2);
    expect(coverageClass(undefined)).toBe(UNHEARD);
    expect(coverageClass({ due: 0, uploaded: 0 })).toBe(0);
  });

  it('counts uploads of the running round against its own roll, and guesses neither', () => {
    const copy = situation(
      community('done'),
      community('no-count'),
      community('no-roll'),
      community('increments'),
      community('elsewhere'),
      round('old', ['done'], { start: '2026-10-29T05:00:00Z' }),
      round('now', ['done', 'no-count', 'no-roll', 'increments']),
      round('of-a-zone', ['elsewhere'], { zoneId: 'z', start: '2026-10-31T05:00:00Z' }),
      roll('now|done', 100),
      roll('now|no-count', 100),
      roll('now|increments', 100),
      tests('now|done', { uploaded: 99 }),
      tests('old|done', { uploaded: 0 }),
      tests('now|no-roll', { uploaded: 99 }),
      tests('now|increments', { uploaded: 99, cumulative: false }),
    );
    expect([...coverageClasses(copy)]).toEqual([
      ['done', 0],
      ['no-count', UNHEARD],
      ['no-roll', UNHEARD],
      ['increments', UNHEARD],
    ]);
  });

  it('knows the communities of a round that names only what they belong to', () => {
    const copy = situation(
      ['areas', 'street', { level: 'township', name: 'street', parent: 'county' }],
      ['areas', 'county', { level: 'county', name: 'county', parent: 'street' }], // a source's mistake must not hang us
      community('a', 'street'),
      round('now', ['county']),
      tests('now|other', { uploaded: 1 }),
    );
    expect([...coverageClasses(copy).keys()]).toEqual(['a']);
    expect([...coverageClasses(situation(community('a'), round('now', ['a'], { status: 'closed' })))]).toEqual([]);
  });

  it('colours no ground twice: a village is a community, or part of one', () => {
    const copy = situation(
      community('a'),
      ['areas', 'grid', { level: 'grid', name: 'grid', parent: 'a' }],
      ['areas', 'in-a', { level: 'village', name: 'in-a', parent: 'grid', geometry }],
      ['areas', 'alone', { level: 'village', name: 'alone', geometry }],
      round('now', ['a', 'alone']),
      roll('now|a', 100),
      tests('now|a', { uploaded: 5 }),
    );
    expect([...coverageClasses(copy)]).toEqual([
      ['a', COVERAGE_CLASSES - 2],
      ['alone', UNHEARD],
    ]);
  });

  it('says in words, and not with a bright map, that nobody counts by area at all', () => {
    const copy = situation(community('a'), round('now', ['a']), roll('now|a', 100), tests('old|a', { uploaded: 5 }));
    expect(coverageClasses(copy).size).toBe(0);
    expect(isUnheard(copy)).toBe(true);
    expect(isUnheard(situation(community('a')))).toBe(false);
  });
});

describe('what the engine answers', () => {
  const told = (due: number | null, sampled: number | null, uploaded: number | null) => ({
    due,
    sampled,
    resulted: null,
    uploaded,
  });
  const areas = new Map([
    ['done', told(100, 100, 100)],
    ['half', told(100, 100, 50)],
    ['none', told(100, 100, 0)],
    ['silent', told(100, null, null)],
    ['roll', told(null, 40, 10)],
  ]);
  const about = { areas, isProvisional: true, asOf: null };

  it('is classed by the step that is shown, and what nobody told is never the class of none', () => {
    const uploaded = classesOf({ ...about, step: 'uploaded' });
    expect([...uploaded.values()]).toEqual([0, 3, COVERAGE_CLASSES - 2, UNHEARD, UNHEARD]);
    const sampled = classesOf({ ...about, step: 'sampled' });
    expect([...sampled.values()]).toEqual([0, 0, 0, UNHEARD, UNHEARD]);
    expect(new Set(classesOf({ ...about, step: 'resulted' }).values())).toEqual(new Set([UNHEARD]));
  });
});
