// Lists in order of id, kept so that a page of a hundred thousand does not sort a hundred thousand.
import type { Entities, Entity, Layer, Situation } from '#shared/situation.ts';
import type { Projector } from './projector.ts';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export class Directory {
  readonly #projector: Projector;
  readonly #sorted = new Map<Layer, readonly string[]>();

  constructor(projector: Projector) {
    this.#projector = projector;
    projector.onSteps((steps) => {
      for (const { changes } of steps) {
        for (const { layer, before, after } of changes) {
          if ((before === undefined) !== (after === undefined)) this.#sorted.delete(layer);
        }
      }
    });
  }

  get situation(): Situation {
    return this.#projector.situation;
  }

  /** Entities of a layer in order of id (by UTF-16 code unit: the same on every machine). */
  *inOrder<L extends Layer>(layer: L): Generator<Entities[L]> {
    const entities = this.situation.all(layer) as ReadonlyMap<string, Entity> as ReadonlyMap<string, Entities[L]>;
    let ids = this.#sorted.get(layer);
    if (ids === undefined) {
      ids = [...entities.keys()].sort(byCodeUnit);
      this.#sorted.set(layer, ids);
    }
    for (const id of ids) {
      const entity = entities.get(id);
      if (entity !== undefined) yield entity;
    }
  }
}
