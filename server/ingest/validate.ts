// The edge: anything in, a Report in WGS-84 or the first reason why not out. Inside it, only own types travel.

import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Format } from 'typebox/format';
import { type Problem, problem } from '#shared/errors.ts';
import { DATUMS, type Datum, isDatum, toWgs84 } from '#shared/geo/datum.ts';
import { checkGeometry, countVertices, type Geometry } from '#shared/geo/geometry.ts';
import { isUuid } from '#shared/ids.ts';
import { type Kind, REPORTS, type Report } from '#shared/report.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { Exact, Id, Maybe, Text, Time } from '#shared/schema.ts';
import { isDay, isTime } from '#shared/time.ts';
import { explain, longText } from './explain.ts';

Format.Set('date-time', isTime);
Format.Set('date', isDay);

const ENVELOPE = Exact({
  opId: Type.String({ maxLength: 36 }),
  kind: Type.String({ maxLength: 40 }),
  observedAt: Time,
  source: Maybe(Text(128)),
  datum: Maybe(Text(20)),
  device: Maybe(Id),
  deviceSeq: Maybe(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  baseVersion: Maybe(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  data: Type.Object({}),
});

type Validator = ReturnType<typeof Compile>;
const envelope: Validator = Compile(ENVELOPE) as Validator;
/** Compiled at first use: fifty validators at start cost half a second that a restart does not have. */
const validators = new Map<string, Validator>();

function validatorOf(kind: Kind): Validator {
  let validator = validators.get(kind);
  if (validator === undefined) {
    validator = Compile(REPORTS[kind]) as Validator;
    validators.set(kind, validator);
  }
  return validator;
}

/**
 * Vertices that may be checked on this thread, in one report or in everything that one turn of the event loop handles
 * (guarantees: never held for 100 ms); what comes after that is checked in a worker.
 */
export type Budget = { left: number };
export const VERTICES_A_TURN = 1_500;

/** Checks one geometry somewhere else than on this thread. */
export type CheckElsewhere = (geometry: unknown, field: string) => Promise<Result<Geometry, Problem>>;

/**
 * @param raw one report as parsed from JSON
 * @param checkElsewhere where geometries of many vertices are checked
 * @param budget shared by the reports of one turn
 * @returns the report with every position and geometry in WGS-84 (`datum` keeps what they came in), or the first problem;
 *   a promise only when a geometry was sent elsewhere
 */
export function validate(
  raw: unknown,
  checkElsewhere: CheckElsewhere,
  budget: Budget = { left: VERTICES_A_TURN },
): Result<Report, Problem> | Promise<Result<Report, Problem>> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return err(problem('malformed', 'a report is an object'));
  const long = longText(raw);
  if (long !== undefined) return err(problem('invalid-value', 'is a text longer than any field takes', long));
  if (!envelope.Check(raw)) return err(explain(envelope, raw, ''));
  const report = raw as { readonly [name: string]: unknown; readonly data: Record<string, unknown> };
  const opId = (report['opId'] as string).toLowerCase();
  if (!isUuid(opId)) return err(problem('invalid-value', 'opId is a UUID', 'opId'));
  const kind = report['kind'] as string;
  if (!Object.hasOwn(REPORTS, kind)) return err(problem('unknown-kind', `there is no kind "${kind}"`, 'kind'));
  const datum = report['datum'] ?? 'WGS-84';
  if (!isDatum(datum)) {
    const known = `${DATUMS.slice(0, 5).join(', ')}, EPSG:4513 to EPSG:4554`;
    return err(problem('unknown-datum', `"${String(datum)}" is not a datum known here; known are ${known}`, 'datum'));
  }
  const validator = validatorOf(kind as Kind);
  if (!validator.Check(report.data)) return err(explain(validator, report.data, 'data'));
  const missing = REQUIRED[kind as Kind]?.(report.data);
  if (missing !== undefined) return err(missing);
  const data = located(report.data, datum, 'data', checkElsewhere, budget);
  const finish = (result: Result<Record<string, unknown>, Problem>): Result<Report, Problem> =>
    result.ok ? ok({ ...report, opId, data: result.value } as unknown as Report) : result;
  return data instanceof Promise ? data.then(finish) : finish(data);
}

type Data = Record<string, unknown>;

/** What a schema of one object cannot say: one of several fields is needed. */
const oneOf =
  (...names: readonly string[]) =>
  (data: Data): Problem | undefined =>
    names.some((name) => data[name] !== undefined)
      ? undefined
      : problem('missing-field', `one of ${names.join(', ')} is needed`, `data.${names[0]}`);
const REQUIRED: { readonly [K in Kind]?: (data: Data) => Problem | undefined } = {
  'duty.changed': oneOf('checkpointId', 'siteId', 'gateId'),
  'transfer.requested': oneOf('caseId', 'contactId'),
  'transfer.pickedUp': oneOf('caseId', 'contactId'),
  'transfer.admitted': oneOf('caseId', 'contactId'),
  'disinfection.due': oneOf('placeId', 'areaId'),
  'task.assigned': oneOf('areaId', 'siteId', 'gateId'),
  'roll.batch': (data) => (data['areaId'] === undefined ? oneOf('persons', 'counts')(data) : oneOf('due')(data)),
  'test.batch': (data) => {
    if (data['areaId'] === undefined) return oneOf('rows', 'counts')(data);
    return (
      oneOf('asOf')(data) ?? oneOf('cumulative')(data) ?? oneOf('sampled', 'resulted', 'uploaded', 'positive')(data)
    );
  },
  'zone.recorded': oneOf('areaIds', 'geometry', 'name'),
};

/** Converts and checks every `position` and `geometry` in the data (and in `places`, `parts`). Copies what it changes. */
function located(
  data: Data,
  datum: Datum,
  at: string,
  elsewhere: CheckElsewhere,
  budget: Budget,
): Result<Data, Problem> | Promise<Result<Data, Problem>> {
  let out = data;
  const later: Promise<Problem | undefined>[] = [];
  const set = (name: string, value: unknown) => {
    if (out === data) out = { ...data };
    out[name] = value;
  };
  for (const [name, value] of Object.entries(data)) {
    if (value === null) continue;
    if (name === 'position') {
      const position = toWgs84(value as unknown[], datum, `${at}.position`);
      if (!position.ok) return position;
      set(name, position.value);
    } else if (name === 'geometry') {
      const field = `${at}.geometry`;
      const moved = datum === 'WGS-84' || datum === 'CGCS2000' ? ok(value) : move(value, datum, field);
      if (!moved.ok) return moved;
      const vertices = countVertices(moved.value, budget.left);
      if (vertices <= budget.left) {
        budget.left -= vertices;
        const geometry = checkGeometry(moved.value, undefined, field);
        if (!geometry.ok) return geometry;
        set(name, geometry.value);
      } else {
        set(name, moved.value);
        later.push(
          elsewhere(moved.value, field).then((geometry) => {
            if (!geometry.ok) return geometry.error;
            set(name, geometry.value);
            return undefined;
          }),
        );
      }
    } else if (Array.isArray(value) && (name === 'places' || name === 'parts')) {
      const items: unknown[] = [];
      set(name, items);
      for (const [index, item] of value.entries()) {
        const inner = located(item as Data, datum, `${at}.${name}.${index}`, elsewhere, budget);
        if (inner instanceof Promise) {
          later.push(
            inner.then((result) => {
              if (!result.ok) return result.error;
              items[index] = result.value;
              return undefined;
            }),
          );
        } else if (inner.ok) items[index] = inner.value;
        else return inner;
      }
    }
  }
  if (later.length === 0) return ok(out);
  return Promise.all(later).then((problems) => {
    const first = problems.find((found) => found !== undefined);
    return first === undefined ? ok(out) : err(first);
  });
}

/** A geometry of another datum, vertex by vertex; the structure is checked afterwards, like any other. */
function move(value: unknown, datum: Datum, field: string): Result<unknown, Problem> {
  const { coordinates, ...rest } = value as { readonly coordinates: unknown };
  let found: Problem | undefined;
  const walk = (part: unknown, depth: number): unknown => {
    if (!Array.isArray(part) || found !== undefined || depth > 4) return part;
    if (part.length >= 2 && typeof part[0] === 'number') {
      const moved = toWgs84(part.slice(0, 2), datum, `${field}.coordinates`);
      if (moved.ok) return moved.value;
      found = moved.error;
      return part;
    }
    return part.map((child) => walk(child, depth + 1));
  };
  const moved = walk(coordinates, 0);
  return found === undefined ? ok({ ...rest, coordinates: moved }) : err(found);
}
