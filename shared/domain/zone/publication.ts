// A list of zones that an authority publishes, read against the one before: what is new, what is gone, and what is merely
// not there. An empty or absent list releases nothing: such lists were published by mistake and corrected hours later.
import type { Policy } from '../policy/policy.ts';
import { levelOf, unitsOf } from '../policy/policy.ts';

/** One published state: names of areas by level. A level that is absent was not published; an empty one was, empty. */
export type Publication = {
  /** ms */
  readonly at: number;
  readonly levels: Readonly<Record<string, readonly string[]>>;
};

/** What the last publications left in force: names by level. */
export type Listed = ReadonlyMap<string, ReadonlySet<string>>;

export type ListChange = {
  readonly level: string;
  readonly name: string;
  /** the level it had before, where it had one */
  readonly from?: string;
};

/**
 * Why so many changed at once. `rule`: another policy came into force in between, which knows other levels or other units;
 * comparing counts over it says nothing about the epidemic.
 */
export type RuleChange = {
  readonly from: string;
  readonly to: string;
  /** levels that the later policy has not: what stood there ended with its rule */
  readonly levelsGone: readonly string[];
  /** units of the zones by level, before and after, where they differ */
  readonly units: Readonly<Record<string, { readonly before: readonly string[]; readonly after: readonly string[] }>>;
};

export type ReadPublication = {
  readonly listed: Listed;
  readonly added: readonly ListChange[];
  /** said to be over: gone from a list of their level that still has others */
  readonly released: readonly ListChange[];
  /** not there, because their whole list is not: they stay in force until a list says otherwise, or a person does */
  readonly unconfirmed: readonly ListChange[];
  readonly ruleChange?: RuleChange;
};

/**
 * @param before what was in force before, nothing at first
 * @param rules the policies in force at the two times
 */
export function readPublication(
  before: Listed,
  publication: Publication,
  rules: { readonly before?: Policy; readonly now?: Policy } = {},
): ReadPublication {
  const ruleChange = changeOf(rules.before, rules.now);
  const ended = new Set(ruleChange?.levelsGone ?? []);
  const next = new Map<string, Set<string>>();
  const levels = new Set([...before.keys(), ...Object.keys(publication.levels)]);
  const nowIn = levelByName(new Map(Object.entries(publication.levels)));
  const wasIn = levelByName(before);
  const added: ListChange[] = [];
  const released: ListChange[] = [];
  const unconfirmed: ListChange[] = [];
  for (const level of levels) {
    const names = publication.levels[level] ?? [];
    const kept = new Set(names);
    for (const name of names) {
      const from = wasIn.get(name);
      if (from !== level) added.push(from === undefined ? { level, name } : { level, name, from });
    }
    for (const name of before.get(level) ?? []) {
      if (kept.has(name) || nowIn.has(name)) continue;
      // A level that the new rule has not is over with its rule; else an empty list is no list.
      if (names.length > 0 || ended.has(level)) released.push({ level, name });
      else {
        unconfirmed.push({ level, name });
        kept.add(name);
      }
    }
    if (kept.size > 0) next.set(level, kept);
  }
  return { listed: next, added, released, unconfirmed, ...(ruleChange === undefined ? {} : { ruleChange }) };
}

function levelByName(listed: ReadonlyMap<string, Iterable<string>>): Map<string, string> {
  const out = new Map<string, string>();
  for (const [level, names] of listed) for (const name of names) out.set(name, level);
  return out;
}

/** Undefined where the same policy held at both times, or one of them is not known. */
function changeOf(before: Policy | undefined, now: Policy | undefined): RuleChange | undefined {
  if (before === undefined || now === undefined || before.id === now.id) return undefined;
  const levels = (before.levels ?? []).map(({ code }) => code);
  const units: Record<string, { before: string[]; after: string[] }> = {};
  for (const code of levels) {
    const [old, later] = [levelOf(before, code), levelOf(now, code)];
    if (old === undefined || later === undefined) continue;
    const [was, is] = [unitsOf(old), unitsOf(later)];
    if (was.join() !== is.join()) units[code] = { before: was, after: is };
  }
  return {
    from: before.id,
    to: now.id,
    levelsGone: levels.filter((code) => levelOf(now, code) === undefined),
    units,
  };
}
