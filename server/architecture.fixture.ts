// The sources as a graph, for architecture.test.ts: who imports whom, read from the syntax tree, not by pattern.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, Visitor } from 'vite';

export const ROOT = join(import.meta.dirname, '..');

export type Import = {
  /** A path from the root for our own files (`shared/time.ts`), the bare name for a package (`react`). */
  readonly to: string;
  /** `import type` is erased; everything else runs the other file. */
  readonly type: boolean;
};

export type Source = {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** As they were written: `#shared/time.ts`, `./view.ts`. */
  readonly specifiers: readonly string[];
  readonly anys: number;
  readonly exportsAll: boolean;
  readonly exportsDefault: boolean;
  /** What is used of the world around: `Date.now`, `new Date()`, `process`, `document` … */
  readonly ambient: ReadonlySet<string>;
};

/** Tests, and what only they load. */
export const isTest = (path: string): boolean =>
  /\.(test|proof|bench|fixture|contract)\.tsx?$|\/testing[./]/.test(path);

export function readSources(patterns: readonly string[]): ReadonlyMap<string, Source> {
  const paths = globSync([...patterns], { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.sort().map((path) => [path, readSource(path)]));
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return parseSource(path, text);
}

type Specified = { readonly source?: { readonly value: string } | null; readonly kind: string | undefined };

export function parseSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const imports: Import[] = [];
  const specifiers: string[] = [];
  const ambient = new Set<string>();
  let anys = 0;
  let exportsAll = false;
  let exportsDefault = false;

  const add = ({ source, kind }: Specified) => {
    if (source === undefined || source === null) return;
    specifiers.push(source.value);
    imports.push({ to: resolve(path, source.value), type: kind === 'type' });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => add({ source, kind: importKind }),
    ExportNamedDeclaration: ({ source, exportKind }) => add({ source, kind: exportKind }),
    ExportAllDeclaration: ({ source, exportKind }) => {
      exportsAll = true;
      add({ source, kind: exportKind });
    },
    ExportDefaultDeclaration: () => {
      exportsDefault = true;
    },
    ImportExpression: ({ source }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') {
        add({ source: { value: source.value }, kind: 'value' });
      }
    },
    TSImportType: ({ source }) => add({ source, kind: 'type' }),
    TSAnyKeyword: () => {
      anys += 1;
    },
    MemberExpression: ({ object, property }) => {
      if (object.type !== 'Identifier') return;
      ambient.add(object.name);
      if (property.type === 'Identifier') ambient.add(`${object.name}.${property.name}`);
    },
    CallExpression: ({ callee }) => {
      if (callee.type === 'Identifier') ambient.add(callee.name);
    },
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier') ambient.add(`new ${callee.name}(${given.length === 0 ? '' : '…'})`);
    },
  }).visit(program);

  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { path, text, lines, imports, specifiers, anys, exportsAll, exportsDefault, ambient };
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1);
  // Vite's suffixes (`?worker&url`) say how a file is loaded, not which.
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replaceAll('\\', '/').split('?')[0]!;
  return specifier;
}

/** The package of a bare import: `@turf/turf` of `@turf/turf/area`, `typebox` of `typebox/value`, `node:` of node's own. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** @returns everything that runs when `start` is loaded, packages included, with the way there */
export function reach(sources: ReadonlyMap<string, Source>, start: string): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  const queue = [start];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const { to, type } of sources.get(path)?.imports ?? []) {
      if (type || ways.has(to)) continue;
      ways.set(to, [...ways.get(path)!, to]);
      queue.push(to);
    }
  }
  return ways;
}

/** @returns one cycle of value imports, first file repeated at the end, or undefined */
export function findCycle(sources: ReadonlyMap<string, Source>): readonly string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (path: string): readonly string[] | undefined => {
    const at = way.indexOf(path);
    if (at >= 0) return [...way.slice(at), path];
    const source = sources.get(path);
    if (source === undefined || done.has(path)) return undefined;
    way.push(path);
    for (const { to, type } of source.imports) {
      const cycle = type ? undefined : walk(to);
      if (cycle !== undefined) return cycle;
    }
    way.pop();
    done.add(path);
    return undefined;
  };
  for (const path of sources.keys()) {
    const cycle = walk(path);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
