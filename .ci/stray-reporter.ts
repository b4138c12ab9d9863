// What vitest counts to no test: an error that nobody caught. It fails the run, and its own JSON report is silent on it.
import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

export type Stray = { readonly file: string | undefined; readonly message: string };

/** Where `steps.ts` wants them. */
export const STRAY_FILE = 'CORDON_STRAY_FILE';

export default class StrayReporter implements Reporter {
  onTestRunEnd: Reporter['onTestRunEnd'] = (_modules, errors) => {
    const path = process.env[STRAY_FILE];
    if (path === undefined) return;
    const strays = errors.map(
      ({ stack, message, VITEST_TEST_PATH: file }): Stray => ({
        file: typeof file === 'string' ? file : undefined,
        message: stack ?? message,
      }),
    );
    writeFileSync(path, JSON.stringify(strays));
  };
}
