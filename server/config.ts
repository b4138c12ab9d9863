// The only reader of process.env and of the command line.
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { storyVersion } from './ingest/scenario/version.ts';

export type Config = {
  readonly isDemo: boolean;
  readonly host: string;
  readonly port: number;
  /** everything the server keeps lies under it */
  readonly dir: string;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly demoPassword: string | undefined;
  readonly demoKey: string | undefined;
  /** incident seconds per wall second of a demonstration that starts for the first time */
  readonly demoRate?: number;
  /** the built client */
  readonly clientDir: string;
  /** bytes held back on the log's disk */
  readonly ballastBytes: number | undefined;
  readonly logLevel: string;
};

export const USAGE = `npm start -- [--empty] [--port 8080] [--host 127.0.0.1] [--data DIR] [--cert FILE --key FILE]
  --empty   without the demonstration
  --data    where everything is kept (default data/live, the demonstration's data/live/demo)
  the same by PORT, HOST, CORDON_DATA; CORDON_DEMO_PASSWORD and CORDON_DEMO_KEY fix the demonstration's password and key,
  CORDON_DEMO_RATE how fast its clock goes from its first start on (10; 1 to 600 incident seconds a second)`;

/** @throws Error with a message for the operator */
export function readConfig(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Config {
  const { values } = parseArgs({
    args: [...args],
    options: {
      empty: { type: 'boolean', default: false },
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
    },
  });
  const port = Number(values.port ?? env['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port is a number from 0 to 65535, not ${values.port ?? env['PORT']}`);
  if ((values.cert === undefined) !== (values.key === undefined)) throw new Error('--cert and --key go together');
  const isDemo = !values.empty;
  const base = values.data ?? env['CORDON_DATA'];
  const ballast = env['CORDON_BALLAST_BYTES'];
  return {
    isDemo,
    host: values.host ?? env['HOST'] ?? '127.0.0.1',
    port,
    // Never mixed: a demonstration in a given directory lies in its own folder of it, and each version of its story too.
    dir: resolve(base ?? 'data/live', isDemo ? `demo/${storyVersion()}` : ''),
    tls:
      values.cert === undefined
        ? undefined
        : { cert: readFileSync(values.cert), key: readFileSync(values.key as string) },
    demoPassword: env['CORDON_DEMO_PASSWORD'] || undefined,
    demoKey: env['CORDON_DEMO_KEY'] || undefined,
    ...(isDemo ? { demoRate: demoRate(env['CORDON_DEMO_RATE']) } : {}),
    clientDir: resolve('dist/client'),
    ballastBytes: ballast === undefined ? undefined : Number(ballast),
    logLevel: env['CORDON_LOG'] ?? 'warn',
  };
}

function demoRate(text = '10'): number {
  const rate = Number(text);
  if (!(rate >= 1 && rate <= 600)) throw new Error(`CORDON_DEMO_RATE is a number from 1 to 600, not ${text}`);
  return rate;
}

/**
 * Keeps compiled modules from one start to the next: half of a start was compiling a thousand of them, and stripping types
 * in each thread. They lie in our own folder, because the system's temporary one belongs to everybody; where it cannot be
 * written, a start is slower and that is all. The threads are told through the environment, the only way that reaches them.
 */
export function keepCompiled(): void {
  const dir = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled');
  enableCompileCache(dir);
  process.env['NODE_COMPILE_CACHE'] ??= dir;
}
