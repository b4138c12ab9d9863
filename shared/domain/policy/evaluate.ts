// A condition against facts: every predicate that stands in it is answered, so that a person sees what is met and what not.
import type { Facts } from './facts.ts';
import { type Condition, levelsByRank, type Policy } from './policy.ts';
import { type Finding, isPredicate, MODIFIERS, PREDICATES } from './predicates.ts';

export type Verdict = {
  readonly state: Finding['state'];
  /** every predicate of the condition, in its order */
  readonly findings: readonly Finding[];
  /** since when all of it is so, ms, where each part says so */
  readonly since?: number;
  /** when it will be so if nothing new happens, ms; absent where that depends on what people do */
  readonly at?: number;
};

/**
 * The grade of an area where the rule grades by figures alone (counties in 2020). The definitions overlap: "no new case in 14
 * days" is low, and "more than 50 and no cluster" is medium, for the same county. The lower one counts, as it did: a county
 * without a new case for 14 days became low whatever it had had before.
 */
export function gradeOf(policy: Policy, facts: Facts): string | undefined {
  return levelsByRank(policy).findLast(({ trigger }) => evaluate(trigger, facts).state === 'met')?.code;
}

type Loose = Readonly<Record<string, unknown>>;

/** A bare name, and a condition nobody wrote, are for a person to say. */
export function evaluate(condition: Condition | undefined, facts: Facts): Verdict {
  if (condition === undefined || typeof condition === 'string') {
    return {
      state: 'needsPerson',
      findings: [{ predicate: 'humanAssessment', state: 'needsPerson', have: null, need: condition ?? null }],
    };
  }
  const beside = condition as Loose;
  const parts: Verdict[] = [];
  for (const [name, need] of Object.entries(beside)) {
    if (name === 'allOf') parts.push(all((need as Condition[]).map((part) => evaluate(part, facts))));
    else if (name === 'anyOf') parts.push(any((need as Condition[]).map((part) => evaluate(part, facts))));
    else if (name === 'byDisease')
      parts.push(evaluate((need as Record<string, Condition>)[facts.disease ?? ''], facts));
    else if (!MODIFIERS.has(name)) parts.push(one(name, need, facts, beside));
  }
  return all(parts);
}

function one(predicate: string, need: unknown, facts: Facts, beside: Loose): Verdict {
  if (!isPredicate(predicate))
    throw new Error(`${predicate} is no predicate; the check of the files lets none through`);
  const answer = PREDICATES[predicate].answer as (need: unknown, facts: Facts, beside: Loose) => Omit<Finding, 'need'>;
  const finding: Finding = { ...answer(need, facts, beside), predicate, need };
  const { state, since, at } = finding;
  return {
    state,
    findings: [finding],
    ...(since === undefined ? {} : { since }),
    ...(state === 'met' ? { at: since ?? facts.now } : at === undefined ? {} : { at }),
  };
}

/** Met when each part is; nothing at all is never met. */
function all(parts: readonly Verdict[]): Verdict {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const states = parts.map(({ state }) => state);
  const isOpen = parts.length === 0 || states.includes('needsPerson');
  const state = states.includes('blocking') ? 'blocking' : isOpen ? 'needsPerson' : 'met';
  return {
    state,
    findings: parts.flatMap(({ findings }) => findings),
    ...latest('since', parts, state === 'met'),
    ...latest('at', parts, parts.length > 0),
  };
}

/** Met when one part is; the earliest of them is when. */
function any(parts: readonly Verdict[]): Verdict {
  const findings = parts.flatMap((part) => part.findings);
  const met = parts.filter(({ state }) => state === 'met');
  const first = (key: 'since' | 'at', from: readonly Verdict[]) => {
    const times = from.flatMap((part) => (part[key] === undefined ? [] : [part[key]]));
    return times.length === 0 ? {} : { [key]: Math.min(...times) };
  };
  if (met.length > 0) return { state: 'met', findings, ...first('since', met), ...first('at', met) };
  const state = parts.some((part) => part.state === 'needsPerson') ? 'needsPerson' : 'blocking';
  return { state, findings, ...first('at', parts) };
}

/** The latest of the times, where every part has one. */
function latest(
  key: 'since' | 'at',
  parts: readonly Verdict[],
  wanted: boolean,
): Partial<Record<'since' | 'at', number>> {
  const times = parts.flatMap((part) => (part[key] === undefined ? [] : [part[key]]));
  if (!wanted || times.length === 0) return {};
  // A part that is met without saying since when (no zone above it, no backlog) delays nothing.
  const silent = parts.filter((part) => part[key] === undefined);
  if (key === 'at' && silent.length > 0) return {};
  if (silent.some(({ state }) => state !== 'met')) return {};
  return { [key]: Math.max(...times) };
}
