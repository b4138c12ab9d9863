// What a policy says of fences: the window before onset, the stay that counts, the units it makes zones of, a radius.
import { type Level, levelsByRank, type Policy, unitsOf } from '../policy/policy.ts';
import { FENCE_RULE, type FenceRule } from './drafts.ts';

const numberAt = (from: unknown, name: string): number | undefined => {
  const value = (from as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'number' ? value : undefined;
};

/** Words for units that the address tree has under another name. */
const AS_UNIT: Readonly<Record<string, string>> = { street: 'block' };

/** @returns the default rule where the policy says nothing of fences */
export function fenceRuleOf(policy: Policy | undefined): FenceRule {
  if (policy === undefined) return FENCE_RULE;
  const filterOf = (of: Level | undefined) => (of?.unit as { readonly placeFilter?: unknown } | undefined)?.placeFilter;
  // The level that says which stays count is the one whose zones follow from places; else the highest.
  const levels = levelsByRank(policy);
  const level = levels.find((each) => filterOf(each) !== undefined) ?? levels[0];
  const filter = filterOf(level);
  const forbidden = (level?.unit as { readonly prohibited?: unknown } | undefined)?.prohibited;
  const bufferM = numberAt(level, 'bufferM') ?? numberAt(policy['ring'], 'bufferM');
  return {
    lookbackDays:
      numberAt(filter, 'lookbackDaysBeforeOnset') ??
      numberAt(policy, 'infectiousLookbackDays') ??
      FENCE_RULE.lookbackDays,
    dwellMinutes: numberAt(filter, 'dwellMinutesMin') ?? FENCE_RULE.dwellMinutes,
    units: level === undefined ? [] : unitsOf(level),
    prohibited: Array.isArray(forbidden) ? forbidden.map((unit: string) => AS_UNIT[unit] ?? unit) : [],
    ...(bufferM === undefined ? {} : { bufferM }),
  };
}
