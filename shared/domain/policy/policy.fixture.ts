// The policies as they ship, for tests that run a story under the one that was in force.
import { readdirSync, readFileSync } from 'node:fs';
import { checkPolicy } from './check.ts';
import type { Policy } from './policy.ts';

const dir = new URL('../../../data/policies/', import.meta.url);

export const POLICIES: ReadonlyMap<string, Policy> = new Map(
  readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const id = name.replace('.json', '');
      const checked = checkPolicy(readFileSync(new URL(name, dir), 'utf8'), id);
      if (!checked.ok) throw new Error(`${name}: ${JSON.stringify(checked.problems)}`);
      return [id, checked.policy];
    }),
);

export function policy(id: string): Policy {
  const found = POLICIES.get(id);
  if (found === undefined) throw new Error(`no policy ${id}`);
  return found;
}

/** Local time of China, ms. */
export const cn = (text: string): number => Date.parse(`${text}+08:00`);
