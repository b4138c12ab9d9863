// Whether the datum stated can be true, as far as the file itself tells: addresses that name an area against the polygon
// they fall in, and rows outside every registered area, for the stated datum and for those that could be meant instead.
// A wrong datum moves points by 0.5 to 1.4 km, which no range check notices.
import Flatbush from 'flatbush';
import { DATUMS, type Datum, isMetric, toWgs84 } from '#shared/geo/datum.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { DatumFinding, Warning } from '#shared/import.ts';
import type { SourceRow } from './row.ts';

/** A registered area with its polygon, WGS-84: what addresses are compared with. */
export type AreaShape = {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly geometry: Geometry;
};

const SAMPLE = 5_000; // located rows looked at: enough to tell, and bounded
const MAX_TEXT = 500;

/** The datums that numbers of this kind could also be meant in. */
const rivals = (stated: Datum): readonly Datum[] =>
  DATUMS.filter((datum) => datum !== 'CGCS2000' && isMetric(datum) === isMetric(stated) && datum !== stated);

type Level = {
  readonly areas: readonly AreaShape[];
  readonly index: Flatbush;
  readonly byStart: ReadonlyMap<string, AreaShape[]>;
};

function bounds(geometry: Geometry): readonly [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  const polygons =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  for (const [shell = []] of polygons) {
    for (const [x, y] of shell) {
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    }
  }
  return [west, south, east, north];
}

function levelOf(areas: readonly AreaShape[]): Level {
  const index = new Flatbush(areas.length);
  const byStart = new Map<string, AreaShape[]>();
  for (const area of areas) {
    index.add(...bounds(area.geometry));
    // Two characters name roads and stations as often as areas (清河, 上地); the full name with its suffix does not.
    if (area.name.length < 3) continue;
    const start = area.name.slice(0, 2);
    byStart.set(start, [...(byStart.get(start) ?? []), area]);
  }
  index.finish();
  return { areas, index, byStart };
}

function holding({ areas, index }: Level, [x, y]: Position): AreaShape | undefined {
  let found: AreaShape | undefined;
  index.collides(x, y, x, y, (i) => {
    const area = areas[i];
    if (area && isInside([x, y], area.geometry)) found = area;
    return found !== undefined;
  });
  return found;
}

function namedIn({ byStart }: Level, texts: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of texts) {
    for (let i = 0; i + 2 < text.length; i++) {
      for (const area of byStart.get(text.slice(i, i + 2)) ?? [])
        if (text.startsWith(area.name, i)) names.add(area.name);
    }
  }
  return names;
}

type Tally = { inside: number; agree: number; changed: number };

export class DatumCheck {
  readonly #stated: Datum;
  readonly #levels: readonly Level[];
  readonly #tallies: ReadonlyMap<Datum, Tally>;
  #rows = 0;
  #named = 0;

  /** @param areas of any levels; each level is compared by itself, since an address names one of each */
  constructor(stated: Datum, areas: readonly AreaShape[]) {
    this.#stated = stated;
    const groups = Map.groupBy(areas, ({ level }) => level);
    this.#levels = [...groups.values()].map(levelOf);
    const all = [stated, ...rivals(stated)];
    this.#tallies = new Map(all.map((datum) => [datum, { inside: 0, agree: 0, changed: 0 }]));
  }

  /** @param raw the row's two numbers as the file has them */
  add(row: SourceRow, raw: Position): void {
    if (this.#levels.length === 0 || this.#rows >= SAMPLE) return;
    this.#rows++;
    const texts = Object.values(row.cells).filter(
      (cell): cell is string => typeof cell === 'string' && cell.length <= MAX_TEXT,
    );
    const named = this.#levels.map((level) => namedIn(level, texts));
    this.#named += named.filter((names) => names.size > 0).length;
    let home: readonly (AreaShape | undefined)[] = [];
    for (const [datum, tally] of this.#tallies) {
      const at = toWgs84(raw, datum);
      const held = this.#levels.map((level) => (at.ok ? holding(level, at.value) : undefined));
      if (datum === this.#stated) home = held;
      if (held.some((area) => area !== undefined)) tally.inside++;
      if (held.some((area, i) => area !== home[i])) tally.changed++;
      for (const [i, area] of held.entries()) if (area && named[i]?.has(area.name)) tally.agree++;
    }
  }

  finding(): DatumFinding {
    const counts = [...this.#tallies].map(([datum, tally]) => ({ datum, ...tally }));
    return { stated: this.#stated, rows: this.#rows, named: this.#named, counts };
  }
}

/** Another datum explains at least one address in 200 more than the stated one, or puts a fifth more of the rows inside. */
export function datumWarnings({ stated, rows, named, counts }: DatumFinding): readonly Warning[] {
  const own = counts.find(({ datum }) => datum === stated);
  if (!own || rows === 0) return [];
  const warnings: Warning[] = [];
  const [byName] = counts.filter(({ datum }) => datum !== stated).sort((a, b) => b.agree - a.agree);
  if (byName && byName.agree - own.agree >= Math.max(1, named / 200)) {
    const message =
      `of ${named} addresses that name an area, ${own.agree} lie in it as ${stated}, ${byName.agree} would as ${byName.datum}; ` +
      `${byName.changed} of ${rows} rows would lie in another area: is the datum ${byName.datum}?`;
    warnings.push({ code: 'datum-contradicts-addresses', message });
  }
  const [byPlace] = counts.filter(({ datum }) => datum !== stated).sort((a, b) => b.inside - a.inside);
  if (own.inside < rows / 2 && byPlace && byPlace.inside - own.inside >= rows / 5) {
    const message =
      `${rows - own.inside} of ${rows} rows lie outside every registered area as ${stated}, ` +
      `${rows - byPlace.inside} would as ${byPlace.datum}: is the datum ${byPlace.datum}?`;
    warnings.push({ code: 'datum-outside-areas', message });
  }
  return warnings;
}
