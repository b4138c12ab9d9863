import { describe, expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import { type Entity, LAYER_NAMES, LAYERS, Situation } from '#shared/situation.ts';
import { eventOf, report } from '#shared/testing.ts';
import { principalOf, type Role } from './principal.ts';
import { CLASSES, View } from './view.ts';

const maskKey = Buffer.alloc(32, 7);
const person = (role: Role, areas: string[] = []) => principalOf(role, [role], areas, { kind: 'session', id: role });
const square = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 39],
      [west + 1, 39],
      [west + 1, 40],
      [west, 40],
      [west, 39],
    ],
  ],
});

function district(): Situation {
  const situation = new Situation();
  const events = [
    report('area.registered', { id: 'west', level: 'township', name: '西', geometry: square(108) }),
    report('area.registered', { id: 'east', level: 'township', name: '东', geometry: square(109) }),
    report('area.registered', { id: 'east-1', level: 'community', name: '东一', parent: 'east' }),
    report('case.reported', {
      id: 'c-west',
      person: 'CANARY-person',
      status: 'confirmed',
      route: 'screening',
      position: [108.512345, 39.512345],
      address: 'CANARY-address',
      places: [{ role: 'residence', type: 'home', address: 'CANARY-place' }],
    }),
    report('case.reported', {
      id: 'c-east',
      status: 'confirmed',
      route: 'screening',
      places: [{ role: 'residence', type: 'home', areaId: 'east-1' }],
    }),
    report('case.reported', { id: 'c-nowhere', status: 'confirmed', route: 'unknown', places: [] }),
    report('site.registered', { id: 's-west', name: '点', type: 'testing', position: [108.5, 39.5] }),
    report('contact.reported', {
      id: 'k1',
      caseId: 'c-west',
      degree: 'close',
      identifiedAt: '2022-10-30T10:00:00Z',
      lastExposure: '2022-10-30T10:00:00Z',
    }),
    report('test.batch', {
      id: 'b',
      rows: [{ person: 'CANARY-tube', tube: 't', poolSize: 10, sampledAt: '2022-10-30T10:00:00Z' }],
    }),
  ];
  events.forEach((said, index) => void advance(situation, eventOf(index + 1, said)));
  return situation;
}

const everything = (view: View, situation: Situation): string =>
  JSON.stringify(
    LAYER_NAMES.flatMap((layer) =>
      [...situation.all(layer).values()].map((entity) => view.see(layer, entity as Entity) ?? null),
    ),
  );

describe('what a reader may see', () => {
  it('classes every layer and field; server-only layers have no open field', () => {
    for (const layer of LAYER_NAMES) {
      expect(CLASSES[layer], layer).toBeDefined();
      if (LAYERS[layer] === 'kept' && layer !== 'seen')
        expect(Object.values(CLASSES[layer])).toEqual(Object.keys(CLASSES[layer]).map(() => 'never'));
    }
  });

  it('shows an administrator of accounts no data at all', () => {
    const situation = district();
    expect(everything(new View(person('admin'), situation, maskKey), situation)).not.toMatch(/[a-z]{4}-|西|点/);
  });

  it('shows nobody but L3 who a person is, and nobody at all who is in a tube', () => {
    const situation = district();
    for (const role of ['commander', 'analyst', 'field', 'observer', 'machine'] as const) {
      const text = everything(new View(person(role), situation, maskKey), situation);
      expect(text, role).not.toContain('CANARY-person');
      expect(text, role).not.toContain('CANARY-tube');
    }
  });

  it('hides address and precise place from an observer, and masks the position stably', () => {
    const situation = district();
    const seen = new View(person('observer'), situation, maskKey).see(
      'cases',
      situation.get('cases', 'c-west')!,
    ) as Entity & { position: number[]; masked: boolean };
    expect(JSON.stringify(seen)).not.toContain('CANARY');
    expect(JSON.stringify(seen)).not.toContain('108.512345');
    expect(seen.masked).toBe(true);
    expect(seen.observedAt).toMatch(/T\d\d:00:00/);
    const again = new View(person('observer'), district(), maskKey).see(
      'cases',
      district().get('cases', 'c-west')!,
    ) as typeof seen;
    expect(again.position).toEqual(seen.position);
    const [dx, dy] = [(seen.position[0]! - 108.512345) * 85_900, (seen.position[1]! - 39.512345) * 111_195];
    expect(Math.hypot(dx, dy)).toBeGreaterThan(200);
    expect(Math.hypot(dx, dy)).toBeLessThan(800);
    const otherKey = new View(person('observer'), situation, Buffer.alloc(32, 8)).see(
      'cases',
      situation.get('cases', 'c-west')!,
    ) as typeof seen;
    expect(otherKey.position).not.toEqual(seen.position);
  });

  it('keeps a field team to its own area: by position, by residence, and never what has no place', () => {
    const situation = district();
    const cases = (areas: string[]) => {
      const view = new View(person('field', areas), situation, maskKey);
      return [...situation.all('cases').values()]
        .filter((entity) => view.see('cases', entity) !== undefined)
        .map(({ id }) => id);
    };
    expect(cases(['west'])).toEqual(['c-west']);
    expect(cases(['east'])).toEqual(['c-east']);
    expect(cases(['nowhere-registered'])).toEqual([]);
    expect(cases([])).toEqual(['c-west', 'c-east', 'c-nowhere']);
    const view = new View(person('field', ['east']), situation, maskKey);
    expect(view.see('contacts', situation.get('contacts', 'k1')!)).toBeUndefined();
    expect(view.see('sites', situation.get('sites', 's-west')!)).toBeDefined(); // sites are the city's
  });

  it('holds a place by its site, area or position for those confined to some areas, and every place for the others', () => {
    const situation = district();
    const west = new View(person('field', ['west']), situation, maskKey);
    expect([west.holds({ siteId: 's-west' }), west.holds({ areaId: 'east-1' }), west.holds({})]).toEqual([
      true,
      false,
      false,
    ]);
    expect(new View(person('field'), situation, maskKey).holds({})).toBe(true);
    expect(new View(person('admin'), situation, maskKey).holds({ siteId: 's-west' })).toBe(false);
  });

  it('gives other rights another view, and the same rights the same', () => {
    const situation = district();
    const key = (role: Role, areas: string[] = []) => View.keyOf(person(role, areas), situation, maskKey);
    expect(key('commander')).toBe(key('analyst')); // both L2 everywhere
    expect(
      new Set([key('analyst'), key('observer'), key('admin'), key('field', ['west']), key('field', ['east'])]).size,
    ).toBe(5);
    const before = key('field', ['west']);
    advance(situation, eventOf(99, report('area.updated', { id: 'west', geometry: square(107) })));
    expect(key('field', ['west'])).not.toBe(before);
  });

  it('hides what nobody classed', () => {
    const situation = district();
    const site = { ...situation.get('sites', 's-west')!, surprise: 'CANARY' } as unknown as Entity;
    expect(new View(person('commander'), situation, maskKey).see('sites', site)).not.toHaveProperty('surprise');
  });
});
