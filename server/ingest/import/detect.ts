// What a file seems to be: offered to the person who imports, never put in force (a guess that is right 99 times puts
// the hundredth file's points a kilometre away).
import type { Datum } from '#shared/geo/datum.ts';
import type { Encoding, MappingValue, Offer } from '#shared/import.ts';
import type { Kind } from '#shared/report.ts';
import { isBlank, toNumber } from './convert.ts';
import { decodes } from './decode.ts';

import type { SourceRow } from './row.ts';
import { knowsTarget } from './targets.ts';

// The sample may end in the middle of a character: up to three bytes belong to the next one.
const decodesCut = (bytes: Uint8Array, encoding: Encoding) =>
  [0, 1, 2, 3].some((cut) => decodes(bytes.subarray(0, Math.max(0, bytes.length - cut)), encoding));

/** @param head first bytes of the file, inflated */
export function offerEncodings(head: Uint8Array): readonly Offer<Encoding>[] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return [{ value: 'utf-8', confidence: 'certain', why: 'byte order mark' }];
  }
  const wide = head.reduce((count, byte) => count + (byte > 127 ? 1 : 0), 0);
  if (wide === 0) return [{ value: 'utf-8', confidence: 'certain', why: 'ASCII so far, the same in both' }];
  if (decodesCut(head, 'utf-8')) {
    const confidence = wide >= 12 ? 'certain' : 'likely';
    return [{ value: 'utf-8', confidence, why: `${wide} bytes beyond ASCII, all valid UTF-8` }];
  }
  if (decodesCut(head, 'gb18030')) {
    return [{ value: 'gb18030', confidence: 'likely', why: `${wide} bytes beyond ASCII, valid GB18030, not UTF-8` }];
  }
  return [];
}

export function offerDelimiter(head: Uint8Array): string {
  const line = new TextDecoder('latin1').decode(head).split(/\r?\n/, 1)[0] ?? '';
  const counted = [',', ';', '\t', '|'].map((mark) => [mark, line.split(mark).length] as const);
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Column names in use, Chinese and English, per target; the first that the file has is offered. */
const NAMES: readonly (readonly [string, RegExp])[] = [
  ['id', /^(id|uid|uuid|code|编号|编码|代码|序号|adcode|objectid)$/i],
  ['name', /^(name|title|.*[_ ]name|名称|姓名|名字|.*名称|location|event)$/i],
  ['address', /^(address|addr|.*[_ ]address|地址|详细地址|.*地址)$/i],
  ['type', /^(type|category|类型|类别|种类)$/i],
  ['longitude', /^(lon|lng|long|longitude|经度|.*[_ ](lon|lng|longitude))$/i],
  ['latitude', /^(lat|latitude|纬度|.*[_ ](lat|latitude))$/i],
  ['x', /^(x|.*[_ ]x|横坐标|东坐标)$/i],
  ['y', /^(y|.*[_ ]y|纵坐标|北坐标)$/i],
  ['phone', /^(phone|tel|telephone|电话|联系电话)$/i],
  ['unit', /^(unit|operator|单位|责任单位|主管单位)$/i],
  ['capacity', /^(capacity.*|容量|房间数|床位数)$/i],
  ['occupied', /^(occupied|.*unit in use|已用|在用房间)$/i],
  ['ready', /^(ready.*|可用|空房)$/i],
  ['persons', /^(persons|.*person in use|人数|在住人数)$/i],
  ['population', /^(population|.*population|人口|常住人口)$/i],
  ['parent', /^(parent|pid|上级|上级编码)$/i],
  ['geometry', /^(geometry|geom|wkt|the_geom|图形|几何)$/i],
  ['observedAt', /^(time|datetime|observed_?at|时间|上报时间)$/i],
];

export function offerMapping(kind: Kind, columns: readonly string[]): Readonly<Record<string, MappingValue>> {
  const mapping: Record<string, MappingValue> = {};
  for (const [target, pattern] of NAMES) {
    const column = columns.includes(target) ? target : columns.find((name) => pattern.test(name));
    if (column !== undefined && knowsTarget(kind, target)) mapping[target] = column;
  }
  return mapping;
}

const DATUM_NAMES: readonly (readonly [RegExp, Datum])[] = [
  [/bd[-_]?0?9[-_]?mc/i, 'BD-09MC'],
  [/bd[-_]?(0?9|l(on|ng|at))|baidu|百度/i, 'BD-09'],
  [/gcj|amap|gaode|高德|火星|tencent|腾讯/i, 'GCJ-02'],
  [/wgs/i, 'WGS-84'],
  [/cgcs|国家2000/i, 'CGCS2000'],
];

type Axis = { low: number; high: number; count: number };

function rangeOf(rows: readonly SourceRow[], column: string): Axis {
  const range: Axis = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, count: 0 };
  for (const { cells } of rows) {
    const cell = Object.hasOwn(cells, column) ? cells[column] : undefined;
    const parts = typeof cell === 'string' && /^[^,]+,[^,]+$/.test(cell) ? cell.split(',') : [cell];
    const number = isBlank(parts[0]) ? undefined : toNumber(parts[0], column);
    if (!number?.ok) continue;
    range.low = Math.min(range.low, number.value);
    range.high = Math.max(range.high, number.value);
    range.count++;
  }
  return range;
}

/** Hints from names and magnitudes. Degrees alone never tell a datum: inside China three of them look alike. */
export function offerDatums(
  file: string,
  columns: readonly string[],
  rows: readonly SourceRow[],
): readonly Offer<Datum>[] {
  const offers: Offer<Datum>[] = [];
  for (const text of [file, ...columns]) {
    const named = DATUM_NAMES.find(([pattern]) => pattern.test(text));
    if (named)
      offers.push({ value: named[1], confidence: 'likely', why: `"${text}" names it`, code: 'named', said: text });
  }
  for (const column of columns) {
    const { low, high, count } = rangeOf(rows, column);
    if (count === 0 || count < rows.length / 2) continue;
    const zone = Math.floor(low / 1e6);
    if (zone >= 25 && zone <= 45 && Math.floor(high / 1e6) === zone && low % 1e6 > 1e5 && low % 1e6 < 9e5) {
      const why = `${column} is about ${Math.round(low)}: an easting with zone ${zone} in front`;
      offers.push({ value: `EPSG:${4488 + zone}`, confidence: 'likely', why, code: 'easting', said: column });
    } else if (low > 8_000_000 && high < 15_100_000) {
      const why = `${column} is about ${Math.round(low)}: Mercator metres as Baidu's maps have them`;
      offers.push({ value: 'BD-09MC', confidence: 'possible', why, code: 'mercator', said: column });
    }
  }
  const seen = new Set<string>();
  return offers.filter(({ value }) => !seen.has(value) && seen.add(value));
}
