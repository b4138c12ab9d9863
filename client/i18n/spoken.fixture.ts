// What a component says in words of its own instead of a text's key: found in its syntax, so that no way of writing hides it.
import { parseAst } from 'vite';

type Node = { readonly type: string; readonly [field: string]: unknown };

/** Attributes that people see or hear. */
const HEARD: ReadonlySet<string> = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);
/** A word: a single letter is the name of a key on the keyboard, and so are these. */
const WORD = /(?!\b(?:Esc|Ctrl|Shift|Enter)\b)\b\p{L}{2,}|\p{Script=Han}/u;

/** @param code of a .tsx file @returns words between its tags, in its attributes and in the branches that lead to them */
export function spokenIn(code: string): string[] {
  const said: string[] = [];
  const say = (value: unknown) => {
    // A path such as /records is an address and no word.
    if (typeof value === 'string' && WORD.test(value) && !/^\/\w+$/.test(value)) said.push(value.trim());
  };
  /** what an expression shows: text itself, or either branch of a choice */
  const shown = (node: Node | undefined): void => {
    if (node === undefined) return;
    if (node.type === 'Literal') say(node['value']);
    if (node.type === 'TemplateLiteral') {
      for (const part of node['quasis'] as Node[]) say((part['value'] as { readonly raw: string }).raw);
    }
    if (node.type === 'ConditionalExpression') {
      shown(node['consequent'] as Node);
      shown(node['alternate'] as Node);
    }
    if (node.type === 'LogicalExpression') shown(node['right'] as Node);
    if (node.type === 'JSXExpressionContainer') shown(node['expression'] as Node);
  };
  const walk = (node: Node): void => {
    if (node.type === 'JSXText') say(node['value']);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node['children'] as Node[]) if (child.type === 'JSXExpressionContainer') shown(child);
    }
    if (node.type === 'JSXAttribute') {
      const { name } = node['name'] as { readonly name: unknown };
      if (typeof name === 'string' && HEARD.has(name)) shown(node['value'] as Node | undefined);
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child === 'object' && child !== null && 'type' in child) walk(child as Node);
      }
    }
  };
  walk(parseAst(code, { lang: 'tsx' }) as unknown as Node);
  return said;
}
