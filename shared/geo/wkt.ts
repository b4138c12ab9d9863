// Well-known text (OGC 06-103r4): how a geometry stands in one cell of a table, so that QGIS and GDAL find it there.
import { type Problem, problem } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { Geometry } from './geometry.ts';
import type { RawGeometry } from './wkb.ts';

/** Arrays around a position, by type; the name as GeoJSON spells it. */
const TYPES = {
  POINT: ['Point', 0],
  LINESTRING: ['LineString', 1],
  POLYGON: ['Polygon', 2],
  MULTIPOINT: ['MultiPoint', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
} as const;

const written = (value: unknown): string => {
  const list = value as readonly unknown[];
  return typeof list[0] === 'number' ? `${list[0]} ${list[1]}` : `(${list.map(written).join(',')})`;
};

/** @returns e.g. `POLYGON((116 39,116.1 39,116.1 39.1,116 39))`, coordinates as given, x first */
export function toWkt({ type, coordinates }: Geometry): string {
  const inner = written(coordinates);
  return `${type.toUpperCase()}${type === 'Point' ? `(${inner})` : inner}`;
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const HEAD = /^\s*(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(?=\()/i;

class Broken extends Error {}

/** Reads by hand and without recursion deeper than a MultiPolygon has: text of strangers may nest as it likes. */
class Reader {
  readonly #text: string;
  #at: number;
  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }
  #peek(): string {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\n') this.#at++;
    return this.#text[this.#at] ?? '';
  }
  #expect(mark: string): void {
    if (this.#peek() !== mark) throw new Broken(`${mark} is missing at character ${this.#at + 1}`);
    this.#at++;
  }
  #position(): number[] {
    const numbers: number[] = [];
    while (/[-+.\d]/.test(this.#peek())) {
      NUMBER.lastIndex = this.#at;
      const found = NUMBER.exec(this.#text)?.[0];
      if (found === undefined || numbers.length === 4) break;
      numbers.push(Number(found));
      this.#at += found.length;
    }
    if (numbers.length < 2) throw new Broken(`two numbers are missing at character ${this.#at + 1}`);
    return numbers.slice(0, 2);
  }
  /** @param depth of arrays around the positions; a MULTIPOINT may or may not bracket each of them */
  list(depth: number): unknown[] {
    this.#expect('(');
    const items: unknown[] = [];
    for (;;) {
      if (depth > 1) items.push(this.list(depth - 1));
      else if (this.#peek() === '(') {
        this.#at++;
        items.push(this.#position());
        this.#expect(')');
      } else items.push(this.#position());
      if (this.#peek() !== ',') break;
      this.#at++;
    }
    this.#expect(')');
    return items;
  }
  end(): void {
    if (this.#peek() !== '') throw new Broken(`more stands behind its end, at character ${this.#at + 1}`);
  }
}

/** @returns structure only, for `checkGeometry` to judge; `bad-geometry` for what is no WKT. Z and M are left out. */
export function readWkt(text: string): Result<RawGeometry, Problem> {
  const head = HEAD.exec(text);
  const name = head?.[1]?.toUpperCase() ?? '';
  const known = Object.hasOwn(TYPES, name) ? TYPES[name as keyof typeof TYPES] : undefined;
  if (head === null || known === undefined) {
    return err(problem('bad-geometry', 'the geometry is neither GeoJSON text nor WKT', 'geometry'));
  }
  const [type, depth] = known;
  try {
    const reader = new Reader(text, head[0].length);
    const list = reader.list(Math.max(1, depth));
    reader.end();
    return ok({ type, coordinates: depth === 0 ? list[0] : list });
  } catch (thrown) {
    if (thrown instanceof Broken) return err(problem('bad-geometry', `WKT: ${thrown.message}`, 'geometry'));
    throw thrown;
  }
}
