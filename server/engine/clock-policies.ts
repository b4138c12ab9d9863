// Which rules a case's clocks run under: those in force where and when they began. Without one, there is no clock.
import type { InForce } from '#shared/domain/policy/choose.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';

const SERIES = ['positive-clock', 'report-clock', 'contacts'] as const;
type Series = (typeof SERIES)[number];

type Rule = InForce & { readonly from: number; readonly to: number };

export class ClockPolicies {
  readonly #situation: Situation;
  readonly #rules: readonly Rule[];
  readonly #areas: readonly string[];
  /** the rules that may hold at a place, the one that counts first; a city asks for few places many times */
  readonly #atPlace = new Map<string, readonly Rule[]>();

  constructor(situation: Situation, library: Pick<PolicyLibrary, 'policies'>) {
    this.#situation = situation;
    this.#rules = [...situation.all('policies').values()].flatMap((adoption): Rule[] => {
      const policy = policyAt(situation, library, adoption.policyId);
      if (policy === undefined || !(SERIES as readonly string[]).includes(policy.series)) return [];
      const to = adoption.to === undefined ? Number.POSITIVE_INFINITY : instant(adoption.to);
      return [{ policy, adoption, from: instant(adoption.from), to }];
    });
    this.#areas = [...new Set(this.#rules.map(({ adoption }) => adoption.areaId))];
  }

  /** Has anybody adopted a rule of the series, wherever and whenever? */
  has(series: Series): boolean {
    return this.#rules.some(({ policy }) => policy.series === series);
  }

  /**
   * One rule of each series, as shared/domain/policy/choose.ts has it.
   * @param chain where it is, the nearest first; of a case without an address, the areas of adoptions that hold its position,
   * or all of them where it has none either: a positive that nobody can place has its eight hours all the same
   */
  at(chain: readonly string[], position: Position | undefined, when: number): { readonly [S in Series]?: InForce } {
    const places = chain.length > 0 ? chain : this.#areas.filter((id) => this.#holds(id, position));
    const out: { [S in Series]?: InForce } = {};
    for (const rule of this.#ordered(places)) {
      if (rule.from <= when && when < rule.to) out[rule.policy.series as Series] ??= rule;
    }
    return out;
  }

  /** The nearest area, then the latest `from`, then the one adopted last. */
  #ordered(places: readonly string[]): readonly Rule[] {
    const key = places.join('|');
    let rules = this.#atPlace.get(key);
    if (rules === undefined) {
      const depth = ({ adoption }: Rule) => places.indexOf(adoption.areaId);
      rules = this.#rules
        .filter((rule) => depth(rule) !== -1)
        .sort(
          (a, b) =>
            depth(a) - depth(b) ||
            b.from - a.from ||
            compare(b.adoption.recordedAt, a.adoption.recordedAt) ||
            compare(b.adoption.id, a.adoption.id),
        );
      this.#atPlace.set(key, rules);
    }
    return rules;
  }

  #holds(areaId: string, position: Position | undefined): boolean {
    const geometry = this.#situation.get('areas', areaId)?.geometry;
    return position === undefined || geometry === undefined || isInside([position[0], position[1]], geometry);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
