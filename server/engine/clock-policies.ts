// Which rules a case's clocks run under: those in force where and when they began. Without one, there is no clock.
import { type InForce, inForce } from '#shared/domain/policy/choose.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Situation } from '#shared/situation.ts';
import type { Adoption } from '#shared/subject/policy.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';

const SERIES = ['positive-clock', 'report-clock', 'contacts'] as const;
type Series = (typeof SERIES)[number];

export class ClockPolicies {
  readonly #situation: Situation;
  readonly #policyOf: (id: string) => Policy | undefined;
  readonly #adoptions: Adoption[];
  readonly #areas: readonly string[];

  constructor(situation: Situation, library: Pick<PolicyLibrary, 'policies'>) {
    this.#situation = situation;
    const known = new Map<string, Policy | undefined>();
    this.#policyOf = (id) => {
      if (!known.has(id)) known.set(id, policyAt(situation, library, id));
      return known.get(id);
    };
    this.#adoptions = [...situation.all('policies').values()].filter(({ policyId }) =>
      (SERIES as readonly string[]).includes(this.#policyOf(policyId)?.series ?? ''),
    );
    this.#areas = [...new Set(this.#adoptions.map(({ areaId }) => areaId))];
  }

  /** Has anybody adopted a rule of the series, wherever and whenever? */
  has(series: Series): boolean {
    return this.#adoptions.some(({ policyId }) => this.#policyOf(policyId)?.series === series);
  }

  /**
   * @param chain where it is, the nearest first; of a case without an address, the areas of adoptions that hold its position,
   * or all of them where it has none either: a positive that nobody can place has its eight hours all the same
   */
  at(chain: readonly string[], position: Position | undefined, when: number): { readonly [S in Series]?: InForce } {
    const places = chain.length > 0 ? chain : this.#areas.filter((id) => this.#holds(id, position));
    const out: { [S in Series]?: InForce } = {};
    for (const found of inForce(this.#adoptions, this.#policyOf, places, when))
      out[found.policy.series as Series] ??= found;
    return out;
  }

  #holds(areaId: string, position: Position | undefined): boolean {
    const geometry = this.#situation.get('areas', areaId)?.geometry;
    return position === undefined || geometry === undefined || isInside([position[0], position[1]], geometry);
  }
}
