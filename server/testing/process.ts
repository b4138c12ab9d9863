// The server as users run it: a process of its own, that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { AS_MACHINE, KEY, PASSWORD, until } from './line.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export class ServerProcess {
  readonly url: string;
  readonly dir: string;
  readonly #port: number;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  /** what it printed on standard error since the last start */
  complaints = '';

  constructor(dir: string, port: number, args: readonly string[] = ['--empty']) {
    this.dir = dir;
    this.#port = port;
    this.#args = args;
    this.url = `http://127.0.0.1:${port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves when /api/ready answers 200; rejects with what the process said when it ended instead. */
  async start(env: Record<string, string> = {}, patience = 60_000): Promise<void> {
    this.complaints = '';
    const child = spawn(process.execPath, [MAIN, ...this.#args, '--data', this.dir, '--port', String(this.#port)], {
      env: {
        ...process.env,
        CORDON_DEMO_KEY: KEY,
        CORDON_DEMO_PASSWORD: PASSWORD,
        CORDON_BALLAST_BYTES: '4096',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.complaints += chunk.toString();
    });
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${this.complaints}`);
        return this.isReady();
      },
      'the server ready',
      patience,
    );
  }

  isReady(): Promise<boolean> {
    return fetch(`${this.url}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** @returns the exit code, or the signal's name */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | string | null>((resolve) =>
      child.once('exit', (code, by) => resolve(code ?? by)),
    );
    child.kill(signal);
    return ended;
  }

  /** @returns the rows' answers, or undefined when the server went away before it answered: outcome unknown */
  async send(
    reports: readonly unknown[],
  ): Promise<{ opId: string; seq?: number; error?: { code: string } }[] | undefined> {
    try {
      const answer = await fetch(`${this.url}/api/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...AS_MACHINE },
        body: JSON.stringify({ reports }),
      });
      const { results } = (await answer.json()) as { results?: { opId: string; seq?: number }[] };
      return results;
    } catch {
      return undefined;
    }
  }
}
