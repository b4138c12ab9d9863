// Under which rule and at which level a zone may be drawn: what is in force here, and the safeguards that hold beside it.
import { useEffect, useState } from 'react';
import { type Level, levelsByRank, type Policy, unitsOf } from '#shared/domain/policy/policy.ts';
import { api } from '../../connection/http.ts';

export type RulesAnswer = {
  readonly inForce: readonly { readonly policyId: string }[];
  readonly policies: readonly Policy[];
};
export type Rule = {
  readonly policyId: string;
  readonly isInForce: boolean;
  /** codes, the highest first */
  readonly levels: readonly string[];
};

/** The fence around what is polluted stands on the safeguards, whatever edition is in force; its level is no risk level. */
const SAFEGUARDS = 'cn-safeguards';
const POLLUTED = 'pollutedArea';

/** Levels that follow from evidence; "the rest of the county" follows from what else is drawn. */
const isDrawn = (level: Level): boolean => level.trigger !== undefined && !unitsOf(level).includes('restOfCounty');

/** @returns rules in force first; an empty list where there is none at all */
export function rulesOf({ inForce, policies }: RulesAnswer): Rule[] {
  const holding = new Set(inForce.map(({ policyId }) => policyId));
  const zoning = policies
    .filter(({ id, kind }) => kind === 'zoning' && holding.has(id))
    .map((policy) => ({
      policyId: policy.id,
      isInForce: true,
      levels: levelsByRank(policy)
        .filter(isDrawn)
        .map(({ code }) => code),
    }));
  const safeguards = policies.filter(({ id }) => id === SAFEGUARDS);
  return [
    ...zoning.filter(({ levels }) => levels.length > 0),
    ...safeguards.map(({ id }) => ({ policyId: id, isInForce: holding.has(id), levels: [POLLUTED] })),
  ];
}

/** Editions that draw zones for what is being fought here, those in force first; every one where nothing is in force. */
export function zoningOf(policies: readonly Policy[], holding: ReadonlySet<string>): readonly string[] {
  const zoning = policies.filter(({ kind, series }) => kind === 'zoning' && series === 'zone-level');
  const hazards = new Set(zoning.filter(({ id }) => holding.has(id)).map(({ hazard }) => hazard));
  return zoning
    .filter(({ hazard }) => hazards.size === 0 || hazards.has(hazard))
    .map(({ id }) => id)
    .sort((a, b) => Number(holding.has(b)) - Number(holding.has(a)) || (a < b ? 1 : -1));
}

/** Levels above or below the one a zone has, by the policy it stands on; of an unranked one nobody can say. */
export function levelsFrom(policy: Policy | undefined, level: string | undefined, up: boolean): string[] {
  if (policy === undefined) return [];
  const levels = levelsByRank(policy);
  const rank = levels.find(({ code }) => code === level)?.rank;
  if (rank === undefined) return [];
  return levels
    .filter((other) => other.rank !== undefined && (up ? other.rank > rank : other.rank < rank))
    .map(({ code }) => code);
}

/** Asked once for each opening: rules change with a decision, not by the minute. */
export function useRules(): RulesAnswer | undefined {
  const [rules, setRules] = useState<RulesAnswer>();
  useEffect(() => {
    let isWanted = true;
    void api<RulesAnswer>('/api/policies').then((answer) => {
      if (isWanted && answer.ok) setRules(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return rules;
}
