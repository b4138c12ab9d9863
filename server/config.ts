// The only reader of process.env and of the command line.
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MINUTE } from '#shared/time.ts';
import { DEMONSTRATION_RATE, JOIN_MINUTE, LAST_JOIN, STORY_START } from './ingest/scenario/telling.ts';
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
  /** incident minute since the story began at which it is joined */
  readonly demoJoin?: number;
  /** the built client */
  readonly clientDir: string;
  /** bytes held back on the log's disk */
  readonly ballastBytes: number | undefined;
  readonly logLevel: string;
};

export const USAGE = `npm start -- [--empty] [--port 8080] [--host 127.0.0.1] [--data DIR] [--cert FILE --key FILE]
  --empty   without the demonstration
  --data    where everything is kept (default data/live, the demonstration's data/live/demo)
  --from    the hour at which the demonstration is joined (default 2022-10-30T14:00, from 2022-10-27T01:00 on)
  --rate    how fast its clock goes (default 10; 1 to 600 incident seconds a second)
  the same by PORT, HOST, CORDON_DATA, CORDON_DEMO_FROM, CORDON_DEMO_RATE;
  CORDON_DEMO_PASSWORD and CORDON_DEMO_KEY fix the demonstration's password and key`;

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
      from: { type: 'string' },
      rate: { type: 'string' },
    },
  });
  const port = Number(values.port ?? env['PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port is a number from 0 to 65535, not ${values.port ?? env['PORT']}`);
  if ((values.cert === undefined) !== (values.key === undefined)) throw new Error('--cert and --key go together');
  const isDemo = !values.empty;
  const rate = demoRate(values.rate ?? env['CORDON_DEMO_RATE']);
  const joined = demoJoin(values.from ?? env['CORDON_DEMO_FROM']);
  const base = values.data ?? env['CORDON_DATA'];
  const ballast = env['CORDON_BALLAST_BYTES'];
  return {
    isDemo,
    host: values.host ?? env['HOST'] ?? '127.0.0.1',
    port,
    // Never mixed: a demonstration in a given directory lies in its own folder of it, and each version of its story too.
    // So does each way of telling it: another hour or another pace is another log.
    dir: resolve(base ?? 'data/live', isDemo ? `demo/${storyVersion()}${telling(rate, joined)}` : ''),
    tls:
      values.cert === undefined
        ? undefined
        : { cert: readFileSync(values.cert), key: readFileSync(values.key as string) },
    demoPassword: env['CORDON_DEMO_PASSWORD'] || undefined,
    demoKey: env['CORDON_DEMO_KEY'] || undefined,
    ...(isDemo ? { demoRate: rate, demoJoin: joined } : {}),
    clientDir: resolve('dist/client'),
    ballastBytes: ballast === undefined ? undefined : Number(ballast),
    logLevel: env['CORDON_LOG'] ?? 'warn',
  };
}

function demoRate(text = String(DEMONSTRATION_RATE)): number {
  const rate = Number(text);
  if (!(rate >= 1 && rate <= 600)) throw new Error(`--rate is a number from 1 to 600, not ${text}`);
  return rate;
}

/** @param text a clock time in China, where the story plays, unless it says otherwise */
function demoJoin(text?: string): number {
  if (text === undefined || text === '') return JOIN_MINUTE;
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+08:00`);
  const minute = Math.round((time - STORY_START) / MINUTE);
  if (!(minute >= 60 && minute <= LAST_JOIN)) {
    const last = new Date(STORY_START + LAST_JOIN * MINUTE + 8 * 60 * MINUTE).toISOString().slice(0, 16);
    throw new Error(`--from is a time like 2022-10-28T08:00, from 2022-10-27T01:00 to ${last}, not ${text}`);
  }
  return minute;
}

/** What the folder of a demonstration is called that is not told as usual. */
function telling(rate: number, joined: number): string {
  const from = joined === JOIN_MINUTE ? '' : `-from-${joined}`;
  return rate === DEMONSTRATION_RATE ? from : `${from}-x${rate}`;
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
