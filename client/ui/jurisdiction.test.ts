import { describe, expect, it } from 'vitest';
import { type Entity, Situation } from '#shared/situation.ts';
import { policiesInForce } from './jurisdiction.ts';

const copy = new Situation();
const adopt = (policyId: string, areaId: string, from: string, to?: string) => {
  const id = `${policyId}|${areaId}|${from}`;
  const stamp = { id, version: 1, observedAt: from, recordedAt: from, source: 's' };
  copy.put('policies', id, { ...stamp, policyId, areaId, from, ...(to === undefined ? {} : { to }) } as Entity);
};
adopt('cn-rooms', 'county', '2022-10-27T00:00:00+08:00');
adopt('cn-2021-05-v8', 'county', '2022-10-20T00:00:00+08:00', '2022-10-27T00:00:00+08:00');
adopt('cn-2020-09-v7', 'county', '2022-10-27T00:00:00+08:00');
adopt('cn-2022-06-v9', 'county', '2022-10-27T00:00:00+08:00');
adopt('cn-2022-06-v9', 'township', '2022-10-28T00:00:00+08:00');
adopt('a-rule-of-our-own', 'county', '2022-10-27T00:00:00+08:00');
adopt('cn-2022-12-10measures', 'county', '2022-12-07T00:00:00+08:00');

const inForce = (now: string) => policiesInForce(copy, Date.parse(now)).map(({ policyId }) => policyId);

describe('policies in force', () => {
  it('are each named once, the protocol that draws the zones first, those nobody knows last', () => {
    const all = inForce('2022-10-30T00:00:00+08:00');
    expect(all).toEqual(['cn-2022-06-v9', 'cn-2020-09-v7', 'cn-rooms', 'a-rule-of-our-own']);
  });
  it('say since when they hold anywhere here', () => {
    const [first] = policiesInForce(copy, Date.parse('2022-10-30T00:00:00+08:00'));
    expect(first).toMatchObject({ series: 'zone-level', from: '2022-10-27T00:00:00+08:00' });
  });
  it('are those of the moment that is looked at', () => {
    expect(inForce('2022-10-21T00:00:00+08:00')).toEqual(['cn-2021-05-v8']);
    expect(inForce('2022-12-08T00:00:00+08:00')[0]).toBe('cn-2022-12-10measures');
    expect(inForce('2022-01-01T00:00:00+08:00')).toEqual([]);
  });
});
