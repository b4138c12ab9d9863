// `npm run proof [-- WORD]`: the long proofs, *.proof.ts, one file at a time. They are tests for vitest, without its
// haste: too long for every `npm test`, which runs a short form of each.
import { bin, command } from './steps.ts';

const HOURS = 4;
process.exit(await command(bin('vitest'), ['run', '--project', 'proof', ...process.argv.slice(2)], HOURS * 3600));
