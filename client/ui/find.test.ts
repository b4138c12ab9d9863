import { describe, expect, it } from 'vitest';
import { type Entity, type Layer, Situation } from '#shared/situation.ts';
import { find } from './find.ts';

const copy = new Situation();
const put = (layer: Layer, id: string, more: object) =>
  copy.put(layer, id, { id, version: 1, observedAt: '', recordedAt: '', source: 's', ...more } as Entity);
put('sites', 's1', { name: '滨水小学采样点', address: '滨水路 3 号' });
put('sites', 's2', { name: '东坡采样点', address: '滨水路 9 号' });
put('areas', 'CN-1', { name: '滨水街道', level: 'township', code: '150999001' });
put('cases', 'case-17', {
  status: 'confirmed',
  route: 'fever',
  address: '云栖里3号楼',
  addressEn: 'Yunqi Court, Building 3',
});

const ids = (text: string) => find(copy, text).found.map(({ entity }) => entity.id);

describe('search', () => {
  it('puts names that begin with the words first, then any other match', () => {
    expect(ids('滨水')).toEqual(['s1', 'CN-1', 's2']);
  });
  it('wants every word, whatever the case, in name, id or address', () => {
    expect(ids('采样点 9')).toEqual(['s2']);
    expect(ids('CASE-17')).toEqual(['case-17']);
    expect(ids('cn-1')).toEqual(['CN-1']);
    expect(ids('150999')).toEqual(['CN-1']);
    expect(ids('yunqi building')).toEqual(['case-17']);
  });
  it('finds nothing for nothing, and says how many there are when it shows fewer', () => {
    expect(find(copy, '  ')).toEqual({ found: [], total: 0 });
    const { found, total } = find(copy, '滨水', undefined, 1);
    expect([found.length, total]).toEqual([1, 3]);
  });
});
