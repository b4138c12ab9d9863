// One GeoJSON source as a set of features by id, and what changed in it since it was last sent.
import type { MapFeature } from './shape-features.ts';

/** As MapLibre's `updateData` takes it; `add` replaces a feature of the same id. */
export type FeatureDiff = { readonly removeAll?: boolean; readonly remove: string[]; readonly add: MapFeature[] };

export class FeatureSet {
  readonly #features = new Map<string, MapFeature>();
  readonly #changed = new Set<string>();
  #emptied = false;

  get size(): number {
    return this.#features.size;
  }

  get(id: string): MapFeature | undefined {
    return this.#features.get(id);
  }

  set(id: string, feature: MapFeature | undefined): void {
    const before = this.#features.get(id);
    if (before === undefined && feature === undefined) return;
    if (feature === undefined) this.#features.delete(id);
    else {
      // A new report about the same outline (more households, another queue) is no reason to cut tiles again.
      if (before !== undefined && sameFeature(before, feature)) return;
      this.#features.set(id, feature);
    }
    this.#changed.add(id);
  }

  clear(): void {
    this.#features.clear();
    this.#changed.clear();
    this.#emptied = true;
  }

  /** What to send so that the source equals this set; undefined when it does already. */
  takeDiff(): FeatureDiff | undefined {
    if (this.#changed.size === 0 && !this.#emptied) return undefined;
    const remove: string[] = [];
    const add: MapFeature[] = [];
    for (const id of this.#changed) {
      const feature = this.#features.get(id);
      if (feature === undefined) remove.push(id);
      else add.push(feature);
    }
    const diff = this.#emptied ? { removeAll: true, remove: [], add } : { remove, add };
    this.#changed.clear();
    this.#emptied = false;
    return diff;
  }

  /** Everything, for a source that was just made. */
  all(): MapFeature[] {
    this.#changed.clear();
    this.#emptied = false;
    return [...this.#features.values()];
  }
}

function sameFeature(a: MapFeature, b: MapFeature): boolean {
  if (a.geometry !== b.geometry && JSON.stringify(a.geometry) !== JSON.stringify(b.geometry)) return false;
  return JSON.stringify(a.properties) === JSON.stringify(b.properties);
}
