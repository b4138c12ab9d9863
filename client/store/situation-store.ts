// The reader's copy of the situation, its digest kept up to date one change at a time, and word of each change.
import { applyDelta, type Delta, digestOf, moveDigest } from '#shared/delta.ts';
import { type Digest, EMPTY_DIGEST, hex } from '#shared/digest.ts';
import { type Entity, LAYER_NAMES, type Layer, SHOWN_LAYERS, Situation } from '#shared/situation.ts';
import type { Changed, LiveSituation } from './live-situation.ts';

export type EntitiesByLayer = { readonly [L in Layer]?: readonly Entity[] };

export class SituationStore implements LiveSituation {
  /** One object for the whole life of the page: a reset empties and refills it, so that nobody holds a stale one. */
  readonly copy = new Situation();
  #digest: Digest = EMPTY_DIGEST;
  readonly #listeners = new Set<(changed: Changed) => void>();

  /** 16 hex digits, to compare with a heartbeat's when the copy stands at its head. */
  get digest(): string {
    return hex(this.#digest);
  }

  onChange(listener: (changed: Changed) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  replace(entities: EntitiesByLayer, seq: number): void {
    this.#empty();
    for (const layer of LAYER_NAMES) {
      for (const entity of entities[layer] ?? []) this.copy.put(layer, entity.id, entity);
    }
    this.copy.seq = seq;
    this.#digest = digestOf(this.copy, SHOWN_LAYERS);
    this.#tell('reset');
  }

  /** @returns false, and touches nothing, when the delta does not start where the copy stands */
  apply(delta: Delta): boolean {
    if (delta.from !== this.copy.seq) return false;
    const versions = new Map<string, number | undefined>();
    let digest = this.#digest;
    for (const change of delta.changes) {
      const key = `${change.layer}/${change.id}`;
      const before = versions.has(key) ? versions.get(key) : this.copy.get(change.layer, change.id)?.version;
      const after = change.op === 'put' ? change.entity.version : undefined;
      digest = moveDigest(digest, change.layer, change.id, before, after);
      versions.set(key, after);
    }
    applyDelta(this.copy, delta);
    this.#digest = digest;
    if (delta.changes.length > 0) this.#tell(delta.changes);
    return true;
  }

  /** Forgets everything: the reader may see it no longer. */
  clear(): void {
    this.#empty();
    this.#tell('reset');
  }

  #empty(): void {
    for (const layer of LAYER_NAMES) {
      for (const id of [...this.copy.all(layer).keys()]) this.copy.remove(layer, id);
    }
    this.copy.seq = 0;
    this.copy.asOf.clear();
    this.copy.heard.clear();
    this.#digest = EMPTY_DIGEST;
  }

  #tell(changed: Changed): void {
    for (const listener of [...this.#listeners]) listener(changed);
  }
}
