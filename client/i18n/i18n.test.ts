import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Tree = { readonly [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const client = new URL('../', import.meta.url);
const sources = globSync('**/*.tsx', { cwd: client, exclude: ['**/dev/**'] }).map((path) => ({
  path,
  text: readFileSync(new URL(path, client), 'utf8'),
}));

describe('interface texts', () => {
  it('have the same keys and the same blanks in both languages', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    const other = new Map(leaves(en));
    expect([...other.keys()].sort()).toEqual(
      leaves(zh)
        .map(([key]) => key)
        .sort(),
    );
    for (const [key, text] of leaves(zh)) expect(blanks(other.get(key) ?? ''), key).toEqual(blanks(text));
  });

  it('are nowhere empty, and English only names the other language in Han', () => {
    for (const [key, text] of [...leaves(zh), ...leaves(en)]) expect(text.trim(), key).not.toBe('');
    const han = leaves(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(han.map(([key]) => key)).toEqual(['app.otherLanguage']);
  });

  it('are in no component: neither Han nor an English sentence', () => {
    const comment = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
    const sentence = />\s*([A-Z][a-z]+(?: [a-z]+)+[.…]?)\s*</;
    const label = /(?:title|label|placeholder|aria-label)="([A-Za-z]+ [^"]+)"/;
    for (const { path, text } of sources) {
      const code = text.replace(comment, '');
      expect(/\p{Script=Han}/u.exec(code)?.[0], `Han in ${path}`).toBeUndefined();
      expect(sentence.exec(code)?.[1], `a sentence in ${path}`).toBeUndefined();
      expect(label.exec(code)?.[1], `a label in ${path}`).toBeUndefined();
    }
  });

  it('are all used: what nobody shows is deleted', () => {
    const code = globSync('**/*.{ts,tsx}', { cwd: client })
      .filter((path) => !path.startsWith('i18n/'))
      .map((path) => readFileSync(new URL(path, client), 'utf8'))
      .join('\n');
    const unused = leaves(zh).filter(([key]) => {
      if (code.includes(`'${key}'`) || code.includes(`"${key}"`)) return false;
      // keys put together from a code: t(`state.${freshness}`)
      const parent = key.slice(0, key.lastIndexOf('.') + 1);
      return !code.includes(`\`${parent}\${`) && !code.includes(`\`${parent.split('.')[0]}.\${`);
    });
    expect(unused.map(([key]) => key)).toEqual([]);
  });
});
