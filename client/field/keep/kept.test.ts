import { beforeAll, expect, it, vi } from 'vitest';
import { Situation } from '#shared/situation.ts';

// The page's own connection reaches for the browser as soon as it is imported.
beforeAll(() => {
  vi.stubGlobal('document', { addEventListener: () => {} });
  vi.stubGlobal('window', { addEventListener: () => {} });
});

it('keeps what lies in or near the own area and what has no place, and nothing of any person', async () => {
  const { excerpt } = await import('./kept.ts');
  const stamp = { version: 1, observedAt: '', recordedAt: '', source: 's' };
  const copy = new Situation();
  const site = (id: string, position?: readonly [number, number], type = 'testing') =>
    copy.put('sites', id, { ...stamp, id, name: id, type, ...(position && { position }) } as never);
  site('inside', [109.2, 39]);
  site('over the road', [109.225, 39]);
  site('far', [110, 39]);
  site('by address');
  site('far, of all', [110, 39], 'laboratory');
  copy.put('cases', 'c', { ...stamp, id: 'c', status: 'confirmed', route: 'screening', position: [109.2, 39] });
  copy.put('contacts', 'd', { ...stamp, id: 'd' } as never);
  copy.put('positions', 't', { ...stamp, id: 't', position: [109.2, 39] });
  const kept = excerpt(copy, [109.19, 38.99, 109.21, 39.01]);
  expect(kept.sites?.map(({ id }) => id)).toEqual(['inside', 'over the road', 'by address', 'far, of all']);
  expect([kept.cases, kept.contacts, kept.positions]).toEqual([undefined, undefined, undefined]);
  expect(excerpt(copy, undefined).sites).toHaveLength(5);
});

it('keeps of a pool its code and its steps, and no word of whose it is or where', async () => {
  const { poolsOf } = await import('./kept.ts');
  const stamp = { version: 3, observedAt: '2022-10-29T08:00:00Z', recordedAt: '', source: 's' };
  const copy = new Situation();
  const said = {
    status: 'preliminary',
    route: 'screening',
    position: [109.2, 39],
    address: '标记里',
    addressEn: 'MARKER',
  };
  copy.put('cases', 'p', {
    ...stamp,
    ...said,
    id: 'p',
    poolId: 'GUAN-7',
    person: 'MARKER',
    stages: { located: '2022-10-29T09:00:00Z' },
  } as never);
  copy.put('cases', 'alone', { ...stamp, ...said, id: 'alone' } as never);
  copy.put('cases', 'over', { ...stamp, ...said, id: 'over', poolId: 'GUAN-8', status: 'excluded' } as never);
  expect(poolsOf(copy.all('cases').values())).toEqual([
    {
      ...stamp,
      id: 'p',
      status: 'preliminary',
      route: 'screening',
      poolId: 'GUAN-7',
      stages: { located: '2022-10-29T09:00:00Z' },
    },
  ]);
});
