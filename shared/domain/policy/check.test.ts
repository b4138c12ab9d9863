import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from './check.ts';
import { lineOf, linesOf } from './lines.ts';

const dir = new URL('../../../data/policies/', import.meta.url);
const files = readdirSync(dir).filter((name) => name.endsWith('.json'));
const read = (name: string): string => readFileSync(new URL(name, dir), 'utf8');
const V9 = read('cn-2022-06-v9.json');

/** The problems of the ninth edition with one piece of its text replaced. */
function broken(from: string, to: string): readonly { line: number; field: string; message: string }[] {
  expect(V9).toContain(from);
  const checked = checkPolicy(V9.replace(from, to), 'cn-2022-06-v9');
  return checked.ok ? [] : checked.problems;
}
const lineWith = (text: string): number => V9.slice(0, V9.indexOf(text)).split('\n').length;

describe('the check of a policy', () => {
  it('passes every file of data/policies', () => {
    expect(files.length).toBe(46);
    for (const name of files)
      expect(checkPolicy(read(name), name.replace('.json', '')), name).toMatchObject({ ok: true });
  });

  it.each([
    ['"noNewInfectionsDays": 3', '"noNewInfectionDays": 3', 'levels.1.exit.allOf.0.noNewInfectionDays', 'no predicate'],
    [
      '"noNewInfectionsDays": 3',
      '"noNewInfectionsDays": "3"',
      'levels.1.exit.allOf.0.noNewInfectionsDays',
      'whole number',
    ],
    ['"adjustable": true', '"adjustible": true', 'levels.0.unit.adjustible', 'no unit has'],
    ['"series": "zone-level"', '"series": ""', 'series', 'missing or empty'],
    ['"2022-11-11"', '"2022-11-31"', 'valid.1', 'YYYY-MM-DD'],
    ['"2022-11-11"', '"2022-05-11"', 'valid.1', 'not after'],
    ['"kind": "zoning"', '"kind": "zonning"', 'kind', 'one of zoning'],
  ])('names the line and the field of %s -> %s', (from, to, field, message) => {
    expect(broken(from, to)).toContainEqual({ line: lineWith(from), field, message: expect.stringContaining(message) });
  });

  it('says in which line a text stops being JSON', () => {
    const [problem] = broken('"kind": "zoning",', '"kind": "zoning"');
    expect(problem!.message).toContain('not JSON');
    expect(Math.abs(problem!.line - lineWith('"kind"'))).toBeLessThanOrEqual(1);
  });

  it('wants the name of the file to be the id, and an object', () => {
    expect(checkPolicy(V9, 'other')).toMatchObject({ ok: false, problems: [{ field: 'id' }] });
    expect(checkPolicy('[]', 'x')).toMatchObject({ ok: false, problems: [{ line: 1, message: expect.anything() }] });
  });

  it('tells all that is wrong at once, in the order of the file', () => {
    const checked = checkPolicy('{\n "id": "x",\n "kind": "zoning",\n "levels": []\n}', 'x');
    const fields = checked.ok ? [] : checked.problems.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['series', 'hazard', 'jurisdiction', 'valid', 'sources', 'levels']));
  });
});

describe('lines', () => {
  it('finds each value, through escapes, nested lists and both ends of a line', () => {
    const text = '{\r\n  "a\\"b": [1,\n    {"c": "x, ] } \\\\"},\n  null],\n  "d": -1.5e3\n}';
    const lines = linesOf(text);
    expect([['a"b'], ['a"b', 1], ['a"b', 1, 'c'], ['a"b', 2], ['d']].map((path) => lineOf(lines, path))).toEqual([
      2, 3, 3, 4, 5,
    ]);
    expect(lineOf(lines, ['a"b', 1, 'missing'])).toBe(3);
  });
});
