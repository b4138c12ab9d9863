// In which zones somebody stands, with the doubt of the fix: what a border's noise cannot tell stays as it was known.
import { type Crossing, type CrossingRule, type Fence, Fences, type Fix, Track } from '#shared/geo/crossings.ts';

export type Standing = {
  /** ids of zones that hold the place, the gravest last as they were given */
  readonly inside: readonly string[];
  /** the nearest line of another zone, metres, and whose */
  readonly near?: { readonly id: string; readonly metres: number };
  /** the fix is too coarse to say anything */
  readonly isBlurred: boolean;
};

/** So far off a line is worth a word; metres. */
export const WARN_WITHIN = 300;
/** A fix that may be half a kilometre off says nothing of a fence. Metres */
const TOO_COARSE = 300;
/** Shorter than for the record of who went where: a warning that comes a minute late is none. */
export const FIELD_RULE: CrossingRule = { dwell: 12_000, accuracy: 30, gap: 600_000 };

/** One phone among the fences that hold now. */
export class Wayfarer {
  #fences = new Fences([]);
  #order: readonly string[] = [];
  readonly #track = new Track(new Fences([]), FIELD_RULE);
  readonly #inside = new Set<string>();

  /** @param fences the gravest last */
  surround(fences: readonly Fence[]): void {
    this.#fences = new Fences(fences);
    this.#order = fences.map(({ id }) => id);
    const ids = new Set(this.#order);
    for (const id of [...this.#inside]) if (!ids.has(id)) this.#inside.delete(id);
    this.#track.replace(this.#fences, ids);
  }

  /** @returns where the phone stands, and the lines it has certainly crossed since */
  step(fix: Fix): { readonly standing: Standing; readonly crossings: readonly Crossing[] } {
    const { position, accuracy = FIELD_RULE.accuracy } = fix;
    if (accuracy > TOO_COARSE) return { standing: this.#said(true), crossings: [] };
    const holding = new Set(this.#fences.holding(position));
    const lines = this.#fences.near(position, Math.max(WARN_WITHIN, accuracy));
    for (const id of this.#order) {
      if ((lines.get(id) ?? Number.POSITIVE_INFINITY) <= accuracy) continue;
      if (holding.has(id)) this.#inside.add(id);
      else this.#inside.delete(id);
    }
    const crossings = this.#track.step(fix);
    const outside = [...lines].filter(([id, metres]) => !this.#inside.has(id) && metres <= WARN_WITHIN);
    outside.sort(([, a], [, b]) => a - b);
    const [nearest] = outside;
    return { standing: this.#said(false, nearest), crossings };
  }

  #said(isBlurred: boolean, nearest?: readonly [string, number]): Standing {
    const inside = this.#order.filter((id) => this.#inside.has(id));
    return { inside, isBlurred, ...(nearest === undefined ? {} : { near: { id: nearest[0], metres: nearest[1] } }) };
  }
}
