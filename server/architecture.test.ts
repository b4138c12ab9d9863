// The shape of the code, kept by a test: arrows run down only, files stay small, nothing of this machine is committed.
// Each test lists every offender, so that one run tells all that is wrong.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findCycle,
  isTest,
  packageOf,
  parseSource,
  ROOT,
  reach,
  readSources,
  type Source,
} from './architecture.fixture.ts';
import { validate } from './ingest/validate.ts';

const sources = readSources(['{shared,server,client}/**/*.{ts,tsx}']);
const all: readonly Source[] = [...sources.values()];
/** What ships: tests may reach further (a fold's test reads a file), but never from server to client or back. */
const product = all.filter(({ path }) => !isTest(path));
const under = (folder: string, from: readonly Source[] = product) => from.filter(({ path }) => path.startsWith(folder));
const isOurs = (to: string): boolean => /^(shared|server|client|data)\//.test(to);

/** Each import of `from` that is not allowed, as `file -> import`. */
const wrong = (from: readonly Source[], allowed: (to: string, source: Source, type: boolean) => boolean): string[] =>
  from.flatMap((source) =>
    source.imports.filter(({ to, type }) => !allowed(to, source, type)).map(({ to }) => `${source.path} -> ${to}`),
  );

describe('directions', () => {
  it('lets shared import shared, and server and client never each other, in tests as well', () => {
    expect(wrong(under('shared/', all), (to) => !isOurs(to) || to.startsWith('shared/'))).toEqual([]);
    expect(wrong(under('server/', all), (to) => !to.startsWith('client/'))).toEqual([]);
    expect(wrong(under('client/', all), (to) => !/^(server|data)\//.test(to))).toEqual([]);
  });

  // Each of these runs the same in Node and in a browser. Another one is a decision: add it here.
  const LIBRARIES = ['typebox', 'gcoord', 'proj4', 'flatbush', 'robust-predicates', '@turf/turf', 'geojson'];

  it('gives shared no Node, no DOM, no clock, no randomness, and only libraries that run on both sides', () => {
    expect(wrong(under('shared/'), (to) => isOurs(to) || LIBRARIES.includes(packageOf(to)))).toEqual([]);
    const world =
      /^(process|Buffer|require|window|document|navigator|location|localStorage|sessionStorage|indexedDB|fetch|setTimeout|setInterval|setImmediate|queueMicrotask|performance|crypto|Date\.now|new Date\(\)|Math\.random)$/;
    const users = under('shared/').flatMap(({ path, ambient }) =>
      [...ambient].filter((name) => world.test(name)).map((name) => `${path}: ${name}`),
    );
    expect(users).toEqual([]);
  });

  // Who may be imported by whom inside shared, by folder or file; a file of a folder may always import its folder.
  const SHARED: Readonly<Record<string, RegExp>> = {
    geo: /^shared\/(schema|result|errors)\.ts$/,
    subject: /^shared\/(situation|schema|time|result|errors)\.ts$|^shared\/geo\//,
    domain: /^shared\/(situation|schema|time|steps|result|errors)\.ts$|^shared\/(geo|subject)\//,
  };

  it.each(Object.keys(SHARED))('keeps shared/%s on what lies below it', (folder) => {
    const own = `shared/${folder}/`;
    const below = SHARED[folder]!;
    expect(wrong(under(own), (to) => !isOurs(to) || to.startsWith(own) || below.test(to))).toEqual([]);
  });

  // The stages of the server in the order data runs; only app.ts, main.ts and the commands of cli/ see them all.
  const STAGES: Readonly<Record<string, readonly string[]>> = {
    log: [],
    worker: [],
    situation: ['log'],
    engine: ['situation', 'log'],
    access: ['log'],
    publish: ['access', 'situation', 'log'],
    ingest: ['access', 'situation', 'log', 'worker'],
    basemap: ['ingest'],
    export: [],
    http: ['access', 'situation', 'log', 'engine', 'publish', 'ingest', 'basemap', 'export'],
  };

  it.each(Object.keys(STAGES))('lets server/%s see only the stages below it', (stage) => {
    const below = [stage, ...STAGES[stage]!];
    const stageOf = (to: string): string | undefined => /^server\/(\w+)\//.exec(to)?.[1];
    const isApp = (to: string) => /^server\/(app|main)\.ts$/.test(to);
    const allowed = (to: string) => !isApp(to) && below.includes(stageOf(to) ?? stage);
    expect(wrong(under(`server/${stage}/`), allowed)).toEqual([]);
  });

  it('knows every folder of the server', () => {
    const folders = new Set(under('server/').map(({ path }) => /^server\/(\w+)\//.exec(path)?.[1] ?? 'log'));
    expect([...folders].filter((folder) => folder !== 'cli' && STAGES[folder] === undefined)).toEqual([]);
  });

  it('keeps React and MapLibre out of the layers and the domain, however far the way', () => {
    const ways = [...under('client/layers/'), ...under('shared/domain/')].flatMap(({ path }) =>
      [...reach(sources, path)]
        .filter(([to]) => /^(react|react-dom|react-.*|zustand|maplibre-gl|@deck\.gl\/maplibre)(\/|$)/.test(to))
        .map(([, way]) => way.join(' -> ')),
    );
    expect(ways).toEqual([]);
  });

  it('gives the map one maker: only open-map.ts runs MapLibre, its types are for client/map', () => {
    const isMap = (to: string) => /^(maplibre-gl|@deck\.gl\/maplibre)(\/|$)/.test(to);
    const allowed = (to: string, { path }: Source, type: boolean) =>
      !isMap(to) || path === 'client/map/open-map.ts' || (type && path.startsWith('client/map/'));
    expect(wrong(under('client/'), allowed)).toEqual([]);
  });

  it('keeps the three doors apart: what two of them share moves to ui or map', () => {
    const doorOf = (path: string): string | undefined => /^client\/(wall|desk|field)\//.exec(path)?.[1];
    const allowed = (to: string, { path }: Source) =>
      doorOf(path) === undefined || doorOf(to) === undefined || doorOf(path) === doorOf(to);
    expect(wrong(under('client/'), allowed)).toEqual([]);
  });

  it('reads the environment in server/config.ts alone; the commands of cli/ hand it on as an argument', () => {
    const readers = product.filter(
      ({ path, ambient }) => ambient.has('process.env') && !/^server\/(config|cli\/[\w-]+)\.ts$/.test(path),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });

  it('declares every package it imports, and for the server among those that a real installation has', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const any = { ...manifest.devDependencies, ...manifest.dependencies };
    const declared = (to: string, { path }: Source, type: boolean): boolean => {
      const name = packageOf(to);
      if (isOurs(to) || name === 'node:') return true;
      if (type && (name in any || `@types/${name}` in any)) return true;
      return name in (path.startsWith('client/') || isTest(path) ? any : manifest.dependencies);
    };
    expect(wrong(all, declared)).toEqual([]);
  });

  it('has no cycle of imports; types may point back, since they are gone when the code runs', () => {
    expect(findCycle(sources)).toBeUndefined();
  });

  it('names shared files by #shared from outside, not by climbing', () => {
    const climbing = all
      .filter(({ path }) => !path.startsWith('shared/'))
      .flatMap(({ path, specifiers }) =>
        specifiers.filter((it) => /^\.+\/.*shared\//.test(it)).map((it) => `${path} -> ${it}`),
      );
    expect(climbing).toEqual([]);
  });
});

describe('house', () => {
  const tools = [...readSources(['*.ts', '.ci/*.ts']).values()];

  it('has no file over 400 lines', () => {
    const long = [...all, ...tools].filter(({ lines }) => lines > 400);
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('has no any, and no comment that turns the compiler off', () => {
    expect([...all, ...tools].filter(({ anys }) => anys > 0).map(({ path, anys }) => `${path}: ${anys}`)).toEqual([]);
    const off = /@ts-(ignore|nocheck)/;
    expect([...all, ...tools].filter(({ text }) => off.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('has no barrels and exports by name', () => {
    const barrels = all.filter(({ path, exportsAll }) => exportsAll || /\/index\.tsx?$/.test(path));
    expect(barrels.map(({ path }) => path)).toEqual([]);
    expect(all.filter(({ exportsDefault }) => exportsDefault).map(({ path }) => path)).toEqual([]);
  });

  it('says in the first line of each file what it is for', () => {
    expect(product.filter(({ text }) => !/^(\/\/|\/\*)/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('what is committed', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)));
  const texts = tracked
    .filter((path) => /\.(ts|tsx|css|html|json|md|yaml|yml|svg)$|^\.|^\.ci\/|^[A-Z]+$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

  it('names no path of one machine', () => {
    const home = /(?:^|[\s"'`(=:])\/(?:work|root|home\/\w+|Users\/\w+)\/\w/m;
    expect(texts.filter(({ text }) => home.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('has no secret', () => {
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{16}/;
    expect(texts.filter(({ text }) => key.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('locks packages without the address of a registry', () => {
    const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
    expect(/"resolved"/.test(lock)).toBe(false);
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).not.toMatch(/registry\s*=\s*http|_auth/);
  });

  const pages = tracked.filter((path) => path.endsWith('.md'));

  it.each(pages)('has no dead link in %s', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/```.*?```/gs, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const dead = links.filter((link) => !/^[a-z]+:/.test(link)).filter((link) => !leads(page, link));
    expect(dead).toEqual([]);
  });

  it.each(['ARCHITECTURE.md', 'README.md'])('shows only reports that are valid in %s', async (page) => {
    const text = existsSync(join(ROOT, page)) ? readFileSync(join(ROOT, page), 'utf8') : '';
    const shown = [...text.matchAll(/\{ "opId".*?\} \}/gs)].map(([json]) => JSON.parse(json) as unknown);
    expect(shown.length).toBeGreaterThan(0);
    const elsewhere = () => Promise.reject(new Error('no report on a page is that heavy'));
    for (const report of shown) expect(await validate(report, elsewhere)).toMatchObject({ ok: true });
  });
});

/** A link leads to a file, and with #heading to a heading of that page as GitHub names it. */
function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slug(heading!));
  return headings.includes(anchor);
}

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

describe('the test itself', () => {
  const file = (path: string, text: string): [string, Source] => [path, parseSource(path, text)];

  it('tells a type import from one that runs, and sees dynamic ones', () => {
    const [, { imports, anys, ambient }] = file(
      'client/a.ts',
      `import type { A } from './b.ts'; import { type C } from '#shared/c.ts'; const d = () => import('./d.ts'); export const e = (f: any) => f + Date.now();`,
    );
    expect(imports).toEqual([
      { to: 'client/b.ts', type: true },
      { to: 'shared/c.ts', type: false },
      { to: 'client/d.ts', type: false },
    ]);
    expect(anys).toBe(1);
    expect(ambient).toContain('Date.now');
  });

  it('finds a cycle, and lets one of types pass', () => {
    const a = file('shared/a.ts', `import { b } from './b.ts'; export const a = b;`);
    const b = file('shared/b.ts', `import { c } from './c.ts'; export const b = c;`);
    const c = file('shared/c.ts', `import { a } from './a.ts'; export const c = a;`);
    const typed = file('shared/c.ts', `import type { a } from './a.ts'; export const c = 1 as unknown as typeof a;`);
    expect(findCycle(new Map([a, b, c]))).toEqual(['shared/a.ts', 'shared/b.ts', 'shared/c.ts', 'shared/a.ts']);
    expect(findCycle(new Map([a, b, typed]))).toBeUndefined();
  });
});
