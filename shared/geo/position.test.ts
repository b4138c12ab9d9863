import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPosition } from './position.ts';

const codeOf = (value: unknown) => {
  const result = checkPosition(value, 'data.position');
  return result.ok ? 'ok' : `${result.error.code} ${result.error.field}`;
};

describe('checkPosition', () => {
  it('accepts every position on the earth, unchanged', () => {
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    const lat = fc.double({ min: -90, max: 90, noNaN: true });
    fc.assert(
      fc.property(lon, lat, (x, y) => {
        expect(checkPosition([x, y])).toEqual({ ok: true, value: [x + 0, y + 0] });
      }),
    );
  });

  it('makes -0 a 0, so that equal places have equal bytes', () => {
    const result = checkPosition([-0, -0]);
    expect(result.ok && Object.is(result.value[0], 0) && Object.is(result.value[1], 0)).toBe(true);
  });

  it.each([
    [null, 'invalid-value data.position'],
    [{ lon: 1, lat: 2 }, 'invalid-value data.position'],
    ['116,39', 'invalid-value data.position'],
    [[], 'invalid-value data.position'],
    [[116], 'invalid-value data.position'],
    [[116, 39, 50], 'invalid-value data.position'],
    [[null, null], 'invalid-value data.position.0'],
    [[116, null], 'invalid-value data.position.1'],
    [['116', 39], 'invalid-value data.position.0'],
    [[true, 39], 'invalid-value data.position.0'],
    [[[116], 39], 'invalid-value data.position.0'],
    [JSON.parse('[1e999, 39]'), 'not-finite data.position.0'],
    [[116, Number.NaN], 'not-finite data.position.1'],
    [[116, 91], 'out-of-range data.position.1'],
    [[181, 39], 'out-of-range data.position.0'],
    [[12965836.05, 4841627.61], 'out-of-range data.position.0'],
    [[39.9, 116.4], 'swapped-axes data.position'],
    [[-36.97, 174.8], 'swapped-axes data.position'],
  ])('refuses %j as %s', (value, expected) => {
    expect(codeOf(value)).toBe(expected);
  });
});
