// JSON from a stranger: nesting is counted before JSON.parse sees it, and an error says where it is.
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { LIMITS } from './limits.ts';

const QUOTE = 34;
const BACKSLASH = 92;

/** Offset at which nesting passes the limit, or -1: one pass, no recursion (200,000 brackets crash a recursive parser). */
export function tooDeepAt(text: string, limit: number): number {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inText) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) {
      inText = true;
    } else if (code === 91 || code === 123) {
      if (++depth > limit) return i;
    } else if (code === 93 || code === 125) {
      depth--;
    }
  }
  return -1;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

// Text is unrolled (plain, then escape and plain, …) so that a long one costs no backtracking.
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in text
const TEXT = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const TOKEN = new RegExp(`[ \\t\\n\\r]*(?:([[\\]{},:])|${TEXT.source}|${NUMBER.source}|true|false|null)`, 'y');

/**
 * Where text stops being JSON. V8 names the place for some errors only, and quotes the surroundings for others.
 * Walks tokens against what may come next; run only on text that JSON.parse has refused.
 */
function brokenAt(text: string): number {
  const open: string[] = [];
  let expect: 'value' | 'first' | 'key' | 'colon' | 'next' = 'value';
  for (TOKEN.lastIndex = 0; ; ) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    const start = from + (/^[ \t\n\r]*/.exec(text.slice(from, from + 1000))?.[0].length ?? 0);
    if (!found) return start;
    const mark = found[1];
    const inside = open.at(-1);
    const isText = mark === undefined && found[0].endsWith('"');
    const closes = mark !== undefined && mark === inside && (expect === 'next' || expect === 'first');
    if (closes) {
      open.pop();
      expect = 'next';
    } else if (expect === 'colon') {
      if (mark !== ':') return start;
      expect = 'value';
    } else if (expect === 'next') {
      if (mark !== ',' || inside === undefined) return start;
      expect = inside === '}' ? 'key' : 'value';
    } else if (expect === 'key' || (expect === 'first' && inside === '}')) {
      if (!isText) return start;
      expect = 'colon';
    } else if (mark === '[' || mark === '{') {
      open.push(mark === '[' ? ']' : '}');
      expect = 'first';
    } else if (mark === undefined) {
      expect = 'next';
    } else {
      return start;
    }
  }
}

/** @returns the value, or `too-deep` or `malformed` with the line and the character in the message */
export function parseJson(text: string): Result<unknown, Problem & { readonly line: number }> {
  const where = (offset: number) => `line ${lineAt(text, offset)}, character ${offset + 1}`;
  const deep = tooDeepAt(text, LIMITS.depth);
  if (deep >= 0) {
    const message = `${where(deep)}: nested more than ${LIMITS.depth} levels deep`;
    return err({ ...problem('too-deep', message), line: lineAt(text, deep) });
  }
  try {
    return ok(JSON.parse(text));
  } catch {
    const offset = brokenAt(text);
    const reason =
      offset >= text.length ? 'it breaks off' : `unexpected ${JSON.stringify(text.slice(offset, offset + 20))}`;
    return err({ ...problem('malformed', `${where(offset)}: not JSON (${reason})`), line: lineAt(text, offset) });
  }
}
