// `npm test`: every runner in turn, the ones after a failure too; the very last line is the sum of all.
import { writeFileSync } from 'node:fs';
import { format, lint, types } from './checks.ts';
import { command, type Outcome, printTable, runSteps, type Step, sum, tool, vitest } from './steps.ts';

/** It takes 26 minutes on two cores of its own; on cores that others use too it may take longer, rather than end unheard. */
const MINUTES = 40;

/** Counts only when it fails: a machine that has a browser is no test of ours. */
const browserSetup: Step = {
  name: 'setup',
  minutes: 10,
  run: async (seconds) => {
    const code = await command('sh', ['.ci/setup', 'browser'], seconds);
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  },
};

const steps: readonly Step[] = [
  browserSetup,
  types,
  lint,
  format,
  vitest('unit', 15, ['--project', 'unit']),
  tool('build', 4, 'sh', ['.ci/build', 'always']),
  vitest('browser', 32, ['--project', 'browser']),
];

const at = process.argv.indexOf('--count');
const countFile = at < 0 ? undefined : process.argv[at + 1];

function keepCount(outcomes: readonly Outcome[]): void {
  const { passed, failed } = sum(outcomes);
  const state = outcomes.length === steps.length ? 'complete' : 'running';
  if (countFile !== undefined) writeFileSync(countFile, `${passed} ${failed} ${state}\n`);
}

const outcomes = await runSteps(steps, performance.now() + MINUTES * 60_000, keepCount);
printTable(outcomes);
const { passed, failed } = sum(outcomes);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);
