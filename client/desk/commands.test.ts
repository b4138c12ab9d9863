import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { en } from '../i18n/en.ts';

// The registry itself reaches for the address of the page; its list is read as text.
const source = readFileSync(new URL('./commands.ts', import.meta.url), 'utf8');
const panels = [...(/PANEL_KEYS[^{]*\{[^}]*\} = \{([^}]*)\}/.exec(source)?.[1] ?? '').matchAll(/(\w+): '(.)'/g)];
const others = [...source.matchAll(/\{\s*name: '(\w+)',\s*group: '(\w+)',\s*keys: \[([^\]]*(?:'\]'[^\]]*)?)\]/g)];

it('names every command in words, and gives no letter to two of them', () => {
  expect(panels.length).toBeGreaterThan(12);
  expect(others.length).toBeGreaterThan(15);
  const names = [...panels.map(([, name = '']) => name), ...others.map(([, name = '']) => name)];
  expect(names.filter((name) => !Object.hasOwn(en.help, name))).toEqual([]);
  const letters = [
    ...panels.map(([, , key = '']) => key),
    ...others.flatMap(([, , , keys = '']) => [...keys.matchAll(/'(.)'/g)].map(([, key = '']) => key)),
  ].filter((key) => !'↑↓⌫[]'.includes(key));
  expect(letters.filter((key, i) => letters.indexOf(key) !== i)).toEqual([]);
});
