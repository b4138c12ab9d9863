// Which policy holds: by hazard, place and time. A policy's own jurisdiction and validity say where it once held; an
// adoption replaces both, and only an adoption puts one in force (api.md, Time).
import type { Adoption } from '../../subject/policy.ts';
import { instant, MINUTE } from '../../time.ts';
import { SHANGHAI } from '../day-count.ts';
import type { Policy } from './policy.ts';

/**
 * How precisely a jurisdiction names a place, or undefined where it does not hold it: CN-110108 lies within CN-110000
 * within CN (domain.md 5.4). Codes may be longer than six digits (statistical codes of twelve).
 */
export function specificity(jurisdiction: string, code: string): number | undefined {
  let best: number | undefined;
  for (const part of jurisdiction.split('/')) {
    const [country = '', digits = ''] = split(part);
    const [ofCountry = '', ofDigits = ''] = split(code);
    if (country !== ofCountry || !ofDigits.startsWith(digits)) continue;
    best = Math.max(best ?? 0, 1 + digits.length);
  }
  return best;
}

/** "CN-110000" -> ["CN", "11"]: trailing pairs of zeros name no unit. */
function split(code: string): [string, string] {
  const match = /^(.*?)-(\d+)$/.exec(code);
  if (match === null) return [code, ''];
  return [match[1]!, match[2]!.replace(/(?:00)+$/, '')];
}

/** Does an instant lie in the policy's own validity? Local midnights, the end exclusive. @param offset minutes east of UTC */
export function isValidAt({ valid: [from, to] }: Policy, at: number, offset = SHANGHAI): boolean {
  const local = at + offset * MINUTE;
  return local >= instant(`${from}T00:00:00Z`) && (to === null || local < instant(`${to}T00:00:00Z`));
}

/**
 * The policy that held of itself at a place and time: the most specific jurisdiction, then the latest `from`.
 * For history and for proposing what to adopt; it puts nothing in force.
 */
export function policyOfItself(
  policies: Iterable<Policy>,
  { series, hazard, code, at, offset }: { series: string; hazard: string; code: string; at: number; offset?: number },
): Policy | undefined {
  let best: { policy: Policy; special: number } | undefined;
  for (const policy of policies) {
    if (policy.series !== series || policy.hazard !== hazard || !isValidAt(policy, at, offset)) continue;
    const special = specificity(policy.jurisdiction, code);
    if (special === undefined) continue;
    const order =
      best === undefined ? 1 : special - best.special || compare(policy.valid[0], best.policy.valid[0]) || 0;
    if (order > 0) best = { policy, special };
  }
  return best?.policy;
}

export type InForce<P = Policy> = { readonly policy: P; readonly adoption: Adoption };

const isOn = ({ from, to }: Adoption, at: number): boolean =>
  instant(from) <= at && (to === undefined || at < instant(to));

/**
 * What is in force at a place and time: one policy for each series and hazard, by the adoption for the nearest area, then
 * the latest `from`, then the one adopted last.
 * @param chain the area and its parents, the nearest first
 */
export function inForce<P extends { readonly series: string; readonly hazard: string }>(
  adoptions: Iterable<Adoption>,
  policyOf: (id: string) => P | undefined,
  chain: readonly string[],
  at: number,
): InForce<P>[] {
  const best = new Map<string, InForce<P> & { readonly depth: number }>();
  for (const adoption of adoptions) {
    const depth = chain.indexOf(adoption.areaId);
    const policy = depth === -1 || !isOn(adoption, at) ? undefined : policyOf(adoption.policyId);
    if (policy === undefined) continue;
    const key = `${policy.series}|${policy.hazard}`;
    const rival = best.get(key);
    const order =
      rival === undefined
        ? 1
        : rival.depth - depth ||
          instant(adoption.from) - instant(rival.adoption.from) ||
          compare(adoption.recordedAt, rival.adoption.recordedAt) ||
          compare(adoption.id, rival.adoption.id);
    if (order > 0) best.set(key, { policy, adoption, depth });
  }
  return [...best.values()]
    .map(({ policy, adoption }) => ({ policy, adoption }))
    .sort((a, b) => compare(a.policy.series, b.policy.series) || compare(a.policy.hazard, b.policy.hazard));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
