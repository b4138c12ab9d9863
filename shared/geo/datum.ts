// Every datum in which Chinese positions arrive, to WGS-84 and back. Conversion happens once, at the edge; inside all is WGS-84.
import library from 'gcoord';
import proj4 from 'proj4';
import { type Problem, problem } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { checkPosition, type Position } from './position.ts';

/** CGCS2000 / 3-degree Gauss-Kruger. 4513-4533: zones 25-45, easting with the zone's number in front (39,500,000);
 * 4534-4554: central meridians 75-135 E, easting without it (500,000). */
const GAUSS_KRUGER = Array.from({ length: 42 }, (_, i) => `EPSG:${4513 + i}` as const);

/**
 * `WGS-84`, `CGCS2000` (the same within centimetres), `GCJ-02` and `BD-09` in degrees; `BD-09MC` (Baidu Mercator) and
 * `EPSG:4513` … `EPSG:4554` in metres.
 */
export type Datum = 'WGS-84' | 'CGCS2000' | 'GCJ-02' | 'BD-09' | 'BD-09MC' | `EPSG:${number}`;

export const DATUMS: readonly Datum[] = ['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09', 'BD-09MC', ...GAUSS_KRUGER];

const known: ReadonlySet<string> = new Set(DATUMS);
export const isDatum = (value: unknown): value is Datum => typeof value === 'string' && known.has(value);

/** Whether coordinates of this datum are metres (x east, y north) rather than degrees. */
export const isMetric = (datum: Datum): boolean => datum === 'BD-09MC' || datum.startsWith('EPSG:');

// gcoord's types describe its ES module; Node loads its CommonJS one, whose default import is the object itself.
const gcoord = library as unknown as (typeof library)['default'];

type Convert = (xy: Position) => Position;
type Pair = { readonly toWgs84: Convert; readonly fromWgs84: Convert };

const shift = (from: 'WGS84' | 'GCJ02' | 'BD09' | 'BD09MC', to: 'WGS84' | 'GCJ02' | 'BD09' | 'BD09MC'): Convert => {
  const [source, target] = [gcoord[from], gcoord[to]];
  return (xy) => gcoord.transform<Position>(xy, source, target);
};

// The published formulas give one direction of each shift exactly and the other roughly (gcoord stops at 0.11 m, Baidu's
// own pair disagrees by decimetres), so the other is iterated: at most 30 rounds, because at the edge of the formula's
// rectangle there is no inverse and gcoord's own loop would never end.
const inverseOf =
  (exact: Convert, guess: Convert, tolerance: number): Convert =>
  (xy) => {
    let [x, y] = guess(xy);
    for (let round = 0; round < 30; round++) {
      const [backX, backY] = exact([x, y]);
      const dx = backX - xy[0];
      const dy = backY - xy[1];
      if (Math.abs(dx) < tolerance && Math.abs(dy) < tolerance) break;
      x -= dx;
      y -= dy;
    }
    return [x, y];
  };

const same: Convert = ([x, y]) => [x, y];
const chain =
  (...steps: Convert[]): Convert =>
  (xy) =>
    steps.reduce<Position>((at, step) => step(at), xy);

const DEGREES = 1e-10; // 0.01 mm
const toGcj = shift('WGS84', 'GCJ02');
const fromGcj = inverseOf(toGcj, same, DEGREES);
const gcjToBaidu = shift('GCJ02', 'BD09');
const baiduToGcj = inverseOf(gcjToBaidu, shift('BD09', 'GCJ02'), DEGREES);
const mercatorToBaidu = shift('BD09MC', 'BD09');
const baiduToMercatorGuess = shift('BD09', 'BD09MC');
// Both directions of Baidu's Mercator are separate polynomial fits. Metres to degrees is taken as exact, since that is
// how Baidu's data arrive; 1e-5 scales a residual in degrees to metres well enough for the iteration to contract.
const baiduToMercator: Convert = (xy) => {
  let [x, y] = baiduToMercatorGuess(xy);
  for (let round = 0; round < 30; round++) {
    const [lon, lat] = mercatorToBaidu([x, y]);
    const dx = (xy[0] - lon) * 111320;
    const dy = ((xy[1] - lat) * 111320) / Math.max(0.2, Math.cos((xy[1] * Math.PI) / 180));
    if (Math.abs(dx) < 1e-4 && Math.abs(dy) < 1e-4) break;
    x += dx;
    y += dy;
  }
  return [x, y];
};

function gaussKruger(code: number): Pair {
  const zoned = code <= 4533;
  const zone = zoned ? code - 4488 : code - 4509; // 4513 and 4534 are both zone 25, central meridian 75 E
  const easting = zoned ? zone * 1e6 + 500000 : 500000;
  const definition = `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${easting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  const projection = proj4(definition);
  return {
    toWgs84: (xy) => projection.inverse<Position>([xy[0], xy[1]]),
    fromWgs84: (xy) => projection.forward<Position>([xy[0], xy[1]]),
  };
}

const pairs = new Map<Datum, Pair>([
  ['WGS-84', { toWgs84: same, fromWgs84: same }],
  ['CGCS2000', { toWgs84: same, fromWgs84: same }],
  ['GCJ-02', { toWgs84: fromGcj, fromWgs84: toGcj }],
  ['BD-09', { toWgs84: chain(baiduToGcj, fromGcj), fromWgs84: chain(toGcj, gcjToBaidu) }],
  [
    'BD-09MC',
    {
      toWgs84: chain(mercatorToBaidu, baiduToGcj, fromGcj),
      fromWgs84: chain(toGcj, gcjToBaidu, baiduToMercator),
    },
  ],
]);

const pairOf = (datum: Datum): Pair | undefined => {
  const found = pairs.get(datum);
  if (found || !known.has(datum)) return found;
  const made = gaussKruger(Number(datum.slice(5)));
  pairs.set(datum, made);
  return made;
};

// Easting of a 3-degree zone stays within 200 km of its central meridian, northing in China below 6,000 km.
function checkMetres(xy: readonly unknown[], datum: Datum, field: string): Result<Position, Problem> {
  for (const axis of [0, 1] as const) {
    const value = xy[axis];
    const at = field === '' ? String(axis) : `${field}.${axis}`;
    if (typeof value !== 'number') return err(problem('invalid-value', 'x and y must be numbers, in metres', at));
    if (!Number.isFinite(value)) return err(problem('not-finite', 'x and y must be finite', at));
  }
  const [x, y] = xy as Position;
  const whole = field === '' ? undefined : field;
  if (datum === 'BD-09MC') {
    if (Math.abs(x) <= 20037726.4 && Math.abs(y) <= 12474104.2) return ok([x, y]);
    return err(problem('out-of-range', `[${x}, ${y}] lies outside Baidu's Mercator plane`, whole));
  }
  const code = Number(datum.slice(5));
  const middle = code <= 4533 ? (code - 4488) * 1e6 + 500000 : 500000;
  const fits = (east: number, north: number) => Math.abs(east - middle) <= 450000 && north >= 0 && north <= 6700000;
  if (fits(x, y)) return ok([x, y]);
  if (fits(y, x)) {
    const message = `x must be the easting and y the northing: [${x}, ${y}] seem swapped for ${datum}`;
    return err(problem('swapped-axes', message, whole));
  }
  return err(problem('out-of-range', `[${x}, ${y}] is not in the zone of ${datum} (easting near ${middle})`, whole));
}

/**
 * Converts to WGS-84. GCJ-02 and BD-09 shift only inside the formula's rectangle (72.004-137.8347 E, 0.8293-55.8271 N),
 * which is wider than China: map makers do not shift neighbouring countries, so state WGS-84 for places abroad.
 * CGCS2000 is taken as WGS-84 (they differ by centimetres).
 * @param xy `[longitude, latitude]` in degrees, or `[x, y]` in metres with x east and y north (surveyors' X is north)
 * @returns WGS-84, unrounded, or `unknown-datum` and the codes of `checkPosition`
 */
export function toWgs84(xy: readonly unknown[], datum: Datum, field = ''): Result<Position, Problem> {
  const pair = pairOf(datum);
  if (!pair) return err(problem('unknown-datum', `unknown datum ${datum}`));
  const checked = isMetric(datum) ? checkMetres(xy, datum, field) : checkPosition(xy, field);
  return checked.ok ? checkPosition(pair.toWgs84(checked.value), field) : checked;
}

/**
 * Converts a WGS-84 position into another datum, for base maps that are shifted and for round-trip tests.
 * @returns degrees, or metres (x east, y north) for a metric datum; round trip under 1 mm inside China
 * @throws RangeError for a datum that is not in DATUMS
 */
export function fromWgs84(position: Position, datum: Datum): Position {
  const pair = pairOf(datum);
  if (!pair) throw new RangeError(`unknown datum ${datum}`);
  return pair.fromWgs84(position);
}
