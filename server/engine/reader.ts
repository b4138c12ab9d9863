// Whoever reads figures, as far as the engine asks about them.
import type { Entity, Layer } from '#shared/situation.ts';
import type { Class } from '#shared/subject/subject.ts';

/** What a view can answer (server/access/view.ts): the engine asks, and never decides who sees what. */
export type Reader = {
  readonly key: string;
  may(wanted: Class): boolean;
  see<E extends Entity>(layer: Layer, entity: E): E | undefined;
  /** is the place within the reader's own ground? */
  holds(place: { readonly siteId?: string | null; readonly areaId?: string | null }): boolean;
};
