// What the field's door asks the server for, whoever opens it: the layers its pages show; and of these, for an account that has
// areas, what lies within about two kilometres of them, with every place of which a city has few.
import type { Bbox, Scope } from '#shared/protocol.ts';
import type { Entity, Layer } from '#shared/situation.ts';
import type { Account } from '../connection/session.ts';

const LAYERS: readonly Layer[] = [
  'areas',
  'roads',
  'gates',
  'zones',
  'checkpoints',
  'sites',
  'boxes',
  'duties',
  'rounds',
  'visits',
  'teams',
  'tasks',
  'clock',
];
/**
 * Of a crew's own areas only, to follow its pools in a cellar. Who has no areas of their own would hold the whole city's: they
 * ask for the followed ones when they open that page (use-followed.ts).
 */
const OWN: readonly Layer[] = ['cases'];

/** Wanted however far they are, by type: a city has few of them, and each serves all of it. */
const FAR: readonly string[] = ['sites/laboratory', 'sites/quarantine', 'sites/clinic', 'sites/depot'];
/** Cut down to one's own areas by the server already, also where what they say of a place lies elsewhere. */
const CONFINED: readonly Layer[] = ['cases', 'tasks', 'boxes', 'visits'];
const WHOLE = [...FAR, ...CONFINED];

/** Around the own areas, degrees: a crew at their edge sees what is over the road. About 2 km */
export const MARGIN = 0.02;

export function fieldScope({ areas, bounds }: Pick<Account, 'areas' | 'bounds'>): Scope {
  if (areas.length === 0) return { layers: LAYERS as Layer[] };
  const layers = [...LAYERS, ...OWN];
  return bounds === undefined ? { layers } : { layers, bbox: around(bounds), whole: WHOLE };
}

const around = ([west, south, east, north]: Bbox): Bbox => [
  west - MARGIN,
  south - MARGIN,
  east + MARGIN,
  north + MARGIN,
];

/** Whether it is wanted wherever it is. */
export const isFarWanted = (layer: Layer, entity: Entity): boolean =>
  FAR.includes(`${layer}/${(entity as { readonly type?: string }).type}`);
