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

// V8 names a position for most errors and only shows the surroundings for some.
function offsetOf(message: string, text: string): number {
  const at = /at position (\d+)/.exec(message);
  if (at) return Number(at[1]);
  if (/end of JSON|Unterminated/i.test(message)) return text.length;
  const near = /\.\.\."([\s\S]+)"\.\.\. is not valid JSON/.exec(message)?.[1];
  const found = near === undefined ? -1 : text.indexOf(near);
  return found < 0 ? 0 : found + Math.floor((near?.length ?? 0) / 2);
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
  } catch (thrown) {
    const offset = offsetOf((thrown as Error).message, text);
    const reason = (thrown as Error).message.replace(/ in JSON at position.*$/s, '').slice(0, 120);
    return err({ ...problem('malformed', `${where(offset)}: not JSON (${reason})`), line: lineAt(text, offset) });
  }
}
