// What the worker notices while rows pass: warnings that refuse nothing, and what the file seems to be.
import type { DatumFinding, ImportOptions, Warning } from '#shared/import.ts';
import type { Candidate } from './candidate.ts';
import { type AreaShape, DatumCheck, datumWarnings } from './datum-check.ts';
import { columnsOf, mappingOf } from './mapping.ts';

import type { Reader, SourceRow } from './row.ts';
import { POSITION_TARGETS } from './targets.ts';

const some = (list: readonly unknown[], most = 10) =>
  `${list.slice(0, most).join(', ')}${list.length > most ? ` and ${list.length - most} more` : ''}`;

export class Observations {
  readonly #options: ImportOptions;
  readonly #check: DatumCheck;
  readonly #nullIsland: number[] = [];
  readonly #repaired: number[] = [];
  #located = 0;
  #rows = 0;

  constructor(options: ImportOptions, areas: readonly AreaShape[]) {
    this.#options = options;
    this.#check = new DatumCheck(options.datum ?? 'WGS-84', areas);
  }

  row(): void {
    this.#rows++;
  }

  add(row: SourceRow, { raw, repaired, vertices }: Candidate): void {
    if (raw || vertices > 0) this.#located++;
    if (raw) {
      if (raw[0] === 0 && raw[1] === 0) this.#nullIsland.push(row.row);
      else this.#check.add(row, raw);
    }
    if (repaired !== undefined) this.#repaired.push(row.row);
  }

  datums(): DatumFinding {
    return this.#check.finding();
  }

  warnings(reader: Reader): readonly Warning[] {
    const { datum, mapping } = this.#options;
    const out: Warning[] = [...reader.warnings()];
    const warn = (code: string, message: string) => out.push({ code, message });
    if (this.#rows === 0) warn('empty-file', 'the file has no rows: nothing was added, and nothing is removed');
    if (this.#located > 0 && datum === undefined) {
      warn('datum-not-stated', 'no datum was stated: coordinates were read as WGS-84');
    }
    if (this.#nullIsland.length > 0) {
      warn(
        'position-zero',
        `the position is exactly 0, 0 in rows ${some(this.#nullIsland)}: unknown places are left blank`,
      );
    }
    if (this.#repaired.length > 0) {
      const message = `rings that touch themselves, or parts that share an edge, were put right in rows ${some(this.#repaired)}`;
      warn('geometry-repaired', message);
    }
    const used = new Set(Object.values(mappingOf(this.#options)).flatMap(columnsOf));
    const columns = reader.columns();
    const left = columns.filter((column) => !used.has(column));
    if (left.length > 0) warn('columns-not-mapped', `not taken from the file: ${some(left, 40)}`);
    if (mapping && this.#rows > 0) {
      const missing = [...used].filter((column) => !column.startsWith('/') && !columns.includes(column));
      const isPlace = (column: string) => POSITION_TARGETS.includes(column);
      if (missing.length > 0) {
        warn('unknown-column', `no row has ${some(missing)}${missing.some(isPlace) ? ': positions are missing' : ''}`);
      }
    }
    return [...out, ...datumWarnings(this.#check.finding())];
  }
}
