// Which zones have their seat in a box: asked of each zone when a situation opens, so an index where many are asked about.
import Flatbush from 'flatbush';
import { boxesMeet } from '#shared/geo/shapes.ts';
import { type Extent, isSomewhere } from './polygons.ts';

/** An index of all is made sooner than that many questions are answered one by one. */
const FEW = 8;

export class Seats {
  readonly #ids: string[] = [];
  readonly #boxes: Extent[] = [];
  readonly #index: Flatbush | undefined;

  /** @param questions about how many will be asked */
  constructor(outlines: ReadonlyMap<string, { readonly seat: Extent }>, questions: number) {
    for (const [id, { seat }] of outlines) {
      if (!isSomewhere(seat)) continue;
      this.#ids.push(id);
      this.#boxes.push(seat);
    }
    if (questions <= FEW || this.#ids.length === 0) return;
    this.#index = new Flatbush(this.#ids.length);
    for (const box of this.#boxes) this.#index.add(...box);
    this.#index.finish();
  }

  /** @returns ids of the zones whose seat meets the box, an edge in common enough; in no order */
  meeting(box: Extent): string[] {
    if (!isSomewhere(box)) return [];
    if (this.#index !== undefined) return this.#index.search(...box).map((i) => this.#ids[i] as string);
    return this.#ids.filter((_, i) => boxesMeet(this.#boxes[i] as Extent, box));
  }
}
