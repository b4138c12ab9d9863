// The situation held at one moment while the live one goes on: long work in many turns of the event loop still reads one seq.
// Nothing is copied but what changes meanwhile, and the list of a layer that somebody goes through.
import { type Entities, type Entity, LAYER_NAMES, type Layer, Situation } from '#shared/situation.ts';
import type { Projector } from './projector.ts';

export class HeldSituation extends Situation {
  readonly #origin: Situation;
  readonly #sizes: ReadonlyMap<Layer, number>;
  /** what changed since, as it was: undefined where it was not there */
  readonly #before = new Map<Layer, Map<string, Entity | undefined>>();
  readonly #layers = new Map<Layer, HeldLayer>();
  readonly #stop: () => void;

  /** Holds the projector's situation as it is now; `release` when done, or every change goes on being remembered. */
  constructor(projector: Pick<Projector, 'situation' | 'onSteps'>) {
    super();
    const { situation } = projector;
    this.#origin = situation;
    this.seq = situation.seq;
    for (const [layer, at] of situation.asOf) this.asOf.set(layer, at);
    for (const [source, at] of situation.heard) this.heard.set(source, at);
    this.#sizes = new Map(LAYER_NAMES.map((layer) => [layer, situation.all(layer).size]));
    this.#stop = projector.onSteps((steps) => {
      for (const { changes } of steps)
        for (const { layer, id, before } of changes) {
          let known = this.#before.get(layer);
          if (known === undefined) {
            known = new Map();
            this.#before.set(layer, known);
          }
          if (!known.has(id)) known.set(id, before);
        }
    });
  }

  /** The one that goes on: what is remembered of it holds of this moment too, where nothing that it reads has changed. */
  get origin(): Situation {
    return this.#origin;
  }

  release(): void {
    this.#stop();
  }

  override get<L extends Layer>(layer: L, id: string): Entities[L] | undefined {
    const changed = this.#before.get(layer);
    if (changed?.has(id) === true) return changed.get(id) as Entities[L] | undefined;
    return this.#origin.get(layer, id);
  }

  override all<L extends Layer>(layer: L): ReadonlyMap<string, Entities[L]> {
    let held = this.#layers.get(layer);
    if (held === undefined) {
      held = new HeldLayer(
        this.#sizes.get(layer) ?? 0,
        (id) => this.get(layer, id),
        () => this.#list(layer),
      );
      this.#layers.set(layer, held);
    }
    return held as unknown as ReadonlyMap<string, Entities[L]>;
  }

  override put(): never {
    throw new Error('a moment that is held takes no changes');
  }
  override remove(): never {
    return this.put();
  }
  override apply(): never {
    return this.put();
  }
  override size(): number {
    return [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  #list(layer: Layer): readonly Entity[] {
    const now = [...this.#origin.all(layer).values()] as Entity[];
    const changed = this.#before.get(layer);
    if (changed === undefined) return now;
    const list: Entity[] = [];
    const kept = new Set<string>();
    for (const entity of now) {
      const was = changed.has(entity.id) ? changed.get(entity.id) : entity;
      if (was === undefined) continue;
      list.push(was);
      if (changed.has(entity.id)) kept.add(entity.id);
    }
    for (const [id, was] of changed) if (was !== undefined && !kept.has(id)) list.push(was);
    return list;
  }
}

/** One layer as it was; its list is taken when somebody goes through it, and is the same however late that is. */
class HeldLayer implements ReadonlyMap<string, Entity> {
  readonly size: number;
  readonly get: (id: string) => Entity | undefined;
  readonly #take: () => readonly Entity[];
  #list: readonly Entity[] | undefined;

  constructor(size: number, get: (id: string) => Entity | undefined, take: () => readonly Entity[]) {
    this.size = size;
    this.get = get;
    this.#take = take;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  values(): MapIterator<Entity> {
    this.#list ??= this.#take();
    return this.#list.values() as unknown as MapIterator<Entity>;
  }

  *entries(): MapIterator<[string, Entity]> {
    for (const entity of this.values()) yield [entity.id, entity];
  }

  *keys(): MapIterator<string> {
    for (const { id } of this.values()) yield id;
  }

  [Symbol.iterator](): MapIterator<[string, Entity]> {
    return this.entries();
  }

  forEach(take: (entity: Entity, id: string, map: ReadonlyMap<string, Entity>) => void): void {
    for (const entity of this.values()) take(entity, entity.id, this);
  }
}

/** The situation that goes on, whose moment this is; a past one is its own. */
export const originOf = (situation: Situation): Situation =>
  situation instanceof HeldSituation ? situation.origin : situation;
