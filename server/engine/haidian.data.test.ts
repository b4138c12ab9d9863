// Haidian's 29 townships with their 3,133,469 people, and the testing sites of May 2022 in them: coverage by township, the
// planning gap of the third guide, and what a round with those sites would come to.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PER_DESK_HOUR } from '#shared/domain/forecast/forecast.ts';
import { testingPlan } from '#shared/domain/laboratory.ts';
import { isInside } from '#shared/geo/inside.ts';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, report } from '#shared/testing.ts';
import { HOUR } from '#shared/time.ts';
import { Rounds } from './rounds.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'haidian');
const isHere = existsSync(folder);
if (!isHere) console.warn('skipped: Haidian is not in ../shared/data/haidian');

const rows = (name: string) => {
  const [head, ...lines] = readFileSync(join(folder, name), 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const titles = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [titles[i]!, cell])));
};

const START = Date.parse('2022-05-10T06:00:00+08:00');
const at = (hours: number) => new Date(START + hours * HOUR).toISOString();
/** Desks at a point: Qixian had 577 at 250 points (V23). */
const DESKS = 2.3;

describe.skipIf(!isHere)('Haidian', () => {
  const situation = new Situation();
  let rounds: Rounds;
  const round = () => situation.get('rounds', 'hd')!;
  let townships: { readonly id: string; readonly persons: number; readonly sites: number }[];
  let points = 0;

  beforeAll(() => {
    const { features } = JSON.parse(readFileSync(join(folder, 'townships.geojson'), 'utf8'));
    const people = new Map(
      rows('population-2020.csv').map((row) => [row['name']!, Number(row['census2020_population'])]),
    );
    // The last cells: an address may hold commas, a position may not.
    const lines = readFileSync(join(folder, 'beijing-test-sites.utf8.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
    const sites = lines.map((line) => line.split(',').slice(-3, -1).map(Number) as [number, number]);
    townships = features.map(({ properties, geometry }: { properties: { name: string }; geometry: never }) => ({
      id: properties.name,
      persons: people.get(properties.name) ?? Number.NaN,
      sites: sites.filter((position) => isInside(position, geometry)).length,
    }));
    points = townships.reduce((sum, township) => sum + township.sites, 0);
    let seq = 0;
    const say = (kind: Parameters<typeof report>[0], data: object) => {
      seq += 1;
      advance(situation, eventOf(seq, report(kind, data)));
    };
    say('area.registered', { id: 'hd', level: 'county', name: '海淀', population: 3_133_469 });
    for (const { id } of townships) say('area.registered', { id, parent: 'hd', level: 'township', name: id });
    say('round.opened', { id: 'hd', areaIds: ['hd'], start: at(0), deadline: at(24) });
    say('roll.batch', { roundId: 'hd', counts: townships.map(({ id, persons }) => ({ areaId: id, due: persons })) });
    // Every township samples with what it has; results four hours later.
    for (let hour = 1; hour <= 8; hour += 1) {
      const done = ({ persons, sites: here }: (typeof townships)[number], hours: number) =>
        Math.min(persons, Math.floor(here * DESKS * PER_DESK_HOUR * Math.max(0, hours)));
      say('test.batch', {
        id: `h${hour}`,
        roundId: 'hd',
        counts: townships.map((township) => ({
          areaId: township.id,
          asOf: at(hour),
          sampled: done(township, hour),
          resulted: done(township, hour - 4),
          uploaded: done(township, hour - 4.5),
          cumulative: true,
        })),
      });
    }
    say('site.registered', { id: 'lab', name: 'lab', type: 'laboratory' });
    say('lab.status', { id: 'lab', queueTubes: 5_000, tubesPerHour: 25_000 });
    rounds = new Rounds({ situation, onSteps: () => () => true });
  });

  it('has 29 townships with 3,133,469 people, all of them due', () => {
    expect(townships).toHaveLength(29);
    expect(townships.reduce((sum, { persons }) => sum + persons, 0)).toBe(3_133_469);
    expect(rounds.coverage(situation, { round: round() }, 'round', START + 8 * HOUR, Number.NaN).due).toBe(3_133_469);
  });

  it('has 267 points where the third guide wants 1,045 to 1,567, and 8,705 samplers', () => {
    const plan = testingPlan(3_133_469, points);
    expect(points).toBe(267);
    expect(plan.pointsWanted).toEqual([1_045, 1_567]);
    expect([plan.samplersWanted, plan.gap]).toEqual([8_705, 778]);
    expect(Math.round(plan.personsPerPoint!)).toBe(11_736);
  });

  it('adds up township by township to the district, never by the mean of percentages', () => {
    const moment = START + 8 * HOUR;
    const each = townships.map(({ id }) =>
      rounds.coverage(situation, { round: round(), areaIds: [id] }, 'round', moment, Number.NaN),
    );
    const all = rounds.coverage(situation, { round: round(), areaIds: ['hd'] }, 'round', moment, Number.NaN);
    for (const name of ['due', 'sampled', 'resulted', 'uploaded', 'missing', 'waiting'] as const)
      expect(each.reduce((sum, part) => sum + part[name], 0)).toBe(all[name]);
    const mean = each.reduce((sum, { sampled, due }) => sum + sampled / due, 0) / each.length;
    expect(Math.abs(mean - all.sampled / all.due)).toBeGreaterThan(0.005);
  });

  it('will not be done in 24 hours with those points: late, and at T0 + 8 h no number of desks alone mends it', () => {
    const found = rounds.forecast(situation, { round: round() }, START + 8 * HOUR)!;
    expect(found).toMatchObject({ outlook: 'late', bottleneck: 'sampling', onTime: 0 });
    // Of 2.96 million people the last take ln(R) / kappa = 15 hours to find, and 16 are left.
    expect(found.needs!.desks).toBeNull();
    // 3.13 million at 22,107 an hour: some 140 hours.
    expect((found.p50! - START) / HOUR).toBeGreaterThan(130);
    expect((found.p50! - START) / HOUR).toBeLessThan(160);
  });
});
