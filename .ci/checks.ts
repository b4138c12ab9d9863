// What can be said about the sources without running them.
import { bin, type Step, tool, vitest } from './steps.ts';

export const types: Step = tool('types', 3, bin('tsc'), ['-p', '.']);
/** Lint rules and the order of imports. */
export const lint: Step = tool('lint', 2, bin('biome'), ['check', '--formatter-enabled=false', '--error-on-warnings']);
export const format: Step = tool('format', 2, bin('biome'), ['format']);
/** Import directions, sizes and links. `npm test` has them among its unit tests. */
export const directions: Step = vitest('directions', 2, ['--project', 'unit', 'server/architecture.test.ts']);
