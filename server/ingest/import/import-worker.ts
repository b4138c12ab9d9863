// Runs in a worker thread with a memory limit: reads, maps, converts and checks; the main thread only hands on.
import { stat } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type Problem, problem } from '#shared/errors.ts';
import type { Datum } from '#shared/geo/datum.ts';
import type { Format, ImportOptions, Offer } from '#shared/import.ts';
import { headBytes } from './bytes.ts';
import { candidateMaker } from './candidate.ts';
import type { AreaShape } from './datum-check.ts';
import { offerDatums, offerDelimiter, offerEncodings, offerMapping } from './detect.ts';
import { formatOf, HAS_ENCODING, READERS } from './formats.ts';
import { LIMITS } from './limits.ts';
import { columnsOf, compileRules } from './mapping.ts';
import type { FromWorker, MappedRow, Original, ToWorker, WorkerInput } from './messages.ts';
import { Observations } from './observe.ts';

import { ImportFailure, MAX_COLUMNS, type Reader, type SourceRow } from './row.ts';
import { SameIds } from './same-id.ts';

const MAX_CELL = 500; // characters of a cell repeated in refused.csv
const WINDOW = 4; // chunks under way before the main thread has taken one
const SAMPLE_ROWS = 100;
const HAS_HEADER: ReadonlySet<Format> = new Set<Format>(['csv', 'shp', 'gpkg', 'xlsx']);

const isPacked = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b;
/** What the file says comes before what it looks like. */
const merged = (said: readonly Offer<Datum>[], seen: readonly Offer<Datum>[]): readonly Offer<Datum>[] => [
  ...said,
  ...seen.filter(({ value }) => said.every((offer) => offer.value !== value)),
];

const port = parentPort;
if (!port) throw new Error('import-worker.ts runs in a worker thread');
const input = workerData as WorkerInput;
const areas: AreaShape[] = [];
let credit = WINDOW;
let wake: () => void = () => {};

const post = (message: FromWorker) => port.postMessage(message);

async function send(rows: readonly MappedRow[]): Promise<void> {
  while (credit === 0) await new Promise<void>((resolve) => (wake = resolve));
  credit--;
  post({ type: 'rows', rows });
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text;
}

const originalOf = ({ cells }: SourceRow): Original =>
  Object.entries(cells)
    .slice(0, MAX_COLUMNS)
    .map(([column, value]) => [column, textOf(value)] as const);

/** A stated column that a CSV header does not have is a mistake about the whole file. */
function missingColumn({ mapping }: ImportOptions, columns: readonly string[]): Problem | undefined {
  for (const [target, value] of Object.entries(mapping ?? {})) {
    const column = columnsOf(value).find((name) => !columns.includes(name));
    if (column === undefined) continue;
    const message = `the file has no column ${column}; it has ${columns.slice(0, 40).join(', ')}`;
    return problem('unknown-column', message, `mapping.${target}`);
  }
  return undefined;
}

async function readAll(reader: Reader, format: Format, seen: Observations, sample: SourceRow[]): Promise<void> {
  const rules = compileRules(input.options, input.tables);
  if (!rules.ok) throw new ImportFailure(rules.error);
  const ids = new SameIds(input.options.kind);
  const toCandidate = candidateMaker(input.options, rules.value, input.observedAt);
  let chunk: MappedRow[] = [];
  let chunkVertices = 0;
  let vertices = 0;
  const flush = async () => {
    const rows = chunk;
    chunk = [];
    chunkVertices = 0;
    if (rows.length > 0) await send(rows);
  };
  try {
    for await (const row of reader.rows()) {
      const missing =
        HAS_HEADER.has(format) && row.row === 1 ? missingColumn(input.options, reader.columns()) : undefined;
      if (missing) throw new ImportFailure(missing);
      if (sample.length < SAMPLE_ROWS && !row.problem) sample.push(row);
      if (row.row > LIMITS.rows) {
        throw new ImportFailure(problem('too-large', `more than ${LIMITS.rows} rows: split the file`), row);
      }
      seen.row();
      const made = toCandidate(row);
      const base = { row: row.row, ...(row.line === undefined ? {} : { line: row.line }), original: originalOf(row) };
      if (made.ok) {
        const { repaired: _, raw: __, ...rest } = made.value;
        seen.add(row, made.value);
        vertices += rest.vertices;
        chunkVertices += rest.vertices;
        if (vertices > LIMITS.vertices) {
          throw new ImportFailure(problem('too-large', `more than ${LIMITS.vertices} vertices in one file`), base);
        }
        const clash = ids.check(row.row, rest.id, rest.hash);
        chunk.push(clash ? { ...base, problem: clash } : { ...base, ...rest });
      } else {
        chunk.push({ ...base, problem: made.error });
      }
      if (chunk.length >= LIMITS.chunkRows || chunkVertices >= LIMITS.chunkVertices) await flush();
    }
  } finally {
    // Rows before a break stay: what was read is handed over whatever ended the reading.
    await flush();
  }
}

async function run(): Promise<FromWorker> {
  const sample: SourceRow[] = [];
  const { options, filename } = input;
  const seen = new Observations(options, areas);
  let reader: Reader | undefined;
  let head: Uint8Array = new Uint8Array();
  let format: Format | undefined;
  const finish = (failure: ImportFailure | undefined): FromWorker => {
    const columns = reader?.columns() ?? [];
    const said = reader?.offers?.() ?? {};
    const isText = format === undefined || HAS_ENCODING.has(format);
    const detected = {
      format: format ?? 'unknown',
      encoding: said.encoding ?? (isText && !isPacked(head) ? offerEncodings(head) : []),
      ...(said.objects && said.objects.length > 0 ? { objects: said.objects } : {}),
      ...(format === 'csv' ? { delimiter: offerDelimiter(head) } : {}),
      columns,
      datum: merged(said.datum ?? [], offerDatums(filename, columns, sample)),
      mapping: offerMapping(options.kind, columns),
    };
    const warnings = reader && !(failure && sample.length === 0) ? seen.warnings(reader) : [];
    const where = failure && { problem: failure.problem, row: failure.row, line: failure.line };
    const ended = { type: 'end', columns, warnings, detected, datums: seen.datums() } as const;
    return where ? { ...ended, failure: where } : ended;
  };
  try {
    const { size } = await stat(input.path);
    if (size > LIMITS.file) {
      throw new ImportFailure(problem('too-large', `the file has ${size} bytes, at most ${LIMITS.file} are read`));
    }
    head = await headBytes(input.path);
    format = await formatOf(input.path, filename, head, options);
    reader = (await READERS[format]())(input.path, options);
    await readAll(reader, format, seen, sample);
    return finish(undefined);
  } catch (thrown) {
    if (thrown instanceof ImportFailure) return finish(thrown);
    throw thrown;
  }
}

port.on('message', (message: ToWorker) => {
  if (message.type === 'areas') areas.push(...message.areas);
  if (message.type === 'more') {
    credit++;
    wake();
  }
  if (message.type === 'start') {
    void run().then((end) => {
      post(end);
      port.close();
    });
  }
});
