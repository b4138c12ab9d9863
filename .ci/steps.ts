// One step of a run: a command with a time limit, its output passed through, and how many tests it stands for.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

export type Count = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and how, for the end of the output: the middle of a long one is the first thing to get lost. */
  readonly failures?: readonly string[];
};
export type Step = {
  readonly name: string;
  readonly minutes: number;
  /** @param seconds what is left for it; the step ends itself before */
  readonly run: (seconds: number) => Promise<Count>;
};
export type Outcome = Count & { readonly name: string; readonly seconds: number };

const BIN = join(import.meta.dirname, '../node_modules/.bin');
const ROOT = join(import.meta.dirname, '..');
/** Tools start with `env node`, which must be the project's own. */
const ENV = { ...process.env, PATH: `${BIN}:${process.env.PATH}` };
const running = new Set<number>();

/** @returns the exit code; 124 when the time was over, 128 when a signal ended it */
export function command(program: string, args: readonly string[], seconds: number): Promise<number> {
  return new Promise((resolve) => {
    // A group of its own, so that a browser or a server that a test left behind dies with it.
    const child = spawn(program, args, {
      cwd: ROOT,
      env: ENV,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const { pid } = child;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      console.log(`${program} ${args.join(' ')}: stopped after ${seconds.toFixed(0)} s`);
      if (pid !== undefined) killGroup(pid);
    }, seconds * 1000);
    if (pid !== undefined) running.add(pid);
    const end = (code: number) => {
      clearTimeout(timer);
      if (pid !== undefined) {
        running.delete(pid);
        killGroup(pid);
      }
      resolve(late ? 124 : code);
    };
    child.on('error', (error) => {
      console.log(`${program}: ${error.message}`);
      end(127);
    });
    child.on('exit', (code) => end(code ?? 128));
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody left in the group.
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const pid of running) killGroup(pid);
    process.exit(130);
  });
}

export const bin = (name: string): string => join(BIN, name);

/** A tool that says yes or no: one test. */
export function tool(name: string, minutes: number, program: string, args: readonly string[]): Step {
  const run = async (seconds: number): Promise<Count> => {
    const code = await command(program, args, seconds);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  };
  return { name, minutes, run };
}

/** A run of vitest: as many tests as its own report says, and one failed if it dies before it reports. */
export function vitest(name: string, minutes: number, args: readonly string[]): Step {
  const run = async (seconds: number): Promise<Count> => {
    const dir = mkdtempSync(join(tmpdir(), 'cordon-vitest-'));
    const file = join(dir, 'report.json');
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const code = await command(bin('vitest'), ['run', ...args, ...reporters], seconds);
      return countReport(file, code);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };
  return { name, minutes, run };
}

type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly Result[];
  }[];
};
type Result = { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] };

/** Of a long message what a reader needs to know where to look. */
const MESSAGE = 1_200;

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${message.slice(0, MESSAGE)}`];
    return assertionResults
      .filter((it) => it.status === 'failed')
      .map((it) => `${file} > ${it.fullName}\n${it.failureMessages.join('\n').slice(0, MESSAGE)}`);
  });
}

function countReport(file: string, code: number): Count {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    console.log(`vitest ended with ${code} and left no report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // A file that does not load has no tests to fail, and a stray rejection fails no test either: both count as one.
  const unloaded = report.testResults.filter((it) => it.status === 'failed' && it.assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  const passed = report.numPassedTests;
  const nothing = passed + failed === 0;
  if (nothing) console.log('vitest found no test, which no run of ours may call a success');
  return {
    passed,
    failed: failed === 0 && (code !== 0 || nothing) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failuresOf(report),
  };
}

/** Runs every step, the ones after a failure too. `deadline` in ms of performance.now(). */
export async function runSteps(
  steps: readonly Step[],
  deadline: number,
  after: (outcomes: readonly Outcome[]) => void = () => {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, minutes, run } of steps) {
    const start = performance.now();
    const left = (deadline - start) / 1000;
    console.log(`\n── ${name}`);
    if (left < 1) console.log('no time left for it');
    const count = left < 1 ? { passed: 0, failed: 1, skipped: 0 } : await run(Math.min(left, minutes * 60));
    outcomes.push({ name, seconds: (performance.now() - start) / 1000, ...count });
    after(outcomes);
  }
  return outcomes;
}

export function printTable(outcomes: readonly Outcome[]): void {
  for (const { name, failures } of outcomes)
    for (const failure of failures ?? []) console.log(`\n${name} failed: ${failure}`);
  console.log('');
  for (const { name, passed, failed, skipped, seconds } of outcomes) {
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s  ${passed} passed, ${failed} failed${left}  `);
  }
}

export const sum = (outcomes: readonly Outcome[]): Count => ({
  passed: outcomes.reduce((n, it) => n + it.passed, 0),
  failed: outcomes.reduce((n, it) => n + it.failed, 0),
  skipped: outcomes.reduce((n, it) => n + it.skipped, 0),
});
