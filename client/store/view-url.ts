// A view of the desk as an address: what one colleague sees, another can be sent as a link.
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import { isTime } from '#shared/time.ts';
import type { PastBy } from '../connection/connection-status.ts';

export type Selection = { readonly layer: Layer; readonly id: string };
/** Centre of the map in degrees, WGS-84. */
export type MapPlace = { readonly longitude: number; readonly latitude: number; readonly zoom: number };

export type DeskView = {
  readonly selection: Selection | null;
  /** a layer, a figure whose rows are listed, or a list of the engine's */
  readonly list: string | null;
  readonly hidden: ReadonlySet<Layer>;
  readonly place: MapPlace | null;
  /** the moment that is looked at, as we knew it then; null: now */
  readonly time: string | null;
  /** what counts at that moment: what we knew then, or what had happened by then */
  readonly by: PastBy;
};

const isLayer = (name: string): name is Layer => (LAYER_NAMES as readonly string[]).includes(name);

/** Lists that are no layer; figures have a dot in their id (docs/figures.md). */
const ENGINE_LISTS: readonly string[] = ['clocks', 'epidemicFree', 'counters', 'readings'];
const FIGURE = /^[a-zA-Z]{1,40}\.[a-zA-Z0-9]{1,40}$/;
/** What changed between two moments. */
const CHANGES = /^changes~([^~]+)~([^~]+)$/;
function isList(name: string): boolean {
  if (isLayer(name) || ENGINE_LISTS.includes(name) || FIGURE.test(name)) return true;
  const [, from = '', to = ''] = CHANGES.exec(name) ?? [];
  return isTime(from) && isTime(to);
}

/** Layers that start switched off: they would bury what matters until somebody asks for them. */
export const HIDDEN_AT_FIRST: ReadonlySet<Layer> = new Set<Layer>();

/** @param search with or without its question mark; whatever in it makes no sense is left out, never an error */
export function readView(search: string): DeskView {
  const query = new URLSearchParams(search);
  const [layer = '', ...id] = (query.get('sel') ?? '').split('/');
  const list = query.get('list') ?? '';
  const hide = query.get('hide');
  const time = query.get('t') ?? '';
  return {
    selection: isLayer(layer) && id.length > 0 ? { layer, id: id.join('/') } : null,
    list: isList(list) ? list : null,
    hidden: hide === null ? HIDDEN_AT_FIRST : new Set(hide.split(',').filter(isLayer)),
    place: readPlace(query.get('at')),
    time: isTime(time) ? time : null,
    by: query.get('by') === 'happened' ? 'happened' : 'known',
  };
}

function readPlace(text: string | null): MapPlace | null {
  // Number('') is 0, and a place nobody named must never become 0,0.
  const [longitude, latitude, zoom] = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)));
  if (longitude === undefined || latitude === undefined || zoom === undefined) return null;
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && zoom >= 0 && zoom <= 24)) return null;
  return { longitude, latitude, zoom };
}

/** @returns a query without its question mark; empty for the view one starts with */
export function writeView({ selection, list, hidden, place, time, by }: DeskView): string {
  const parts: string[] = [];
  if (list !== null) parts.push(`list=${encodeURIComponent(list)}`);
  if (selection !== null) parts.push(`sel=${selection.layer}/${encodeURIComponent(selection.id)}`);
  if (hidden.size !== HIDDEN_AT_FIRST.size || [...hidden].some((layer) => !HIDDEN_AT_FIRST.has(layer))) {
    parts.push(`hide=${[...hidden].sort().join(',')}`);
  }
  if (time !== null) parts.push(`t=${encodeURIComponent(time)}`);
  if (time !== null && by === 'happened') parts.push('by=happened');
  if (place !== null) {
    // Five decimals are a metre; more would only make two equal views look different.
    parts.push(`at=${place.longitude.toFixed(5)},${place.latitude.toFixed(5)},${place.zoom.toFixed(2)}`);
  }
  return parts.join('&');
}
