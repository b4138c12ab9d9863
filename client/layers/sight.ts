// What rows and features depend on beside the situation: who looks, and by which light.
import type { Layer } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import type { Palette } from './palette.ts';

/** What the rows depend on beside the situation. */
export type Sight = {
  readonly palette: Palette;
  readonly language: Language;
  /** the word for a zone's level */
  readonly level: (code: string | undefined) => string;
  /** the words for the end of an order, ISO 8601; nothing is said of it without */
  readonly until?: (time: string) => string;
};

/** Of one layer, the entities that are drawn; of the others all are. */
export type Sieve = { readonly layer: Layer; readonly ids: ReadonlySet<string> };
