import { describe, expect, it } from 'vitest';
import { MINUTE } from '#shared/time.ts';
import { groupOf, Throttle } from './throttle.ts';

describe('the throttle', () => {
  it('slows an address that tries many names', () => {
    let now = 0;
    const throttle = new Throttle(() => now);
    for (let i = 0; i < 50; i += 1) {
      expect(throttle.wait(`name${i}`, '192.0.2.1')).toBe(0);
      throttle.failed(`name${i}`, '192.0.2.1');
    }
    expect(throttle.wait('another', '192.0.2.1')).toBe(5 * MINUTE);
    expect(throttle.wait('another', '192.0.2.2')).toBe(0);
    now += 5 * MINUTE;
    expect(throttle.wait('another', '192.0.2.1')).toBe(0);
  });

  it('slows one name tried from many addresses', () => {
    const throttle = new Throttle(() => 0);
    for (let i = 0; i < 10; i += 1) throttle.failed('wang', `198.51.100.${i}`);
    expect(throttle.wait('wang', '203.0.113.1')).toBeGreaterThan(0);
  });

  it('counts afresh after success', () => {
    const throttle = new Throttle(() => 0);
    throttle.succeeded('wang', '192.0.2.1');
    for (let i = 0; i < 9; i += 1) throttle.failed('wang', '192.0.2.1');
    throttle.succeeded('wang', '192.0.2.1');
    throttle.failed('wang', '192.0.2.1');
    expect(throttle.wait('wang', '192.0.2.1')).toBe(0);
  });
});

it('the addresses of one IPv6 subscriber are one address', () => {
  expect(groupOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(groupOf('2001:0DB8:0001:0002::9')).toBe('2001:db8:1:2');
  expect(groupOf('::1')).toBe('0:0:0:0');
  expect(groupOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(groupOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(groupOf('192.0.2.1')).toBe('192.0.2.1');
});
