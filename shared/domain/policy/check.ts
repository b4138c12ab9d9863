// Is a text a policy? Every problem is named with its line, so that who drops a file in can mend it; a wrong file is left
// out and stops nothing else.
import { isDay } from '../../time.ts';
import { lineAt, lineOf, linesOf, type Path } from './lines.ts';
import { POLICY_KINDS, type Policy } from './policy.ts';
import { isPredicate, MODIFIERS, PREDICATES } from './predicates.ts';

/** One thing that is wrong with a file. */
export type PolicyProblem = { readonly line: number; readonly field: string; readonly message: string };
export type CheckedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

type Tell = (path: Path, message: string) => void;
type Row = Readonly<Record<string, unknown>>;

/** @param name of the file without .json, which the id has to repeat: one file, one policy, found by its name */
export function checkPolicy(text: string, name: string): CheckedPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [notJson(text, error as Error)] };
  }
  const lines = linesOf(text);
  const problems: PolicyProblem[] = [];
  const tell: Tell = (path, message) => problems.push({ line: lineOf(lines, path), field: path.join('.'), message });
  if (!isRow(value)) tell([], 'a policy is one JSON object');
  else {
    head(value, name, tell);
    if (value['kind'] === 'zoning') zoning(value, tell);
  }
  problems.sort((a, b) => a.line - b.line);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy: value as Policy };
}

/** V8 says "at position N"; where it says nothing, the end of the text is where something is missing. */
function notJson(text: string, error: Error): PolicyProblem {
  const at = /position (\d+)/.exec(error.message)?.[1];
  return {
    line: lineAt(text, at === undefined ? text.length : Number(at)),
    field: '',
    message: `not JSON: ${error.message}`,
  };
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWord = (value: unknown): value is string => typeof value === 'string' && value !== '';

function head(row: Row, name: string, tell: Tell): void {
  for (const field of ['id', 'series', 'hazard', 'jurisdiction'])
    if (!isWord(row[field])) tell([field], `${field} is a text, and missing or empty here`);
  if (isWord(row['id']) && row['id'] !== name) tell(['id'], `the id is "${row['id']}", the file is named "${name}"`);
  oneOf(row, 'kind', POLICY_KINDS, tell);
  oneOf(row, 'confidence', ['D', 'S', 'K', 'P'], tell);
  if (row['counting'] !== undefined) oneOf(row, 'counting', ['elapsed24h', 'calendarDay'], tell);
  const { sources, valid } = row;
  if (!Array.isArray(sources) || !sources.every(isWord))
    tell(['sources'], 'sources is a list of references, like ["S1"]');
  if (!Array.isArray(valid) || valid.length !== 2) {
    tell(['valid'], 'valid is [from, to], local days; to may be null');
    return;
  }
  const [from, to] = valid as unknown[];
  if (typeof from !== 'string' || !isDay(from)) tell(['valid', 0], 'from is a day, YYYY-MM-DD');
  else if (to !== null && (typeof to !== 'string' || !isDay(to)))
    tell(['valid', 1], 'to is a day, YYYY-MM-DD, or null');
  else if (to !== null && (to as string) <= from)
    tell(['valid', 1], `to (${to as string}) is not after from (${from})`);
}

function oneOf(row: Row, field: string, allowed: readonly string[], tell: Tell): void {
  if (!allowed.includes(row[field] as string)) tell([field], `${field} is one of ${allowed.join(', ')}`);
}

/** A closed set: a word that nothing reads is a rule that silently does not hold. */
const LEVEL_FIELDS: ReadonlySet<string> = new Set(
  (
    'code zh rank slogan trigger unit testing exit overrides escalate durationDays then restart measures checklist person ' +
    'leaveCityCertificateHours bufferKmFrom bufferKm bufferM bufferMFromInfected bufferMFromInfested bufferMFromCore ' +
    'reducibleToM geometry radiusM around content inputs fence survey'
  ).split(' '),
);
const UNIT_FIELDS: ReadonlySet<string> = new Set(['types', 'prohibited', 'adjustable', 'expandTo', 'placeFilter']);

function zoning(row: Row, tell: Tell): void {
  if (row['exit'] !== undefined) condition(row['exit'], ['exit'], tell);
  const { levels } = row;
  // Zones by disease and radius (EU 2020/687) have no levels of their own.
  if (levels === undefined && Array.isArray(row['diseases'])) return;
  if (!Array.isArray(levels) || levels.length === 0) {
    tell(['levels'], 'levels is a list with at least one level');
    return;
  }
  const codes = new Set<unknown>();
  for (const [index, level] of (levels as unknown[]).entries()) {
    const path = ['levels', index];
    if (!isRow(level)) {
      tell(path, 'a level is an object');
      continue;
    }
    if (!isWord(level['code'])) tell([...path, 'code'], 'code is a text, and missing or empty here');
    else if (codes.has(level['code'])) tell([...path, 'code'], `two levels have the code "${level['code']}"`);
    codes.add(level['code']);
    for (const field of Object.keys(level))
      if (!LEVEL_FIELDS.has(field)) tell([...path, field], `no level has a field "${field}"`);
    for (const field of ['rank', 'durationDays'])
      if (level[field] !== undefined && !Number.isFinite(level[field])) tell([...path, field], `${field} is a number`);
    for (const field of ['trigger', 'exit'])
      if (level[field] !== undefined) condition(level[field], [...path, field], tell);
    unit(level['unit'], [...path, 'unit'], tell);
  }
}

function unit(value: unknown, path: Path, tell: Tell): void {
  if (value === undefined || (Array.isArray(value) && value.every(isWord))) return;
  if (!isRow(value)) {
    tell(path, 'unit is an object with types, or a list of them');
    return;
  }
  for (const field of Object.keys(value))
    if (!UNIT_FIELDS.has(field)) tell([...path, field], `no unit has a field "${field}"`);
  const { types } = value;
  if (types !== undefined && !(Array.isArray(types) && types.every(isWord)))
    tell([...path, 'types'], 'types is a list of texts');
}

/** Groups, predicates with what they need, modifiers beside them; a bare name is a human assessment. */
function condition(value: unknown, path: Path, tell: Tell): void {
  if (isWord(value)) return;
  if (!isRow(value)) {
    tell(path, 'a condition is an object of predicates, or the name of a human assessment');
    return;
  }
  for (const [name, need] of Object.entries(value)) {
    const at = [...path, name];
    if (name === 'allOf' || name === 'anyOf') {
      if (!Array.isArray(need) || need.length === 0) tell(at, `${name} is a list with at least one condition`);
      else for (const [index, part] of (need as unknown[]).entries()) condition(part, [...at, index], tell);
    } else if (name === 'byDisease') {
      if (!isRow(need)) tell(at, 'byDisease names a condition for each disease');
      else for (const [disease, part] of Object.entries(need)) condition(part, [...at, disease], tell);
    } else if (!MODIFIERS.has(name)) predicate(name, need, at, tell);
  }
}

function predicate(name: string, need: unknown, path: Path, tell: Tell): void {
  if (!isPredicate(name)) {
    const known = Object.keys(PREDICATES).join(', ');
    tell(path, `"${name}" is no predicate; a rule in words is written {"humanAssessment": "…"}; known are ${known}`);
    return;
  }
  const wanted = PREDICATES[name].need;
  if (!FITS[wanted](need)) tell(path, `${name} wants ${WANTED[wanted]}`);
}

type Need = (typeof PREDICATES)[keyof typeof PREDICATES]['need'];
const FITS: { readonly [N in Need]: (need: unknown) => boolean } = {
  days: (need) => Number.isInteger(need) && (need as number) > 0,
  number: (need) => Number.isFinite(need) && (need as number) > 0,
  true: (need) => need === true,
  text: isWord,
  object: isRow,
  bound: (need) => {
    if (!isRow(need)) return false;
    const bounds = ['eq', 'lt', 'lte', 'gt', 'gte'].filter((name) => need[name] !== undefined);
    return bounds.length > 0 && bounds.every((name) => Number.isFinite(need[name]));
  },
};
const WANTED: { readonly [N in Need]: string } = {
  days: 'a whole number of days above 0',
  number: 'a number above 0',
  true: 'true',
  text: 'the words of what a person has to judge',
  object: 'an object',
  bound: 'an object with at least one of eq, lt, lte, gt, gte',
};
