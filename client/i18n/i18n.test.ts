import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DESK_EN, DESK_ZH } from './desk-texts.ts';
import { DRAW_EN, DRAW_ZH } from './draw.ts';
import { en as common } from './en.ts';
import { FIELD_EN, FIELD_ZH } from './field.ts';
import { FORMS_EN, FORMS_ZH } from './field-report.ts';
import { LOCK_EN, LOCK_ZH } from './lock.ts';
import { spokenIn } from './spoken.fixture.ts';
import { zh as commonZh } from './zh.ts';

/** All namespaces. */
const zh = { ...commonZh, ...DESK_ZH, field: FIELD_ZH, forms: FORMS_ZH, lock: LOCK_ZH, draw: DRAW_ZH };
const en = { ...common, ...DESK_EN, field: FIELD_EN, forms: FORMS_EN, lock: LOCK_EN, draw: DRAW_EN };

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

  it('of one door are said at that door only: no other brings them', () => {
    const said = [
      { keys: Object.keys(DESK_ZH), home: 'desk/' },
      { keys: ['field'], home: 'field/' },
    ];
    const all = globSync('**/*.{ts,tsx}', { cwd: client, exclude: ['**/*.test.ts', 'i18n/**'] });
    for (const { keys, home } of said) {
      const key = new RegExp(`['"\`](?:${keys.join('|')})\\.[a-zA-Z$]`);
      const saying = all.filter((path) => key.test(readFileSync(new URL(path, client), 'utf8')));
      expect(saying.length).toBeGreaterThan(5);
      expect(saying.filter((path) => !path.startsWith(home))).toEqual([]);
    }
  });

  it('are in no component: nothing is said but by its key', () => {
    const comment = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
    expect(sources.length).toBeGreaterThan(50);
    for (const { path, text } of sources) {
      expect(/\p{Script=Han}/u.exec(text.replace(comment, ''))?.[0], `Han in ${path}`).toBeUndefined();
      expect(spokenIn(text), `words in ${path}`).toEqual([]);
    }
  });

  it('would be found in a component, however they are written', () => {
    const found = (inside: string) => spokenIn(`const a = <p>${inside}</p>;`);
    expect(found('Nothing here')).toEqual(['Nothing here']);
    expect(found("{'没有'}")).toEqual(['没有']);
    expect(found("{isOpen ? 'Open' : `Closed`}")).toEqual(['Open', 'Closed']);
    expect(found("{isOpen && 'Open'}")).toEqual(['Open']);
    expect(found('<input placeholder="Search" />')).toEqual(['Search']);
    expect(found("<b aria-label={isOpen ? 'Shut' : t('a.b')} />")).toEqual(['Shut']);
    expect(found('{t(\'a.b\')} · {number(3)} <kbd>N</kbd> <i className="big one" />')).toEqual([]);
  });

  it('in Han stand only where both languages stand beside each other', () => {
    const comment = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
    const holders = globSync('**/*.ts', {
      cwd: client,
      exclude: ['**/*.test.ts', '**/*.proof.ts', '**/*.fixture.ts', 'testing/**'],
    }).filter((path) => {
      const text = readFileSync(new URL(path, client), 'utf8').replace(comment, '');
      // A file of texts for one part of the pages: every table of Chinese with its English below.
      const tables = (tail: string) =>
        [...text.matchAll(new RegExp(`^export const (\\w+)_${tail}\\b`, 'gm'))].map((m) => m[1]);
      const [zhs, ens] = [tables('ZH'), tables('EN')];
      const isPaired = path.startsWith('i18n/') && zhs.length > 0 && zhs.join() === ens.join();
      return /\p{Script=Han}/u.test(text) && !isPaired;
    });
    expect(holders.sort()).toEqual(
      [
        'i18n/en.ts', // 中文, the button that leads there
        'i18n/zh.ts',
        'map/basemap/credit-text.ts',
        'map/words.ts',
        'ui/coordinates.ts', // what people write
        'ui/format.ts',
        'desk/inspector/tower/tower.ts', // the sign on a door
      ].sort(),
    );
  });

  it('are all used: what nobody shows is deleted', () => {
    const code = globSync('**/*.{ts,tsx}', { cwd: client })
      .filter((path) => !path.startsWith('i18n/'))
      .map((path) => readFileSync(new URL(path, client), 'utf8'))
      .join('\n');
    // The words of drawing are asked for without the name of their tree (desk/draw/use-texts.ts).
    const unused = [...leaves(commonZh), ...leaves(DRAW_ZH)].filter(([key]) => {
      if (code.includes(`'${key}'`) || code.includes(`"${key}"`)) return false;
      // keys put together from a code: t(`state.${freshness}`)
      const parent = key.slice(0, key.lastIndexOf('.') + 1);
      return !code.includes(`\`${parent}\${`) && !code.includes(`\`${parent.split('.')[0]}.\${`);
    });
    expect(unused.map(([key]) => key)).toEqual([]);
  });
});
