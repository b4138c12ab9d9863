import { describe, expect, it } from 'vitest';
import { type Entity, type Layer, Situation } from '../situation.ts';
import { chargeOf, chargeOfArea } from './in-charge.ts';

const situation = new Situation();
const stamp = { version: 1, observedAt: '', recordedAt: '', source: 's' };
const put = <L extends Layer>(layer: L, id: string, more: object): Entity => {
  const entity = { id, ...stamp, ...more } as unknown as Entity;
  situation.put(layer, id, entity as never);
  return entity;
};
put('areas', 'county', { level: 'county', name: 'C', unit: 'Command', phone: '1' });
put('areas', 'east', { level: 'township', name: 'E', parent: 'county', unit: 'East team', phone: '2' });
put('areas', 'west', { level: 'township', name: 'W', parent: 'county', phone: '3' });
put('areas', 'house', { level: 'building', name: 'H', parent: 'east' });
put('areas', 'nobody', { level: 'neighbour', name: 'N' });
put('areas', 'ring', { level: 'block', name: 'R', parent: 'ring' });
put('sites', 'hotel', { unit: 'Hotel desk', phone: '4' });
const at = (areaId: string) => [{ role: 'residence', areaId }];

describe('who answers', () => {
  it('is registered with the thing itself, else with the nearest place that holds it', () => {
    expect(chargeOf(situation, put('checkpoints', 'post', { unit: 'Post', phone: '5' }))).toEqual({
      unit: 'Post',
      phone: '5',
    });
    expect(chargeOf(situation, put('cases', 'a', { places: at('house') }))).toEqual({ unit: 'East team', phone: '2' });
    expect(chargeOf(situation, put('cases', 'b', { places: at('west') }))).toEqual({ phone: '3' });
    expect(chargeOf(situation, put('transfers', 't', { siteId: 'hotel', caseId: 'a' }))).toEqual({
      unit: 'Hotel desk',
      phone: '4',
    });
    expect(chargeOf(situation, put('contacts', 'n', { caseId: 'a' }))).toEqual({ unit: 'East team', phone: '2' });
  });

  it('of a place in several hands is all of them, with no number that would be one hand of theirs', () => {
    expect(chargeOf(situation, put('zones', 'z', { areaIds: ['house', 'county'] }))).toEqual({
      unit: 'East team · Command',
    });
    expect(chargeOf(situation, put('zones', 'y', { areaIds: ['house', 'east'] }))).toEqual({
      unit: 'East team',
      phone: '2',
    });
  });

  it('is named in English too where it is registered so, one by one where there are several', () => {
    put('areas', 'north', { level: 'township', name: 'N', unit: '北街专班', unitEn: 'North team', phone: '6' });
    expect(chargeOfArea(situation, 'north')).toEqual({ unit: '北街专班', unitEn: 'North team', phone: '6' });
    expect(chargeOf(situation, put('zones', 'w', { areaIds: ['north', 'east'] }))).toEqual({
      unit: '北街专班 · East team',
      unitEn: 'North team · East team',
    });
  });

  it('of a zone where nobody is registered is the authority that ordered it; else it is not known', () => {
    expect(chargeOf(situation, put('zones', 'x', { areaIds: ['nobody'], authority: 'Next door' }))).toEqual({
      unit: 'Next door',
    });
    expect(chargeOf(situation, put('cases', 'c', { places: at('nobody') }))).toEqual({});
    expect(chargeOf(situation, put('cases', 'd', {}))).toEqual({});
    expect(chargeOfArea(situation, 'ring')).toEqual({});
  });
});
