import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeOf, hourOf, ORDER, Teller } from './zone.fixture.ts';

const draft = { id: 'z', policyId: 'p', level: 'high', areaIds: ['x'], reason: 'cases' };
const square = (from: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [from, 0],
      [from + 1, 0],
      [from + 1, 1],
      [from, 1],
      [from, 0],
    ],
  ],
});

describe('four eyes', () => {
  it('refuses the approval of who submitted, and takes that of somebody else', () => {
    const teller = new Teller();
    teller.say('zone.proposed', draft, { by: 'proposer' });
    teller.say('zone.submitted', { id: 'z' }, { by: 'one' });
    expect(codeOf(teller.say('zone.approved', { id: 'z', ...ORDER }, { by: 'one' }))).toBe('four-eyes');
    expect(teller.zone().status).toBe('submitted');
    expect(codeOf(teller.say('zone.approved', { id: 'z', ...ORDER }, { by: 'two' }))).toBe('applied');
  });

  it('counts a machine key as one person, however many sit behind it', () => {
    const teller = new Teller();
    teller.say('zone.proposed', draft, { by: 'key-1' });
    teller.say('zone.submitted', { id: 'z' }, { by: 'key-1' });
    expect(codeOf(teller.say('zone.approved', { id: 'z', ...ORDER }, { by: 'key-1' }))).toBe('four-eyes');
  });

  it('asks again after a return: who submitted last is who may not approve', () => {
    const teller = new Teller();
    teller.say('zone.proposed', draft, { by: 'one' });
    teller.say('zone.submitted', { id: 'z' }, { by: 'one' });
    teller.say('zone.returned', { id: 'z', remark: 'why' }, { by: 'two' });
    expect(teller.zone()).toMatchObject({ status: 'proposed' });
    teller.say('zone.submitted', { id: 'z' }, { by: 'two' });
    expect(codeOf(teller.say('zone.approved', { id: 'z', ...ORDER }, { by: 'two' }))).toBe('four-eyes');
    expect(codeOf(teller.say('zone.approved', { id: 'z', ...ORDER }, { by: 'one' }))).toBe('applied');
  });
});

describe('an end', () => {
  const { expiresAt, ...open } = ORDER;

  it('is wanted before publication, and has not passed by then', () => {
    const teller = new Teller();
    teller.say('zone.proposed', draft);
    teller.say('zone.submitted', { id: 'z' });
    teller.say('zone.approved', { id: 'z', ...open }, { by: 'b' });
    expect(codeOf(teller.say('zone.published', { id: 'z' }))).toBe('no-expiry');
    expect(teller.zone().status).toBe('approved');
    const late = new Teller();
    late.say('zone.proposed', draft);
    late.say('zone.submitted', { id: 'z' });
    late.say('zone.approved', { id: 'z', ...open, expiresAt: hourOf(5) }, { by: 'b' });
    expect(codeOf(late.say('zone.published', { id: 'z' }, { hour: 5 }))).toBe('no-expiry');
  });

  it('is only ever extended to later, and after it a zone is still there until a person releases it', () => {
    const teller = new Teller().active();
    expect(codeOf(teller.say('zone.extended', { id: 'z', expiresAt: hourOf(24) }))).toBe('invalid-value');
    expect(codeOf(teller.say('zone.extended', { id: 'z', expiresAt: hourOf(24 * 31) }))).toBe('applied');
    expect(teller.zone()).toMatchObject({ status: 'active', expiresAt: hourOf(24 * 31) });
    expect(codeOf(teller.say('zone.released', { id: 'z' }, { hour: 24 * 40 }))).toBe('applied');
    expect(expiresAt).toBe(hourOf(24 * 30));
  });
});

describe('a hold', () => {
  const hold = { id: 'h', areaIds: ['x'], reason: 'a positive at the door' };

  it('ends after four hours unless another person approves it; its end is not that of the order', () => {
    const teller = new Teller();
    teller.say('zone.held', hold, { hour: 0 });
    expect(teller.zone('h')).toMatchObject({ status: 'held', expiresAt: hourOf(4) });
    expect(codeOf(teller.say('zone.approved', { id: 'h', ...ORDER }, { hour: 1 }))).toBe('four-eyes');
    const { expiresAt: _, ...open } = ORDER;
    expect(codeOf(teller.say('zone.approved', { id: 'h', ...open }, { by: 'b', hour: 3.9 }))).toBe('applied');
    expect(codeOf(teller.say('zone.published', { id: 'h' }, { by: 'b', hour: 3.95 }))).toBe('no-expiry');
  });

  it.each([
    ['happened', { hour: 4, recordedHour: 1 }],
    ['became known', { hour: 1, recordedHour: 4 }],
  ])('cannot be approved by what %s four hours later', (_, when) => {
    const teller = new Teller();
    teller.say('zone.held', hold, { hour: 0 });
    const outcome = teller.say('zone.approved', { id: 'h', ...ORDER }, { by: 'b', ...when });
    expect(codeOf(outcome)).toBe('bad-transition');
    expect(codeOf(teller.say('zone.cancelled', { id: 'h' }, { hour: 5 }))).toBe('applied');
  });

  it('is not renewed, under its own name or another, nor after it was put away', () => {
    const teller = new Teller();
    teller.say('zone.held', hold, { hour: 0 });
    expect(codeOf(teller.say('zone.held', hold, { hour: 1 }))).toBe('bad-transition');
    teller.say('zone.cancelled', { id: 'h' }, { hour: 2 });
    expect(codeOf(teller.say('zone.held', { ...hold, id: 'h2' }, { by: 'b', hour: 3 }))).toBe('bad-transition');
    expect(codeOf(teller.say('zone.held', { ...hold, id: 'h3', areaIds: ['y'] }, { hour: 3 }))).toBe('applied');
    expect(codeOf(teller.say('zone.held', { ...hold, id: 'h4' }, { hour: 24 }))).toBe('applied');
  });
});

describe('a stale version', () => {
  it('is a conflict that keeps both sides, and is not pushed through by who resolves it', () => {
    const teller = new Teller().active();
    const outcome = teller.say('zone.released', { id: 'z', version: 2 }, { by: 'late' });
    expect(codeOf(outcome)).toBe('conflict');
    expect(teller.zone().status).toBe('active');
    const [conflict] = [...teller.situation.all('conflicts').values()];
    expect(conflict).toMatchObject({
      layer: 'zones',
      entityId: 'z',
      actor: 'late',
      theirVersion: 4,
      theirs: { version: 4, status: 'active', lastStep: { kind: 'zone.published', actor: 'b' } },
      mine: { kind: 'zone.released', version: 2 },
    });
    expect(codeOf(teller.say('conflict.resolved', { id: conflict!.id, keep: 'mine' }))).toBe('bad-transition');
    expect(teller.zone().status).toBe('active');
    expect(codeOf(teller.say('conflict.resolved', { id: conflict!.id, keep: 'theirs' }))).toBe('applied');
  });

  it('replaces a draft only when it names the one it replaces, and then all of it', () => {
    const teller = new Teller();
    teller.say('zone.proposed', { ...draft, geometry: square(0), caseIds: ['c'] });
    expect(codeOf(teller.say('zone.proposed', draft))).toBe('conflict');
    expect(codeOf(teller.say('zone.proposed', { ...draft, version: 1, level: 'medium' }))).toBe('applied');
    expect(teller.zone()).toMatchObject({ level: 'medium', version: 2 });
    expect(teller.zone()).not.toHaveProperty('geometry');
    expect(teller.zone()).not.toHaveProperty('caseIds');
  });
});

describe('address nodes', () => {
  const tree = (teller: Teller): Teller => {
    for (const [id, level, parent] of [
      ['x', 'compound'],
      ['y', 'compound'],
      ['x1', 'building', 'x'],
      ['far', 'compound'],
    ] as const)
      teller.say('area.registered', { id, level, name: id, ...(parent === undefined ? {} : { parent }) });
    return teller;
  };
  const both = { areaIds: ['x', 'y'], geometry: square(0) };

  it('are released one by one; the polygon of the whole is then no longer true', () => {
    const teller = tree(new Teller()).active('z', both);
    expect(codeOf(teller.say('zone.released', { id: 'z', areaIds: [] }))).toBe('invalid-value');
    expect(codeOf(teller.say('zone.released', { id: 'z', areaIds: ['far'] }))).toBe('invalid-value');
    expect(codeOf(teller.say('zone.released', { id: 'z', areaIds: ['x'] }))).toBe('applied');
    expect(teller.zone()).toMatchObject({ status: 'active', areaIds: ['y'] });
    expect(teller.zone()).not.toHaveProperty('geometry');
    teller.say('zone.released', { id: 'z', areaIds: ['y'] });
    expect(teller.zone()).toMatchObject({ status: 'released', areaIds: ['y'] });
  });

  it('of a split all go to a part, also to a building of them, and to no zone that is there already', () => {
    const teller = tree(new Teller())
      .active('z', both)
      .active('other', { areaIds: ['far'] });
    const split = (parts: object[]) => codeOf(teller.say('zone.split', { id: 'z', parts }));
    expect(split([{ id: 'p1', areaIds: ['x'] }])).toBe('invalid-value');
    expect(
      split([
        { id: 'p1', areaIds: ['x'] },
        { id: 'p2', areaIds: ['far'] },
      ]),
    ).toBe('invalid-value');
    expect(
      split([
        { id: 'p1', areaIds: ['x'] },
        { id: 'other', areaIds: ['y'] },
      ]),
    ).toBe('invalid-value');
    expect(
      split([
        { id: 'p1', areaIds: ['x'] },
        { id: 'p1', areaIds: ['y'] },
      ]),
    ).toBe('invalid-value');
    expect(
      split([
        { id: 'p1', areaIds: ['x1'], level: 'low' },
        { id: 'p2', areaIds: ['y'] },
      ]),
    ).toBe('applied');
    expect(teller.zone()).toMatchObject({ status: 'released' });
    expect(teller.zone('p1')).toMatchObject({
      status: 'active',
      level: 'low',
      partOf: 'z',
      expiresAt: ORDER.expiresAt,
    });
    expect(teller.zone('p2').levelSince).toBe(teller.zone('z').levelSince);
    expect(teller.zone('p1').levelSince).not.toBe(teller.zone('z').levelSince);
  });

  it('do not leave by the way when a level changes', () => {
    const teller = tree(new Teller()).active('z', both);
    const lower = { id: 'z', level: 'medium', areaIds: ['x'] };
    expect(codeOf(teller.say('zone.downgraded', lower))).toBe('invalid-value');
    expect(codeOf(teller.say('zone.escalated', { id: 'z', level: 'higher', areaIds: ['x', 'y', 'far'] }))).toBe(
      'applied',
    );
  });
});

describe('a zone of another authority', () => {
  const listed = { id: 'n', name: 'n', level: 'medium', authority: 'next door', publishedAt: hourOf(0) };

  it('is taken over as it stands, again and again, and its level counts from when it was published', () => {
    const teller = new Teller();
    teller.say('zone.recorded', listed);
    teller.say('zone.recorded', { ...listed, publishedAt: hourOf(48), until: hourOf(96) });
    expect(teller.zone('n')).toMatchObject({ levelSince: hourOf(0), publishedAt: hourOf(48), expiresAt: hourOf(96) });
    teller.say('zone.recorded', { ...listed, level: 'high', publishedAt: hourOf(50) });
    expect(teller.zone('n')).toMatchObject({ levelSince: hourOf(50), level: 'high', recorded: true });
    teller.say('zone.released', { id: 'n' });
    expect(codeOf(teller.say('zone.recorded', listed))).toBe('applied');
    expect(teller.zone('n').status).toBe('active');
  });
});

describe('the policy', () => {
  const read = (id: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../data/policies/${id}.json`, import.meta.url), 'utf8'));
  const V9 = 'cn-2022-06-v9';
  const TWENTY = 'cn-2022-11-20measures';
  const TEN = 'cn-2022-12-10measures';

  function under(...adopted: readonly (readonly [string, number, number?])[]): Teller {
    const teller = new Teller();
    for (const [id, level, parent] of [
      ['county', 'county'],
      ['x', 'compound', 'county'],
      ['b', 'building', 'x'],
      ['far', 'compound'],
    ] as const)
      teller.say('area.registered', { id, level, name: id, ...(parent === undefined ? {} : { parent }) });
    for (const [policyId, from, to] of adopted) {
      teller.say(
        'policy.registered',
        { id: policyId, digest: `${policyId}@1`, content: read(policyId) },
        { by: 'system' },
      );
      const until = to === undefined ? {} : { to: hourOf(to) };
      teller.say('policy.adopted', { policyId, areaId: 'county', from: hourOf(from), ...until });
    }
    return teller;
  }
  const propose = (teller: Teller, more: object, hour = 1) =>
    codeOf(teller.say('zone.proposed', { ...draft, policyId: V9, ...more }, { hour }));

  it('that is in force here is the only one a zone is drawn under, from when to when it holds', () => {
    const teller = under([V9, 0, 10], [TWENTY, 10]);
    expect(propose(teller, { id: 'z1' })).toBe('applied');
    expect(propose(teller, { id: 'z2', policyId: TWENTY, areaIds: ['b'] })).toBe('policy-forbids');
    expect(propose(teller, { id: 'z3', policyId: TWENTY, areaIds: ['b'] }, 11)).toBe('applied');
    expect(propose(teller, { id: 'z4' }, 11)).toBe('policy-forbids');
    // nobody adopted anything there
    expect(propose(teller, { id: 'z5', areaIds: ['far'] }, 11)).toBe('applied');
  });

  it('says which levels there are, and which is above which', () => {
    const teller = under([V9, 0]);
    expect(propose(teller, { id: 'z1', level: 'sealed' })).toBe('policy-forbids');
    teller.active('z', { policyId: V9, level: 'medium' });
    expect(teller.zone().policyVersion).toBe(`${V9}@1`);
    expect(codeOf(teller.say('zone.downgraded', { id: 'z', level: 'high' }))).toBe('bad-transition');
    expect(codeOf(teller.say('zone.escalated', { id: 'z', level: 'low' }))).toBe('bad-transition');
    expect(codeOf(teller.say('zone.escalated', { id: 'z', level: 'sealed' }))).toBe('policy-forbids');
    expect(codeOf(teller.say('zone.escalated', { id: 'z', level: 'high' }))).toBe('applied');
    expect(codeOf(teller.say('zone.downgraded', { id: 'z', level: 'mediumAfterHigh' }))).toBe('applied');
  });

  it('keeps the version a decision was taken under when its file changes', () => {
    const teller = under([V9, 0]).active('z', { policyId: V9, level: 'medium' });
    const changed = {
      ...(read(V9) as object),
      levels: [
        { code: 'medium', rank: 9 },
        { code: 'high', rank: 1 },
      ],
    };
    teller.say('policy.registered', { id: V9, digest: `${V9}@2`, content: changed }, { by: 'system' });
    expect(codeOf(teller.say('zone.escalated', { id: 'z', level: 'high' }))).toBe('applied');
    expect(teller.situation.get('rules', V9)?.versions.map(({ digest }) => digest)).toEqual([`${V9}@1`, `${V9}@2`]);
    teller.active('z2', { policyId: V9, level: 'medium' });
    expect(codeOf(teller.say('zone.escalated', { id: 'z2', level: 'high' }))).toBe('bad-transition');
  });

  it('forbids enlargement: units by name, or all that are not named', () => {
    const ten = under([TEN, 0]);
    expect(propose(ten, { id: 'z1', policyId: TEN, areaIds: ['x'] })).toBe('policy-forbids');
    expect(propose(ten, { id: 'z2', policyId: TEN, areaIds: ['b'] })).toBe('applied');
    const twenty = under([TWENTY, 0]);
    expect(propose(twenty, { id: 'z1', policyId: TWENTY, areaIds: ['county'] })).toBe('policy-forbids');
    // larger where the risk is unclear: with the reason that every proposal has
    expect(propose(twenty, { id: 'z2', policyId: TWENTY, areaIds: ['x'] })).toBe('applied');
  });

  it('forbids a hold where it forbids temporary closure, named or not', () => {
    const hold = { id: 'h', areaIds: ['b'], reason: 'r' };
    expect(codeOf(under([TEN, 0]).say('zone.held', hold, { hour: 1 }))).toBe('policy-forbids');
    expect(codeOf(under([TEN, 5]).say('zone.held', hold, { hour: 1 }))).toBe('applied');
    expect(codeOf(under([TWENTY, 0]).say('zone.held', hold, { hour: 1 }))).toBe('applied');
  });

  it('of the day of publication is asked again', () => {
    const teller = under([V9, 0, 10], [TEN, 10]);
    teller.say('zone.proposed', { ...draft, policyId: V9 }, { hour: 1 });
    teller.say('zone.submitted', { id: 'z' }, { hour: 1 });
    teller.say('zone.approved', { id: 'z', ...ORDER }, { by: 'b', hour: 2 });
    expect(codeOf(teller.say('zone.published', { id: 'z' }, { by: 'b', hour: 11 }))).toBe('policy-forbids');
  });
});
