// Hohhot's 79 published states of its risk areas, autumn 2022, folded as zones of another authority (V27, V32).
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../project.ts';
import { Situation } from '../../situation.ts';
import { eventOf, opIdOf, report } from '../../testing.ts';
import { policyOfItself } from '../policy/choose.ts';
import { cn, POLICIES } from '../policy/policy.fixture.ts';
import { type Listed, type Publication, type ReadPublication, readPublication } from './publication.ts';

const file = fileURLToPath(
  new URL('../../../../shared/data/hohhot-risk-areas/hohhot_snapshots.jsonl.xz', import.meta.url),
);
const isHere = existsSync(file);
if (!isHere) console.warn('skipped: Hohhot’s published states are not in ../shared/data/hohhot-risk-areas');

type County = { readonly county: string; readonly communitys: readonly string[] };
type State = {
  readonly end_update_time: string;
  readonly highlist: readonly County[];
  readonly middlelist: readonly County[];
  readonly lowlist: readonly County[];
};
const LEVELS = { high: 'highlist', medium: 'middlelist', low: 'lowlist' } as const;
const names = (list: readonly County[]): string[] =>
  list.flatMap(({ county, communitys }) => communitys.map((name) => `${county}/${name}`));

/** "2022-11-10 16时" */
function timeOf(state: State): number {
  const [, day, hour] = /^(\S+) (\d+)时$/.exec(state.end_update_time)!;
  return cn(`${day}T${hour!.padStart(2, '0')}:00`);
}
const ruleAt = (at: number) =>
  policyOfItself(POLICIES.values(), { series: 'zone-level', hazard: 'covid19', code: 'CN-150100', at });

type Read = ReadPublication & {
  readonly at: number;
  readonly published: Record<keyof typeof LEVELS, number>;
  readonly inForce: Record<keyof typeof LEVELS, number>;
};
const reads: Read[] = [];
const situation = new Situation();
const odd: string[] = [];

function say(kind: 'zone.recorded' | 'zone.released', data: object, at: number): void {
  const seq = situation.seq + 1;
  const said = report(kind, data, { observedAt: new Date(at).toISOString(), opId: opIdOf(seq) });
  const { outcome } = advance(situation, eventOf(seq, said));
  if (outcome.state !== 'applied') odd.push(`${kind} ${JSON.stringify(outcome)}`);
}

function countActive(): Read['inForce'] {
  const out = { high: 0, medium: 0, low: 0 };
  for (const { status, level } of situation.all('zones').values())
    if (status === 'active') out[level as keyof typeof out] += 1;
  return out;
}

beforeAll(() => {
  if (!isHere) return;
  const text = execFileSync('xz', ['-dc', file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  let listed: Listed = new Map();
  let before: number | undefined;
  for (const row of text.trim().split('\n')) {
    const state = JSON.parse(row) as State;
    const at = timeOf(state);
    const lists = Object.fromEntries(Object.entries(LEVELS).map(([level, key]) => [level, names(state[key])]));
    const publication: Publication = { at, levels: lists };
    const was = before === undefined ? undefined : ruleAt(before);
    const is = ruleAt(at);
    const read = readPublication(listed, publication, {
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { now: is }),
    });
    for (const { name } of read.released) say('zone.released', { id: name }, at);
    for (const { name, level } of read.added) {
      const published = { name, level, authority: 'Hohhot', publishedAt: new Date(at).toISOString() };
      say('zone.recorded', { id: name, ...published }, at);
    }
    const count = (level: keyof typeof LEVELS) => publication.levels[level]!.length;
    const published = { high: count('high'), medium: count('medium'), low: count('low') };
    reads.push({ ...read, at, published, inForce: countActive() });
    listed = read.listed;
    before = at;
  }
}, 60_000);

const at = (time: string): Read[] => reads.filter((read) => read.at === cn(time));

describe.skipIf(!isHere)('Hohhot’s published states', () => {
  it('fold as zones, each step as the table wants it', () => {
    expect(reads).toHaveLength(79);
    expect(odd).toEqual([]);
  });

  it('give the counts that were published, state by state, wherever a list of the level was published', () => {
    for (const [index, { published, inForce }] of reads.entries()) {
      for (const level of ['high', 'medium', 'low'] as const) {
        if (published[level] > 0) expect(inForce[level], `state ${index}, ${level}`).toBe(published[level]);
      }
    }
    // V32, which domain.md dates to November: the list of 3 October 17:00 has these counts
    expect(at('2022-10-03T17:00')[0]!.inForce).toEqual({ high: 78, medium: 14, low: 4 });
  });

  it('jump from 365 to 1,328 because the rule changed: other levels, other units, and not that many more cases', () => {
    const [before] = at('2022-11-10T16:00');
    const [after] = at('2022-11-13T22:00');
    expect(before!.inForce).toEqual({ high: 208, medium: 152, low: 5 });
    expect(after!.inForce).toEqual({ high: 1323, medium: 0, low: 5 });
    expect(after!.ruleChange).toEqual({
      from: 'cn-2022-06-v9',
      to: 'cn-2022-11-20measures',
      levelsGone: ['mediumAfterHigh', 'medium'],
      units: { high: { before: ['compound', 'village'], after: ['staircase', 'building'] } },
    });
    // every medium-risk area ended with its rule or was listed as high
    expect(after!.unconfirmed).toEqual([]);
    const medium = after!.released.filter(({ level }) => level === 'medium').length;
    expect(medium + after!.added.filter(({ from }) => from === 'medium').length).toBe(152);
    // at no other step is there a rule to blame
    expect(reads.filter(({ ruleChange }) => ruleChange !== undefined).map((read) => read.at)).toEqual([
      cn('2022-11-13T22:00'),
      cn('2022-12-07T08:00'),
    ]);
  });

  it('are empty on the mornings of 24 and 26 November, and in the last state, and release nothing by that', () => {
    const [, , highGone, again] = [...at('2022-11-24T08:00'), ...at('2022-11-24T11:00')];
    expect(highGone).toMatchObject({ published: { high: 0 }, inForce: { high: 1140 } });
    expect(highGone!.released.filter(({ level }) => level === 'high')).toEqual([]);
    expect(highGone!.unconfirmed.filter(({ level }) => level === 'high')).toHaveLength(1140);
    expect(again).toMatchObject({ published: { high: 1140 }, inForce: { high: 1140 } });
    expect(again!.added.filter(({ level }) => level === 'high')).toEqual([]);
    const [empty, full] = at('2022-11-26T08:00');
    expect(empty).toMatchObject({ published: { high: 0, medium: 0, low: 0 }, released: [], added: [] });
    expect(empty!.inForce).toMatchObject({ high: 989, low: 7 });
    expect(full).toMatchObject({ inForce: { high: 989, low: 7 } });
    expect(reads.at(-1)).toMatchObject({ published: { high: 0 }, released: [], inForce: { high: 325, low: 5 } });
  });
});

describe('a published list', () => {
  const listed: Listed = new Map([
    ['high', new Set(['a', 'b'])],
    ['medium', new Set(['m'])],
  ]);
  const read = (levels: Publication['levels'], rules = {}) => readPublication(listed, { at: 0, levels }, rules);

  it('that still has others says of one that is not there that it is over', () => {
    expect(read({ high: ['a'], medium: ['m'] })).toMatchObject({
      released: [{ level: 'high', name: 'b' }],
      unconfirmed: [],
    });
  });

  it('that is empty or absent says nothing', () => {
    for (const levels of [{ high: [], medium: ['m'] }, { medium: ['m'] }] as Publication['levels'][]) {
      const { listed: next, released, unconfirmed } = read(levels);
      expect(released).toEqual([]);
      expect(unconfirmed).toHaveLength(2);
      expect([...next.get('high')!]).toEqual(['a', 'b']);
    }
    expect(read({}).unconfirmed).toHaveLength(3);
  });

  it('of the day of the new rule: 2 compounds and 197 buildings more, one building over (V27)', () => {
    const buildings = Array.from({ length: 197 }, (_, i) => `building ${i}`);
    const now = { high: ['a', 'compound 1', 'compound 2', ...buildings], medium: ['m'] };
    const rules = { before: POLICIES.get('cn-2022-06-v9')!, now: POLICIES.get('cn-2022-11-20measures')! };
    const { added, released, ruleChange } = read(now, rules);
    expect(added).toHaveLength(199);
    expect(released.filter(({ level }) => level === 'high')).toEqual([{ level: 'high', name: 'b' }]);
    expect(ruleChange?.units['high']).toEqual({ before: ['compound', 'village'], after: ['staircase', 'building'] });
  });

  it('moves a name to another level without releasing it', () => {
    const { added, released, listed: next } = read({ high: ['b'], medium: ['a', 'm'] });
    expect(released).toEqual([]);
    expect(added).toEqual([{ level: 'medium', name: 'a', from: 'high' }]);
    expect(next.get('high')).toEqual(new Set(['b']));
  });
});
