// The infectious window and the stay that counts; tracks and their stays.
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../time.ts';
import { type CaseSaid, evidenceOf, infectiousWindow } from './evidence.ts';
import { staysOf, usableFixes } from './stays.ts';
import { at } from './town.fixture.ts';

const ms = (iso: string): number => Date.parse(`${iso}+08:00`);

describe('infectiousWindow', () => {
  it('begins k days before onset or first positive sample, whichever came first, and ends at the transfer', () => {
    const said = { onset: '2022-10-27T08:00:00+08:00', sampledAt: '2022-10-26T09:00:00+08:00' };
    expect(infectiousWindow(said, 2)).toEqual([ms('2022-10-24T09:00:00'), Number.POSITIVE_INFINITY]);
    const moved = { ...said, stages: { transferred: '2022-10-27T20:00:00+08:00' } };
    expect(infectiousWindow(moved, 3)).toEqual([ms('2022-10-23T09:00:00'), ms('2022-10-27T20:00:00')]);
  });
  it('over a leap day', () => {
    expect(infectiousWindow({ onset: '2020-03-01T00:00:00+08:00' }, 2)[0]).toBe(ms('2020-02-28T00:00:00'));
  });
});

const stay = (from: string, to: string, more: object = {}): CaseSaid => ({
  id: 'c1',
  status: 'confirmed',
  onset: '2022-10-27T08:00:00+08:00',
  stages: { transferred: '2022-10-27T20:00:00+08:00' },
  places: [{ role: 'visited', type: 'restaurant', from: `${from}+08:00`, to: `${to}+08:00`, enclosed: true, ...more }],
});
const strength = (said: CaseSaid, dwellMinutes = 10): string | undefined =>
  evidenceOf([said], { lookbackDays: 2, dwellMinutes })[0]?.strength;

describe('evidenceOf', () => {
  it('ten minutes indoors are strong, nine are weak, outdoors is weak', () => {
    expect(strength(stay('2022-10-26T12:00:00', '2022-10-26T12:10:00'))).toBe('strong');
    expect(strength(stay('2022-10-26T12:00:00', '2022-10-26T12:09:59'))).toBe('weak');
    expect(strength(stay('2022-10-26T12:00:00', '2022-10-26T13:00:00', { enclosed: false }))).toBe('weak');
  });
  it('by the rule of January 2020 an hour is wanted', () => {
    expect(strength(stay('2022-10-26T12:00:00', '2022-10-26T12:59:00'), 60)).toBe('weak');
    expect(strength(stay('2022-10-26T12:00:00', '2022-10-26T13:00:00'), 60)).toBe('strong');
  });
  it('only what lies inside the window counts, to the minute', () => {
    expect(strength(stay('2022-10-25T07:00:00', '2022-10-25T07:59:00'))).toBeUndefined();
    // an hour of which five minutes lie inside the window
    expect(strength(stay('2022-10-25T07:05:00', '2022-10-25T08:05:00'))).toBe('weak');
    expect(strength(stay('2022-10-27T21:00:00', '2022-10-27T22:00:00'))).toBeUndefined();
  });
  it('a trip is a list of passengers, not ground; an excluded case has no places', () => {
    expect(strength(stay('2022-10-26T12:00:00', '2022-10-26T13:00:00', { type: 'bus' }))).toBeUndefined();
    expect(evidenceOf([{ ...stay('2022-10-26T12:00:00', '2022-10-26T13:00:00'), status: 'excluded' }])).toEqual([]);
  });
  it('a case without places stands where its point is', () => {
    const [home] = evidenceOf([{ id: 'c1', status: 'preliminary', position: [109.1, 38.9], matchLevel: 'building' }]);
    expect(home).toMatchObject({ place: 'home', strength: 'strong', match: 'building' });
  });
});

describe('tracks', () => {
  const fix = (minute: number, x: number, accuracy = 10) => ({ at: minute * MINUTE, position: at(x, 0), accuracy });
  it('leaves out positions of a mobile network and leaps no vehicle makes', () => {
    const track = [fix(0, 0), fix(1, 10, 300), fix(2, 9_000), fix(3, 20)];
    expect(usableFixes(track).map(({ at: when }) => when / MINUTE)).toEqual([0, 3]);
  });
  it('takes the other side where it is the first fix that was wrong', () => {
    const track = [fix(0, 90_000), ...Array.from({ length: 20 }, (_, i) => fix(i + 1, i))];
    expect(usableFixes(track).length).toBeGreaterThanOrEqual(10);
  });
  it('finds stays of ten minutes within 80 m, and none on the way', () => {
    const track = [
      ...Array.from({ length: 13 }, (_, i) => fix(i, (i % 3) * 20)),
      ...Array.from({ length: 20 }, (_, i) => fix(13 + i, 100 + i * 100)),
      ...Array.from({ length: 5 }, (_, i) => fix(33 + i, 2_100)),
    ];
    const stays = staysOf(track);
    expect(stays.map(({ from, to }) => [from / MINUTE, to / MINUTE])).toEqual([[0, 12]]);
    expect(staysOf(Array.from({ length: 3 }, (_, i) => fix(i * 5, 0)))[0]!.to).toBe(HOUR / 6);
  });
});
