// The fence over a town of squares: units, whole and least; order, growth, validity; gates, leaks, motorways, coarse points.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGeometry } from '../../geo/geometry.ts';
import { isInside } from '../../geo/inside.ts';
import type { Position } from '../../geo/position.ts';
import { areaOf, polygonsOf } from '../../geo/shapes.ts';
import { FENCE_RULE, type FenceRule, type FenceUnit } from './drafts.ts';
import type { CaseSaid } from './evidence.ts';
import type { Ground } from './ground.ts';
import { type Alternative, proposeFences } from './propose.ts';
import { at, BLOCK, caseAt, square, squares } from './town.fixture.ts';

const town = squares(4, 4);
const ask = (cases: readonly CaseSaid[], rule: FenceRule = FENCE_RULE, ground: Ground = town.ground): Alternative[] => {
  const found = proposeFences({ cases, rule }, ground);
  if (!found.ok) throw new Error(found.error.message);
  return [...found.value.alternatives];
};
const of = (unit: FenceUnit, from: readonly Alternative[]): Alternative => {
  const found = from.find((one) => one.unit === unit);
  if (found === undefined) throw new Error(`no alternative of ${unit}: ${from.map((one) => one.unit).join()}`);
  return found;
};
const codes = ({ warnings }: Alternative): string[] => warnings.map(({ code }) => code);
const home = (id: string): Position => town.homes.find((one) => one.id === id)!.at;

const anyCase = fc
  .tuple(
    fc.integer({ min: 0, max: town.homes.length - 1 }),
    fc.integer({ min: 0, max: town.markets.length - 1 }),
    fc.constantFrom('door', 'building', 'compound', 'street' as const),
    fc.constantFrom(5, 30),
    fc.integer({ min: 0, max: 30 }),
  )
  .map(
    ([h, m, matchLevel, minutes, person]): Omit<CaseSaid, 'id'> => ({
      status: 'confirmed',
      person: `p${person}`,
      places: [
        { role: 'residence', type: 'flat', position: town.homes[h]!.at, matchLevel: matchLevel as 'door' },
        {
          role: 'visited',
          type: 'market',
          areaId: town.markets[m]!.id,
          from: '2022-10-27T09:00:00+08:00',
          to: `2022-10-27T09:${String(minutes).padStart(2, '0')}:00+08:00`,
          enclosed: true,
        },
      ],
    }),
  );
const outbreak = fc
  .array(anyCase, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((said, i): CaseSaid => ({ ...said, id: `c${String(i).padStart(2, '0')}` })));

describe('one case known to the door', () => {
  const [first, ...rest] = ask([caseAt('c1', home('b1.1-0.3/1'))]);

  it('holds its staircase and nobody else, first of all alternatives', () => {
    expect(first).toMatchObject({
      unit: 'staircase',
      areaIds: ['b1.1-0.3/1'],
      persons: 40,
      households: 10,
      positives: { inside: 1, total: 1 },
      evidence: [{ areaId: 'b1.1-0.3/1', caseId: 'c1', place: 'flat', strength: 'strong' }],
      confidence: 1,
      desks: 1,
      rooms: 1,
      warnings: [],
    });
  });

  it('shows house, compound and block beside it, each with what it costs, and asks why for what is larger', () => {
    const shown = rest.map(({ unit, persons, areaIds }) => [unit, persons, areaIds.join()]);
    expect(shown).toContainEqual(['building', 80, 'b1.1-0.3']);
    expect(shown).toContainEqual(['compound', 640, 'b1.1-0']);
    expect(shown).toContainEqual(['block', 1280, 'b1.1']);
    for (const larger of rest) expect(codes(larger)).toContain('reason-wanted');
  });

  it('finds the gate of the compound, and no leak where every way has its gate', () => {
    const compound = of('compound', rest);
    expect(compound.gates).toEqual([
      { position: at(BLOCK + 60, BLOCK + 15), state: 'guarded', gateId: 'gb1.1-0', roadId: 'b1.1-0/way' },
    ]);
    expect(compound.leaks).toEqual([]);
  });

  it('finds what leaks through the streets around a block: ways from inside that meet the line without a gate', () => {
    const block = of('block', rest);
    expect(block.leaks.map(({ roadId }) => roadId).sort()).toEqual([]);
    // both gates stand within 20 m of where their ways meet the street
    expect(block.gates.map(({ gateId }) => gateId)).toEqual(['gb1.1-0', 'gb1.1-1']);
  });
});

describe('the policy', () => {
  it('makes the least sufficient unit the first: a house where the policy makes zones of compounds is not sufficient', () => {
    const rule: FenceRule = { ...FENCE_RULE, units: ['compound', 'village'] };
    const found = ask([caseAt('c1', home('b1.1-0.3/1'))], rule);
    expect(found[0]!.unit).toBe('compound');
    // smaller is never asked to explain itself, larger always
    for (const one of found.slice(1))
      expect(codes(one).includes('reason-wanted'), one.unit).toBe((one.persons ?? 0) > found[0]!.persons!);
    expect(codes(of('staircase', found))).not.toContain('reason-wanted');
  });

  it('puts last what it forbids', () => {
    const rule: FenceRule = { ...FENCE_RULE, units: ['building', 'staircase'], prohibited: ['compound'] };
    const found = ask([caseAt('c1', home('b1.1-0.3/1'))], rule);
    expect(found.at(-1)!.unit).toBe('compound');
    expect(codes(found.at(-1)!)).toContain('policy-forbids');
  });

  it('takes a radius where the policy names one', () => {
    const found = ask([caseAt('c1', home('b1.1-0.3/1'))], { ...FENCE_RULE, bufferM: 100 });
    expect(found[0]!.unit).toBe('buffer');
    const size = areaOf(polygonsOf(found[0]!.geometry));
    // a circle of 100 m, less the houses it would cut, plus those it holds whole
    expect(size).toBeGreaterThan(25_000);
    expect(size).toBeLessThan(38_000);
  });
});

describe('what is badly known', () => {
  it('never makes a building fence of a point matched worse than building level', () => {
    for (const match of ['compound', 'street', undefined] as const) {
      const position = home('b1.1-0.3/1');
      const said = caseAt('c1', position, {
        places: [{ role: 'residence', type: 'flat', position, matchLevel: match }],
      });
      for (const one of ask([said])) {
        if (one.unit === 'buffer' || one.unit === 'hull') continue;
        for (const id of one.areaIds)
          expect(town.ground.area(id)!.level, `${match} ${one.unit}`).toMatch(/compound|block/);
      }
    }
  });

  it('says with what confidence: the share known to the building', () => {
    const position = home('b1.1-0.3/1');
    const coarse = caseAt('c2', position, {
      places: [{ role: 'residence', type: 'flat', position, matchLevel: 'compound' }],
    });
    const [first] = ask([caseAt('c1', position), coarse]);
    expect(first!.confidence).toBe(0.5);
    expect(codes(first!)).toContain('coarse');
  });

  it('a building-level point never chooses a staircase', () => {
    const position = home('b1.1-0.3/1');
    const said = caseAt('c1', position, {
      places: [{ role: 'residence', type: 'flat', position, matchLevel: 'building' }],
    });
    expect(ask([said]).every(({ areaIds }) => !areaIds.some((id) => id.includes('/')))).toBe(true);
  });

  it('a point beside the houses takes those its surroundings cover by half, else the compound', () => {
    const beside = at(BLOCK + 15 + 8 + 16, BLOCK + 25 + 14 + 4); // 4 m north of house 0
    const said = caseAt('c1', beside, {
      places: [{ role: 'residence', type: 'flat', position: beside, matchLevel: 'building' }],
    });
    expect(of('building', ask([said])).areaIds).toEqual(['b1.1-0.0']);
    const far = at(BLOCK + 15 + 2, BLOCK + 15 + 208); // the corner of the wall
    const lost = caseAt('c1', far, {
      places: [{ role: 'residence', type: 'flat', position: far, matchLevel: 'building' }],
    });
    expect(ask([lost]).find(({ unit }) => unit !== 'buffer')!.areaIds).toEqual(['b1.1-0']);
  });

  it('counts who has no place on the map, and refuses when nobody has', () => {
    const [first] = ask([caseAt('c1', home('b1.1-0.3/1')), caseAt('c2', home('b1.1-0.3/1'), { places: [] })]);
    expect(first!.positives).toEqual({ inside: 1, total: 2 });
    expect(codes(first!)).toContain('not-on-map');
    const found = proposeFences({ cases: [caseAt('c2', [0, 0], { places: [] })], rule: FENCE_RULE }, town.ground);
    expect(found.ok).toBe(false);
  });
});

describe('weak evidence', () => {
  const visit = (id: string, minutes: number): CaseSaid => ({
    id,
    status: 'confirmed',
    places: [
      {
        role: 'visited',
        type: 'market',
        areaId: town.markets[0]!.id,
        from: '2022-10-27T09:00:00+08:00',
        to: `2022-10-27T09:${String(minutes).padStart(2, '0')}:00+08:00`,
        enclosed: true,
      },
    ],
  });
  const holds = (cases: readonly CaseSaid[]): boolean => {
    const found = proposeFences({ cases, rule: FENCE_RULE, unit: 'building' }, town.ground);
    return found.ok && found.value.alternatives[0]!.areaIds.includes(town.markets[0]!.id);
  };
  it('counts when two persons were there, and one person told twice is one', () => {
    expect(holds([visit('a', 5)])).toBe(false);
    expect(holds([visit('a', 5), visit('b', 5)])).toBe(true);
    expect(
      holds([
        { ...visit('a', 5), person: 'p' },
        { ...visit('b', 5), person: 'p' },
      ]),
    ).toBe(false);
    expect(holds([visit('a', 10)])).toBe(true);
  });
});

describe('the emergency route', () => {
  it('is named when every drivable way in is blocked', () => {
    const { ground } = squares(1, 1);
    ground.set('gates', 'gb0.0-0', { id: 'gb0.0-0', areaId: 'b0.0-0', position: at(60, 15), state: 'blocked' });
    const found = ask([caseAt('c1', at(31, 32))], FENCE_RULE, ground);
    const compound = of('compound', found);
    expect(codes(compound)).toContain('blocks-emergency-route');
    expect(found.at(-1)).toBe(compound);
    ground.set('gates', 'gb0.0-0', { id: 'gb0.0-0', areaId: 'b0.0-0', position: at(60, 15), state: 'emergency' });
    expect(codes(of('compound', ask([caseAt('c1', at(31, 32))], FENCE_RULE, ground)))).not.toContain(
      'blocks-emergency-route',
    );
  });

  it('a way without a gate leaks, and is a way in', () => {
    const { ground } = squares(1, 1);
    ground.set('gates', 'gb0.0-0', undefined);
    const compound = of('compound', ask([caseAt('c1', at(31, 32))], FENCE_RULE, ground));
    expect(compound.leaks).toEqual([{ position: at(60, 15), roadId: 'b0.0-0/way', drive: true }]);
    expect(codes(compound)).not.toContain('blocks-emergency-route');
  });
});

describe('the hull', () => {
  const many = ['b0.0-0.0/0', 'b0.0-1.5/0', 'b1.0-0.2/1', 'b1.0-1.7/0'].map((id, i) => caseAt(`c${i}`, home(id)));
  it('joins what lies close together up to walls, and lies between the houses and the blocks', () => {
    const found = ask(many);
    const hull = of('hull', found);
    expect(hull.persons!).toBeGreaterThanOrEqual(of('building', found).persons!);
    expect(hull.persons!).toBeLessThanOrEqual(of('block', found).persons!);
    expect(hull.areaIds).toContain('b0.0-0');
  });
  it('never crosses a motorway', () => {
    const parted = squares(4, 4, { motorway: BLOCK });
    const line = (y: number): Position => at(BLOCK, y);
    const hull = of('hull', ask(many, FENCE_RULE, parted.ground));
    for (let y = 5; y < BLOCK; y += 5) expect(isInside(line(y), hull.geometry)).toBe(false);
  });
});

describe('properties', () => {
  it('does not depend on the order of cases', () => {
    fc.assert(
      fc.property(outbreak, fc.infiniteStream(fc.nat()), (cases, keys) => {
        const shuffled = cases
          .map((one) => ({ one, key: keys.next().value! }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(ask(shuffled)).toEqual(ask(cases));
      }),
      { numRuns: 12 },
    );
  });

  it('never lets go of anybody when evidence is added', () => {
    fc.assert(
      fc.property(outbreak, anyCase, (cases, more) => {
        const before = ask(cases);
        const after = ask([...cases, { ...more, id: 'c99' }]);
        for (const one of before) {
          const later = after.find(({ unit }) => unit === one.unit);
          // a unit that drew the same ground as a finer one is not drawn twice
          if (later === undefined) continue;
          const held = new Set(later.areaIds);
          const lost = one.areaIds.filter((id) => !town.ground.chain(id).some((area) => held.has(area.id)));
          expect(lost, one.unit).toEqual([]);
          const corners = one.areaIds.flatMap((id) => town.homes.filter((each) => each.id.startsWith(id)));
          for (const { at: position } of corners) expect(isInside(position, later.geometry)).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('draws valid outlines that hold every strong place, whole', () => {
    fc.assert(
      fc.property(outbreak, (cases) => {
        for (const one of ask(cases)) {
          // what RFC 7946 and OGC ask: closed, wound right, simple, holes inside, parts apart
          expect(checkGeometry(one.geometry)).toEqual({ ok: true, value: one.geometry });
          if (codes(one).includes('uncovered')) continue;
          for (const said of cases) {
            const { position, matchLevel } = said.places![0]!;
            if (matchLevel === 'street' && one.unit !== 'block') continue;
            expect(isInside(position as Position, one.geometry), `${one.unit} ${position}`).toBe(true);
          }
          // no dwelling is cut: a house is held whole or not at all
          for (const id of one.areaIds)
            for (const [shell = []] of town.ground.polygons(id))
              for (const corner of shell) expect(isInside(corner, one.geometry), `${one.unit} ${id}`).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a drawn outline', () => {
  it('holds what lies wholly inside', () => {
    const geometry = square(BLOCK + 10, BLOCK + 10, 95, 120);
    const found = proposeFences(
      { cases: [caseAt('c1', home('b1.1-0.1/1'))], rule: FENCE_RULE, geometry, unit: 'drawn' },
      town.ground,
    );
    if (!found.ok) throw new Error(found.error.message);
    const [drawn] = found.value.alternatives;
    expect(drawn!.areaIds).toEqual(['b1.1-0.0', 'b1.1-0.1', 'b1.1-0.2', 'b1.1-0.3']);
    expect(drawn!.persons).toBe(320);
    expect(drawn!.positives).toEqual({ inside: 1, total: 1 });
  });
});
