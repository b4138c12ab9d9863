// The policies an installation has: files read and checked, without a build and without stopping for a wrong one.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPolicy, type PolicyProblem } from '#shared/domain/policy/check.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import { uuidV8 } from '#shared/ids.ts';
import type { Situation } from '#shared/situation.ts';
import type { Entry, EventLog } from '../log/event-log.ts';

export type KnownPolicy = {
  readonly policy: Policy;
  /** hex SHA-256 of its content, whatever its spaces: the version a decision is taken under */
  readonly digest: string;
  readonly file: string;
};
export type WrongFile = { readonly file: string } & PolicyProblem;

type Read = { readonly stamp: string; readonly known?: KnownPolicy; readonly wrong: readonly WrongFile[] };

export class PolicyLibrary {
  readonly #dirs: readonly string[];
  readonly #log: (line: string) => void;
  readonly #files = new Map<string, Read>();
  #policies: ReadonlyMap<string, KnownPolicy> = new Map();

  /** @param dirs later ones win: what an installation puts beside its data replaces what ships */
  constructor(dirs: readonly string[], log: (line: string) => void) {
    this.#dirs = dirs;
    this.#log = log;
  }

  get policies(): ReadonlyMap<string, KnownPolicy> {
    return this.#policies;
  }

  get wrong(): WrongFile[] {
    return [...this.#files.values()].flatMap(({ wrong }) => wrong);
  }

  /** Looks at the directories again; reads only files that are new or changed. */
  async refresh(): Promise<void> {
    const seen = new Set<string>();
    for (const dir of this.#dirs) {
      for (const name of await namesIn(dir)) {
        const path = join(dir, name);
        seen.add(path);
        await this.#look(path, name);
      }
    }
    for (const path of this.#files.keys()) if (!seen.has(path)) this.#files.delete(path);
    const policies = new Map<string, KnownPolicy>();
    // In the order of the directories, whichever file changed last.
    for (const dir of this.#dirs)
      for (const [path, { known }] of this.#files)
        if (known !== undefined && path === join(dir, known.file)) policies.set(known.policy.id, known);
    this.#policies = policies;
  }

  async find(id: string): Promise<KnownPolicy | undefined> {
    await this.refresh();
    return this.#policies.get(id);
  }

  async #look(path: string, file: string): Promise<void> {
    const { mtimeMs, size } = await stat(path);
    const stamp = `${mtimeMs} ${size}`;
    if (this.#files.get(path)?.stamp === stamp) return;
    const checked = checkPolicy(await readFile(path, 'utf8'), file.replace(/\.json$/, ''));
    if (checked.ok) {
      const digest = createHash('sha256').update(JSON.stringify(checked.policy)).digest('hex');
      this.#files.set(path, { stamp, known: { policy: checked.policy, digest, file }, wrong: [] });
      return;
    }
    const wrong = checked.problems.map((problem) => ({ file, ...problem }));
    for (const { line, message } of wrong) this.#log(`policy ${file}, line ${line}: ${message}`);
    this.#files.set(path, { stamp, wrong });
  }
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return []; // an installation need not have a directory of its own
  }
}

/**
 * The entry that puts a policy's content into the log, where its latest version there is another one
 * (docs/decisions/0008). The opId says which content after which, so that two at once are one.
 */
export function registration(known: KnownPolicy, situation: Situation, recordedAt: number): Entry | undefined {
  const { policy, digest } = known;
  const last = situation.get('rules', policy.id)?.versions.at(-1)?.digest;
  if (last === digest) return undefined;
  const hash = createHash('sha256')
    .update(`policy ${policy.id} ${last ?? ''} ${digest}`)
    .digest();
  const data = { id: policy.id, digest, content: policy };
  const observedAt = new Date(recordedAt).toISOString();
  const report = { opId: uuidV8(hash), kind: 'policy.registered', observedAt, data } as const;
  return { report, hash: hash.toString('hex'), actor: 'system', recordedAt };
}

/** At a start: adopted policies whose file says something else than the log. */
export async function recordChanged(
  library: PolicyLibrary,
  parts: { readonly log: EventLog; readonly situation: Situation; readonly now: number },
): Promise<number> {
  const adopted = new Set([...parts.situation.all('policies').values()].map(({ policyId }) => policyId));
  const entries = [...adopted].flatMap((id) => {
    const known = library.policies.get(id);
    return (known === undefined ? undefined : registration(known, parts.situation, parts.now)) ?? [];
  });
  if (entries.length > 0) await parts.log.append(entries);
  return entries.length;
}

/** The policy as it was at a version, from the log; the latest version the log knows; else what the file says. */
export function policyAt(
  situation: Situation,
  library: Pick<PolicyLibrary, 'policies'>,
  id: string,
  digest?: string,
): Policy | undefined {
  const versions = situation.get('rules', id)?.versions ?? [];
  const version = digest === undefined ? versions.at(-1) : versions.find((known) => known.digest === digest);
  return (version?.content as Policy | undefined) ?? library.policies.get(id)?.policy;
}
