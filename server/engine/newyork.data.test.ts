// New York's ten publications of cumulative tests by zone, November 2020, as count-based coverage. On the morning of the 9th
// the city published an older state over a newer one: 174 of 177 zones fall, which cannot be, and is said.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, report } from '#shared/testing.ts';
import { coverageFor } from './coverage.ts';
import { RoundBooks } from './round-books.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'newyork-tests');
const isHere = existsSync(folder);
if (!isHere) console.warn('skipped: New York’s publications are not in ../shared/data/newyork-tests');

type Row = { readonly zone: string; readonly population: number; readonly tests: number };
type Publication = { readonly asOf: string; readonly rows: readonly Row[] };

function publications(): Publication[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => {
      const [, day, hh, mm, ss, offset] = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)([+-]\d{4})/.exec(name)!;
      const [head, ...lines] = readFileSync(join(folder, name), 'utf8')
        .replace(/^\uFEFF/, '')
        .trim()
        .split(/\r?\n/);
      const column = (title: string) => head!.split(',').indexOf(title);
      const rows = lines.map((line) => {
        const cells = line.split(',');
        const [zone, population, tests] = ['MODIFIED_ZCTA', 'POP_DENOMINATOR', 'TOTAL_COVID_TESTS'].map((title) => {
          const i = column(title);
          // Names hold commas: count from the end, where there are none.
          return cells[i < 2 ? i : i - head!.split(',').length + cells.length]!;
        });
        return { zone: zone!, population: Math.round(Number(population)), tests: Number(tests) };
      });
      return { asOf: `${day}T${hh}:${mm}:${ss}${offset!.slice(0, 3)}:${offset!.slice(3)}`, rows };
    });
}

describe.skipIf(!isHere)('New York', () => {
  const situation = new Situation();
  const outcomes: string[][] = [];
  let told: Publication[];

  beforeAll(() => {
    told = publications();
    let seq = 0;
    const say = (kind: Parameters<typeof report>[0], data: object) => {
      seq += 1;
      return advance(situation, eventOf(seq, report(kind, data))).outcome;
    };
    say('round.opened', {
      id: 'ny',
      areaIds: ['city'],
      start: '2020-11-01T00:00:00-05:00',
      deadline: '2020-11-10T00:00:00-05:00',
    });
    say('area.registered', { id: 'city', level: 'prefecture', name: 'city' });
    for (const { zone } of told[0]!.rows)
      say('area.registered', { id: zone, parent: 'city', level: 'community', name: zone });
    say('roll.batch', {
      roundId: 'ny',
      counts: told[0]!.rows.map(({ zone, population }) => ({ areaId: zone, due: population })),
    });
    // One report a row, as an import of the file makes them.
    for (const { asOf, rows } of told)
      outcomes.push(
        rows.map(({ zone, tests }) => {
          const outcome = say('test.batch', {
            id: `${zone}-${asOf}`,
            roundId: 'ny',
            areaId: zone,
            asOf,
            sampled: tests,
            cumulative: true,
          });
          return 'problem' in outcome ? outcome.problem.code : outcome.state;
        }),
      );
  });

  const coverageAt = (asOf: string) =>
    coverageFor(situation, new RoundBooks(() => situation), {
      roundId: 'ny',
      areaIds: undefined,
      window: 'round',
      at: Date.parse(asOf),
      isNow: false,
    });
  const total = (i: number) => told[i]!.rows.reduce((sum, { tests }) => sum + tests, 0);

  it('has ten publications of 177 zones', () => {
    expect(told.map(({ rows }) => rows.length)).toEqual(Array(10).fill(177));
  });

  it('refuses the 174 zones that fall on the morning of the 9th, names the reason, and takes all others', () => {
    const refused = outcomes.map((of) => of.filter((outcome) => outcome === 'falling-count').length);
    expect(refused).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 174, 0]);
    expect(outcomes[8]!.filter((outcome) => outcome === 'applied')).toHaveLength(3);
  });

  it('keeps the figure of the evening before until a possible one comes', () => {
    expect(coverageAt(told[7]!.asOf).sampled).toBe(total(7));
    expect(coverageAt(told[8]!.asOf).sampled).toBeGreaterThanOrEqual(total(7));
    expect(total(8)).toBeLessThan(total(7));
    expect(coverageAt(told[9]!.asOf).sampled).toBe(total(9));
  });

  it('is count-based at every publication: the sum of the zones, of which no list of persons can be made', () => {
    for (const [i, { asOf }] of told.entries()) {
      if (i === 8) continue;
      const { sampled, countBased, isKnown, due, missing } = coverageAt(asOf);
      expect([sampled, countBased, isKnown.uploaded]).toEqual([total(i), true, false]);
      expect(due - sampled).toBe(missing);
    }
  });
});
