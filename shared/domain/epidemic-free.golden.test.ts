import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../time.ts';
import {
  type Application,
  advanceUnit,
  daysClear,
  eligibility,
  UNIT_STATES,
  UNIT_STEPS,
  type UnitEvent,
  type UnitStep,
} from './epidemic-free.ts';
import { cn, policy } from './policy/policy.fixture.ts';

const hohhot = policy('epidemic-free-hohhot');
const start = cn('2022-10-20T09:00');
const facts = (now: number, events: readonly UnitEvent[] | undefined, isCleared = true) => ({ now, events, isCleared });
const positive: UnitEvent = { class: 'confirmed', at: start };

describe('V13', () => {
  it('a contact found on day 5 of a clear run takes the counter to 0, and the unit is not eligible', () => {
    const day5 = start + 5 * DAY;
    expect(daysClear([positive], day5)).toBe(5);
    const contact: UnitEvent = { class: 'closeContact', at: day5 };
    const found = eligibility(hohhot, facts(day5 + HOUR, [positive, contact]));
    expect(found).toMatchObject({ eligible: false, days: 0 });
    expect(eligibility(hohhot, facts(start + 7 * DAY, [positive, contact])).eligible).toBe(false);
    expect(eligibility(hohhot, facts(day5 + 7 * DAY, [positive, contact]))).toMatchObject({
      eligible: true,
      route: 'A',
      days: 7,
    });
  });

  it('a contact who comes home from quarantine is no new event', () => {
    const home: UnitEvent = { class: 'closeContact', at: start + 6 * DAY, returned: true };
    expect(eligibility(hohhot, facts(start + 7 * DAY, [positive, home])).eligible).toBe(true);
  });

  it('needs its zone cleared, its days full, and somebody who reports', () => {
    expect(eligibility(hohhot, facts(start + 7 * DAY, [positive], false)).blocking).toContainEqual({
      route: 'A',
      need: 'no zone in force',
      have: false,
    });
    expect(eligibility(hohhot, facts(start + 7 * DAY - 1, [positive])).eligible).toBe(false);
    expect(eligibility(hohhot, facts(start, []))).toMatchObject({ eligible: true, route: 'B', days: undefined });
    expect(eligibility(hohhot, facts(start + 8 * DAY, [positive]))).toMatchObject({ eligible: true, route: 'A' });
    expect(eligibility(hohhot, facts(start, undefined))).toMatchObject({ eligible: false, blocking: [{ have: null }] });
  });

  it('is 14 days and a round on day 13 in Shanghai, 14 days for suspected and fever in Wuhan, 5 in Liangjiang', () => {
    const events = [positive];
    const at = (days: number) => facts(start + days * DAY, events);
    const shanghai = policy('epidemic-free-shanghai');
    expect(eligibility(shanghai, at(14)).eligible).toBe(false);
    expect(eligibility(shanghai, { ...at(14), negativeRoundOnDay: 13 }).eligible).toBe(true);
    expect(eligibility(shanghai, { ...at(13), negativeRoundOnDay: 13 }).eligible).toBe(false);
    expect(eligibility(policy('epidemic-free-chongqing-lj'), at(5)).eligible).toBe(true);
    const fever: UnitEvent = { class: 'fever', at: start + 10 * DAY };
    expect(eligibility(policy('epidemic-free-wuhan-2020'), facts(start + 20 * DAY, [...events, fever])).eligible).toBe(
      false,
    );
    expect(eligibility(policy('epidemic-free-wuhan-2020'), at(14)).eligible).toBe(true);
  });
});

describe('V17', () => {
  const walk = (...steps: readonly (readonly [UnitStep, string])[]) => {
    let at: Application = { state: 'notEligible' };
    for (const [step, by] of steps) {
      const next = advanceUnit(at, step, by);
      if (!next.ok) return next.error.code;
      at = next.value;
    }
    return at.state;
  };
  const applied = [
    ['qualify', 'system'],
    ['apply', 'unit'],
  ] as const;

  it('an application approved by the county without the township’s review is rejected by the table', () => {
    expect(walk(...applied, ['assess', 'county'])).toBe('bad-transition');
    expect(walk(...applied, ['review', 'township'], ['assess', 'county'], ['file', 'city'], ['publish', 'city'])).toBe(
      'published',
    );
  });

  it('wants another person for each look, gives a rejected one back, and suspends at a new event by itself', () => {
    expect(walk(...applied, ['review', 'unit'])).toBe('four-eyes');
    expect(walk(...applied, ['review', 'township'], ['reject', 'county'])).toBe('eligible');
    const published = [
      ...applied,
      ['review', 'township'],
      ['assess', 'county'],
      ['file', 'city'],
      ['publish', 'city'],
    ] as const;
    expect(walk(...published, ['newEvent', 'system'])).toBe('suspended');
    expect(walk(...published, ['newEvent', 'system'], ['revoke', 'city'])).toBe('revoked');
  });

  it('publishes nobody who was not reviewed, assessed and filed, whatever the order of steps', () => {
    const wanted: readonly UnitStep[] = ['apply', 'review', 'assess', 'file', 'publish'];
    for (const state of UNIT_STATES) {
      for (const step of UNIT_STEPS) {
        const next = advanceUnit({ state, by: 'a' }, step, 'b');
        if (next.ok && wanted.includes(step)) {
          const order = ['eligible', 'applied', 'reviewed', 'assessed', 'filed', 'published'];
          expect(order.indexOf(next.value.state), `${state} ${step}`).toBe(order.indexOf(state) + 1);
        }
      }
    }
  });
});
