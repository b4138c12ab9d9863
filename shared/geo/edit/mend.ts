// One click for a shape that is wrong: its crossings become corners, and what it encloses falls into valid pieces.
import { feature, featureCollection, union } from '@turf/turf';
import { err, ok, type Result } from '../../result.ts';
import type { EditError } from './edit-error.ts';
import { checkShape } from './flaw.ts';
import { attempt } from './outcome.ts';
import { polygonsIn, type Shape } from './shape.ts';

/**
 * Each polygon by itself first (its own crossings, holes that leave it), then all of them together.
 * @returns a valid shape that covers what the drawn lines enclose; the flaw where they enclose nothing
 */
export function mend(shape: Shape): Result<Shape, EditError> {
  const checked = checkShape(shape);
  if (checked.ok) return ok(checked.value);
  const { code } = checked.error;
  if (code === 'position' || code === 'too-large') return err({ code: 'flaw', flaw: checked.error });
  const polygons = polygonsIn(shape).map((rings) =>
    feature({ type: 'Polygon' as const, coordinates: rings.filter((ring, index) => index === 0 || ring.length >= 4) }),
  );
  const [first] = polygons;
  if (first === undefined) return err({ code: 'nothing-left' });
  const mended = attempt(() => union(featureCollection(polygons.length === 1 ? [first, first] : polygons)));
  return mended.ok || mended.error.code !== 'nothing-left' ? mended : err({ code: 'flaw', flaw: checked.error });
}
