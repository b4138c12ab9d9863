// `npm run bench [-- WORD]`: every *.bench.ts whose path contains the word, one after the other: two at once on two
// cores would measure each other.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const words = process.argv.slice(2);

const found = globSync('{shared,server,client}/**/*.bench.ts', { cwd: ROOT }).sort();
const files = found.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (files.length === 0) {
  console.log(`no bench matches ${words.join(' ')}; there are:\n${found.join('\n')}`);
  process.exit(1);
}

const rows: { file: string; seconds: number; status: number | null }[] = [];
for (const file of files) {
  console.log(`\n── ${file}`);
  const start = performance.now();
  const { status } = spawnSync(process.execPath, ['--expose-gc', file], { cwd: ROOT, stdio: 'inherit' });
  rows.push({ file, seconds: (performance.now() - start) / 1000, status });
}

console.log('');
for (const { file, seconds, status } of rows) {
  console.log(`${status === 0 ? 'done  ' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
process.exit(rows.every(({ status }) => status === 0) ? 0 : 1);
