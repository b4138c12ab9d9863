// Which story a data directory holds. Another story says other things under the same opIds, so it gets another directory.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Everything the story is made of. */
const MADE_OF = ['server/ingest/scenario', 'data/scenarios'];
const IS_PART = /(?<!\.test|\.fixture|\.proof|\.bench)\.ts$|\.json$/;

/** Eight letters that change with every change of the story, by whoever makes it: nobody has to remember to raise it. */
export function storyVersion(): string {
  const hash = createHash('sha256');
  for (const dir of MADE_OF) {
    const files = readdirSync(join(ROOT, dir), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => IS_PART.test(name))
      .sort();
    for (const name of files)
      hash
        .update(`${name}\0`)
        .update(readFileSync(join(ROOT, dir, name)))
        .update('\0');
  }
  return hash.digest('hex').slice(0, 8);
}
