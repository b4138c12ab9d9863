// The one check that every coordinate passes before it may be called a position.
import { type Problem, problem } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';

/** `[longitude, latitude]`, degrees, WGS-84; longitude -180…180, latitude -90…90, both inclusive and finite. */
export type Position = [lon: number, lat: number];

const NAMES = ['longitude', 'latitude'] as const;
const LIMITS = [180, 90] as const;

/**
 * Accepts exactly two finite numbers in range; never turns null, text or nothing into 0 (guarantees, trap 13).
 * @param value anything, untrusted
 * @param field where it stood in what was sent, for the error's `field` (`data.position` → `data.position.1`)
 * @returns the position with -0 made 0, or `invalid-value`, `not-finite`, `out-of-range`,
 *   `swapped-axes` (only as [longitude, latitude] reversed would it lie on the earth)
 */
export function checkPosition(value: unknown, field = ''): Result<Position, Problem> {
  const whole = field === '' ? undefined : field;
  const part = (axis: 0 | 1) => (field === '' ? String(axis) : `${field}.${axis}`);
  if (!Array.isArray(value)) {
    return err(problem('invalid-value', 'a position is [longitude, latitude], two numbers', whole));
  }
  if (value.length !== 2) {
    return err(problem('invalid-value', `a position has exactly two numbers, this has ${value.length}`, whole));
  }
  for (const axis of [0, 1] as const) {
    const number: unknown = value[axis];
    if (typeof number !== 'number') {
      const got = number === null ? 'null' : typeof number;
      return err(problem('invalid-value', `${NAMES[axis]} must be a number, got ${got}`, part(axis)));
    }
    if (!Number.isFinite(number)) {
      return err(problem('not-finite', `${NAMES[axis]} is not a finite number`, part(axis)));
    }
  }
  const [first, second] = value as Position;
  if (Math.abs(first) <= 90 && Math.abs(second) > 90 && Math.abs(second) <= 180) {
    const message = `[${first}, ${second}] looks like [latitude, longitude]: the axes seem swapped, longitude comes first`;
    return err(problem('swapped-axes', message, whole));
  }
  for (const axis of [0, 1] as const) {
    const number = (value as Position)[axis];
    if (Math.abs(number) > LIMITS[axis]) {
      const message = `${NAMES[axis]} ${number} is outside -${LIMITS[axis]} to ${LIMITS[axis]}`;
      return err(problem('out-of-range', message, part(axis)));
    }
  }
  return ok([first + 0, second + 0]);
}
