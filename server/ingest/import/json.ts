// JSON with a list of rows somewhere in it; `rowsAt` is the JSON pointer (RFC 6901) to the list, empty for the whole.
import { problem } from '#shared/errors.ts';
import type { ImportOptions } from '#shared/import.ts';
import { documentReader, isObject, jsonRow, type Unpacked } from './document.ts';

import { ImportFailure, type Reader } from './row.ts';

/** @returns what the pointer points at in own properties, or undefined */
export function atPointer(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** Pointers to lists of objects near the top: what to offer when none was named. */
export function listsIn(value: unknown, at = '', depth = 0): string[] {
  if (Array.isArray(value)) return value.some(isObject) ? [at] : [];
  if (!isObject(value) || depth > 4) return [];
  return Object.entries(value)
    .slice(0, 50)
    .flatMap(([key, item]) => listsIn(item, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1));
}

function unpack(document: unknown, { rowsAt = '' }: ImportOptions): Unpacked {
  const list = atPointer(document, rowsAt);
  if (Array.isArray(list)) return { rows: list.map(jsonRow) };
  const found = listsIn(document)
    .map((pointer) => JSON.stringify(pointer))
    .join(', ');
  const message = `rowsAt ${JSON.stringify(rowsAt)} is not a list of rows${found ? `; lists in the file: ${found}` : ''}`;
  throw new ImportFailure(problem('unsupported-format', message, 'rowsAt'));
}

export const jsonReader = (path: string, options: ImportOptions): Reader => documentReader(path, options, unpack);
