// Where in a JSON text something stands, so that who wrote a policy is told the line and not "invalid".

/** A path into the value: names and indexes. */
export type Path = readonly (string | number)[];

/** Line (from 1) of each value of a JSON text, by its path joined with "/". The text must be JSON already. */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  const skip = (): void => {
    for (; at < text.length && ' \n\r\t,:'.includes(text[at]!); at += 1) if (text[at] === '\n') line += 1;
  };
  const word = (): string => {
    const start = at;
    for (at += 1; text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (path: Path): void => {
    skip();
    lines.set(path.join('/'), line);
    const open = text[at];
    if (open === '"') word();
    else if (open === '{' || open === '[') {
      const close = open === '{' ? '}' : ']';
      at += 1;
      for (let index = 0; ; index += 1) {
        skip();
        if (text[at] === close) break;
        value([...path, open === '{' ? word() : index]);
      }
      at += 1;
    } else while (at < text.length && !',]} \n\r\t'.includes(text[at]!)) at += 1;
  };
  value([]);
  return lines;
}

/** The line of a path, or of the nearest thing around it that is there: a missing field is missing from something. */
export function lineOf(lines: ReadonlyMap<string, number>, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(path.slice(0, length).join('/'));
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

/** Line and column (from 1) of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < Math.min(offset, text.length); i += 1) if (text[i] === '\n') line += 1;
  return line;
}
