// One step of a run: a command with a time limit, its output passed through, and how many tests it stands for.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { STRAY_FILE, type Stray } from './stray-reporter.ts';

export type Count = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and how, for the end of the output: the middle of a long one is the first thing to get lost. */
  readonly failures?: readonly Failure[];
  /** What failed at first and passed when its file was run once more by itself. */
  readonly unsteady?: readonly Failure[];
};
export type Failure = { readonly file: string | undefined; readonly what: string };
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
export function command(
  program: string,
  args: readonly string[],
  seconds: number,
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve) => {
    // A group of its own, so that a browser or a server that a test left behind dies with it.
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...ENV, ...more },
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

/** Files that a run may have to itself a second time: more than two are no accident of a busy machine. */
const MOST_UNSTEADY = 2;

/**
 * A run of vitest: as many tests as its own report says, and one failed if it dies before it reports. A file that fails
 * is run once more, alone: what passes then is counted as passed, and named at the end of the output as unsteady.
 */
export function vitest(name: string, minutes: number, args: readonly string[]): Step {
  const run = async (seconds: number): Promise<Count> => {
    const start = performance.now();
    const first = await report(args, seconds);
    const failures = first.failures ?? [];
    const files = [...new Set(failures.map(({ file }) => file))];
    const left = seconds - (performance.now() - start) / 1000;
    const named = files.filter((file) => file !== undefined);
    if (first.failed === 0 || first.failed !== failures.length || named.length !== files.length) return first;
    if (named.length > MOST_UNSTEADY || left < 60) return first;
    console.log(`\n── ${name}: once more, by itself: ${named.join(', ')}`);
    const again = await report([...args, ...named], left);
    if (again.failed > 0) return first;
    const instead = (of: 'passed' | 'skipped'): number =>
      named.reduce((n, file) => n - (first.files.get(file)?.[of] ?? 0), first[of] + again[of]);
    return { passed: instead('passed'), failed: 0, skipped: instead('skipped'), unsteady: failures };
  };
  return { name, minutes, run };
}

type Run = Count & { readonly files: ReadonlyMap<string, Pick<Count, 'passed' | 'skipped'>> };

async function report(args: readonly string[], seconds: number): Promise<Run> {
  const dir = mkdtempSync(join(tmpdir(), 'cordon-vitest-'));
  const file = join(dir, 'report.json');
  const strays = join(dir, 'strays.json');
  try {
    const reporters = ['default', 'json', './.ci/stray-reporter.ts'].map((it) => `--reporter=${it}`);
    const said = ['run', ...args, ...reporters, `--outputFile.json=${file}`];
    const code = await command(bin('vitest'), said, seconds, { [STRAY_FILE]: strays });
    return countReport(file, strays, code);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Report = {
  readonly numPassedTests: number;
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

function failuresOf({ testResults }: Report, strays: readonly Stray[]): Failure[] {
  const ofTests = testResults.flatMap(({ name, status, message, assertionResults }): Failure[] => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((it) => it.status === 'failed');
    // It does not load, or what its tests stand on does not.
    if (status === 'failed' && failed.length === 0) return [{ file, what: message.slice(0, MESSAGE) }];
    return failed.map((it) => ({ file, what: `${it.fullName}\n${it.failureMessages.join('\n').slice(0, MESSAGE)}` }));
  });
  const ofNone = strays.map(({ file, message }) => ({
    file: file && relative(ROOT, file),
    what: `an error that nobody caught: ${message.slice(0, MESSAGE)}`,
  }));
  return [...ofTests, ...ofNone];
}

function countReport(file: string, strayFile: string, code: number): Run {
  let report: Report;
  let strays: readonly Stray[];
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    strays = JSON.parse(readFileSync(strayFile, 'utf8')) as readonly Stray[];
  } catch {
    console.log(`vitest ended with ${code} and left no report`);
    return { passed: 0, failed: 1, skipped: 0, files: new Map() };
  }
  const failures = failuresOf(report, strays);
  const passed = report.numPassedTests;
  const nothing = passed + failures.length === 0;
  if (nothing) console.log('vitest found no test, which no run of ours may call a success');
  if (code !== 0 && failures.length === 0) console.log(`vitest ended with ${code} although nothing failed`);
  return {
    passed,
    failed: failures.length === 0 && (code !== 0 || nothing) ? 1 : failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    files: new Map(
      report.testResults.map(({ name, assertionResults }) => {
        const passed = assertionResults.filter(({ status }) => status === 'passed').length;
        const failed = assertionResults.filter(({ status }) => status === 'failed').length;
        return [relative(ROOT, name), { passed, skipped: assertionResults.length - passed - failed }];
      }),
    ),
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
  for (const { name, failures = [], unsteady = [] } of outcomes) {
    for (const { file, what } of failures) console.log(`\n${name} failed: ${file ?? 'no file'} > ${what}`);
    for (const { file, what } of unsteady) console.log(`\n${name} unsteady, passed by itself: ${file} > ${what}`);
  }
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
