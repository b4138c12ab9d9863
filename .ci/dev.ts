// `npm run dev`: the server, started again at each change, beside Vite, which serves the pages as they are edited.
// Not `node --watch`: it makes every worker thread report what it imports to its parent, in between the messages of our
// own (the log's threads), which then fail on a message they do not know.
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** An editor saves a file in several steps, and a checkout many files. */
const SETTLED_MS = 200;

const args = process.argv.slice(2);
const at = args.indexOf('--port');
const port = (at >= 0 ? args[at + 1] : undefined) ?? process.env.PORT ?? '8080';
/** Where vite.config.ts sends /api and the socket. */
const env = { ...process.env, CORDON_DEV_SERVER: process.env.CORDON_DEV_SERVER ?? `http://127.0.0.1:${port}` };

const start = (...words: readonly string[]): ChildProcess =>
  spawn(process.execPath, words, { cwd: ROOT, env, stdio: 'inherit' });

let isStopping = false;
let restart = false;
let settled: NodeJS.Timeout | undefined;
let server: ChildProcess | undefined;

function startServer(): void {
  restart = false;
  server = start('server/main.ts', ...args);
  server.on('exit', (code) => {
    server = undefined;
    if (isStopping) return;
    if (restart) startServer();
    else console.log(`dev: the server ended with ${code}; it starts again when a file changes`);
  });
}

function onChange(): void {
  clearTimeout(settled);
  settled = setTimeout(() => {
    if (isStopping) return;
    console.log('dev: starting the server again');
    restart = true;
    if (server === undefined) startServer();
    else server.kill('SIGTERM');
  }, SETTLED_MS);
}

startServer();
const pages = start('node_modules/vite/bin/vite.js');
const watchers = ['server', 'shared'].map((folder) =>
  watch(join(ROOT, folder), { recursive: true }, (_, file) => {
    if (file?.endsWith('.ts') && !file.endsWith('.test.ts')) onChange();
  }),
);

function stop(code: number): void {
  isStopping = true;
  process.exitCode = code;
  clearTimeout(settled);
  for (const watcher of watchers) watcher.close();
  server?.kill('SIGTERM');
  pages.kill('SIGTERM');
}
pages.on('exit', (code) => {
  if (!isStopping) stop(code ?? 1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
