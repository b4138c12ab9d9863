// Reads a position out of what somebody typed or pasted: decimal or degrees, minutes and seconds, in either order, with the
// marks of either language. Pure; into which datum the figures belong is asked elsewhere.
import type { Position } from '#shared/geo/position.ts';
import type { DegreeDatum } from './datums.ts';

export type AxisOrder = 'lonLat' | 'latLon';
export type ReadPosition = {
  /** longitude, latitude in degrees of whatever datum the figures are in */
  readonly position: Position;
  readonly order: AxisOrder;
};
export type Coordinates = {
  /** likeliest first; two where the figures fit both orders */
  readonly read: readonly ReadPosition[];
  /** the datum, where the text names it */
  readonly datum?: DegreeDatum;
};

type Axis = 'longitude' | 'latitude';
type Angle = { readonly degrees: number; readonly axis?: Axis };

/** What people write for one thing; longest first, so that 北纬 is not read as 纬. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/坐标系?/g, ' '],
  [/北纬|纬度[:：]?|\blatitude\b[:：]?|\blat\b[:：]?/gi, ' N '],
  [/南纬/g, ' S '],
  [/东经|经度[:：]?|\blongitude\b[:：]?|\b(?:lng|lon|long)\b[:：]?/gi, ' E '],
  [/西经/g, ' W '],
  [/[度º˚]/g, '°'],
  [/[分′’‘`]/g, "'"],
  [/[秒″”“]|''/g, '"'],
  [/[，；;、]/g, ','],
  [/[()（）[\]【】]/g, ' '],
  [/[−–]/g, '-'],
];

const DATUM_WORDS: readonly (readonly [RegExp, DegreeDatum])[] = [
  [/\bgcj-?02\b|火星坐标?系?|高德|腾讯/i, 'GCJ-02'],
  [/\bbd-?09(?:ll)?\b|百度/i, 'BD-09'],
  [/\bwgs-?84\b|\bgps\b|\bcgcs2000\b/i, 'WGS-84'],
];

/**
 * @param near of two orders that both make sense, the one whose place is nearer to here comes first
 * @returns undefined where the text is not a position
 */
export function readCoordinates(text: string, near: Position): Coordinates | undefined {
  if (text.length > 120) return undefined;
  const named = DATUM_WORDS.find(([words]) => words.test(text));
  const plain = normal(named === undefined ? text : text.replace(named[0], ' '));
  // Without a point, a comma or a mark, two numbers are more likely a house and a door.
  if (!/[.°NSEW,:'"]/.test(plain)) return undefined;
  const [first, second] = halves(plain)?.map(angleOf) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const read = orders(first, second).sort((a, b) => away(a.position, near) - away(b.position, near));
  if (read.length === 0) return undefined;
  return named === undefined ? { read } : { read, datum: named[1] };
}

function normal(text: string): string {
  const digits = text.replace(/[\uff10-\uff19．]/g, (one) => (one === '．' ? '.' : String(one.charCodeAt(0) - 0xff10)));
  return SPELLINGS.reduce((whole, [from, to]) => whole.replace(from, to), digits)
    .toUpperCase()
    .replace(/\s+/g, ' ')
    .replace(/^[ ,:：]+|[ ,:：]+$/g, '');
}

/** Where one angle ends and the other begins. */
function halves(text: string): [string, string] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length === 2) return parts as [string, string];
  if (parts.length > 2) return undefined;
  const letters = [...text.matchAll(/[NSEW]/g)];
  const [, later] = letters;
  if (letters.length === 2 && later !== undefined && letters[0] !== undefined) {
    const at = /^[NSEW]/.test(text) ? later.index : letters[0].index + 1;
    return [text.slice(0, at), text.slice(at)];
  }
  const numbers = [...text.matchAll(/[+-]?\d+(?:\.\d+)?/g)];
  const degreeMarks = [...text.matchAll(/[+-]?\d+(?:\.\d+)? ?°/g)];
  const middle = degreeMarks.length === 2 ? degreeMarks[1] : numbers[numbers.length / 2];
  if (middle === undefined || numbers.length % 2 !== 0) return undefined;
  return [text.slice(0, middle.index), text.slice(middle.index)];
}

const ANGLE =
  /^([NSEW])? ?([+-])?(\d{1,3}(?:\.\d+)?)(?:(?: ?[°:] ?| )(\d{1,2}(?:\.\d+)?)(?:(?: ?[':] ?| )(\d{1,2}(?:\.\d+)?))?)? ?[°'"]? ?([NSEW])?$/;

function angleOf(text: string): Angle | undefined {
  const found = ANGLE.exec(text.trim());
  if (found === null) return undefined;
  const [, before, sign, degrees = '', minutes, seconds, after] = found;
  if (before !== undefined && after !== undefined) return undefined;
  // Only the last figure may have decimals: 39.5° 30' is a slip, not a place.
  const whole = seconds !== undefined ? [degrees, minutes] : minutes !== undefined ? [degrees] : [];
  if (whole.some((part) => part?.includes('.'))) return undefined;
  const [m, s] = [Number(minutes ?? 0), Number(seconds ?? 0)];
  if (m >= 60 || s >= 60) return undefined;
  const mark = before ?? after;
  const isNegative = (sign === '-') !== (mark === 'S' || mark === 'W');
  const size = Number(degrees) + m / 60 + s / 3600;
  return {
    degrees: isNegative ? -size : size,
    ...(mark === undefined ? {} : { axis: mark === 'N' || mark === 'S' ? 'latitude' : 'longitude' }),
  };
}

function orders(first: Angle, second: Angle): ReadPosition[] {
  const isLonLat = first.axis !== 'latitude' && second.axis !== 'longitude';
  const isLatLon = first.axis !== 'longitude' && second.axis !== 'latitude';
  const read: ReadPosition[] = [];
  if (isLonLat && isOnEarth(first.degrees, second.degrees)) {
    read.push({ position: [first.degrees, second.degrees], order: 'lonLat' });
  }
  if (isLatLon && isOnEarth(second.degrees, first.degrees)) {
    read.push({ position: [second.degrees, first.degrees], order: 'latLon' });
  }
  return read;
}

const isOnEarth = (longitude: number, latitude: number): boolean =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

const away = ([x, y]: Position, [nearX, nearY]: Position): number => Math.hypot(x - nearX, y - nearY);

/** Five decimals are a metre: 39.00213, 109.20145 (latitude first, as positions are read aloud). */
export const positionText = ([longitude, latitude]: Position): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
