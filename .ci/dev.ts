// `npm run dev`: the server, started again at each change, beside Vite, which serves the pages as they are edited.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const at = args.indexOf('--port');
const port = (at >= 0 ? args[at + 1] : undefined) ?? process.env.PORT ?? '8080';
/** Where vite.config.ts sends /api and the socket. */
const env = { ...process.env, CORDON_DEV_SERVER: process.env.CORDON_DEV_SERVER ?? `http://127.0.0.1:${port}` };

const both: readonly ChildProcess[] = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { cwd: ROOT, env, stdio: 'inherit' }),
];

/** One without the other is of no use: the first to end takes the other along. */
for (const one of both) {
  one.on('exit', (code) => {
    for (const other of both) other.kill('SIGTERM');
    process.exitCode ??= code ?? 1;
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.exitCode = 0;
    for (const one of both) one.kill(signal);
  });
}
