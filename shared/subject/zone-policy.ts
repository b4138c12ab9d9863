// What a policy forbids a zone, decided inside the fold: the content of an adopted policy lies in the log
// (policy.registered), so every node and every replay answers alike (docs/decisions/0008).
import { type Problem, problem } from '../errors.ts';
import type { Entities, Reading } from '../situation.ts';
import { instant } from '../time.ts';

/** The parts of a policy that can forbid something; domain/policy/policy.ts has it all. */
type Unit = {
  readonly types?: readonly string[];
  readonly prohibited?: readonly string[] | string;
  readonly expandTo?: { readonly unit?: string };
};
type Level = { readonly code: string; readonly rank?: number; readonly unit?: Unit | readonly string[] };
type Rule = {
  readonly kind?: string;
  readonly levels?: readonly Level[];
  readonly prohibited?: readonly string[];
};

/** The latest version in the log of a policy, or one it had when a decision was taken. */
function ruleOf(situation: Reading, policyId: string, digest?: string): Rule | undefined {
  const versions = situation.get('rules', policyId)?.versions ?? [];
  const version = digest === undefined ? versions.at(-1) : versions.find((known) => known.digest === digest);
  const rule = version?.content as Rule | undefined;
  return rule?.kind === 'zoning' && Array.isArray(rule.levels) ? rule : undefined;
}

export const digestOf = (situation: Reading, policyId: string): string | undefined =>
  situation.get('rules', policyId)?.versions.at(-1)?.digest;

/** Policies adopted for an area or one of its parents that hold at an instant, the nearest area's first. */
function adoptedAt(situation: Reading, areaId: string, at: number): string[] {
  const out: string[] = [];
  const seen = new Set<string>();
  for (
    let id: string | undefined = areaId;
    id !== undefined && !seen.has(id);
    id = situation.get('areas', id)?.parent
  ) {
    seen.add(id);
    for (const { policyId, from, to } of situation.get('areaOrders', id)?.adopted ?? [])
      if (instant(from) <= at && (to === undefined || at < instant(to))) out.push(policyId);
  }
  return out;
}

type Shape = { readonly policyId?: string; readonly level?: string; readonly areaIds?: readonly string[] };

/** May a zone of this level be drawn over these areas, under this policy, at this time? */
export function forbidsZone(
  situation: Reading,
  { policyId, level, areaIds = [] }: Shape,
  at: number,
): Problem | undefined {
  if (policyId === undefined) return undefined;
  for (const areaId of areaIds) {
    const adopted = adoptedAt(situation, areaId, at);
    const zoning = adopted.filter((id) => ruleOf(situation, id) !== undefined);
    if (zoning.length > 0 && !adopted.includes(policyId)) {
      return no(`${policyId} is not in force for ${areaId}; ${zoning.join(', ')} is`, 'data.policyId');
    }
  }
  const rule = ruleOf(situation, policyId);
  if (rule === undefined || level === undefined) return undefined;
  const wanted = rule.levels!.find(({ code }) => code === level);
  if (wanted === undefined) {
    return no(
      `${policyId} has no level "${level}"; it has ${rule.levels!.map(({ code }) => code).join(', ')}`,
      'data.level',
    );
  }
  return forbidsUnit(situation, policyId, wanted, areaIds);
}

/** Units by name, and "arbitrary enlargement": nothing but the units named, and the one they may grow to with a reason. */
function forbidsUnit(
  situation: Reading,
  policyId: string,
  level: Level,
  areaIds: readonly string[],
): Problem | undefined {
  const unit: Unit = level.unit === undefined || Array.isArray(level.unit) ? {} : (level.unit as Unit);
  const { prohibited, types, expandTo } = unit;
  if (prohibited === undefined) return undefined;
  for (const areaId of areaIds) {
    const found: Entities['areas']['level'] | undefined = situation.get('areas', areaId)?.level;
    if (found === undefined) continue;
    const isForbidden =
      typeof prohibited === 'string'
        ? types !== undefined && !types.includes(found) && expandTo?.unit !== found
        : prohibited.includes(found);
    if (isForbidden)
      return no(`${policyId} does not let a ${level.code} zone hold a whole ${found} (${areaId})`, 'data.areaIds');
  }
  return undefined;
}

/** Is temporary closure forbidden where a policy in force says so? */
export function forbidsHold(situation: Reading, { policyId, areaIds = [] }: Shape, at: number): Problem | undefined {
  const ids = new Set(areaIds.flatMap((areaId) => adoptedAt(situation, areaId, at)));
  if (policyId !== undefined) ids.add(policyId);
  for (const id of ids) {
    const rule = ruleOf(situation, id);
    const words = [
      ...(rule?.prohibited ?? []),
      ...(rule?.levels ?? []).flatMap(({ unit }) => (unit as Unit | undefined)?.prohibited ?? []),
    ];
    if (words.includes('temporaryClosure')) return no(`${id} forbids temporary closure`, 'data');
  }
  return undefined;
}

/** Is one level above another, under the version of the policy the zone was decided on? Undefined: nobody can say. */
export function isAbove(situation: Reading, zone: Entities['zones'], level: string): boolean | undefined {
  const rule = zone.policyId === undefined ? undefined : ruleOf(situation, zone.policyId, zone.policyVersion);
  const rank = (code: string | undefined) => rule?.levels?.find((known) => known.code === code)?.rank;
  const [before, after] = [rank(zone.level), rank(level)];
  return before === undefined || after === undefined || before === after ? undefined : after > before;
}

/** A level the policy of the zone does not know. */
export function forbidsLevel(situation: Reading, zone: Entities['zones'], level: string): Problem | undefined {
  const rule = zone.policyId === undefined ? undefined : ruleOf(situation, zone.policyId, zone.policyVersion);
  if (rule === undefined || rule.levels!.some(({ code }) => code === level)) return undefined;
  return no(`${zone.policyId} has no level "${level}"`, 'data.level');
}

const no = (message: string, field: string): Problem => problem('policy-forbids', message, field);
