// The real server with the real store, as browser tests need it: a process of its own on a free port, that can be killed
// and started again on the same directory. Known to the client only by what it prints and answers, never by import.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'server/main.ts');
/** Where `dist/client` lies; another build can be tested by naming its folder. */
const BUILT_IN = resolve(process.env.CORDON_BUILT_IN ?? ROOT);

export const PASSWORD = 'a-password-for-browser-tests';
export const KEY = 'a-machine-key-for-browser-tests-0123456789';
const AS_MACHINE = { authorization: `Bearer ${KEY}` };

/** What the server answers; asserted on field by field. */
export type Answer = { readonly [name: string]: unknown };

export class TestServer {
  readonly port: number;
  readonly url: string;
  readonly #dir: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #complaints = '';

  private constructor(dir: string, port: number, args: readonly string[]) {
    this.#dir = dir;
    this.port = port;
    this.#args = args;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param demonstration with the invented district, instead of nothing at all @param rate its incident seconds a second */
  static async open({ demonstration = false, rate = 10 } = {}): Promise<TestServer> {
    const page = join(BUILT_IN, 'dist/client/index.html');
    if (!existsSync(page)) throw new Error(`the pages are not built (${page} is missing): run sh .ci/build first`);
    const dir = await mkdtemp(join(tmpdir(), 'cordon-browser-'));
    const server = new TestServer(dir, await freePort(), demonstration ? ['--rate', String(rate)] : ['--empty']);
    await server.start();
    return server;
  }

  /** where this server keeps everything, for what an operator does while it is stopped */
  get dir(): string {
    return this.#dir;
  }

  /** Resolves once /api/ready answers 200; rejects with what the process said when it ended instead. */
  async start(): Promise<void> {
    this.#complaints = '';
    const child = spawn(process.execPath, [MAIN, ...this.#args, '--data', this.#dir, '--port', String(this.port)], {
      cwd: BUILT_IN, // the server looks for the pages from where it is started
      env: { ...process.env, CORDON_DEMO_KEY: KEY, CORDON_DEMO_PASSWORD: PASSWORD, CORDON_BALLAST_BYTES: '4096' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#complaints += chunk.toString();
    });
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${this.#complaints}`);
      return fetch(`${this.url}/api/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    }, 'the server is ready');
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#dir, { recursive: true, force: true });
  }

  async get(path: string): Promise<Answer> {
    const answer = await fetch(this.url + path, { headers: AS_MACHINE });
    return (await answer.json()) as Answer;
  }

  /** As a machine that reports. @throws when a single report was not accepted: what a test says of the world must be true */
  say(...reports: readonly Said[]): Promise<void> {
    return this.#say(AS_MACHINE, reports);
  }

  /** What only a person may say: orders and tasks. */
  async sayAs(name: string, ...reports: readonly Said[]): Promise<void> {
    await this.#say({ cookie: await this.#signIn(name) }, reports);
  }

  /** What an administrator does to accounts. @throws when it is refused */
  async asAdmin(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', cookie: await this.#signIn('admin'), origin: this.url },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  /** @returns the cookie of a new session */
  async #signIn(name: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password: PASSWORD }),
    });
    const [cookie = ''] = answer.headers.getSetCookie();
    return cookie.split(';')[0] ?? '';
  }

  async #say(who: Readonly<Record<string, string>>, reports: readonly Said[]): Promise<void> {
    const answer = await fetch(`${this.url}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...who },
      body: JSON.stringify({ reports: reports.map(reportOf) }),
    });
    const { results } = (await answer.json()) as { results?: { error?: unknown }[] };
    const wrong = results?.filter(({ error }) => error !== undefined);
    if (results === undefined || wrong?.length !== 0) {
      throw new Error(`not accepted (${answer.status}): ${JSON.stringify(wrong ?? results)}`);
    }
  }
}

/** A report without what every report needs: a number of its own, and a time. */
export type Said = readonly [kind: string, data: object, more?: { readonly observedAt?: string; source?: string }];

const reportOf = ([kind, data, more]: Said): object => ({
  opId: crypto.randomUUID(),
  kind,
  observedAt: new Date().toISOString(),
  ...more,
  data,
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until something holds, and fails with what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, patience = 60_000): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${patience} ms: ${what}`);
    await new Promise((go) => setTimeout(go, 25));
  }
}
