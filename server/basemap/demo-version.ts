// What the demonstration's tiles are made of, as a few letters: they change with every change of the town or of how it is
// cut into tiles, by whoever makes it. The story is among them, which is more than needed and never too little.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storyVersion } from '../ingest/scenario/version.ts';

const MADE_BY = ['.', 'sources'].map((dir) => join(import.meta.dirname, dir));
const IS_PART = /(?<!\.test|\.fixture|\.bench)\.ts$/;

export function demoTilesVersion(seed: string): string {
  const hash = createHash('sha256').update(`${seed}\0${storyVersion()}\0`);
  for (const dir of MADE_BY) {
    for (const name of readdirSync(dir).sort()) {
      if (IS_PART.test(name)) hash.update(`${name}\0`).update(readFileSync(join(dir, name)));
    }
  }
  return hash.digest('base64url').slice(0, 12);
}
