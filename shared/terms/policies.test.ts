import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { POLICIES, SERIES_TERMS } from './policies.ts';

const dir = new URL('../../data/policies/', import.meta.url);
const files = globSync('*.json', { cwd: dir });

describe('names of policies', () => {
  it('are there for every policy, with the series its file says', () => {
    expect(files.length).toBeGreaterThan(20);
    const said = files.map(
      (file) => JSON.parse(readFileSync(new URL(file, dir), 'utf8')) as { id: string; series: string },
    );
    expect(Object.fromEntries(Object.entries(POLICIES).map(([id, { series }]) => [id, series]))).toEqual(
      Object.fromEntries(said.map(({ id, series }) => [id, series])),
    );
  });

  it('are in both languages, Han only in Chinese, and every series has a word', () => {
    const terms = [...Object.values(POLICIES).map(({ name }) => name), ...Object.values(SERIES_TERMS)];
    for (const { zh, en } of terms) {
      expect(zh.trim()).not.toBe('');
      expect(/^\P{Script=Han}+$/u.test(en), en).toBe(true);
    }
    expect(Object.values(POLICIES).filter(({ series }) => SERIES_TERMS[series] === undefined)).toEqual([]);
  });

  it('name no Chinese place: one that made a rule is not where it is adopted, and least of all in the invented town', () => {
    const places =
      /北京|上海|武汉|重庆|两江|呼和浩特|山西|江西|四川|Beijing|Shanghai|Wuhan|Chongqing|Liangjiang|Hohhot|Shanxi/;
    const named = Object.values(POLICIES).filter(({ name: { zh, en } }) => places.test(zh) || places.test(en));
    expect(named.map(({ name }) => name.zh)).toEqual([]);
  });
});
