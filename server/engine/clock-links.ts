// What refers to a case, by the case, kept as it changes: its contacts, its journeys and theirs, its disinfections.
import type { Change, Entities, Entity, Layer, Situation } from '#shared/situation.ts';

type Linked = 'contacts' | 'transfers' | 'disinfections';
const LINKED: ReadonlySet<Layer> = new Set<Layer>(['contacts', 'transfers', 'disinfections']);

/** Which case an entity is about; a contact's journey is that contact's. */
const caseOf = (entity: Entity | undefined): string | undefined =>
  (entity as { readonly caseId?: string } | undefined)?.caseId;

export class ClockLinks {
  readonly #situation: () => Situation;
  readonly #ids: { readonly [L in Linked]: Map<string, Set<string>> } = {
    contacts: new Map(),
    transfers: new Map(),
    disinfections: new Map(),
  };

  constructor(situation: () => Situation) {
    this.#situation = situation;
    for (const layer of LINKED) {
      const linked = layer as Linked;
      for (const entity of situation().all(linked).values()) this.#add(linked, caseOf(entity), entity.id);
    }
  }

  /** Takes one change; @returns the cases it is about. */
  follow({ layer, id, before, after }: Change): string[] {
    if (!LINKED.has(layer)) return [];
    const [was, is] = [caseOf(before), caseOf(after)];
    if (was !== undefined && was !== is) this.#ids[layer as Linked].get(was)?.delete(id);
    if (after !== undefined) this.#add(layer as Linked, is, id);
    else if (is === undefined && was !== undefined) this.#ids[layer as Linked].get(was)?.delete(id);
    return [...new Set([was, is].filter((one) => one !== undefined))];
  }

  of<L extends Linked>(layer: L, caseId: string): Entities[L][] {
    const situation = this.#situation();
    return [...(this.#ids[layer].get(caseId) ?? [])].flatMap((id) => situation.get(layer, id) ?? []);
  }

  /** Cases that contacts name, reported or not yet. */
  casesWithContacts(): Iterable<string> {
    return this.#ids.contacts.keys();
  }

  #add(layer: Linked, caseId: string | undefined, id: string): void {
    if (caseId === undefined) return;
    const ids = this.#ids[layer].get(caseId);
    if (ids === undefined) this.#ids[layer].set(caseId, new Set([id]));
    else ids.add(id);
  }
}
