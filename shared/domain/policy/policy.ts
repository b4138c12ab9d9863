// A policy: a rule set as data, as data/policies holds it. Code knows the predicates, never a rule's numbers.
// Semantics: domain.md 5.3 and 5.4.

export const POLICY_KINDS = [
  'zoning',
  'testing',
  'clock',
  'contact',
  'code',
  'certificate',
  'capacity',
  'status',
  'statistic',
  'alarm',
  'ring',
  'closure',
  'safeguard',
  'definition',
] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/**
 * A condition: a predicate with what it needs, a group of them, or a bare name, which is a human assessment: the
 * software may propose it, a person says it.
 */
export type Condition = string | { readonly [predicate: string]: unknown };

export type Exit = {
  /** the level that follows */
  readonly to?: string;
  readonly releasePromptly?: boolean;
  readonly ignoreNewInfections?: readonly string[];
} & { readonly [predicate: string]: unknown };

export type Unit = {
  readonly types?: readonly string[];
  readonly prohibited?: readonly string[] | string;
  readonly adjustable?: boolean;
  readonly expandTo?: { readonly unit: string; readonly when: readonly string[] };
};

export type Level = {
  readonly code: string;
  readonly zh?: string;
  /** higher wins where zones overlap */
  readonly rank?: number;
  readonly trigger?: Condition;
  readonly unit?: Unit | readonly string[];
  readonly exit?: Exit;
  readonly escalate?: { readonly onPositive?: string };
  readonly durationDays?: number;
  readonly testing?: readonly Readonly<Record<string, unknown>>[];
};

export type Policy = {
  readonly id: string;
  readonly kind: PolicyKind;
  /** which question it answers: policies of different series hold side by side */
  readonly series: string;
  readonly hazard: string;
  readonly jurisdiction: string;
  readonly zh?: string;
  /** [from, to): local days; null for open */
  readonly valid: readonly [string, string | null];
  readonly sources: readonly string[];
  readonly confidence: 'D' | 'S' | 'K' | 'P';
  readonly levels?: readonly Level[];
  readonly counting?: 'elapsed24h' | 'calendarDay';
  readonly prohibited?: readonly string[];
} & { readonly [more: string]: unknown };

export const levelOf = (policy: Policy, code: string): Level | undefined =>
  policy.kind === 'zoning' && Array.isArray(policy.levels)
    ? policy.levels.find((level) => level.code === code)
    : undefined;

/** The levels a zone may have under it, the highest first; a level without a rank stands last. */
export const levelsByRank = (policy: Policy): Level[] =>
  [...(policy.kind === 'zoning' ? (policy.levels ?? []) : [])].sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0));

/** Address levels a zone of this level is made of; the words of the rules brought to those of areas (domain.md 4.2). */
export function unitsOf(level: Level): string[] {
  const { unit } = level;
  const types = unit === undefined ? [] : Array.isArray(unit) ? unit : ((unit as Unit).types ?? []);
  return [...new Set((types as readonly string[]).map((type) => SAME_UNIT[type] ?? type))];
}

const SAME_UNIT: Readonly<Record<string, string>> = {
  naturalVillage: 'village',
  naturalVillageGroup: 'village',
  workplace: 'place',
  activityPlace: 'place',
  office: 'place',
};
