// JSON in slices against JSON.parse: the same values, the same texts refused, whatever the size of a slice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

/** What came of it, with the order of names: undefined where the text was refused. */
const ours = async (text: string, slice: number): Promise<string | undefined> =>
  parseJson(Buffer.from(text), slice).then(
    (value) => JSON.stringify(value),
    () => undefined,
  );
function theirs(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const TRICKY = fc.constantFrom(
  '\\',
  '"',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '__proto__',
  '地图',
  '\u{1f600}',
  'x'.repeat(60),
);
const text = fc.array(fc.oneof(TRICKY, fc.string({ maxLength: 3 })), { maxLength: 6 }).map((parts) => parts.join(''));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), text),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('JSON in slices', () => {
  it('is what JSON.parse makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, 3),
        async (value, slice, spaces) => {
          const said = JSON.stringify(value, null, spaces);
          expect(await ours(said, slice)).toBe(theirs(said));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses what JSON.parse refuses: texts with a byte too many, too few, or another', async () => {
    const byte = fc.constantFrom(',', ':', '"', '[', ']', '{', '}', ' ', '1', '\\', 'null');
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.nat(),
        fc.nat(1),
        byte,
        fc.integer({ min: 1, max: 12 }),
        async (value, at, cut, put, slice) => {
          const good = JSON.stringify({ reports: [value] });
          const i = at % good.length;
          const bad = good.slice(0, i) + put + good.slice(i + cut);
          expect(await ours(bad, slice), bad).toBe(theirs(bad));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['two of one name', '{"a":1,"b":2,"a":{"c":[1,2,3]}}'],
    ['__proto__', '{"__proto__":{"isAdmin":true},"b":[1,2]}'],
    ['nothing', ''],
    ['nothing between the brackets', ' [ ] '],
    ['a comma at the end', '[1,2,]'],
    ['a comma at the beginning', '[,1,2]'],
    ['two commas', '[1,,2]'],
    ['brackets of two kinds', '{"a":[1,2}]'],
    ['a value after the value', '[1,2],[3,4]'],
    ['a string that does not end', '["abc]'],
    ['a quote that is escaped, and one that is not', '["\\\\\\"","\\\\",1]'],
    ['a name that is no string', '{a:[1,2,3]}'],
    ['a name without a value', '{"abc":,"d":1}'],
  ])('%s', async (_, said) => {
    for (const slice of [1, 4, 1_000]) expect(await ours(said, slice)).toBe(theirs(said));
    expect(Object.getPrototypeOf({})).not.toHaveProperty('isAdmin');
  });
});
