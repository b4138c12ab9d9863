// Which cases live under which address node, kept as cases and areas change.
import type { Entities, Entity, Situation } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import type { Step } from '../situation/projector.ts';

type Case = Entities['cases'];

/** An area and its parents, the nearest first. */
export function chainOf(situation: Situation, areaId: string): string[] {
  const chain: string[] = [];
  for (
    let id: string | undefined = areaId;
    id !== undefined && !chain.includes(id);
    id = situation.get('areas', id)?.parent
  )
    chain.push(id);
  return chain;
}

const homesOf = (known: Case | undefined): string[] =>
  (known?.places ?? []).flatMap(({ role, areaId }) => (role === 'residence' && areaId !== undefined ? [areaId] : []));

const NOBODY: ReadonlySet<string> = new Set();

export class CaseNodes {
  readonly #situation: () => Situation;
  #byArea: Map<string, Set<string>> | undefined;
  /** of the areas that somebody lives in, as long as no area moves */
  #chains = new Map<string, readonly string[]>();
  /** cases whose home is no area that anybody named */
  #homeless = new Set<string>();

  constructor(situation: () => Situation) {
    this.#situation = situation;
  }

  /** Ids of cases whose home is the area or lies under it. */
  casesIn(areaId: string): ReadonlySet<string> {
    return this.#known().get(areaId) ?? NOBODY;
  }

  /** The home of a case and all that holds it, the nearest first. */
  chainOf(home: string): readonly string[] {
    this.#known();
    return this.#chain(home);
  }

  get homeless(): ReadonlySet<string> {
    this.#known();
    return this.#homeless;
  }

  /** Finds out about all cases in steps, before somebody asks; of a situation that stands still. */
  *ready(): Generator<void> {
    if (this.#byArea !== undefined) return;
    const made = new CaseNodes(this.#situation);
    made.#byArea = new Map();
    yield* through(this.#situation().all('cases').values(), (known) => made.#add(known));
    this.#byArea = made.#byArea;
    this.#chains = made.#chains;
    this.#homeless = made.#homeless;
  }

  #known(): Map<string, Set<string>> {
    if (this.#byArea !== undefined) return this.#byArea;
    const made = new Map<string, Set<string>>();
    this.#byArea = made;
    this.#homeless.clear();
    this.#chains.clear();
    for (const known of this.#situation().all('cases').values()) this.#add(known);
    return made;
  }

  /** A case costs its chain; an area that moves under another parent costs one rebuild, at the next question. */
  follow(steps: readonly Step[]): void {
    for (const { changes } of steps) {
      for (const { layer, before, after } of changes) {
        if (layer === 'areas') {
          const parent = (entity: typeof before) => (entity as Entities['areas'] | undefined)?.parent;
          if (this.#byArea !== undefined && (before === undefined || parent(before) !== parent(after)))
            this.#moved(after);
        } else if (layer === 'cases' && this.#byArea !== undefined) {
          this.#remove(before as Case | undefined);
          this.#add(after as Case | undefined);
        }
      }
    }
  }

  /** An area that no case lives under changes nothing. */
  #moved(area: Entity | undefined): void {
    if (area === undefined || this.#byArea?.has(area.id) === true) this.#byArea = undefined;
  }

  #chain(home: string): readonly string[] {
    let chain = this.#chains.get(home);
    if (chain === undefined) {
      chain = chainOf(this.#situation(), home);
      this.#chains.set(home, chain);
    }
    return chain;
  }

  #add(known: Case | undefined): void {
    if (known === undefined) return;
    const homes = homesOf(known);
    if (homes.length === 0) this.#homeless.add(known.id);
    for (const home of homes) {
      for (const id of this.#chain(home)) {
        const cases = this.#byArea!.get(id);
        if (cases === undefined) this.#byArea!.set(id, new Set([known.id]));
        else cases.add(known.id);
      }
    }
  }

  #remove(known: Case | undefined): void {
    if (known === undefined) return;
    this.#homeless.delete(known.id);
    for (const home of homesOf(known)) for (const id of this.#chain(home)) this.#byArea!.get(id)?.delete(known.id);
  }
}
