// Three kinds of tests: `unit` beside every source, `browser` in Chromium against the real server, `proof` for long runs.
import { configDefaults, defineConfig } from 'vitest/config';

const SOURCES = '{shared,server,client}/**';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${SOURCES}/*.test.{ts,tsx}`],
          exclude: [...configDefaults.exclude, '**/*.browser.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          setupFiles: ['.ci/property-seed.ts'],
        },
      },
      {
        // Runs in Node: each test drives Chromium through playwright-core. One at a time: they share two cores.
        extends: true,
        test: {
          name: 'browser',
          include: [`${SOURCES}/*.browser.test.ts`],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'proof',
          include: [`${SOURCES}/*.proof.ts`],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
