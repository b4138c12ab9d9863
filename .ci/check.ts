// `npm run check`: types, lint, format, import directions.
import { directions, format, lint, types } from './checks.ts';
import { printTable, runSteps, sum } from './steps.ts';

const outcomes = await runSteps([types, lint, format, directions], performance.now() + 9 * 60_000);
printTable(outcomes);
process.exit(sum(outcomes).failed === 0 ? 0 : 1);
